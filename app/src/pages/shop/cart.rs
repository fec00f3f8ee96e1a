//! `/shop/cart`: what will be bought.

use leptos::prelude::*;

use super::frame::{ShopFrame, shop};
use crate::backend::{Cart, CartLine};
use crate::i18n::fill;
use crate::islands::SubmitOnChange;
use crate::layout::PageWidth;
use crate::page::{page, text};
use crate::pages::load::load;
use crate::ui::{
    Button, ButtonKind, ButtonSize, Card, CardHead, Choice, EmptyState, FieldInfo, Icon, IconName,
    LinkButton, Money, PageHeader, Phrase, Select, Sum, SumLine, VisuallyHidden,
};

/// Most pieces of one product.
const MOST: i64 = 20;

/// The cart.
#[component]
pub fn CartPage() -> impl IntoView {
    load(async { shop()?.cart().await }, |cart| {
        let title = text().shop.cart;
        view! {
            <ShopFrame title cart=cart.count() width=PageWidth::Narrow>
                <PageHeader title/>
                {if cart.lines.is_empty() {
                    view! { <EmptyCart/> }.into_any()
                } else {
                    view! { <FullCart cart/> }.into_any()
                }}
            </ShopFrame>
        }
    })
}

#[component]
fn EmptyCart() -> impl IntoView {
    let shop = &text().shop;
    view! {
        <EmptyState icon=IconName::Cart title=shop.cart_empty_title text=shop.cart_empty_text>
            <LinkButton href="/shop" kind=ButtonKind::Primary>{shop.keep_shopping}</LinkButton>
        </EmptyState>
    }
}

#[component]
fn FullCart(cart: Cart) -> impl IntoView {
    let currency = cart.currency.clone();
    let lines: Vec<_> = cart
        .lines
        .iter()
        .cloned()
        .map(|line| view! { <Line line currency=currency.clone()/> })
        .collect();
    view! {
        <div class="with-aside">
            <ul class="cart-lines card card-flush" role="list">{lines}</ul>
            <Card>
                <OrderSum cart/>
                <LinkButton href="/shop/checkout" kind=ButtonKind::Primary size=ButtonSize::MainWide>
                    {text().shop.to_checkout}
                </LinkButton>
            </Card>
        </div>
    }
}

/// What the order costs, line by line.
#[component]
pub fn OrderSum(
    /// The cart or order.
    cart: Cart,
) -> impl IntoView {
    let (shop, locale, currency) = (&text().shop, page().locale, cart.currency);
    let lines: Vec<_> = cart
        .lines
        .into_iter()
        .map(|line| {
            let term = if line.quantity == 1 {
                line.title
            } else {
                format!("{} × {}", line.quantity, line.title)
            };
            let term = Phrase::said(term, &line.lang, locale);
            let (amount, currency) = (line.price * line.quantity, currency.clone());
            view! { <SumLine term><Money amount currency=currency.clone() locale/></SumLine> }
        })
        .collect();
    let total = currency.clone();
    view! {
        <CardHead title=shop.your_order/>
        <Sum>
            {lines}
            <SumLine term=shop.shipping><Money amount=cart.shipping currency=currency.clone() locale/></SumLine>
            <SumLine term=shop.total total=true><Money amount=cart.total currency=total.clone() locale/></SumLine>
        </Sum>
    }
}

#[component]
fn Line(line: CartLine, currency: String) -> impl IntoView {
    let shop = &text().shop;
    let choices = (1..=MOST)
        .map(|n| Choice::new(n.to_string(), n.to_string()))
        .collect();
    let remove = fill(shop.remove_from_cart, &[("product", &line.title)]);
    let field = FieldInfo::new(format!("quantity-{}", line.product), shop.quantity).hide_label();
    let title = Phrase::said(line.title.clone(), &line.lang, page().locale);
    let (product, quantity) = (line.product.clone(), line.quantity.to_string());
    view! {
        <li class="cart-line">
            <img src=line.image alt="" width="96" height="72"/>
            <div class="cart-line-text">
                <a class="item-title plugin-link" href=format!("/shop/products/{}", line.product)>{title.view()}</a>
                <span class="small muted"><Money amount=line.price currency=currency.clone() locale=page().locale/></span>
            </div>
            <SubmitOnChange>
                <form method="post" action="/shop/cart" class="cart-line-form">
                    <input type="hidden" name="product" value=product/>
                    <Select field name="set" choices value=quantity fit=true/>
                    <span class="without-script"><Button kind=ButtonKind::Quiet>{shop.update}</Button></span>
                </form>
            </SubmitOnChange>
            <form method="post" action="/shop/cart">
                <input type="hidden" name="product" value=line.product/>
                <input type="hidden" name="set" value="0"/>
                <Button kind=ButtonKind::Icon><Icon name=IconName::Trash/><VisuallyHidden>{remove}</VisuallyHidden></Button>
            </form>
        </li>
    }
}
