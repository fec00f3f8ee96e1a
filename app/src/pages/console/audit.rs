//! `/console/hosts/{host}/audit?cursor=…`: every change to a host, the newest first.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::frame::{HostFrame, HostPage, HostPlace, load_host};
use crate::page::text;
use crate::pages::audit::AuditLog;
use crate::ui::{EmptyState, IconName, PageHeader};

/// The audit log of a host.
#[component]
pub fn AuditPage() -> impl IntoView {
    let cursor = use_query_map().get_untracked().get("cursor");
    let is_later = cursor.is_some();
    load_host(
        |console, host| async move { console.audit(&host, cursor.as_deref()).await },
        move |HostPage { frame, data }| {
            let words = &text().audit;
            let list = if data.entries.is_empty() {
                view! { <EmptyState icon=IconName::History title=words.empty_title text=words.empty_text/> }
                    .into_any()
            } else {
                view! { <AuditLog log=data is_later/> }.into_any()
            };
            view! {
                <HostFrame frame place=HostPlace::Audit>
                    <PageHeader title=words.title lead=words.lead/>
                    {list}
                </HostFrame>
            }
        },
    )
}
