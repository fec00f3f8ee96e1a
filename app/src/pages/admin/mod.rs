//! The admin panel of an organisation: dashboard, orders, payment methods, plugins, inspector, audit log.

mod audit;
mod dashboard;
mod delivery_failures;
mod frame;
mod inspector;
mod orders;
mod payment;
mod payments;
mod plugin_settings;
mod plugin_table;
mod plugin_view;
mod plugins;

pub use audit::AuditPage;
pub use dashboard::DashboardPage;
pub use frame::{AdminFrame, AdminPlace, admin_org_name};
pub use inspector::InspectorPage;
pub(crate) use inspector::order_words;
pub use orders::OrdersPage;
pub use payment::PaymentPage;
pub use payments::PaymentsPage;
pub use plugin_settings::PluginSettingsPage;
pub use plugins::PluginsPage;
