//! One of a few choices that deserve a card each, such as payment methods.

use leptos::prelude::*;

use super::Phrase;

/// A card that is one choice.
#[component]
pub fn RadioCard(
    /// Name in the form, the same for all cards of the question.
    #[prop(into)]
    name: String,
    /// Sent when chosen.
    #[prop(into)]
    value: String,
    /// What is chosen.
    #[prop(into)]
    label: Phrase,
    /// A few words beside it.
    #[prop(optional, into)]
    detail: Option<Phrase>,
    /// Chosen at first.
    #[prop(optional)]
    checked: bool,
    /// One of the cards must be chosen.
    #[prop(optional)]
    required: bool,
    /// Not to be chosen now.
    #[prop(optional)]
    disabled: bool,
    /// What stands at the end of the card: a chip, a price.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    view! {
        <label class="radio-card">
            <input type="radio" name=name value=value checked=checked required=required disabled=disabled />
            <span class="radio-card-text">
                <span class="item-title">{label.view()}</span>
                {detail.map(|detail| view! { <span class="small muted">{detail.view()}</span> })}
            </span>
            {children.map(|children| children())}
        </label>
    }.into_any()
}

/// The cards of one question; put it in a [`super::FieldGroup`], which asks it.
#[component]
pub fn RadioCards(
    /// [`RadioCard`]s.
    children: Children,
) -> AnyView {
    view! { <div class="radio-cards">{children()}</div> }.into_any()
}
