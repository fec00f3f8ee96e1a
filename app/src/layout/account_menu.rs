//! The menu of the person: theme, language, back to the host, sign out. Signed out it keeps theme and language.

use leptos::prelude::*;

use super::data::{LayoutData, Post, ViewerInfo};
use super::language_switch::LanguageSwitch;
use crate::i18n::{Locale, fill};
use crate::page::Theme;
use crate::ui::{Avatar, Data, Icon, IconName, initials};

/// The button with the initials and its menu.
#[component]
pub(super) fn AccountMenu(
    /// What the frame shows.
    data: LayoutData,
) -> AnyView {
    let text = &data.locale.text().nav;
    let mark = match &data.viewer {
        Some(viewer) => view! { <Avatar name=viewer.name.clone() /> }.into_any(),
        None => view! { <span class="avatar avatar-plain"><Icon name=IconName::Gear /></span> }
            .into_any(),
    };
    // The name contains what is seen, for those who speak to their device.
    let label = match &data.viewer {
        Some(viewer) => format!("{}, {}", initials(&viewer.name), text.account),
        None => text.account.to_owned(),
    };
    view! {
        <button type="button" class="avatar-button" popovertarget="account-menu" aria-label=label>
            {mark}
        </button>
        <div class="menu" id="account-menu" popover="auto">
            {data.viewer.clone().map(|viewer| view! { <Person viewer=viewer /> })}
            <Preferences data=data.clone() />
            <Exits data=data />
        </div>
    }
    .into_any()
}

#[component]
fn Person(viewer: ViewerInfo) -> AnyView {
    view! {
        <div class="menu-group menu-head">
            <p class="strong clip"><Data text=viewer.name/></p>
            {(!viewer.detail.is_empty()).then(|| view! { <p class="muted clip"><Data text=viewer.detail.clone()/></p> })}
        </div>
    }.into_any()
}

#[component]
fn Preferences(data: LayoutData) -> AnyView {
    let text = &data.locale.text().nav;
    let themes: Vec<_> = [Theme::Light, Theme::Dark, Theme::System]
        .into_iter()
        .map(|theme| theme_button(theme, data.theme, data.locale))
        .collect();
    view! {
        <div class="menu-group">
            <form class="menu-row" method="post" action=data.actions.preferences.clone()>
                <input type="hidden" name="next" value=data.path.clone() />
                <span id="theme-label">{text.theme}</span>
                <div class="segmented" role="group" aria-labelledby="theme-label">{themes}</div>
            </form>
            <div class="menu-row">
                <span aria-hidden="true">{text.language}</span>
                <LanguageSwitch data=data.clone() />
            </div>
        </div>
    }
    .into_any()
}

fn theme_button(theme: Theme, current: Theme, locale: Locale) -> impl IntoView {
    let text = &locale.text().nav;
    let (icon, label) = match theme {
        Theme::Light => (IconName::Sun, text.theme_light),
        Theme::Dark => (IconName::Moon, text.theme_dark),
        Theme::System => (IconName::Monitor, text.theme_system),
    };
    let pressed = if theme == current { "true" } else { "false" };
    view! {
        <button name="theme" value=theme.name().unwrap_or("system") aria-pressed=pressed aria-label=label title=label>
            <Icon name=icon class="icon-small" />
        </button>
    }
}

#[component]
fn Exits(data: LayoutData) -> AnyView {
    let text = &data.locale.text().nav;
    let back = data.host.filter(|host| !host.site_url.is_empty()).map(|host| {
        let label = fill(text.back_to, &[("host", &host.name)]);
        view! { <a class="menu-item" href=host.site_url><Icon name=IconName::External />{label}</a> }
    });
    let account = data.account_href.map(|href| {
        view! { <a class="menu-item" href=href><Icon name=IconName::User />{text.own_account}</a> }
    });
    let sign_out = data.viewer.is_some().then(|| {
        let Post { action, fields } = data.actions.sign_out;
        let fields: Vec<_> = fields
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
            .collect();
        view! {
            <form method="post" action=action>
                {fields}
                <button class="menu-item"><Icon name=IconName::Logout />{text.sign_out}</button>
            </form>
        }
    });
    (account.is_some() || back.is_some() || sign_out.is_some())
        .then(|| view! { <div class="menu-group">{account}{back}{sign_out}</div> })
        .into_any()
}
