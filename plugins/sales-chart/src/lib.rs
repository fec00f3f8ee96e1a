//! **Sales chart**: revenue by day on the dashboard. The example of host data (`orders.daily`) and of a chart that can be read
//! without seeing it.
//!
//! | extension | slot | kind |
//! |---|---|---|
//! | `sales_chart_widget` | `admin:dashboard:widget` | component `stoa-sales-chart-widget` |
//!
//! | route | does |
//! |---|---|
//! | `GET /api/v1/admin/plugins/sales-chart/daily?days=30` | a complete series: one entry for each day, today last (UTC) |
//!
//! The plugin never sees the host's database. It asks for the named data the host shares, as the organisation whose admin is
//! looking, and gets days with orders; the gaps are filled here, so that the chart has an honest time axis.

mod routes;
mod series;

use std::sync::Arc;

use async_trait::async_trait;
use portico_plugin_kit::{ContextCell, panel_script, panel_styles, text};
use portico_sdk::extension::{Component, Extension, ExtensionKind};
use portico_sdk::plugin::{
    Asset, Listing, Plugin, PluginContext, PluginError, PluginRoutes, UiPlugin,
};
use portico_sdk::slot::slots;

/// Registers the plugin.
pub fn plugin() -> Arc<dyn Plugin> {
    Arc::new(SalesChart::default())
}

#[derive(Default)]
struct SalesChart {
    context: ContextCell,
}

#[async_trait]
impl Plugin for SalesChart {
    fn name(&self) -> &'static str {
        "sales-chart"
    }

    fn version(&self) -> &'static str {
        "1.0.0"
    }

    fn description(&self) -> &'static str {
        "Shows revenue by day on the dashboard."
    }

    fn listing(&self) -> Listing {
        Listing {
            title: text("Sales chart", "Umsatzdiagramm"),
            summary: text(
                "Revenue by day, on your dashboard.",
                "Umsatz pro Tag auf Ihrer Übersicht.",
            ),
            about: text(
                "One bar for each day, the total above it and the best day marked. The chart follows the range you choose on the \
                 dashboard, your language and your colours.\n\n\
                 Everything the chart shows is also a sentence and a table.",
                "Ein Balken für jeden Tag, darüber die Summe, der beste Tag beschriftet. Das Diagramm folgt dem Zeitraum, den \
                 Sie auf der Übersicht wählen, Ihrer Sprache und Ihren Farben.\n\n\
                 Alles, was das Diagramm zeigt, gibt es auch als Satz und als Tabelle.",
            ),
            publisher: "Portico".to_owned(),
            categories: vec!["analytics".to_owned()],
            keywords: [
                "revenue",
                "orders",
                "chart",
                "dashboard",
                "Umsatz",
                "Diagramm",
            ]
            .map(str::to_owned)
            .to_vec(),
            icon: "bars-chart".to_owned(),
            tile: "violet".to_owned(),
            ..Listing::default()
        }
    }

    async fn init(&self, context: PluginContext) -> Result<(), PluginError> {
        self.context.fill(context)
    }

    fn ui(&self) -> Option<&dyn UiPlugin> {
        Some(self)
    }
}

impl UiPlugin for SalesChart {
    fn ui_extensions(&self) -> Vec<Extension> {
        vec![Extension {
            id: "sales_chart_widget".to_owned(),
            slot: slots::DASHBOARD_WIDGET.key.to_owned(),
            kind: ExtensionKind::Component {
                component: Component {
                    tag_name: "stoa-sales-chart-widget".to_owned(),
                    script_url: "/plugins/sales-chart/assets/widget.js".to_owned(),
                    style_url: "/plugins/sales-chart/assets/widget.css".to_owned(),
                    min_height: Some(350),
                    ..Component::default()
                },
            },
            title: text("Revenue by day", "Umsatz pro Tag"),
            priority: 10,
        }]
    }

    fn assets(&self) -> Vec<Asset> {
        vec![
            panel_script("widget.js", include_str!("../assets/widget.js")),
            panel_styles(
                "widget.css",
                "stoa-sales-chart-widget",
                include_str!("../assets/widget.css"),
            ),
        ]
    }

    fn routes(&self) -> PluginRoutes {
        PluginRoutes {
            admin: routes::admin(self.context.clone()),
            ..PluginRoutes::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declaration_follows_the_contract() {
        portico_plugin_testkit::check_declaration(&SalesChart::default());
    }
}
