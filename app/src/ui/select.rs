//! One of several options, as a native select.

use leptos::prelude::*;

use super::{Field, FieldInfo};

/// One option of a [`Select`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Sent.
    pub value: String,
    /// Shown.
    pub label: String,
}

impl Choice {
    /// An option.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// A select with its field.
#[component]
pub fn Select(
    /// Label, help, error and id.
    field: FieldInfo,
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// The options.
    choices: Vec<Choice>,
    /// Value of the selected option.
    #[prop(optional, into)]
    value: String,
    /// First, empty option, such as "Choose"; absent: there is none.
    #[prop(optional, into)]
    empty: Option<String>,
    /// As wide as its longest option.
    #[prop(optional)]
    fit: bool,
    /// An option must be chosen.
    #[prop(optional)]
    required: bool,
    /// Not to be used now.
    #[prop(optional)]
    disabled: bool,
) -> AnyView {
    let options: Vec<_> = empty
        .map(|label| Choice::new("", label))
        .into_iter()
        .chain(choices)
        .map(|choice| {
            let selected = choice.value == value;
            view! { <option value=choice.value selected=selected>{choice.label}</option> }
        })
        .collect();
    let (id, described_by, invalid) = (
        field.id().to_owned(),
        field.described_by(),
        field.aria_invalid(),
    );
    view! {
        <Field info=field>
            <select
                class=if fit { "input input-fit" } else { "input" }
                id=id
                name=name
                required=required
                disabled=disabled
                aria-describedby=described_by
                aria-invalid=invalid
            >
                {options}
            </select>
        </Field>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_value_is_selected() {
        let choices = vec![Choice::new("test", "Test"), Choice::new("live", "Live")];
        let html = view! {
            <Select field=FieldInfo::new("mode", "Mode") name="mode" choices=choices value="live" empty="Choose" />
        }
        .to_html();
        assert_eq!(html.matches("selected").count(), 1, "{html}");
        assert!(
            html.contains(r#"<option value="live" selected>Live"#),
            "{html}"
        );
        assert!(html.find("Choose") < html.find("Test"), "{html}");
    }
}
