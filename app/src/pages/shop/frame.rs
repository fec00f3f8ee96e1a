//! The frame of the shop's pages: the site's, with the cart at hand.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::backend::{Answer, ShopBackend, backend};
use crate::layout::{LayoutData, NavItem, PageWidth, Place, SiteLayout};
use crate::page::page;

/// A page of the shop. `cart` is how many pieces are in the cart.
#[component]
pub fn ShopFrame(
    /// Title of the page.
    #[prop(into)]
    title: String,
    /// Pieces in the cart.
    cart: i64,
    /// How wide the content is.
    #[prop(optional)]
    width: PageWidth,
    /// The page.
    children: Children,
) -> impl IntoView {
    let page = page();
    let text = page.locale.text();
    let mut data = LayoutData::of(&page, Place::Shop);
    let at_cart = page.pathname == "/shop/cart";
    for item in &mut data.nav {
        item.current &= !at_cart;
    }
    let mut link = NavItem::new(text.shop.cart_link, "/shop/cart").current(at_cart);
    link.count = u64::try_from(cart).ok().filter(|count| *count > 0);
    data.cart = Some(link);
    if let Some(host) = &mut data.host {
        // These are the pages that a way back would lead to.
        host.site_url.clear();
    }
    let host = page
        .host
        .as_ref()
        .map(|host| host.name.clone())
        .unwrap_or_default();
    view! {
        <Title text=format!("{title} · {host}")/>
        <SiteLayout data width>{children()}</SiteLayout>
    }
}

/// The shop's backend; 404 without `--demo`.
pub fn shop() -> Answer<std::sync::Arc<dyn ShopBackend>> {
    if page().demo {
        backend()
    } else {
        Err(crate::error::AppError::not_found())
    }
}
