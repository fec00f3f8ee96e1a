//! Every page, one per line. All are rendered to the end before the first byte (`SsrMode::Async`): they work without
//! JavaScript and set their status.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

use portico_sdk::slot::slots;

use crate::layout::escape_titles;
use crate::pages;
use crate::pages::ended::EndedFormPage;
use crate::pages::failed::{FailedPage, PageFailure};

/// A page and the slots it mounts; the server allows in its CSP what the extensions of these slots need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageSlots {
    /// Path as in [`App`], with `:name` for parameters.
    pub path: &'static str,
    /// Slots mounted on it.
    pub slots: &'static [&'static str],
}

/// The pages with slots. A page that is not listed has none.
pub const PAGE_SLOTS: &[PageSlots] = &[
    PageSlots {
        path: "/shop/checkout",
        slots: &[slots::CHECKOUT_PAYMENT.key],
    },
    PageSlots {
        path: "/shop/orders/:id",
        slots: &[slots::CHECKOUT_AFTER_ORDER.key],
    },
    PageSlots {
        path: "/admin",
        slots: &[slots::DASHBOARD_WIDGET.key, slots::SIDEBAR.key],
    },
    PageSlots {
        path: "/admin/plugins",
        slots: &[slots::SIDEBAR.key],
    },
    PageSlots {
        path: "/admin/plugins/:plugin",
        slots: &[slots::PLUGIN_SETTINGS.key, slots::SIDEBAR.key],
    },
    PageSlots {
        path: "/admin/inspector",
        slots: &[slots::SIDEBAR.key],
    },
    PageSlots {
        path: "/admin/audit",
        slots: &[slots::SIDEBAR.key],
    },
    PageSlots {
        path: "/admin/orders",
        slots: &[slots::SIDEBAR.key],
    },
    PageSlots {
        path: "/admin/payments",
        slots: &[slots::SIDEBAR.key],
    },
    PageSlots {
        path: "/admin/payments/:id",
        slots: &[slots::PAYMENT_SETTINGS.key, slots::SIDEBAR.key],
    },
];

/// The slots of the page at `path`.
pub fn slots_at(path: &str) -> &'static [&'static str] {
    PAGE_SLOTS
        .iter()
        .find(|page| matches(page.path, path))
        .map_or(&[], |page| page.slots)
}

fn matches(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('/'), path.trim_end_matches('/').split('/'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some(wanted), Some(found))
                if wanted == found || (wanted.starts_with(':') && !found.is_empty()) => {}
            _ => return false,
        }
    }
}

/// The router of all pages.
#[component]
pub fn App() -> impl IntoView {
    escape_titles();
    if let Some(PageFailure(error)) = use_context() {
        return view! { <FailedPage error/> }.into_any();
    }
    if let Some(ended) = use_context() {
        return view! { <EndedFormPage ended/> }.into_any();
    }
    view! {
        <Router>
            <FlatRoutes fallback=pages::not_found::NotFoundPage>
                <Route path=path!("/") view=pages::home::HomePage ssr=SsrMode::Async/>
                <Route path=path!("/api/docs") view=pages::api_docs::ApiDocsPage ssr=SsrMode::Async/>
                <Route path=path!("/sign-in") view=pages::sign_in::SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/shop") view=pages::shop::ProductsPage ssr=SsrMode::Async/>
                <Route path=path!("/shop/products/:id") view=pages::shop::ProductPage ssr=SsrMode::Async/>
                <Route path=path!("/shop/cart") view=pages::shop::CartPage ssr=SsrMode::Async/>
                <Route path=path!("/shop/checkout") view=pages::shop::CheckoutPage ssr=SsrMode::Async/>
                <Route path=path!("/shop/orders/:id") view=pages::shop::OrderPage ssr=SsrMode::Async/>
                <Route path=path!("/store") view=pages::store::StorePage ssr=SsrMode::Async/>
                <Route path=path!("/store/:plugin") view=pages::store::PluginPage ssr=SsrMode::Async/>
                <Route path=path!("/installed") view=pages::store::InstalledPage ssr=SsrMode::Async/>
                <Route path=path!("/admin") view=pages::admin::DashboardPage ssr=SsrMode::Async/>
                <Route path=path!("/admin/orders") view=pages::admin::OrdersPage ssr=SsrMode::Async/>
                <Route path=path!("/admin/payments") view=pages::admin::PaymentsPage ssr=SsrMode::Async/>
                <Route path=path!("/admin/payments/:id") view=pages::admin::PaymentPage ssr=SsrMode::Async/>
                <Route path=path!("/admin/plugins") view=pages::admin::PluginsPage ssr=SsrMode::Async/>
                <Route path=path!("/admin/plugins/:plugin") view=pages::admin::PluginSettingsPage ssr=SsrMode::Async/>
                <Route path=path!("/admin/inspector") view=pages::admin::InspectorPage ssr=SsrMode::Async/>
                <Route path=path!("/admin/audit") view=pages::admin::AuditPage ssr=SsrMode::Async/>
                <Route path=path!("/console") view=pages::console::HostsPage ssr=SsrMode::Async/>
                <Route path=path!("/console/sign-in") view=pages::console::ConsoleSignInPage ssr=SsrMode::Async/>
                <Route path=path!("/console/set-up") view=pages::console::SetUpPage ssr=SsrMode::Async/>
                <Route path=path!("/console/invitation") view=pages::console::InvitationPage ssr=SsrMode::Async/>
                <Route path=path!("/console/account") view=pages::console::AccountPage ssr=SsrMode::Async/>
                <Route path=path!("/console/hosts/:host") view=pages::console::OverviewPage ssr=SsrMode::Async/>
                <Route path=path!("/console/hosts/:host/keys") view=pages::console::KeysPage ssr=SsrMode::Async/>
                <Route path=path!("/console/hosts/:host/origins") view=pages::console::OriginsPage ssr=SsrMode::Async/>
                <Route path=path!("/console/hosts/:host/plugins") view=pages::console::HostPluginsPage ssr=SsrMode::Async/>
                <Route path=path!("/console/hosts/:host/plugins/:plugin") view=pages::console::HostPluginPage ssr=SsrMode::Async/>
                <Route path=path!("/console/hosts/:host/slots") view=pages::console::SlotsPage ssr=SsrMode::Async/>
                <Route path=path!("/console/hosts/:host/members") view=pages::console::MembersPage ssr=SsrMode::Async/>
                <Route path=path!("/console/hosts/:host/tokens") view=pages::console::TokensPage ssr=SsrMode::Async/>
                <Route path=path!("/console/hosts/:host/settings") view=pages::console::HostSettingsPage ssr=SsrMode::Async/>
                <Route path=path!("/console/hosts/:host/audit") view=pages::console::AuditPage ssr=SsrMode::Async/>
            </FlatRoutes>
        </Router>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_by_its_pattern_whatever_its_parameters() {
        assert_eq!(
            slots_at("/shop/orders/abc"),
            [slots::CHECKOUT_AFTER_ORDER.key]
        );
        assert_eq!(slots_at("/admin/"), slots_at("/admin"));
        assert_eq!(slots_at("/shop/orders/"), [] as [&str; 0]);
        assert_eq!(slots_at("/store"), [] as [&str; 0]);
    }
}
