//! The frames around pages: [`SiteLayout`] for store and shop, [`AdminLayout`] for organisation admins,
//! [`ConsoleLayout`] for operators and host developers. Pages hand them plain data; they decide nothing.

mod accent;
mod account_menu;
mod address;
mod admin;
mod console;
mod data;
mod footer;
mod from_page;
mod nav_list;
mod org_switcher;
mod site;
mod topbar;

pub use accent::accent_css;
pub use address::{encode_value, with_param};
pub use admin::AdminLayout;
pub use console::ConsoleLayout;
pub use data::{
    Actions, LayoutData, NavGroup, NavItem, OrgChoice, PageWidth, Post, ToastData, ViewerInfo,
};
pub use from_page::{Place, is_admin_of, org_name};
pub use site::SiteLayout;
