//! `/admin/plugins/{plugin}`: one plugin for the organisation: its status, its switch, its settings, and what else it shows
//! to those who set it up (slot `admin:plugin:settings`).

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use portico_sdk::slot::{PluginSettingsContext, slots};

use super::delivery_failures::DeliveryFailures;
use super::frame::{AdminFrame, AdminPlace};
use super::plugin_table::{
    PluginSwitch, places, reason_id, status_id, title_of, words_of, words_of_switches,
};
use super::plugin_view::PluginWords;
use super::plugins::{ChosenOrg, NoOneOrg, chosen_org};
use crate::backend::{
    Answer, FailedDelivery, FormBackend, OrgBackend, OrgPlugin, SettingsForm, backend,
};
use crate::error::AppError;
use crate::forms::SchemaForm;
use crate::i18n::fill;
use crate::islands::OrgSwitches;
use crate::layout::org_name;
use crate::page::{page, text};
use crate::pages::load::load;
use crate::slot::PluginSlot;
use crate::ui::{
    Breadcrumbs, Card, Chip, Crumb, EmptyState, IconName, LinkButton, PageHeader, Section, WhyLink,
};

/// One plugin of an organisation.
#[component]
pub fn PluginSettingsPage() -> impl IntoView {
    let plugin = use_params_map()
        .get_untracked()
        .get("plugin")
        .unwrap_or_default();
    let data = async move {
        match chosen_org(&page())? {
            ChosenOrg::One(org) => Ok(Ok(find(org, &plugin).await?)),
            ChosenOrg::Unclear(why) => Ok(Err((why, plugin))),
        }
    };
    load(data, |found| match found {
        Err((why, plugin)) => view! { <NoOneOrg why plugin/> }.into_any(),
        Ok(found) => view! { <PluginOfOrg found/> }.into_any(),
    })
}

struct Found {
    org: String,
    plugin: OrgPlugin,
    settings: Option<SettingsForm>,
    failures: Vec<FailedDelivery>,
}

async fn find(org: String, name: &str) -> Answer<Found> {
    let plugin = backend::<dyn OrgBackend>()?
        .org_plugins(&org)
        .await?
        .into_iter()
        .find(|plugin| plugin.name == name)
        .ok_or_else(AppError::not_found)?;
    // Settings are looked at only where there are any and a server that knows them.
    let forms = use_context::<std::sync::Arc<dyn FormBackend>>().filter(|_| plugin.has_settings);
    let settings = match forms {
        Some(forms) => match forms.org_settings(name).await {
            Ok(form) => Some(form),
            Err(error) if error.status == 404 => None,
            Err(error) => return Err(error),
        },
        None => None,
    };
    let failures = backend::<dyn OrgBackend>()?
        .failed_deliveries(&org, name)
        .await?;
    Ok(Found {
        org,
        plugin,
        settings,
        failures,
    })
}

#[component]
fn PluginOfOrg(found: Found) -> impl IntoView {
    let words = &text().admin_plugins;
    let Found {
        org,
        plugin,
        settings,
        failures,
    } = found;
    let crumbs = vec![
        Crumb::link(text().nav.plugins, "/admin/plugins"),
        Crumb::here(title_of(&plugin)),
    ];
    let values = fill(words.settings_text, &[("org", &org_name(&org))]);
    let (own, context) = (
        plugin.name.clone(),
        PluginSettingsContext {
            plugin: plugin.name.clone(),
        },
    );
    let more = view! { <PluginSlot r#slot=slots::PLUGIN_SETTINGS context plugin=own/> };
    let form = match settings {
        Some(form) => view! {
            <Section id="settings" title=words.settings_title text=values>
                <div class="stack">
                    <Card><SchemaForm form/></Card>
                    {more}
                </div>
            </Section>
        }
        .into_any(),
        None if plugin.has_settings => view! {
            <EmptyState icon=IconName::Gear title=words.settings_elsewhere_title text=words.settings_elsewhere_text/>
            <div class="stack after-empty">{more}</div>
        }
        .into_any(),
        None => view! {
            <EmptyState icon=IconName::Gear title=words.no_settings_title text=words.no_settings_text/>
            <div class="stack after-empty">{more}</div>
        }
        .into_any(),
    };
    let (title, lead) = (plugin.title.clone(), places(&plugin.slots));
    let heading = title_of(&plugin);
    let store_page = format!("/store/{}", plugin.name);
    view! {
        <AdminFrame title=format!("{title} · {}", text().nav.plugins) place=AdminPlace::Plugins>
            <Breadcrumbs locale=page().locale items=crumbs/>
            <PageHeader title=heading lead>
                <LinkButton href=store_page>{words.store_page}</LinkButton>
            </PageHeader>
            <SwitchCard org plugin/>
            {form}
            <DeliveryFailures failures/>
        </AdminFrame>
    }
}

#[component]
fn SwitchCard(org: String, plugin: OrgPlugin) -> impl IntoView {
    let PluginWords {
        tone,
        status,
        reason,
    } = words_of(&plugin);
    let title = fill(
        text().admin_plugins.everyone_title,
        &[("org", &org_name(&org))],
    );
    let (status_id, id) = (status_id(&plugin), reason_id(&plugin));
    let words = words_of_switches(&org);
    let why = view! {
        <WhyLink name=plugin.name.clone() title=title_of(&plugin) label=text().store.why_title/>
    };
    view! {
        <OrgSwitches words>
            <Card>
                <div class="field-inline">
                    <div class="stack stack-tight">
                        <p class="item-title">{title}</p>
                        <div class="status">
                            <span data-status="" id=status_id><Chip tone>{status}</Chip></span>
                            <span class="small muted" data-reason="" id=id>{reason}</span>
                        </div>
                        {why}
                    </div>
                    <PluginSwitch org plugin/>
                </div>
            </Card>
        </OrgSwitches>
    }
}
