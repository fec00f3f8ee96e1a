//! `/admin?range=30d`: the shop's numbers and the widgets of plugins (slot `admin:dashboard:widget`).

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use portico_sdk::slot::{DashboardContext, Surface, slots};

use super::frame::{AdminFrame, AdminPlace, admin_org_name, host_session};
use crate::backend::{Dashboard, ManifestBackend, ShopAdminBackend, backend};
use crate::i18n::{Locale, Text, fill, format_count, format_decimal, format_money};
use crate::islands::DashboardWidgets;
use crate::page::{page, text};
use crate::pages::load::load;
use crate::ui::{EmptyState, IconName, LinkButton, PageHeader, Segment, Segmented};

/// The ranges offered, in days.
const RANGES: [u32; 3] = [7, 30, 90];

/// The dashboard of an organisation.
#[component]
pub fn DashboardPage() -> impl IntoView {
    let days = days_of(
        &use_query_map()
            .get_untracked()
            .get("range")
            .unwrap_or_default(),
    );
    let data = async move {
        let manifest = backend::<dyn ManifestBackend>()?
            .manifest(Surface::Admin)
            .await?;
        let widgets = manifest.slot(slots::DASHBOARD_WIDGET.key).count();
        // Orders are an organisation's; a host member's session acts for none.
        let numbers = if page().demo && host_session(&page()).is_none() {
            Some(backend::<dyn ShopAdminBackend>()?.dashboard(days).await?)
        } else {
            None
        };
        Ok((numbers, widgets))
    };
    load(data, move |(numbers, widgets)| {
        let words = &text().admin;
        let name = admin_org_name(&page());
        let of_host = host_session(&page());
        let lead = match of_host {
            Some(_) => fill(words.dashboard_host_lead, &[("host", &name)]),
            None => fill(words.dashboard_lead, &[("org", &name)]),
        };
        let to_console = of_host.map(|host| {
            view! { <LinkButton href=format!("/console/hosts/{host}")>{words.dashboard_host_action}</LinkButton> }
        });
        let range = (numbers.is_some() || widgets > 0)
            .then(|| view! { <Segmented label=words.range items=ranges(days, text())/> });
        view! {
            <AdminFrame title=words.dashboard_title place=AdminPlace::Dashboard>
                <PageHeader title=words.dashboard_title lead>{range}{to_console}</PageHeader>
                {numbers.map(|numbers| view! { <Numbers numbers days/> })}
                {(widgets > 0).then(|| view! { <Widgets days/> })}
                {(widgets == 0).then(|| view! {
                    <EmptyState icon=IconName::BarsChart title=words.no_widgets_title text=words.no_widgets_text/>
                })}
            </AdminFrame>
        }
    })
}

#[component]
fn Widgets(days: u32) -> impl IntoView {
    let range = format!("{days}d");
    let table_label = text().admin.as_table.to_owned();
    view! {
        <div class="widget-grid">
            <DashboardWidgets context=DashboardContext { range } table_label/>
        </div>
    }
}

#[component]
fn Numbers(numbers: Dashboard, days: u32) -> impl IntoView {
    let (words, locale) = (&text().admin, page().locale);
    let count = |n: i64| format_count(u64::try_from(n).unwrap_or(0), locale);
    let money = |n: i64| format_money(n, &numbers.currency, locale);
    let average = |sum: i64, n: i64| if n == 0 { 0 } else { sum / n };
    let (now, before) = (
        average(numbers.revenue, numbers.orders),
        average(numbers.revenue_before, numbers.orders_before),
    );
    let against = |now, before| change(now, before).map(|percent| compared(percent, days, locale));
    let [revenue, orders, mean] = [
        against(numbers.revenue, numbers.revenue_before),
        against(numbers.orders, numbers.orders_before),
        against(now, before),
    ];
    view! {
        <ul class="stats" role="list">
            <Stat term=words.revenue value=money(numbers.revenue) compared=revenue/>
            <Stat term=words.orders value=count(numbers.orders) compared=orders/>
            <Stat term=words.average_order value=money(now) compared=mean/>
        </ul>
    }
}

#[component]
fn Stat(term: &'static str, value: String, compared: Option<String>) -> impl IntoView {
    view! {
        <li class="stat card">
            <span class="small muted">{term}</span>
            <span class="stat-value">{value}</span>
            {compared.map(|compared| view! { <span class="small muted">{compared}</span> })}
        </li>
    }
}

/// "+13% compared with the 30 days before"
fn compared(percent: i64, days: u32, locale: Locale) -> String {
    let sign = if percent > 0 { "+" } else { "" };
    let change = format!("{sign}{}", format_decimal(percent, 0, locale));
    fill(
        locale.text().admin.compared,
        &[("change", &change), ("n", &days.to_string())],
    )
}

fn ranges(days: u32, text: &'static Text) -> Vec<Segment> {
    let label = |range| match range {
        7 => text.admin.range_7d,
        30 => text.admin.range_30d,
        _ => text.admin.range_90d,
    };
    RANGES
        .into_iter()
        .map(|range| Segment {
            label: label(range).to_owned(),
            href: format!("/admin?range={range}d"),
            current: range == days,
        })
        .collect()
}

/// `7d` → 7; anything unknown is the default of 30 days.
fn days_of(range: &str) -> u32 {
    RANGES
        .into_iter()
        .find(|days| range == format!("{days}d"))
        .unwrap_or(30)
}

/// Change against the range before in whole per cent; `None` when there was nothing to compare with.
fn change(now: i64, before: i64) -> Option<i64> {
    (before > 0).then(|| ((now - before) * 200 + before).div_euclid(2 * before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_range_is_the_default() {
        assert_eq!(
            [days_of("7d"), days_of("90d"), days_of(""), days_of("365d")],
            [7, 90, 30, 30]
        );
    }

    #[test]
    fn a_change_is_said_with_its_sign_and_against_what() {
        assert_eq!(
            compared(13, 30, Locale::En),
            "+13% compared with the 30 days before"
        );
        assert_eq!(
            compared(-5, 7, Locale::De),
            "\u{2212}5\u{a0}% gegenüber den 7 Tagen davor"
        );
    }

    #[test]
    fn a_change_is_rounded_and_silent_when_there_is_nothing_to_compare_with() {
        assert_eq!(change(150, 100), Some(50));
        assert_eq!(change(50, 100), Some(-50));
        assert_eq!(change(2, 3), Some(-33));
        assert_eq!(change(5, 0), None);
    }
}
