//! A question over the page, asked before a destructive action: a native popover, opened, closed and dismissed without a
//! line of script. Where browsers have none, the question stands in the flow of the page and works just the same.

use leptos::prelude::*;

use super::{Button, ButtonKind, ButtonSize, Icon, IconName, button_class};

/// A quiet button, and the question it opens. The question takes the focus when it opens and gives it back when it closes.
#[component]
pub fn Ask(
    /// Id of the question, unique on the page.
    #[prop(into)]
    id: String,
    /// Text of the button: "Revoke".
    #[prop(into)]
    label: String,
    /// What the button is about, for assistive technology, where the label alone does not say it.
    #[prop(optional, into)]
    about: String,
    /// How much the button asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// How high the button is.
    #[prop(default = ButtonSize::Small)]
    size: ButtonSize,
    /// The question.
    #[prop(into)]
    title: String,
    /// What closing is called: "Close".
    #[prop(into)]
    close_label: String,
    /// The consequences, and the form that carries it out; its last line is [`AskActions`].
    children: Children,
) -> AnyView {
    let title_id = format!("{id}-title");
    let about = (!about.is_empty())
        .then(|| view! { <span class="visually-hidden">": " <bdi>{about}</bdi></span> });
    view! {
        <button type="button" class=button_class(kind, size) popovertarget=id.clone() aria-haspopup="dialog">
            {label}
            {about}
        </button>
        <div class="ask" id=id.clone() popover="auto" role="dialog" aria-labelledby=title_id tabindex="-1" autofocus=true>
            <div class="ask-head">
                <h2 class="item-title" id=title_id.clone()>{title}</h2>
                <button
                    type="button"
                    class=button_class(ButtonKind::Icon, ButtonSize::Small)
                    popovertarget=id.clone()
                    popovertargetaction="hide"
                    aria-label=close_label
                >
                    <Icon name=IconName::X/>
                </button>
            </div>
            {children()}
        </div>
    }
    .into_any()
}

/// The last line of a question: back, and do it.
#[component]
pub fn AskActions(
    /// Id of the question.
    #[prop(into)]
    id: String,
    /// "Cancel"
    #[prop(into)]
    cancel: String,
    /// What is done: "Revoke key".
    #[prop(into)]
    submit: String,
    /// How the button that does it looks.
    #[prop(default = ButtonKind::DangerFinal)]
    kind: ButtonKind,
) -> AnyView {
    view! {
        <div class="ask-actions">
            <button
                type="button"
                class=button_class(ButtonKind::Secondary, ButtonSize::Normal)
                popovertarget=id
                popovertargetaction="hide"
            >
                {cancel}
            </button>
            <Button kind=kind>{submit}</Button>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_button_opens_the_question_and_names_what_it_is_about() {
        let html = view! {
            <Ask id="revoke-k1" label="Revoke" about="k1" title="Revoke k1?" close_label="Close">
                <AskActions id="revoke-k1" cancel="Cancel" submit="Revoke key"/>
            </Ask>
        }
        .to_html();
        assert_eq!(
            html.matches(r#"popovertarget="revoke-k1""#).count(),
            3,
            "{html}"
        );
        assert!(html.contains(r#"popover="auto""#), "{html}");
        assert!(
            html.contains(r#"aria-labelledby="revoke-k1-title""#),
            "{html}"
        );
        assert_eq!(
            html.matches(r#"popovertargetaction="hide""#).count(),
            2,
            "{html}"
        );
    }
}
