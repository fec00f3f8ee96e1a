//! What a plugin's sandboxes ask for, said before it is approved and on its page (THREATS k).

use leptos::prelude::*;
use portico_sdk::extension::Capabilities;

use crate::backend::Asked;
use crate::page::text;
use crate::ui::{Fact, Facts};

/// Each sandbox with what it may learn, call, use and reach.
#[component]
pub(super) fn Asks(
    /// The sandboxes.
    asks: Vec<Asked>,
) -> impl IntoView {
    let several = asks.len() > 1;
    let parts: Vec<_> = asks
        .into_iter()
        .map(|asked| {
            let place = text().slot.place(&asked.slot).to_owned();
            let name = several.then(|| view! { <p class="strong">{place}</p> });
            view! { <div class="stack stack-tight">{name}<AskedFor asked=asked.capabilities/></div> }
        })
        .collect();
    view! { <div class="stack">{parts}</div> }
}

#[component]
fn AskedFor(asked: Capabilities) -> AnyView {
    let words = &text().console.plugins;
    let lists = [
        (words.asks_props, asked.props),
        (words.asks_callbacks, asked.callbacks),
        (words.asks_components, asked.host_components),
        (words.asks_network, asked.network),
    ];
    let mut facts: Vec<AnyView> = lists
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(term, names)| view! { <Fact term><Names names/></Fact> }.into_any())
        .collect();
    if asked.user {
        let term = words.asks_user;
        facts.push(view! { <Fact term>{words.asks_user_text}</Fact> }.into_any());
    }
    if facts.is_empty() {
        return view! { <p class="muted">{words.asks_nothing}</p> }.into_any();
    }
    view! { <Facts>{facts}</Facts> }.into_any()
}

#[component]
fn Names(names: Vec<String>) -> AnyView {
    let names: Vec<_> = names
        .into_iter()
        .enumerate()
        .map(|(at, name)| {
            let comma = (at > 0).then_some(", ");
            view! { {comma}<code class="plain-code">{name}</code> }
        })
        .collect();
    names.into_any()
}
