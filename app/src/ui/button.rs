//! Buttons. One primary button per page; destructive ones stay quiet until the last step.

use leptos::prelude::*;

/// How much a button asks for attention.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one main action of a page.
    Primary,
    /// Every other action.
    #[default]
    Secondary,
    /// Actions among text.
    Quiet,
    /// Actions among others that are seldom wanted.
    Muted,
    /// Leads to a destructive action.
    Danger,
    /// Carries a destructive action out, after it was asked for.
    DangerFinal,
    /// An icon alone; needs an `aria-label`.
    Icon,
}

/// Height of a button.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonSize {
    /// 30 px, in rows.
    Small,
    /// 36 px.
    #[default]
    Normal,
    /// 40 px, beside form fields.
    Form,
    /// 46 px, for the main action of a page.
    Main,
    /// 46 px and as wide as its column.
    MainWide,
}

/// The classes of a button, for links and native elements that look like one.
pub fn button_class(kind: ButtonKind, size: ButtonSize) -> String {
    let kind = match kind {
        ButtonKind::Primary => "button-primary",
        ButtonKind::Secondary => "button-secondary",
        ButtonKind::Quiet => "button-quiet",
        ButtonKind::Muted => "button-quiet button-muted",
        ButtonKind::Danger => "button-danger",
        ButtonKind::DangerFinal => "button-danger-final",
        ButtonKind::Icon => "button-icon",
    };
    let size = match size {
        ButtonSize::Small => " button-small",
        ButtonSize::Normal => "",
        ButtonSize::Form => " button-form",
        ButtonSize::Main => " button-main",
        ButtonSize::MainWide => " button-main button-wide",
    };
    format!("button {kind}{size}")
}

/// A button. Submits the form around it unless `button_type` says otherwise; further attributes are passed with
/// `attr:`.
#[component]
pub fn Button(
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// How high it is.
    #[prop(optional)]
    size: ButtonSize,
    /// `submit`, `button` or `reset`.
    #[prop(default = "submit")]
    button_type: &'static str,
    /// Name sent when this button submits the form.
    #[prop(optional, into)]
    name: Option<String>,
    /// Value sent when this button submits the form.
    #[prop(optional, into)]
    value: Option<String>,
    /// Id of the form it belongs to, when it stands outside.
    #[prop(optional, into)]
    form: Option<String>,
    /// Cannot be pressed.
    #[prop(optional)]
    disabled: bool,
    /// Text, and perhaps an icon before it.
    children: Children,
) -> AnyView {
    view! {
        <button
            type=button_type
            class=button_class(kind, size)
            name=name
            value=value
            form=form
            disabled=disabled
        >
            {children()}
        </button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_says_what_it_sends() {
        let html = view! {
            <Button kind=ButtonKind::Primary size=ButtonSize::MainWide name="action" value="pay">"Pay €84.90"</Button>
        }
        .to_html();
        assert_eq!(
            html,
            r#"<button type="submit" name="action" value="pay" class="button button-primary button-main button-wide">Pay €84.90</button>"#
        );
    }
}
