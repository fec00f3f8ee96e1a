//! `/shop`: everything the shop sells.

use leptos::prelude::*;

use super::frame::{ShopFrame, shop};
use crate::backend::Product;
use crate::page::{page, text};
use crate::pages::load::load;
use crate::ui::{Money, PageHeader, Phrase};

/// The products as cards.
#[component]
pub fn ProductsPage() -> impl IntoView {
    let data = async {
        let shop = shop()?;
        Ok((shop.products().await?, shop.cart().await?.count()))
    };
    load(data, |(products, cart)| {
        let host = page()
            .host
            .as_ref()
            .map(|host| host.name.clone())
            .unwrap_or_default();
        let cards: Vec<_> = products
            .into_iter()
            .map(|product| view! { <ProductCard product/> })
            .collect();
        view! {
            <ShopFrame title=text().shop.title cart>
                <PageHeader title=Phrase::data(host) lead=text().shop.lead/>
                <ul class="product-grid" role="list">{cards}</ul>
            </ShopFrame>
        }
    })
}

#[component]
fn ProductCard(product: Product) -> impl IntoView {
    let title = Phrase::said(product.title, &product.lang, page().locale);
    view! {
        <li class="product-card card card-flush">
            <img src=product.image alt="" width="480" height="360" loading="lazy"/>
            <div class="product-card-text">
                <h2 class="item-title">
                    <a class="cover-link" href=format!("/shop/products/{}", product.id)>{title.view()}</a>
                </h2>
                <Money amount=product.price currency=product.currency locale=page().locale/>
            </div>
        </li>
    }
}
