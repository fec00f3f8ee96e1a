//! `/api/docs`: the description of the API for people. The server makes the [`ApiDocument`] from the OpenAPI document and
//! puts it into the context; here it is only drawn, without any script.

mod document;
mod operation;
mod prose;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::Title;

pub use document::{ApiAnswer, ApiBody, ApiDocument, ApiGroup, ApiOperation, ApiParameter};

use self::operation::OperationEntry;
use self::prose::Prose;
use crate::layout::{LayoutData, PageWidth, Place, SiteLayout};
use crate::page::page;
use crate::pages::failed::FailedPage;
use crate::ui::{Card, LinkButton, PageHeader};

/// The page.
#[component]
pub fn ApiDocsPage() -> impl IntoView {
    let Some(document) = use_context::<Arc<ApiDocument>>() else {
        return view! { <FailedPage error=crate::error::AppError::not_found()/> }.into_any();
    };
    let page = page();
    let text = &page.locale.text().api_docs;
    let groups: Vec<_> = document
        .groups
        .iter()
        .map(|group| view! { <Group group=group.clone()/> })
        .collect();
    view! {
        <Title text=format!("{} · Portico", text.title)/>
        <SiteLayout data=LayoutData::of(&page, Place::Elsewhere) width=PageWidth::Narrow>
            <PageHeader title=text.title lead=text.lead>
                <LinkButton href="/api/v1/openapi.json">{text.openapi}</LinkButton>
            </PageHeader>
            <div class="stack">
                <p lang="en"><Prose text=document.about.clone()/></p>
                <Contents groups=document.groups.clone()/>
            </div>
            {groups}
        </SiteLayout>
    }
    .into_any()
}

/// Links to the groups.
#[component]
fn Contents(groups: Vec<ApiGroup>) -> impl IntoView {
    let text = &page().locale.text().api_docs;
    let links: Vec<_> = groups
        .into_iter()
        .map(|group| {
            view! {
                <li>
                    <a class="chip" href=format!("#{}", group.anchor())>
                        <bdi>{group.name.clone()}</bdi> " " {group.operations.len()}
                    </a>
                </li>
            }
        })
        .collect();
    view! {
        <nav aria-label=text.contents>
            <ul class="api-contents" role="list">{links}</ul>
        </nav>
    }
}

#[component]
fn Group(group: ApiGroup) -> impl IntoView {
    let id = group.anchor();
    let heading = id.clone();
    let operations: Vec<_> = group
        .operations
        .into_iter()
        .map(|operation| view! { <OperationEntry operation/> })
        .collect();
    view! {
        <section class="api-group" aria-labelledby=heading>
            <h2 id=id><bdi>{group.name}</bdi></h2>
            <p class="muted" lang="en"><Prose text=group.about/></p>
            <Card flush=true>{operations}</Card>
        </section>
    }
}
