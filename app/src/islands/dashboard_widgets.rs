//! The widgets of the dashboard. Sandboxed ones may draw with the dashboard's own chart, and lead to another range.

use leptos::prelude::*;
use portico_sdk::offer::dashboard::{
    CHART, ChartProps, ChartValue, MAX_CHART_VALUES, RangeArguments, SHOW_RANGE,
};
use portico_sdk::slot::{DashboardContext, slots};

use crate::slot::{HostComponent, PluginSlot, SlotOffer};
use crate::ui::{Chart, ChartPoint};

/// The slot of the dashboard.
#[island(lazy)]
pub fn DashboardWidgets(
    /// What the widgets get to know.
    context: DashboardContext,
    /// "Show as table"
    table_label: String,
) -> impl IntoView {
    let offer = SlotOffer::new()
        .component(CHART, move |host| {
            view! { <OfferedChart host table_label=table_label.clone()/> }
        })
        .callback(SHOW_RANGE, |wanted| async move { show_range(&wanted) });
    view! { <PluginSlot r#slot=slots::DASHBOARD_WIDGET context offer/> }
}

/// Ranges as the context has them.
const RANGES: [&str; 3] = ["7d", "30d", "90d"];

fn show_range(wanted: &RangeArguments) -> Result<(), String> {
    if !RANGES.contains(&wanted.range.as_str()) {
        return Err(format!(
            "the dashboard has the ranges {}",
            RANGES.join(", ")
        ));
    }
    let page = format!("/admin?range={}", wanted.range);
    window()
        .location()
        .set_href(&page)
        .map_err(|_| "the page could not be left".to_owned())
}

#[component]
fn OfferedChart(host: HostComponent<ChartProps>, table_label: String) -> impl IntoView {
    move || {
        let props = host.props.get();
        let columns = (props.label_heading, props.value_heading);
        let points = props.values.into_iter().take(MAX_CHART_VALUES);
        let points = points.map(point).collect();
        view! { <Chart title=props.title summary=props.summary table_label=table_label.clone() columns points/> }
    }
}

fn point(value: ChartValue) -> ChartPoint {
    ChartPoint {
        shown: value.shown.unwrap_or_else(|| value.value.to_string()),
        label: value.label,
        value: value.value,
    }
}
