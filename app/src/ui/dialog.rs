//! Native dialogs, for what would lose data or give new permissions.

use leptos::prelude::*;

use super::{ButtonKind, Icon, IconName, button_class};

/// A dialog. A button with `command="show-modal"` and `commandfor` = its id opens it; rendered `open`, it is part of
/// the page, for the confirmation step of a form that was posted without JavaScript.
#[component]
pub fn Dialog(
    /// Id.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    title: String,
    /// What closing is called: "Close".
    #[prop(into)]
    close_label: String,
    /// Open at once, as part of the page.
    #[prop(optional)]
    open: bool,
    /// What there is to know, and [`DialogActions`].
    children: Children,
) -> AnyView {
    let title_id = format!("{id}-title");
    view! {
        <dialog class="dialog" id=id open=open aria-labelledby=title_id>
            <div class="dialog-head">
                <h2 id=title_id.clone()>{title}</h2>
                <form method="dialog">
                    <button class=button_class(ButtonKind::Icon, super::ButtonSize::Small) aria-label=close_label>
                        <Icon name=IconName::X />
                    </button>
                </form>
            </div>
            {children()}
        </dialog>
    }.into_any()
}

/// The buttons of a dialog, the one that acts last.
#[component]
pub fn DialogActions(
    /// Buttons.
    children: Children,
) -> AnyView {
    view! { <div class="dialog-actions">{children()}</div> }.into_any()
}
