//! `/console/hosts/{host}/plugins/{plugin}`: a plugin's settings for the whole host.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::frame::{HostFrame, HostFrameData, HostPage, HostPlace, host_href, load_host};
use super::plugin_asks::Asks;
use super::plugin_decision::{AskPlace, Decide};
use super::plugin_table::{Allow, Approval, Decision, said};
use crate::backend::{HostPlugin, SettingsForm};
use crate::error::AppError;
use crate::forms::SchemaForm;
use crate::page::text;
use crate::ui::{Card, EmptyState, IconName, PageHeader, Section};

/// One plugin of a host.
#[component]
pub fn HostPluginPage() -> impl IntoView {
    let name = use_params_map().get_untracked().get("plugin");
    let name = name.unwrap_or_default();
    load_host(
        |console, host| async move {
            let plugins = console.plugins(&host).await?;
            let plugin = plugins.into_iter().find(|plugin| plugin.name == name);
            let plugin = plugin.ok_or_else(AppError::not_found)?;
            let settings = console.plugin_settings(&host, &plugin.name).await?;
            Ok((plugin, settings))
        },
        |HostPage { frame, data }| {
            let (plugin, settings) = data;
            view! { <PluginOfHost frame plugin settings/> }
        },
    )
}

#[component]
fn PluginOfHost(
    frame: HostFrameData,
    plugin: HostPlugin,
    settings: Option<SettingsForm>,
) -> impl IntoView {
    let words = &text().console.plugins;
    let form = if let Some(settings) = settings {
        view! { <Card><SchemaForm form=settings/></Card> }.into_any()
    } else {
        let sentence = if plugin.has_settings && !plugin.approved {
            words.settings_need_approval
        } else {
            words.no_settings_text
        };
        view! { <EmptyState icon=IconName::Gear title=words.no_settings_title text=sentence/> }
            .into_any()
    };
    let place = AskPlace::Page {
        list: host_href(&frame.host.id, HostPlace::Plugins),
    };
    let decision = plugin
        .mode
        .is_some()
        .then(|| view! { <Decision plugin=plugin.clone()/> });
    let approval = view! { <Approval plugin=plugin.clone()/> };
    let asks = (!plugin.asks.is_empty()).then(|| {
        let asks = plugin.asks.clone();
        view! {
            <Section id="asks" title=words.asks_title text=words.asks_text>
                <Card><Asks asks/></Card>
            </Section>
        }
    });
    let title = said(plugin.title.clone(), &plugin.langs.title);
    let lead = said(plugin.summary.clone(), &plugin.langs.summary);
    let below = title.clone().isolated();
    view! {
        <HostFrame frame place=HostPlace::Plugins below>
            <PageHeader title lead>
                <Decide plugin=plugin.clone() place=place.clone()/>
                <Allow plugin place/>
            </PageHeader>
            <div class="cluster console-status">
                {approval}
                {decision}
            </div>
            {asks}
            <Section id="settings" title=words.settings text=words.settings_lead>{form}</Section>
        </HostFrame>
    }
}
