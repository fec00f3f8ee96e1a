//! A person as initials.

use leptos::prelude::*;

/// Initials on a round ground; decoration beside the name, so hidden from assistive technology.
#[component]
pub fn Avatar(
    /// Name or id of the person.
    #[prop(into)]
    name: String,
    /// 24 instead of 30 px.
    #[prop(optional)]
    small: bool,
) -> AnyView {
    view! {
        <span class=if small { "avatar avatar-small" } else { "avatar" } aria-hidden="true"><bdi>{initials(&name)}</bdi></span>
    }.into_any()
}

/// The first letters of the first and the last word, of a name as well as of an id: "Mara Kunz" → "MK",
/// "org-admin" → "OA". One word gives its first two letters.
pub fn initials(name: &str) -> String {
    let name = name.split('@').next().unwrap_or(name);
    let words: Vec<&str> = name
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let letters: String = match words.as_slice() {
        [] => return "?".to_owned(),
        [word] => word.chars().take(2).collect(),
        [first, .., last] => first.chars().take(1).chain(last.chars().take(1)).collect(),
    };
    letters.to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_ids_and_addresses_have_initials() {
        assert_eq!(initials("Mara Kunz"), "MK");
        assert_eq!(initials("Anna von der Heide"), "AH");
        assert_eq!(initials("org-admin"), "OA");
        assert_eq!(initials("consumer"), "CO");
        assert_eq!(initials("mara.kunz@example.com"), "MK");
        assert_eq!(initials("ñandú"), "ÑA");
        assert_eq!(initials(" -- "), "?");
    }
}
