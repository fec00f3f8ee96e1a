//! One of several options, as a native select.

use leptos::prelude::*;

use super::{Field, FieldInfo};
use crate::i18n::{Locale, Said, Tongue};

/// One option of a [`Select`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Sent.
    pub value: String,
    /// Shown.
    pub label: String,
    /// What it is in, where others chose it: an option holds no `<bdi>`, so it says itself that it is not ours.
    pub tongue: Option<Tongue>,
}

impl Choice {
    /// An option.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            tongue: None,
        }
    }

    /// An option called by a text of a plugin or a host, on a page in `locale`.
    pub fn said(value: impl Into<String>, label: &Said, locale: Locale) -> Self {
        Self {
            tongue: Some(Tongue::of(&label.lang, locale)),
            ..Self::new(value, &label.text)
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
            let translate = choice.tongue.is_some().then_some("no");
            let Tongue { lang, dir } = choice.tongue.unwrap_or_default();
            view! {
                <option value=choice.value selected=selected translate=translate lang=lang dir=dir>{choice.label}</option>
            }
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

    #[test]
    fn i18n_an_option_that_others_named_says_so_and_its_language() {
        let title = Said {
            text: "Acme Pay".to_owned(),
            lang: "en".to_owned(),
        };
        let html = |locale| {
            let choices = vec![Choice::said("acme-pay", &title, locale)];
            view! { <Select field=FieldInfo::new("plugin", "Plugin") name="plugin" choices /> }
                .to_html()
        };
        let (home, abroad) = (html(Locale::En), html(Locale::De));
        let option = r#"<option value="acme-pay" translate="no""#;
        assert!(home.contains(&format!("{option}>Acme Pay")), "{home}");
        assert!(
            abroad.contains(&format!(r#"{option} lang="en">Acme Pay"#)),
            "{abroad}"
        );
    }
}
