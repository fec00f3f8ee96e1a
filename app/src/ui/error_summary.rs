//! All errors of a form at its top, each leading to its field.

use leptos::prelude::*;

use crate::i18n::Locale;

/// One line of an [`ErrorSummary`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SummaryError {
    /// Id of the control; empty when the error is about the form as a whole.
    pub field_id: String,
    /// The sentence, the same as at the field.
    pub message: String,
}

impl SummaryError {
    /// The sentence about one control.
    pub fn new(field_id: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field_id: field_id.into(),
            message: message.into(),
        }
    }
}

/// The summary; nothing when there are no errors. It takes the focus when the page opens, with or without JavaScript.
/// Further attributes are passed with `attr:`.
#[component]
pub fn ErrorSummary(
    /// The errors, in the order of the fields.
    errors: Vec<SummaryError>,
    /// Language of the heading.
    locale: Locale,
    /// Id, when a page has several forms.
    #[prop(default = "error-summary".to_owned(), into)]
    id: String,
    /// Without errors it is there all the same, hidden and empty, for an island that fills it in.
    #[prop(optional)]
    standing: bool,
) -> AnyView {
    let wrong = !errors.is_empty();
    (wrong || standing)
        .then(|| {
            let title = locale
                .text()
                .forms
                .summary_title
                .of(locale, errors.len() as u64);
            let title_id = format!("{id}-title");
            let lines: Vec<_> = errors.into_iter().map(summary_line).collect();
            view! {
                <div
                    class="error-summary"
                    id=id
                    role="alert"
                    tabindex="-1"
                    autofocus=wrong
                    hidden=!wrong
                    aria-labelledby=title_id
                >
                    <h2 id=title_id.clone()>{wrong.then_some(title)}</h2>
                    <ul class="plain-list">{lines}</ul>
                </div>
            }
        })
        .into_any()
}

fn summary_line(error: SummaryError) -> impl IntoView {
    let line = if error.field_id.is_empty() {
        error.message.into_any()
    } else {
        view! { <a href=format!("#{}", error.field_id)>{error.message}</a> }.into_any()
    };
    view! { <li>{line}</li> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_leads_to_its_field_and_the_summary_takes_the_focus() {
        let errors = vec![
            SummaryError {
                field_id: "email".to_owned(),
                message: "Fill in Email.".to_owned(),
            },
            SummaryError {
                field_id: String::new(),
                message: "Nothing was saved.".to_owned(),
            },
        ];
        let html = view! { <ErrorSummary errors=errors locale=Locale::En /> }.to_html();
        assert!(html.contains("There are 2 problems"), "{html}");
        assert!(
            html.contains(r##"<a href="#email">Fill in Email.</a>"##),
            "{html}"
        );
        assert!(html.contains(" autofocus"), "{html}");
        assert_eq!(html.matches("<a ").count(), 1, "{html}");
    }

    #[test]
    fn without_errors_there_is_nothing() {
        let html = view! { <ErrorSummary errors=vec![] locale=Locale::En /> }.to_html();
        assert!(!html.contains("error-summary"), "{html}");
    }

    #[test]
    fn a_standing_summary_waits_hidden_and_says_nothing() {
        let html =
            view! { <ErrorSummary errors=vec![] locale=Locale::En standing=true /> }.to_html();
        assert!(html.contains(" hidden"), "{html}");
        assert!(
            !html.contains(" autofocus") && !html.contains("problems"),
            "{html}"
        );
    }
}
