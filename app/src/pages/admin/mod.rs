//! The admin panel of an organisation: dashboard, orders, payment methods, plugins.

mod dashboard;
mod frame;
mod orders;
mod payment;
mod payments;

pub use dashboard::DashboardPage;
pub use frame::{AdminFrame, AdminPlace, admin_org_name};
pub use orders::OrdersPage;
pub use payment::PaymentPage;
pub use payments::PaymentsPage;
