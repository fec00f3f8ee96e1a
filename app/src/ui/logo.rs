//! The mark of the site: the host's logo, else the small portico, with the host's name. The portico also stands where a
//! logo cannot be loaded: the stylesheet draws it in the place of a broken picture, so that it needs no script.

use leptos::prelude::*;

use super::{Icon, IconName};

/// Mark and name, linked to the start of the site.
#[component]
pub fn Logo(
    /// Name of the host.
    #[prop(into)]
    name: String,
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// Address of the host's logo.
    #[prop(optional_no_strip)]
    src: Option<String>,
) -> AnyView {
    let mark = match src {
        Some(src) => view! { <img class="brand-logo" src=src alt="" height="28" /> }.into_any(),
        None => view! { <Icon name=IconName::Portico /> }.into_any(),
    };
    view! {
        <a class="brand" href=href>
            {mark}
            <span class="brand-name"><bdi>{name}</bdi></span>
        </a>
    }
    .into_any()
}
