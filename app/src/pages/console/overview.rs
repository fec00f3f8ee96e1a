//! `/console/hosts/{host}`: one host at a glance, its first steps, and the way into its own admin pages.

use leptos::prelude::*;

use super::form::{ConsoleForm, PostForm, RefusedNotice};
use super::frame::{HostFrame, HostFrameData, HostPage, HostPlace, host_href, load_host};
use super::get_started::GetStarted;
use super::people_forms::RoleChip;
use crate::backend::{HostOverview, KeyState};
use crate::i18n::{fill, format_count};
use crate::page::{page, text};
use crate::ui::{
    Ask, AskActions, ButtonKind, ButtonSize, Card, CardHead, Data, DateText, Fact, Facts,
    PageHeader, Phrase,
};

/// One host at a glance.
#[component]
pub fn OverviewPage() -> impl IntoView {
    load_host(
        |console, host| async move { console.overview(&host).await },
        |HostPage { frame, data }| view! { <Overview frame overview=data/> },
    )
}

#[component]
fn Overview(frame: HostFrameData, overview: HostOverview) -> impl IntoView {
    let host = frame.host.clone();
    view! {
        <HostFrame frame place=HostPlace::Overview>
            <PageHeader title=Phrase::data(host.name.clone())><OpenAdmin/></PageHeader>
            <RefusedNotice shown=&[]/>
            <div class="console-columns">
                <GetStarted overview=overview.clone()/>
                <AtAGlance overview/>
            </div>
        </HostFrame>
    }
}

/// Opens a session on the host's own admin pages; asked first, because all that happens there is recorded.
#[component]
fn OpenAdmin() -> impl IntoView {
    let words = &text().console.overview;
    let common = &text().common;
    view! {
        <Ask
            id="open-admin"
            label=words.open_admin
            size=ButtonSize::Normal
            title=words.open_admin
            close_label=common.close
        >
            <PostForm form=ConsoleForm::fresh("open_admin")>
                <p class="muted">{words.open_admin_help}</p>
                <AskActions
                    id="open-admin"
                    cancel=common.cancel
                    submit=words.open_admin
                    kind=ButtonKind::Primary
                />
            </PostForm>
        </Ask>
    }
}

#[component]
fn AtAGlance(overview: HostOverview) -> impl IntoView {
    let (words, locale) = (&text().console.overview, page().locale);
    let host = overview.host.clone();
    let [keys_href, origins_href, plugins_href] =
        [HostPlace::Keys, HostPlace::Origins, HostPlace::Plugins]
            .map(|place| host_href(&host.id, place));
    let origins = match overview.origins.as_slice() {
        [] => words.origins_none.to_owned(),
        all => format_count(all.len() as u64, locale),
    };
    let plugins = fill(
        words.plugins_approved,
        &[
            ("n", &format_count(overview.approved as u64, locale)),
            ("all", &format_count(overview.plugins as u64, locale)),
        ],
    );
    let site = (!host.site_url.is_empty()).then(|| {
        view! {
            <Fact term=words.fact_site><a href=host.site_url.clone()><Data text=bare(&host.site_url)/></a></Fact>
        }
    });
    view! {
        <aside>
            <Card labelled_by="facts">
                <CardHead title=words.facts id="facts"/>
                <Facts>
                    <Fact term=words.fact_id><code>{host.id.clone()}</code></Fact>
                    <Fact term=words.fact_role><RoleChip role=host.role/></Fact>
                    <Fact term=words.fact_keys><a href=keys_href>{keys(&overview)}</a></Fact>
                    <Fact term=words.fact_origins><a href=origins_href>{origins}</a></Fact>
                    <Fact term=words.fact_plugins><a href=plugins_href>{plugins}</a></Fact>
                    {site}
                    <Fact term=words.fact_created><DateText ms=host.created_at locale/></Fact>
                </Facts>
            </Card>
        </aside>
    }
}

/// "1 active, 1 retiring"
fn keys(overview: &HostOverview) -> String {
    let (words, locale) = (&text().console.overview, page().locale);
    let of = |state| {
        let keys = overview.keys.iter().filter(|key| key.state == state);
        keys.count() as u64
    };
    let active = words.keys_active.of(locale, of(KeyState::Active));
    match of(KeyState::Retiring) {
        0 => active,
        retiring => format!("{active}, {}", words.keys_retiring.of(locale, retiring)),
    }
}

/// An address as people say it.
fn bare(address: &str) -> String {
    let (_, rest) = address.split_once("://").unwrap_or(("", address));
    rest.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn an_address_is_shown_without_what_goes_without_saying() {
        assert_eq!(bare("https://shop.example.com/"), "shop.example.com");
        assert_eq!(bare("http://localhost:3000/a"), "localhost:3000/a");
        assert_eq!(bare("/shop"), "/shop");
    }
}
