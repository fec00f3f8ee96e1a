//! The two buttons that move a row of an ordered list, as a form. [`crate::islands::SlotOrder`] takes it over.

use leptos::prelude::*;

use super::{ButtonKind, ButtonSize, Icon, IconName, button_class};

/// "Move up" and "Move down". Posts `step` = `up` or `down` beside the hidden fields; the answer is a redirect to the page.
#[component]
pub fn OrderButtons(
    /// Where it posts.
    #[prop(into)]
    action: String,
    /// Fields, name and value.
    hidden: Vec<(String, String)>,
    /// "Move {what} up".
    #[prop(into)]
    up: String,
    /// "Move {what} down".
    #[prop(into)]
    down: String,
    /// There is something before it.
    can_move_up: bool,
    /// There is something after it.
    can_move_down: bool,
) -> AnyView {
    let fields: Vec<_> = hidden
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect();
    view! {
        <form class="order-buttons" method="post" action=action>
            {fields}
            <StepButton step="up" label=up enabled=can_move_up />
            <StepButton step="down" label=down enabled=can_move_down />
        </form>
    }
    .into_any()
}

#[component]
fn StepButton(step: &'static str, label: String, enabled: bool) -> AnyView {
    let class = if step == "up" { "icon-up" } else { "" };
    view! {
        <button
            type="submit"
            class=button_class(ButtonKind::Icon, ButtonSize::Small)
            name="step"
            value=step
            aria-label=label.clone()
            title=label
            disabled=!enabled
        >
            <Icon name=IconName::Chevron class />
        </button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_list_moves_down_only() {
        let html = view! {
            <OrderButtons
                action="/admin/inspector"
                hidden=vec![("slot".to_owned(), "admin:sidebar".to_owned())]
                up="Move A up"
                down="Move A down"
                can_move_up=false
                can_move_down=true
            />
        }
        .to_html();
        assert_eq!(html.matches(" disabled").count(), 1, "{html}");
        assert!(
            html.find(" disabled") < html.find("value=\"down\""),
            "{html}"
        );
        assert!(html.contains(r#"aria-label="Move A down""#), "{html}");
    }
}
