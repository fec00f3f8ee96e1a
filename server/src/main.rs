//! `portico`: the server and its command line, with the plugins compiled in.

use std::process::ExitCode;
use std::sync::Arc;

use portico_sdk::plugin::Plugin;

#[tokio::main]
async fn main() -> ExitCode {
    portico_server::cli::run(plugins()).await
}

/// The plugins of this binary. To add one, depend on its crate and name it here.
fn plugins() -> Vec<Arc<dyn Plugin>> {
    vec![
        portico_plugin_acme_pay::plugin(),
        portico_plugin_after_order_survey::plugin(),
        portico_plugin_gift_message::plugin(),
        portico_plugin_link_list::plugin(),
        portico_plugin_loyalty_points::plugin(),
        portico_plugin_sales_chart::plugin(),
        portico_plugin_webhook_notifier::plugin(),
    ]
}
