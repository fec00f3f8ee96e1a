//! The table of an organisation's plugins: one row each with status, reason, settings and switch.

use leptos::prelude::*;
use portico_sdk::slot::slots;

use super::plugin_view::{PluginWords, decision, describe, switch_words};
use crate::backend::OrgPlugin;
use crate::i18n::fill;
use crate::islands::SwitchWords;
use crate::layout::org_name;
use crate::page::{page, text};
use crate::ui::{
    Cell, Chip, Column, Phrase, PluginHead, Row, RowHead, Switch, Table, TileSize, VisuallyHidden,
    WhyLink,
};

/// All rows.
#[component]
pub(super) fn PluginTable(
    /// The organisation.
    org: String,
    /// Its plugins.
    plugins: Vec<OrgPlugin>,
) -> impl IntoView {
    let words = &text().admin_plugins;
    let columns = vec![
        Column::new(words.column_plugin),
        Column::new(words.column_state),
        Column::new(words.column_reason),
        Column::new(words.column_actions),
    ];
    let caption = fill(words.title, &[("org", &org_name(&org))]);
    let rows: Vec<_> = plugins
        .into_iter()
        .map(|plugin| view! { <PluginRow org=org.clone() plugin/> })
        .collect();
    view! { <Table caption columns hide_head=true tall=true class="table-switches">{rows}</Table> }
}

#[component]
fn PluginRow(org: String, plugin: OrgPlugin) -> impl IntoView {
    let PluginWords {
        tone,
        status,
        reason,
    } = words_of(&plugin);
    let href = format!("/admin/plugins/{}", plugin.name);
    let title = title_of(&plugin);
    let settings = plugin.has_settings.then(|| {
        let of = title.clone();
        view! {
            <a class="link-quiet" href=href.clone()>
                <VisuallyHidden>{of.isolated().view()}": "</VisuallyHidden>
                {text().common.settings}
            </a>
        }
    });
    let (status_id, id) = (status_id(&plugin), reason_id(&plugin));
    let head = view! {
        <PluginHead
            title=title.clone()
            detail=places(&plugin.slots)
            icon=plugin.icon.clone()
            colour=plugin.tile.clone()
            href=href
            size=TileSize::Small
        />
    };
    let why = view! {
        <WhyLink name=plugin.name.clone() title label=text().store.why_title/>
    };
    view! {
        <Row id=plugin.name.clone()>
            <RowHead>{head}</RowHead>
            <Cell><span data-status="" id=status_id><Chip tone>{status}</Chip></span></Cell>
            <Cell>
                <div class="stack stack-tight">
                    <span class="muted" data-reason="" id=id>{reason}</span>
                    {why}
                </div>
            </Cell>
            <Cell>
                <div class="row-actions">
                    {settings}
                    <PluginSwitch org plugin/>
                </div>
            </Cell>
        </Row>
    }
}

/// The switch of a plugin for a whole organisation; disabled where the host decides, with the reason beside it. What is
/// around it is for [`crate::islands::OrgSwitches`].
#[component]
pub(super) fn PluginSwitch(
    /// The organisation.
    org: String,
    /// The plugin.
    plugin: OrgPlugin,
) -> impl IntoView {
    let label = fill(
        text().admin_plugins.switch_label,
        &[("plugin", &plugin.title), ("org", &org_name(&org))],
    );
    let own = decision(&plugin).to_owned();
    let hidden = vec![
        ("org".to_owned(), org.clone()),
        ("next".to_owned(), page().path.clone()),
    ];
    let locked = plugin.locked_by.is_some();
    let described_by = locked.then(|| reason_id(&plugin));
    view! {
        <span
            data-switch=plugin.name.clone()
            data-title=plugin.title
            data-decision=own
            data-org=org
        >
            <Switch
                action=format!("/admin/plugins/{}/switch", plugin.name)
                label
                on=plugin.enabled
                name="to"
                hidden
                disabled=locked
                nostrip:described_by=described_by
            />
        </span>
    }
}

/// The title of a plugin as it is drawn.
pub(super) fn title_of(plugin: &OrgPlugin) -> Phrase {
    Phrase::said(plugin.title.clone(), &plugin.title_lang, page().locale)
}

/// The sentences of an organisation's switches.
pub(super) fn words_of_switches(org: &str) -> SwitchWords {
    let page = page();
    let host = page.host.as_ref().map_or("", |host| &host.name);
    switch_words(&org_name(org), host, page.locale)
}

/// The id of the text that says whether a plugin is on.
pub(super) fn status_id(plugin: &OrgPlugin) -> String {
    format!("{}-status", plugin.name)
}

/// The id of the text that says why a plugin is on or off.
pub(super) fn reason_id(plugin: &OrgPlugin) -> String {
    format!("{}-reason", plugin.name)
}

/// The words for a plugin on this page.
pub(super) fn words_of(plugin: &OrgPlugin) -> PluginWords {
    let page = page();
    let me = page.session.as_ref().map_or("", |session| &session.uid);
    let host = page.host.as_ref().map_or("", |host| &host.name);
    describe(plugin, me, host, page.locale)
}

/// Where a plugin shows something, in words, each place once.
pub(super) fn places(slots: &[String]) -> String {
    shown_slots(slots)
        .into_iter()
        .map(|slot| text().slot.place(slot))
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The slots worth naming, each once: where a plugin is set up says little beside where it is seen.
fn shown_slots(all: &[String]) -> Vec<&str> {
    let is_settings =
        |slot: &str| [slots::PAYMENT_SETTINGS.key, slots::PLUGIN_SETTINGS.key].contains(&slot);
    let mut named: Vec<&str> = Vec::new();
    for slot in all {
        if !named.contains(&slot.as_str()) {
            named.push(slot);
        }
    }
    if named.iter().any(|slot| !is_settings(slot)) {
        named.retain(|slot| !is_settings(slot));
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_named_only_where_a_plugin_is_seen_nowhere_else() {
        let named = |slots: &[&str]| {
            let slots: Vec<String> = slots.iter().map(ToString::to_string).collect();
            shown_slots(&slots).join(" ")
        };
        assert_eq!(
            named(&[
                "admin:payment:settings",
                "checkout:payment",
                "admin:plugin:settings",
                "checkout:payment"
            ]),
            "checkout:payment"
        );
        assert_eq!(named(&["admin:plugin:settings"]), "admin:plugin:settings");
        assert_eq!(named(&["acme:own"]), "acme:own");
    }
}
