//! A checkbox: belongs to a form that is saved, unlike a switch, which acts at once.

use leptos::prelude::*;

use super::FieldInfo;
use super::field::FieldNotes;

/// A checkbox with its label beside it; help and error stand above, as in every field.
#[expect(
    clippy::fn_params_excessive_bools,
    reason = "each is the HTML attribute of its name"
)]
#[component]
pub fn Checkbox(
    /// Label, help, error and id.
    field: FieldInfo,
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Sent when checked.
    #[prop(default = "true".to_owned(), into)]
    value: String,
    /// Checked at first.
    #[prop(optional)]
    checked: bool,
    /// Must be checked.
    #[prop(optional)]
    required: bool,
    /// Not to be used now.
    #[prop(optional)]
    disabled: bool,
    /// 13 px, in filters.
    #[prop(optional)]
    small: bool,
) -> AnyView {
    let (id, label) = (field.id().to_owned(), field.label().to_owned());
    let (described_by, invalid) = (field.described_by(), field.aria_invalid());
    view! {
        <div class="field">
            <label class=if small { "choice choice-small" } else { "choice" }>
                <input
                    type="checkbox"
                    id=id
                    name=name
                    value=value
                    checked=checked
                    required=required
                    disabled=disabled
                    aria-describedby=described_by
                    aria-invalid=invalid
                />
                <span class="choice-text">{label}</span>
            </label>
            <FieldNotes info=field />
        </div>
    }
    .into_any()
}
