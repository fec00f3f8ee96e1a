//! `/admin/audit?cursor=…`: who changed what for an organisation, the newest first.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::frame::{AdminFrame, AdminPlace};
use super::plugins::{ChooseOrg, ChosenOrg, Unclear, chosen_org};
use crate::backend::{HostAuditPage, OrgBackend, backend};
use crate::i18n::fill;
use crate::layout::org_name;
use crate::page::{page, text};
use crate::pages::audit::AuditLog;
use crate::pages::load::load;
use crate::ui::{EmptyState, IconName, LinkButton, PageHeader};

/// The audit log of an organisation.
#[component]
pub fn AuditPage() -> impl IntoView {
    let cursor = use_query_map().get_untracked().get("cursor");
    let is_later = cursor.is_some();
    let data = async move {
        match chosen_org(&page())? {
            ChosenOrg::One(org) => {
                let org_backend = backend::<dyn OrgBackend>()?;
                let log = org_backend.audit(&org, cursor.as_deref()).await?;
                Ok(Ok((org, log)))
            }
            ChosenOrg::Unclear(why) => Ok(Err(why)),
        }
    };
    load(data, move |found| match found {
        Ok((org, log)) => view! { <OrgLog org log is_later/> }.into_any(),
        Err(Unclear::Several(orgs)) => {
            view! { <ChooseOrg orgs place=AdminPlace::Audit/> }.into_any()
        }
        Err(Unclear::HostSession(host)) => view! { <HostKeeps host/> }.into_any(),
    })
}

#[component]
fn OrgLog(org: String, log: HostAuditPage, is_later: bool) -> impl IntoView {
    let words = &text().audit;
    let lead = fill(words.org_lead, &[("org", &org_name(&org))]);
    let list = if log.entries.is_empty() {
        view! {
            <EmptyState icon=IconName::History title=words.empty_title text=words.org_empty_text>
                <LinkButton href="/admin/plugins">{words.org_empty_action}</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <AuditLog log is_later of_org=true/> }.into_any()
    };
    view! {
        <AdminFrame title=words.title place=AdminPlace::Audit>
            <PageHeader title=words.title lead/>
            {list}
        </AdminFrame>
    }
}

/// What a host member reads here: the host's log is in the console.
#[component]
fn HostKeeps(host: String) -> impl IntoView {
    let words = &text().audit;
    let name = page().host.as_ref().map(|host| host.name.clone());
    let lead = fill(
        words.host_keeps_lead,
        &[("host", name.as_deref().unwrap_or(&host))],
    );
    let href = format!("/console/hosts/{host}/audit");
    view! {
        <AdminFrame title=words.title place=AdminPlace::Audit>
            <PageHeader title=words.title lead>
                <LinkButton href>{words.host_keeps_action}</LinkButton>
            </PageHeader>
        </AdminFrame>
    }
}
