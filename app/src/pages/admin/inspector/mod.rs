//! `/admin/inspector`: every extension of the host with what became of it, why, and what can be done about it here.

mod table;
mod view;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::frame::{AdminFrame, AdminPlace};
use super::plugins::{ChooseOrg, ChosenOrg, Unclear, chosen_org};
use crate::backend::{ExtensionState, Inspection, InspectorBackend, backend};
use crate::i18n::fill;
use crate::islands::{OrderWords, SlotOrder};
use crate::layout::encode_value;
use crate::page::{page, text};
use crate::pages::load::load;
use crate::pages::problems::Problems;
use crate::ui::{
    Button, ButtonKind, ButtonSize, Choice, EmptyState, FieldInfo, IconName, LinkButton,
    PageHeader, Select,
};

use table::{RowFacts, SlotTable};
use view::{Filter, PATH, by_slot, choices, state_words};

/// The inspector.
#[component]
pub fn InspectorPage() -> impl IntoView {
    let params = use_query_map().get_untracked();
    let filter = Filter::parse(|name| params.get(name));
    let data = async move {
        let org = match chosen_org(&page())? {
            ChosenOrg::One(org) => Some(org),
            ChosenOrg::Unclear(Unclear::HostSession(_)) => None,
            ChosenOrg::Unclear(Unclear::Several(orgs)) => return Ok(Err(orgs)),
        };
        let inspection = backend::<dyn InspectorBackend>()?
            .inspect(org.as_deref())
            .await?;
        Ok(Ok((org, inspection)))
    };
    load(data, move |found| match found {
        Err(orgs) => view! { <ChooseOrg orgs place=AdminPlace::Inspector/> }.into_any(),
        Ok((org, inspection)) => view! { <Inspected org inspection filter/> }.into_any(),
    })
}

#[component]
fn Inspected(org: Option<String>, inspection: Inspection, filter: Filter) -> impl IntoView {
    let (words, page) = (&text().inspector, page());
    let host = page.host.as_ref();
    let (host_id, host_name) = host
        .map(|host| (host.id.clone(), host.name.clone()))
        .unwrap_or_default();
    let lead = fill(words.lead, &[("host", &host_name)]);
    let in_console = format!("/console/hosts/{host_id}/slots");
    let console = org
        .is_none()
        .then(|| view! { <LinkButton href=in_console>{words.host_console}</LinkButton> });
    let content = if inspection.extensions.is_empty() {
        let sentence = fill(words.empty_text, &[("host", &host_name)]);
        view! { <EmptyState icon=IconName::Plug title=words.empty_title text=sentence/> }.into_any()
    } else {
        view! { <List org host=host_id inspection=inspection.clone() filter/> }.into_any()
    };
    let problems = inspection.problems;
    view! {
        <AdminFrame title=words.title place=AdminPlace::Inspector>
            <PageHeader title=words.title lead>
                {console}
                <LinkButton href="/admin?safe-mode">{words.safe_mode}</LinkButton>
            </PageHeader>
            {content}
            <Problems problems/>
        </AdminFrame>
    }
}

