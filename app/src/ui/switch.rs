//! Switches. The one acts at once and is a submit button; the other belongs to a form and is a checkbox.

use leptos::prelude::*;

use super::FieldInfo;
use super::field::FieldNotes;

/// A switch that acts at once: a form whose button posts the opposite of the current state.
///
/// Posts `name` = `true` or `false` beside the hidden fields; the answer is a redirect to the page.
#[component]
pub fn Switch(
    /// Where it posts.
    #[prop(into)]
    action: String,
    /// What it switches, for assistive technology.
    #[prop(into)]
    label: String,
    /// Current state.
    on: bool,
    /// Name of the posted state.
    #[prop(default = "enabled".to_owned(), into)]
    name: String,
    /// Further fields, name and value.
    #[prop(optional)]
    hidden: Vec<(String, String)>,
    /// Cannot be switched; say why beside it.
    #[prop(optional)]
    disabled: bool,
    /// Id of the text that says why.
    #[prop(optional, into)]
    described_by: Option<String>,
    /// Marks it for [`crate::islands::InPlace`].
    #[prop(optional, into)]
    key: Option<String>,
) -> AnyView {
    let fields: Vec<_> = hidden
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect();
    view! {
        <form class="switch-form" method="post" action=action data-key=key>
            {fields}
            <button
                type="submit"
                class="switch"
                role="switch"
                aria-checked=if on { "true" } else { "false" }
                aria-label=label
                aria-describedby=described_by
                name=name
                value=if on { "false" } else { "true" }
                disabled=disabled
            ></button>
        </form>
    }
    .into_any()
}

/// A switch that acts at once, with what it switches beside it, for pages about one thing. In a table the row says it.
#[component]
pub fn SwitchRow(
    /// Id of the help text, unique on the page.
    #[prop(into)]
    id: String,
    /// Where it posts.
    #[prop(into)]
    action: String,
    /// What it switches.
    #[prop(into)]
    label: String,
    /// What that means, or why it cannot be switched.
    #[prop(optional, into)]
    help: String,
    /// Current state.
    on: bool,
    /// Further fields, name and value.
    #[prop(optional)]
    hidden: Vec<(String, String)>,
    /// Cannot be switched.
    #[prop(optional)]
    disabled: bool,
) -> AnyView {
    let help_id = (!help.is_empty()).then_some(id);
    let described_by = help_id.clone();
    view! {
        <div class="field-inline">
            <div>
                <span class="field-label" aria-hidden="true">{label.clone()}</span>
                {help_id.map(|id| view! { <p class="field-help" id=id>{help}</p> })}
            </div>
            <Switch action=action label=label on=on hidden=hidden disabled=disabled nostrip:described_by=described_by />
        </div>
    }
    .into_any()
}

/// A switch that belongs to a form with Save: a checkbox that announces itself as a switch.
#[component]
pub fn SwitchInput(
    /// Label, help, error and id.
    field: FieldInfo,
    /// Name in the form; sent only when on.
    #[prop(into)]
    name: String,
    /// On at first.
    #[prop(optional)]
    checked: bool,
    /// Not to be used now.
    #[prop(optional)]
    disabled: bool,
) -> AnyView {
    let (id, label) = (field.id().to_owned(), field.label().to_owned());
    let (described_by, invalid) = (field.described_by(), field.aria_invalid());
    view! {
        <div class="field-inline">
            <div>
                <label class="field-label" for=id.clone()>{label}</label>
                <FieldNotes info=field />
            </div>
            <input
                type="checkbox"
                class="switch"
                role="switch"
                id=id
                name=name
                value="true"
                checked=checked
                disabled=disabled
                aria-describedby=described_by
                aria-invalid=invalid
            />
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_switch_posts_the_opposite_of_what_it_shows() {
        let html = view! {
            <Switch
                action="/admin/plugins"
                label="Sales Chart for everyone in Globex"
                on=true
                hidden=vec![("plugin".to_owned(), "sales-chart".to_owned())]
            />
        }
        .to_html();
        assert!(
            html.contains(r#"role="switch""#) && html.contains(r#"aria-checked="true""#),
            "{html}"
        );
        assert!(html.contains(r#"name="enabled" value="false""#), "{html}");
        assert!(
            html.contains(r#"<input type="hidden" name="plugin" value="sales-chart""#),
            "{html}"
        );
    }
}
