//! `/console/hosts/{host}/keys`: what tokens are checked with, and the secrets to sign them.

use leptos::prelude::*;

use super::copy::{ShownBeforeNotice, ShownCard};
use super::form::RefusedNotice;
use super::frame::{HostFrame, HostPage, HostPlace, host_href, load_host};
use super::key_forms::{CreateSecret, RefusedReveal, RegisterKey, RotateSecret};
use super::key_table::KeyTable;
use crate::backend::{HostKey, KeyState};
use crate::i18n::fill;
use crate::page::text;
use crate::pages::refused::ShownOnce;
use crate::ui::{ButtonKind, EmptyState, IconName, LinkButton, PageHeader};

/// The keys of a host.
#[component]
pub fn KeysPage() -> impl IntoView {
    load_host(
        |console, host| async move { console.keys(&host).await },
        |HostPage { frame, data }| {
            let words = &text().console.keys;
            let can_rotate = can_rotate(&data);
            // The first secret of a new host.
            let next = (data.len() == 1).then(|| host_href(&frame.host.id, HostPlace::Overview));
            let list = if data.is_empty() {
                view! { <EmptyState icon=IconName::Key title=words.empty_title text=words.empty_text/> }
                    .into_any()
            } else {
                view! { <KeyTable keys=data/> }.into_any()
            };
            view! {
                <HostFrame frame place=HostPlace::Keys>
                    <PageHeader title=words.title lead=words.lead/>
                    <ShownSecretCard next/>
                    <ShownBeforeNotice advice=words.shown_before/>
                    <RefusedNotice shown=&["rotate", "create", "register", "reveal"]/>
                    <RefusedReveal/>
                    {list}
                    {can_rotate.then(|| view! { <RotateSecret/> })}
                    <CreateSecret first=!can_rotate/>
                    <RegisterKey/>
                </HostFrame>
            }
        },
    )
}

/// Rotating replaces secrets in use; without one the first is created.
fn can_rotate(keys: &[HostKey]) -> bool {
    keys.iter()
        .any(|key| key.is_secret() && key.state == KeyState::Active)
}

/// The secret that was just made or asked for.
#[component]
fn ShownSecretCard(next: Option<String>) -> impl IntoView {
    let Some(ShownOnce::Secret(shown)) = use_context() else {
        return ().into_any();
    };
    let words = &text().console.keys;
    let title = fill(words.shown_title, &[("key", &shown.key_id)]);
    let next = next.map(|href| {
        view! { <div><LinkButton href kind=ButtonKind::Primary>{words.shown_next}</LinkButton></div> }
    });
    view! {
        <ShownCard id="secret" title value=shown.secret what=words.secret>
            <p class="small">{words.shown_text}</p>
            <p class="small muted">{words.shown_again}</p>
            {next}
        </ShownCard>
    }
    .into_any()
}
