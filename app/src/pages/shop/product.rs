//! `/shop/products/{id}`: one product and the way into the cart.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::frame::{ShopFrame, shop};
use crate::backend::Product;
use crate::layout::PageWidth;
use crate::page::{page, text};
use crate::pages::load::load;
use crate::ui::{
    Breadcrumbs, Button, ButtonKind, ButtonSize, Choice, Crumb, FieldInfo, Money, Phrase, Select,
};

/// Most pieces offered at once.
const MOST: i64 = 10;

/// One product.
#[component]
pub fn ProductPage() -> impl IntoView {
    let id = use_params_map()
        .get_untracked()
        .get("id")
        .unwrap_or_default();
    let data = async move {
        let shop = shop()?;
        Ok((shop.product(&id).await?, shop.cart().await?.count()))
    };
    load(data, |(product, cart)| {
        let crumbs = vec![
            Crumb::link(text().shop.title, "/shop"),
            Crumb::here(Phrase::said(
                product.title.clone(),
                &product.lang,
                page().locale,
            )),
        ];
        view! {
            <ShopFrame title=product.title.clone() cart width=PageWidth::Narrow>
                <Breadcrumbs locale=page().locale items=crumbs/>
                <div class="product">
                    <img class="product-picture" src=product.image.clone() alt="" width="480" height="360"/>
                    <BuyBox product/>
                </div>
            </ShopFrame>
        }
    })
}

#[component]
fn BuyBox(product: Product) -> impl IntoView {
    let shop = &text().shop;
    let said = |text: String| Phrase::said(text, &product.lang, page().locale);
    let (title, description) = (
        said(product.title.clone()),
        said(product.description.clone()),
    );
    let quantities = (1..=MOST)
        .map(|n| Choice::new(n.to_string(), n.to_string()))
        .collect();
    view! {
        <div class="product-buy">
            <h1>{title.view()}</h1>
            <p class="price"><Money amount=product.price currency=product.currency locale=page().locale/></p>
            <p>{description.view()}</p>
            <form method="post" action="/shop/cart" class="product-form">
                <input type="hidden" name="product" value=product.id/>
                <Select field=FieldInfo::new("quantity", shop.quantity) name="add" choices=quantities value="1" fit=true/>
                <Button kind=ButtonKind::Primary size=ButtonSize::Main>{shop.add_to_cart}</Button>
            </form>
        </div>
    }
}
