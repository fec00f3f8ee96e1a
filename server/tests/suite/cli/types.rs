//! `portico types`: what is in docs/ is what the Rust types say.

use super::portico::Portico;

#[test]
fn forms_13_the_declarations_in_the_repository_are_those_of_the_types() {
    let kept = include_str!("../../../../docs/portico-slots.d.ts");
    let printed = Portico::new().ok(&["types"]);
    assert_eq!(
        kept.trim_end(),
        printed.trim_end(),
        "run: portico types > docs/portico-slots.d.ts"
    );
}

#[test]
fn forms_13_the_table_in_the_documentation_is_that_of_the_types() {
    let guide = include_str!("../../../../docs/PLUGIN-AUTHORS.md");
    let printed = Portico::new().ok(&["types", "--docs"]);
    assert!(
        guide.contains(printed.trim_end()),
        "put this into docs/PLUGIN-AUTHORS.md:\n{printed}"
    );
}
