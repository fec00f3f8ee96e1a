//! `/shop/orders/{id}`: the confirmation, and what plugins add after an order.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use portico_sdk::slot::{AfterOrderContext, slots};

use super::cart::OrderSum;
use super::frame::{ShopFrame, shop};
use crate::backend::{Cart, Order};
use crate::i18n::fill;
use crate::layout::PageWidth;
use crate::page::{page, text};
use crate::pages::load::load;
use crate::slot::PluginSlot;
use crate::ui::{Card, CardFoot, Data, DateText, LinkButton, PageHeader, Sum, SumLine};

/// The confirmation of an order.
#[component]
pub fn OrderPage() -> impl IntoView {
    let id = use_params_map()
        .get_untracked()
        .get("id")
        .unwrap_or_default();
    let data = async move {
        let shop = shop()?;
        Ok((shop.order(&id).await?, shop.cart().await?.count()))
    };
    load(data, |(order, cart)| {
        let words = &text().shop;
        let lead = fill(
            words.order_lead,
            &[("number", &order.number), ("email", &order.email)],
        );
        let context = AfterOrderContext {
            order_id: order.id.clone(),
            order_number: order.number.clone(),
            amount: order.amount,
            currency: order.currency.clone(),
        };
        view! {
            <ShopFrame title=words.order_title cart width=PageWidth::Narrow>
                <PageHeader title=words.order_title lead>
                    <LinkButton href="/shop">{words.keep_shopping}</LinkButton>
                </PageHeader>
                <div class="with-aside">
                    <div class="stack"><PluginSlot r#slot=slots::CHECKOUT_AFTER_ORDER context/></div>
                    <div class="aside-first"><Receipt order/></div>
                </div>
            </ShopFrame>
        }
    })
}

#[component]
fn Receipt(order: Order) -> impl IntoView {
    let words = &text().shop;
    let subtotal: i64 = order
        .lines
        .iter()
        .map(|line| line.price * line.quantity)
        .sum();
    let (number, created_at) = (order.number.clone(), order.created_at);
    let cart = Cart {
        subtotal,
        shipping: order.amount - subtotal,
        total: order.amount,
        currency: order.currency,
        lines: order.lines,
    };
    view! {
        <Card>
            <OrderSum cart/>
            <CardFoot>
                <Sum>
                    <SumLine term=words.order_number><Data text=number.clone()/></SumLine>
                    <SumLine term=words.order_date><DateText ms=created_at locale=page().locale/></SumLine>
                </Sum>
            </CardFoot>
        </Card>
    }
}
