//! The active organisation, and the way to another one.

use leptos::prelude::*;

use super::data::{LayoutData, OrgChoice};
use crate::ui::{Icon, IconName, Phrase};

/// Nothing without organisations, a name with one, a menu with several.
#[component]
pub(super) fn OrgSwitcher(
    /// What the frame shows.
    data: LayoutData,
) -> AnyView {
    let text = &data.locale.text().nav;
    let active = data
        .orgs
        .iter()
        .find(|org| org.active)
        .map_or_else(|| text.all_orgs.into(), name_of);
    match data.orgs.len() {
        0 => ().into_any(),
        1 => view! { <span class="topbar-org clip">{active.view()}</span> }.into_any(),
        _ => view! {
            <button type="button" class="topbar-trigger" popovertarget="org-menu">
                <span class="visually-hidden">{text.switch_org}": "</span>
                <span class="clip">{active.view()}</span>
                <Icon name=IconName::Chevron />
            </button>
            <OrgMenu data=data />
        }
        .into_any(),
    }
}

#[component]
fn OrgMenu(data: LayoutData) -> AnyView {
    let text = &data.locale.text().nav;
    let items: Vec<_> = data.orgs.into_iter().map(org_button).collect();
    view! {
        <div class="menu" id="org-menu" popover="auto">
            <form method="post" action=data.actions.switch_org>
                <input type="hidden" name="next" value=data.path />
                <div class="menu-group" role="group" aria-label=text.org>
                    <p class="eyebrow" aria-hidden="true">{text.org}</p>
                    {items}
                </div>
            </form>
        </div>
    }
    .into_any()
}

/// The choice of all organisations is named by us, each single one by its host.
fn name_of(org: &OrgChoice) -> Phrase {
    if org.id.is_empty() {
        org.name.as_str().into()
    } else {
        Phrase::data(&org.name)
    }
}

fn org_button(org: OrgChoice) -> impl IntoView {
    view! {
        <button class="menu-item" name="org" value=org.id aria-current=org.active.then_some("true")>
            <Icon name=IconName::Building />
            <span class="clip">{name_of(&org).view()}</span>
            {org.active.then(|| view! { <Icon name=IconName::Check /> })}
        </button>
    }
}
