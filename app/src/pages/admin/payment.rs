//! `/admin/payments/{id}`: one way to pay, with the settings that its plugin adds (slot `admin:payment:settings`).

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use portico_sdk::slot::{PaymentSettingsContext, Surface, slots};

use super::frame::{AdminFrame, AdminPlace};
use super::orders::shop_admin;
use super::payments::MethodChip;
use crate::backend::{ManifestBackend, PaymentMethod, backend};
use crate::page::{page, text};
use crate::pages::load::load;
use crate::slot::PluginSlot;
use crate::ui::{Breadcrumbs, Card, Crumb, Fact, Facts, PageHeader, Switch};

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
        let crumbs = vec![
            Crumb::link(words.payments_title, "/admin/payments"),
            Crumb::here(method.title.clone()),
        ];
        let plugin = method.provider.clone();
        let context = PaymentSettingsContext {
            payment_method_id: method.id.clone(),
            provider: method.provider.clone(),
        };

        view! {
            <AdminFrame title=method.title.clone() place=AdminPlace::Payments>
                <Breadcrumbs locale=page().locale items=crumbs/>
                <PageHeader title=method.title.clone() lead=method.hint.clone()/>
                <div class="stack settings-column">
                    <MethodCard method/>
                    {if has_settings {
                        view! { <PluginSlot r#slot=slots::PAYMENT_SETTINGS context plugin/> }.into_any()
                    } else {
                        view! { <p class="muted">{words.payment_no_settings}</p> }.into_any()
                    }}
                </div>
            </AdminFrame>
        }
    })
}

#[component]
fn MethodCard(method: PaymentMethod) -> impl IntoView {
    let words = &text().admin;
    let (provider, enabled) = (method.provider.clone(), method.enabled);
    view! {
        <Card>
            <Facts>
                <Fact term=words.payment_provider><code>{provider.clone()}</code></Fact>
                <Fact term=words.status><MethodChip enabled/></Fact>
            </Facts>
            <Switch action=format!("/admin/payments/{}", method.id) label=words.payment_enabled on=method.enabled/>
        </Card>
    }
}
