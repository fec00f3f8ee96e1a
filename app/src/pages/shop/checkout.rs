//! `/shop/checkout?method=…`: choose how to pay, then the slot of that method, then pay.
//!
//! The method is in the address, so the payment slot appears only once one is chosen, also without JavaScript.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use portico_sdk::slot::CheckoutContext;

use super::cart::OrderSum;
use super::frame::{ShopFrame, shop};
use crate::backend::{Cart, Checkout, PaymentMethod};
use crate::error::AppError;
use crate::i18n::{Text, fill, format_money};
use crate::islands::{PaymentGate, SubmitOnChange};
use crate::layout::PageWidth;
use crate::page::{page, text};
use crate::pages::load::load;
use crate::ui::{
    Button, ButtonKind, ButtonSize, Card, EmptyState, ErrorSummary, FieldGroup, FieldInfo,
    IconName, LinkButton, PageHeader, Phrase, RadioCard, RadioCards, SummaryError, TextInput,
};

/// What was refused, put into the context by the handler that renders the page again (422).
#[derive(Debug, Clone)]
pub struct CheckoutRefused {
    /// What the buyer typed.
    pub checkout: Checkout,
    /// Why; field → code.
    pub error: AppError,
}

/// The checkout.
#[component]
pub fn CheckoutPage() -> impl IntoView {
    let chosen = use_query_map()
        .get_untracked()
        .get("method")
        .unwrap_or_default();
    let refused = use_context::<CheckoutRefused>();
    let data = async {
        let shop = shop()?;
        Ok((shop.cart().await?, shop.payment_methods().await?))
    };
    load(data, move |(cart, methods)| {
        let title = text().shop.checkout;
        view! {
            <ShopFrame title cart=cart.count() width=PageWidth::Narrow>
                <PageHeader title/>
                {if cart.lines.is_empty() {
                    view! { <NothingToPay/> }.into_any()
                } else {
                    view! { <Filled cart methods chosen refused/> }.into_any()
                }}
            </ShopFrame>
        }
    })
}

#[component]
fn NothingToPay() -> impl IntoView {
    let shop = &text().shop;
    view! {
        <EmptyState icon=IconName::Cart title=shop.cart_empty_title text=shop.cart_empty_text>
            <LinkButton href="/shop" kind=ButtonKind::Primary>{shop.keep_shopping}</LinkButton>
        </EmptyState>
    }
}

#[component]
fn Filled(
    cart: Cart,
    methods: Vec<PaymentMethod>,
    chosen: String,
    refused: Option<CheckoutRefused>,
) -> impl IntoView {
    let method = methods.iter().find(|method| method.id == chosen).cloned();
    let errors = refused
        .as_ref()
        .map(|refused| summary(&refused.error, text()))
        .unwrap_or_default();
    view! {
        <ErrorSummary errors locale=page().locale/>
        <div class="with-aside">
            <div class="checkout-steps">
                <Methods methods chosen/>
                {match method {
                    Some(method) => view! { <Pay cart=cart.clone() method refused/> }.into_any(),
                    None => view! { <p class="checkout-next">{text().shop.choose_payment_method}</p> }.into_any(),
                }}
            </div>
            <div class="aside-first"><Card><OrderSum cart/></Card></div>
        </div>
    }
}

#[component]
fn Methods(methods: Vec<PaymentMethod>, chosen: String) -> impl IntoView {
    let shop = &text().shop;
    let cards: Vec<_> = methods
        .into_iter()
        .map(|method| {
            let checked = method.id == chosen;
            let said = |text: String| Phrase::said(text, &method.lang, page().locale);
            view! { <RadioCard name="method" value=method.id label=said(method.title) detail=said(method.hint) checked required=true/> }
        })
        .collect();
    view! {
        <SubmitOnChange>
            <form method="get" action="/shop/checkout" class="stack">
                <FieldGroup info=FieldInfo::new("method", shop.payment_method) heading=true>
                    <RadioCards>{cards}</RadioCards>
                </FieldGroup>
                <div class="without-script">
                    <Button kind=ButtonKind::Secondary>{shop.continue_with_method}</Button>
                </div>
            </form>
        </SubmitOnChange>
    }
}

/// The slot of the chosen method and the button that pays. The gate owns the slot and waits for the plugin's answer.
#[component]
fn Pay(cart: Cart, method: PaymentMethod, refused: Option<CheckoutRefused>) -> impl IntoView {
    let shop = &text().shop;
    let by_plugin = method.plugin().is_some();
    let context = CheckoutContext {
        payment_method_id: method.id.clone(),
        amount: cart.total,
        currency: cart.currency.clone(),
        email: None,
        billing_details: None,
        order_id: None,
        order_number: None,
    };
    let amount = format_money(cart.total, &cart.currency, page().locale);
    let form = view! {
        <form method="post" action="/shop/checkout" class="checkout-steps">
            <input type="hidden" name="method" value=method.id/>
            <input type="hidden" name="payment_reference" value=""/>
            <Card><Email refused/></Card>
            <Button kind=ButtonKind::Primary size=ButtonSize::MainWide>{fill(shop.pay, &[("amount", &amount)])}</Button>
        </form>
    };
    if by_plugin {
        view! { <PaymentGate context hint=shop.pay_hint.to_owned() locale=page().locale>{form}</PaymentGate> }.into_any()
    } else {
        form.into_any()
    }
}

#[component]
fn Email(refused: Option<CheckoutRefused>) -> impl IntoView {
    let shop = &text().shop;
    let wrong = refused
        .as_ref()
        .is_some_and(|refused| refused.error.fields.contains_key("email"));
    let value = refused
        .map(|refused| refused.checkout.email)
        .unwrap_or_default();
    let field = FieldInfo::new("email", shop.email)
        .help(shop.email_help)
        .error(wrong.then_some(shop.email_invalid));
    view! { <TextInput field name="email" input_type="email" autocomplete="email" value required=true/> }
}

/// Pure: the error summary of a refused checkout.
fn summary(error: &AppError, text: &'static Text) -> Vec<SummaryError> {
    let shop = &text.shop;
    error
        .fields
        .values()
        .map(|code| match code.as_str() {
            "email_invalid" => SummaryError::new("email", shop.email_invalid),
            "payment_missing" => SummaryError::new("method", shop.payment_missing),
            "payment_not_confirmed" => SummaryError::new("method", shop.payment_not_confirmed),
            "method_unknown" => SummaryError::new("method", shop.method_unknown),
            _ => SummaryError::new("method", shop.order_not_placed),
        })
        .collect()
}
