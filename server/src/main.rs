//! `portico`: the server and its command line, with the plugins compiled in.

// Views are types that nest as deep as the pages they draw.
#![recursion_limit = "512"]

use std::process::ExitCode;
use std::sync::Arc;

use portico_sdk::plugin::Plugin;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use portico_sdk::extension::ExtensionKind;
    use portico_sdk::schema::{Field, FieldKind};
    use portico_sdk::slot::slots;
    use portico_server::clock::SystemClock;
    use portico_server::crypto::{Cipher, MasterKey};
    use portico_server::plugins::{
        GuardedHttp, HostDataSources, Registry, RegistryConfig, ServerContexts,
    };
    use portico_server::storage::Db;

    use super::*;

    #[tokio::test]
    async fn parity_01_every_plugin_of_this_binary_is_collected_without_a_problem() {
        let contexts = ServerContexts {
            db: Db::connect("sqlite::memory:").await.unwrap(),
            cipher: Cipher::new(&MasterKey::generate().unwrap()).unwrap(),
            clock: Arc::new(SystemClock),
            http: GuardedHttp::new(&[]).unwrap(),
            host_data: HostDataSources::default(),
        };
        let plugins = plugins();
        let count = plugins.len();
        let registry = Registry::collect(plugins, &RegistryConfig::new("stoa"), &contexts).await;
        assert_eq!(registry.problems, []);
        assert_eq!(registry.plugins.len(), count);
    }

    /// The examples are what authors learn from: together they leave out nothing.
    #[test]
    fn the_plugins_together_use_every_field_kind_every_slot_and_both_kinds_of_extension() {
        let plugins = plugins();
        let mut extensions = Vec::new();
        for ui in plugins.iter().filter_map(|plugin| plugin.ui()) {
            extensions.extend(ui.ui_extensions());
        }
        let slots: BTreeSet<&str> = extensions.iter().map(|it| it.slot.as_str()).collect();
        assert_eq!(slots, slots::ALL.into());

        let mut components = 0;
        let mut kinds = BTreeSet::new();
        for extension in &extensions {
            match &extension.kind {
                ExtensionKind::Schema { schema } => collect_kinds(&schema.fields, &mut kinds),
                ExtensionKind::Component { .. } => components += 1,
                // Not for compiled-in plugins.
                ExtensionKind::Sandbox { .. } => {}
            }
        }
        assert!(components > 0);
        assert_eq!(kinds, FieldKind::ALL.map(FieldKind::name).into());
    }

    fn collect_kinds(fields: &[Field], kinds: &mut BTreeSet<&str>) {
        for field in fields {
            kinds.insert(field.kind.name());
            collect_kinds(&field.fields, kinds);
        }
    }
}
