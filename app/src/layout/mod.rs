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
mod host_switcher;
mod language_switch;
mod nav_list;
mod org_switcher;
mod site;
mod titles;
mod topbar;

pub use accent::{AccentColours, accent_css, accent_href, accent_pair};
pub use address::{encode_value, param_of, sign_in_href, with_next, with_param, without_param};
pub use admin::AdminLayout;
pub use console::{ConsoleLayout, ConsoleTopLayout};
pub use data::{
    Actions, LayoutData, NavGroup, NavItem, OrgChoice, PageWidth, Post, ToastData, ViewerInfo,
};
pub use from_page::{Place, org_name};
pub use site::SiteLayout;
pub use titles::{escape_titles, mark_title_as_error};
