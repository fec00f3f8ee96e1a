//! The table of plugins: approval, the host's decision, and what can be done about both.

use leptos::prelude::*;

use super::form::{ConsoleForm, PostForm};
use super::frame::{HostPlace, host_href};
use super::plugin_asks::Asks;
use super::plugin_decision::{AskPlace, Decide, mode_words};
use crate::backend::HostPlugin;
use crate::i18n::{fill, format_date};
use crate::page::{page, text};
use crate::ui::{
    Ask, AskActions, Button, ButtonKind, Cell, Column, Phrase, PluginHead, Row, RowHead, Status,
    Table, TileSize, Tone, VisuallyHidden,
};

/// All rows.
#[component]
pub(super) fn PluginTable(
    /// Host id.
    host: String,
    /// The plugins.
    plugins: Vec<HostPlugin>,
) -> impl IntoView {
    let words = &text().console.plugins;
    let columns = vec![
        Column::new(words.column_plugin),
        Column::new(words.column_state),
        Column::new(words.column_policy),
        Column::actions(text().console.actions),
    ];
    let rows: Vec<_> = plugins
        .into_iter()
        .map(|plugin| view! { <PluginRow host=host.clone() plugin/> })
        .collect();
    view! { <Table caption=words.title columns tall=true>{rows}</Table> }
}

#[component]
fn PluginRow(host: String, plugin: HostPlugin) -> impl IntoView {
    let words = &text().console.plugins;
    let href = format!("{}/{}", host_href(&host, HostPlace::Plugins), plugin.name);
    let settings = (plugin.approved && plugin.has_settings).then(|| {
        let label = fill(words.settings_of, &[("plugin", &plugin.title)]);
        view! { <a class="link-quiet" href=href.clone() aria-label=label>{words.settings}</a> }
    });
    let approval = view! { <Allow plugin=plugin.clone() place=AskPlace::Row/> };
    let head = view! {
        <PluginHead
            title=said(plugin.title.clone(), &plugin.langs.title)
            detail=said(plugin.summary.clone(), &plugin.langs.summary).isolated()
            icon=plugin.icon.clone()
            colour=plugin.tile.clone()
            href
            size=TileSize::Small
        />
    };
    let (state, decision) = (
        view! { <Approval plugin=plugin.clone()/> },
        view! { <Decision plugin=plugin.clone()/> },
    );
    view! {
        <Row id=format!("plugin-{}", plugin.name)>
            <RowHead>{head}</RowHead>
            <Cell>{state}</Cell>
            <Cell label=words.column_policy>{decision}</Cell>
            <Cell>
                <div class="row-actions">
                    {settings}
                    <Decide plugin place=AskPlace::Row/>
                    {approval}
                </div>
            </Cell>
        </Row>
    }
}

/// A text of a plugin, found in a language.
pub(super) fn said(text: String, lang: &str) -> Phrase {
    Phrase::said(text, lang, page().locale)
}

/// Whether it is approved, by whom and when.
#[component]
pub(super) fn Approval(
    /// The plugin.
    plugin: HostPlugin,
) -> impl IntoView {
    let words = &text().console.plugins;
    if !plugin.approved {
        return view! { <Status word=words.not_approved/> }.into_any();
    }
    let reason = plugin
        .approved_at
        .map(|at| dated(at, plugin.approved_by.as_deref()));
    view! { <Status tone=Tone::Good word=words.approved nostrip:reason=reason/> }.into_any()
}

/// What the host decided for everyone, with its reason.
#[component]
pub(super) fn Decision(
    /// The plugin.
    plugin: HostPlugin,
) -> impl IntoView {
    let Some(mode) = plugin.mode.as_deref() else {
        let open = text().console.plugins.mode_open;
        return view! { <span class="muted">{open}</span> }.into_any();
    };
    let (tone, word) = mode_words(mode, text());
    let dated = plugin.set_at.map(|at| dated(at, plugin.set_by.as_deref()));
    let note = Some(plugin.note).filter(|note| !note.is_empty());
    let reason = note.map(Phrase::data).or(dated.map(Phrase::from));
    view! { <Status tone word nostrip:reason=reason/> }.into_any()
}

/// "12 Nov 2025 by ada@example.com"
fn dated(at: i64, by: Option<&str>) -> String {
    let date = format_date(at, page().locale);
    match by.filter(|by| !by.is_empty()) {
        Some(who) => fill(text().console.by_and_date, &[("date", &date), ("who", who)]),
        None => date,
    }
}

/// The button that approves a plugin, or takes the approval back.
#[component]
pub(super) fn Allow(
    /// The plugin.
    plugin: HostPlugin,
    /// Where the button stands.
    place: AskPlace,
) -> impl IntoView {
    if plugin.approved {
        view! { <Withdraw plugin place/> }.into_any()
    } else {
        view! { <Approve plugin place/> }.into_any()
    }
}

/// Where code of strangers runs, what it may do is said before.
#[component]
fn Approve(plugin: HostPlugin, place: AskPlace) -> impl IntoView {
    let (words, common) = (&text().console.plugins, &text().common);
    let (mut hidden, action, size) = (place.hidden(&plugin.name), place.action(), place.size());
    hidden.push(("contents", plugin.contents.clone()));
    if plugin.asks.is_empty() {
        let about = fill(words.approve_of, &[("plugin", &plugin.title)]);
        return view! {
            <PostForm form=ConsoleForm::fresh("approve") hidden nostrip:action=action>
                <Button size kind=ButtonKind::Secondary>
                    <span aria-hidden="true">{words.approve}</span>
                    <VisuallyHidden>{about}</VisuallyHidden>
                </Button>
            </PostForm>
        }
        .into_any();
    }
    let about = [("plugin", &*plugin.title), ("version", &*plugin.version)];
    let title = fill(words.approve_title, &about);
    let id = format!("approve-{}", plugin.name);
    view! {
        <Ask
            id=id.clone()
            label=words.approve
            about=plugin.title
            kind=ButtonKind::Secondary
            size
            title
            close_label=common.close
        >
            <PostForm form=ConsoleForm::fresh("approve") hidden nostrip:action=action>
                <p class="muted">{words.asks_text}</p>
                <Asks asks=plugin.asks/>
                <AskActions id cancel=common.cancel submit=words.approve kind=ButtonKind::Primary/>
            </PostForm>
        </Ask>
    }
    .into_any()
}

#[component]
fn Withdraw(plugin: HostPlugin, place: AskPlace) -> impl IntoView {
    let (words, common) = (&text().console.plugins, &text().common);
    let title = fill(words.withdraw_title, &[("plugin", &plugin.title)]);
    let id = format!("withdraw-{}", plugin.name);
    let (hidden, action) = (place.hidden(&plugin.name), place.action());
    view! {
        <Ask
            id=id.clone()
            label=words.withdraw
            about=plugin.title
            kind=place.kind(ButtonKind::Muted)
            size=place.size()
            title
            close_label=common.close
        >
            <PostForm form=ConsoleForm::fresh("withdraw") hidden nostrip:action=action>
                <p class="muted">{words.withdraw_text}</p>
                <AskActions id cancel=common.cancel submit=words.withdraw_submit/>
            </PostForm>
        </Ask>
    }
}
