//! `/console/hosts/{host}/plugins`: which plugins exist for a host's users, what the host decided for everyone, and what
//! was found wrong when the server started.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::form::RefusedNotice;
use super::frame::{HostFrame, HostPage, HostPlace, load_host};
use super::plugin_decision::{DECISIONS, RefusedDecision};
use super::plugin_table::PluginTable;
use crate::backend::HostPlugin;
use crate::i18n::{fill, format_count};
use crate::page::{page, text};
use crate::pages::problems::Problems;
use crate::ui::{EmptyState, FilterChip, IconName, LinkButton, PageHeader, TableCard, TableTools};

/// Which plugins are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    All,
    Approved,
    Waiting,
}

impl Shown {
    fn parse(name: &str) -> Self {
        match name {
            "approved" => Self::Approved,
            "waiting" => Self::Waiting,
            _ => Self::All,
        }
    }

    fn shows(self, plugin: &HostPlugin) -> bool {
        match self {
            Self::All => true,
            Self::Approved => plugin.approved,
            Self::Waiting => !plugin.approved,
        }
    }
}

/// The plugins of a host.
#[component]
pub fn HostPluginsPage() -> impl IntoView {
    let shown = use_query_map().get_untracked().get("show");
    let shown = Shown::parse(&shown.unwrap_or_default());
    load_host(
        |console, host| async move {
            let plugins = console.plugins(&host).await?;
            Ok((plugins, console.problems(&host).await?))
        },
        move |HostPage { frame, data }| {
            let (plugins, problems) = data;
            let words = &text().console.plugins;
            let host = frame.host.id.clone();
            let list = if plugins.is_empty() {
                view! { <EmptyState icon=IconName::Plug title=words.empty_title text=words.empty_text/> }
                    .into_any()
            } else {
                view! { <List host plugins=plugins.clone() shown/> }.into_any()
            };
            view! {
                <HostFrame frame place=HostPlace::Plugins>
                    <PageHeader title=words.title lead=words.lead/>
                    <RefusedNotice shown=DECISIONS/>
                    <RefusedDecision plugins/>
                    {list}
                    <Problems problems/>
                </HostFrame>
            }
        },
    )
}

#[component]
fn List(host: String, plugins: Vec<HostPlugin>, shown: Shown) -> impl IntoView {
    let words = &text().console.plugins;
    let chips = filter_chips(&plugins, shown);
    let found: Vec<_> = plugins
        .into_iter()
        .filter(|plugin| shown.shows(plugin))
        .collect();
    let table = if found.is_empty() {
        view! {
            <EmptyState icon=IconName::Search title=words.no_match_title text=words.no_match_text>
                <LinkButton href=page().pathname.clone()>{words.show_all}</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <PluginTable host plugins=found/> }.into_any()
    };
    view! {
        <TableCard>
            <TableTools>
                <nav class="chips" aria-label=words.filter_label>{chips}</nav>
            </TableTools>
            {table}
        </TableCard>
    }
}

fn filter_chips(plugins: &[HostPlugin], shown: Shown) -> Vec<AnyView> {
    let (words, page) = (&text().console.plugins, page());
    [
        (Shown::All, words.filter_all, ""),
        (Shown::Approved, words.filter_approved, "?show=approved"),
        (Shown::Waiting, words.filter_waiting, "?show=waiting"),
    ]
    .into_iter()
    .map(|(filter, template, query)| {
        let count = plugins.iter().filter(|plugin| filter.shows(plugin)).count();
        let count = format_count(u64::try_from(count).unwrap_or(0), page.locale);
        let label = fill(template, &[("n", &count)]);
        let href = format!("{}{query}", page.pathname);
        view! { <FilterChip href current=filter == shown>{label}</FilterChip> }.into_any()
    })
    .collect()
}