#[component]
fn List(
    org: Option<String>,
    host: String,
    inspection: Inspection,
    filter: Filter,
) -> impl IntoView {
    let (words, locale) = (&text().inspector, page().locale);
    let tools = view! { <Tools inspection=inspection.clone() filter=filter.clone()/> };
    let may_move = inspection.may_order && filter.shows_whole_slots();
    let facts = RowFacts {
        plugins: if org.is_some() {
            "/admin/plugins".to_owned()
        } else {
            format!("/console/hosts/{host}/plugins")
        },
        may_move,
        org: org.clone(),
    };
    let slots = by_slot(inspection.extensions, &filter);
    if slots.is_empty() {
        return view! {
            {tools}
            <EmptyState icon=IconName::Search title=words.no_match_title text=words.no_match_text>
                <LinkButton href=PATH>{text().common.clear_filters}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let count: usize = slots.iter().map(|(_, of_slot)| of_slot.len()).sum();
    let count = words.found.of(locale, u64::try_from(count).unwrap_or(0));
    let hint = (inspection.may_order && !may_move)
        .then(|| view! { <p class="small muted">{words.order_filtered}</p> });
    let ordered = inspection.ordered;
    let tables: Vec<_> = slots
        .into_iter()
        .enumerate()
        .map(|(at, (slot, extensions))| {
            let place = text().slot.place(&slot).to_owned();
            let reset = org.clone().filter(|_| may_move && ordered.contains(&slot));
            let reset = reset.map(|org| view! { <Reset org key=slot.clone()/> });
            let id = format!("slot-{at}");
            let reset_id = format!("{id}-reset");
            view! {
                <section class="stack console-part" aria-labelledby=id>
                    <div>
                        <h2 id=id.clone()>{place}</h2>
                        <p class="small muted"><code class="plain-code">{slot.clone()}</code></p>
                    </div>
                    <SlotTable key=slot extensions facts=facts.clone()/>
                    <div id=reset_id data-region="">{reset}</div>
                </section>
            }
        })
        .collect();
    let url = org.map(|org| format!("/api/v1/orgs/{}/slot-order", encode_value(&org)));
    let tables = match url.filter(|_| may_move) {
        Some(url) => view! { <SlotOrder url words=order_words()>{tables}</SlotOrder> }.into_any(),
        None => tables.into_any(),
    };
    view! {
        {tools}
        <p class="small muted" role="status">{count}</p>
        {hint}
        {tables}
    }
    .into_any()
}

/// What the buttons of an order say.
pub(crate) fn order_words() -> OrderWords {
    let words = &text().inspector;
    OrderWords {
        moved: words.moved.to_owned(),
        failed: words.move_failed.to_owned(),
        offline: words.move_offline.to_owned(),
    }
}

/// Filters, as a form that reads.
#[component]
fn Tools(inspection: Inspection, filter: Filter) -> impl IntoView {
    let (words, all) = (&text().inspector, &inspection.extensions);
    let slots = choices(all, |one| {
        Choice::new(&one.slot, text().slot.place(&one.slot))
    });
    let locale = page().locale;
    let plugins = choices(all, |one| {
        Choice::said(&one.plugin, &one.plugin_title, locale)
    });
    let states = ExtensionState::ALL
        .map(|state| Choice::new(state.name(), state_words(state, text()).1))
        .to_vec();
    let state = filter.state.map(ExtensionState::name).unwrap_or_default();
    let clear = filter
        .is_narrow()
        .then(|| view! { <LinkButton href=PATH>{text().common.clear_filters}</LinkButton> });
    view! {
        <form class="inspector-tools" method="get" action=PATH>
            <Select field=FieldInfo::new("filter-slot", words.filter_slot) name="slot" choices=slots value=filter.slot.clone() empty=words.all_slots/>
            <Select field=FieldInfo::new("filter-plugin", words.filter_plugin) name="plugin" choices=plugins value=filter.plugin.clone() empty=words.all_plugins/>
            <Select field=FieldInfo::new("filter-state", words.filter_state) name="state" choices=states value=state empty=words.all_states/>
            <Button kind=ButtonKind::Secondary size=ButtonSize::Form>{words.filter}</Button>
            {clear}
        </form>
    }
}

/// Goes back to the host's order in a slot.
#[component]
fn Reset(org: String, key: String) -> impl IntoView {
    let words = &text().inspector;
    let label = fill(words.reset_of, &[("slot", &key)]);
    let next = page().path.clone();
    view! {
        <form class="order-reset" method="post" action=PATH>
            <input type="hidden" name="org" value=org/>
            <input type="hidden" name="slot" value=key/>
            <input type="hidden" name="next" value=next/>
            <Button kind=ButtonKind::Muted size=ButtonSize::Small name="step" value="reset" attr:aria-label=label>
                {words.reset}
            </Button>
        </form>
    }
}
