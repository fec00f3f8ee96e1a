//! `/admin/payments/{id}`: one way to pay, with the settings that its plugin adds (slot `admin:payment:settings`).

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use portico_sdk::slot::{PaymentSettingsContext, Surface, slots};

use super::frame::{AdminFrame, AdminPlace, admin_org_name};
use super::orders::shop_admin;
use super::payments::{Provider, name_and_hint};
use crate::backend::{ManifestBackend, PaymentMethod, backend};
use crate::i18n::fill;
use crate::page::{page, text};
use crate::pages::load::load;
use crate::slot::PluginSlot;
use crate::ui::{
    Breadcrumbs, Card, Crumb, EmptyState, Fact, Facts, IconName, PageHeader, Section, SwitchRow,
};

/// One payment method.
#[component]
pub fn PaymentPage() -> impl IntoView {
    let id = use_params_map()
        .get_untracked()
        .get("id")
        .unwrap_or_default();
    let data = async move {
        let method = shop_admin()?.payment_method(&id).await?;
        let manifest = backend::<dyn ManifestBackend>()?
            .manifest(Surface::Admin)
            .await?;
        let has_settings = manifest
            .slot(slots::PAYMENT_SETTINGS.key)
            .any(|item| item.plugin == method.provider);
        Ok((method, has_settings))
    };
    load(data, |(method, has_settings)| {
        let words = &text().admin;
        let (title, hint) = name_and_hint(&method);
        let crumbs = vec![
            Crumb::link(words.payments_title, "/admin/payments"),
            Crumb::here(title.clone()),
        ];
        let plugin = method.provider.clone();
        let org = admin_org_name(&page());
        let values = fill(text().admin_plugins.settings_text, &[("org", &org)]);
        let context = PaymentSettingsContext {
            payment_method_id: method.id.clone(),
            provider: method.provider.clone(),
        };

        view! {
            <AdminFrame title=format!("{} · {}", method.title, text().admin.payments_title) place=AdminPlace::Payments>
                <Breadcrumbs locale=page().locale items=crumbs/>
                <PageHeader title lead=hint/>
                <MethodCard method/>
                {if has_settings {
                    view! {
                        <Section id="settings" title=text().common.settings text=values>
                            <div class="stack">
                                <PluginSlot r#slot=slots::PAYMENT_SETTINGS context plugin/>
                            </div>
                        </Section>
                    }
                    .into_any()
                } else {
                    view! {
                        <EmptyState icon=IconName::Gear title=words.payment_no_settings_title text=words.payment_no_settings/>
                    }
                    .into_any()
                }}
            </AdminFrame>
        }
    })
}

#[component]
fn MethodCard(method: PaymentMethod) -> impl IntoView {
    let words = &text().admin;
    let (action, on) = (format!("/admin/payments/{}", method.id), method.enabled);
    let page = page();
    let is_host = page
        .session
        .as_ref()
        .is_some_and(|session| session.host_member);
    let help = if is_host {
        words.payment_enabled_help_host.to_owned()
    } else {
        fill(
            words.payment_enabled_help,
            &[("org", &admin_org_name(&page))],
        )
    };
    view! {
        <Card>
            <div class="stack">
                <SwitchRow
                    id="offered-help"
                    action
                    label=words.payment_enabled
                    help
                    on
                />
                <Facts>
                    <Fact term=words.payment_provider><Provider method/></Fact>
                </Facts>
            </div>
        </Card>
    }
}
