//! One line of text, a number, a date, a secret: every native input that is typed into.

use leptos::prelude::*;

use super::{Field, FieldInfo, Icon, IconName};

/// A native input with its field. Further attributes (`min`, `max`, `step`, `pattern`) are given by their own props,
/// because the control is not the outermost element.
#[expect(
    clippy::fn_params_excessive_bools,
    reason = "each is the HTML attribute of its name"
)]
#[component]
pub fn TextInput(
    /// Label, help, error and id.
    field: FieldInfo,
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Value; never given for a stored secret.
    #[prop(optional, into)]
    value: String,
    /// `text`, `email`, `url`, `number`, `password`, `search`, `date`, `color`, `tel`.
    #[prop(default = "text")]
    input_type: &'static str,
    /// What the browser may fill in, see WHATWG "autofill".
    #[prop(optional, into)]
    autocomplete: Option<String>,
    /// Which keyboard a phone shows.
    #[prop(optional, into)]
    inputmode: Option<String>,
    /// An example in the empty control; never the label.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Smallest value.
    #[prop(optional, into)]
    min: Option<String>,
    /// Largest value.
    #[prop(optional, into)]
    max: Option<String>,
    /// Granularity.
    #[prop(optional, into)]
    step: Option<String>,
    /// Most characters.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// An icon inside the control, before the text.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Must be filled in.
    #[prop(optional)]
    required: bool,
    /// Shown but not to be changed.
    #[prop(optional)]
    readonly: bool,
    /// Not to be used now.
    #[prop(optional)]
    disabled: bool,
    /// Gets the focus when the page opens.
    #[prop(optional)]
    autofocus: bool,
) -> AnyView {
    let input = view! {
        <input
            class="input"
            id=field.id().to_owned()
            type=input_type
            name=name
            value=value
            autocomplete=autocomplete
            inputmode=inputmode
            placeholder=placeholder
            min=min
            max=max
            step=step
            maxlength=maxlength
            required=required
            readonly=readonly
            disabled=disabled
            autofocus=autofocus
            aria-describedby=field.described_by()
            aria-invalid=field.aria_invalid()
        />
    };
    let control = match icon {
        Some(name) => {
            view! { <div class="input-with-icon"><Icon name=name />{input}</div> }.into_any()
        }
        None => input.into_any(),
    };
    view! { <Field info=field>{control}</Field> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_control_is_labelled_described_and_marked_as_invalid() {
        let field = FieldInfo::new("expires", "Expires").error("This card has expired.");
        let html = view! { <TextInput field=field name="expires" value="\"><script>" /> }.to_html();
        assert!(html.contains(r#"<label for="expires""#), "{html}");
        assert!(
            html.contains(r#"aria-describedby="expires-error""#),
            "{html}"
        );
        assert!(html.contains(r#"aria-invalid="true""#), "{html}");
        assert!(!html.contains("<script>"), "{html}");
    }
}
