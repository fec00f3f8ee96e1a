//! Placing an order and looking at it.

use std::collections::BTreeMap;

use http::StatusCode;
use portico_app::backend::{BY_INVOICE, CartLine, Checkout, Order};
use portico_app::error::AppError;
use portico_app::i18n::Said;
use portico_sdk::plugin::{HostEvent, Scope};

use super::payments;
use super::storefront::{buying_org, cart_view};
use crate::crypto::new_id;
use crate::error::{ServiceError, ServiceResult};
use crate::services::{check, events};
use crate::session::Caller;
use crate::state::AppState;
use crate::storage::StorageError;
use crate::storage::shop::{self, CartRow, MethodRow, OrderItemRow, OrderRow};

/// Tries at a free order number before giving up; two buyers rarely meet even once.
const NUMBER_TRIES: u32 = 5;

/// Places an order from a cart: checks the input, asks the payment plugin, then cart → order in one unit of work,
/// together with the event that tells plugins.
pub async fn place(
    state: &AppState,
    caller: &Caller,
    cart_id: &str,
    checkout: &Checkout,
) -> ServiceResult<Order> {
    let host = &caller.host.id;
    let rows = shop::cart(&mut &state.db, host, cart_id).await?;
    let org = buying_org(caller);
    let methods = shop::methods(&mut &state.db, host, &org).await?;
    let method = chosen(&rows, &methods, checkout)?;
    let total = cart_view(&rows, caller.locale).total;
    let currency = super::storefront::CURRENCY;
    let by_plugin = method.provider != BY_INVOICE;
    let reference = if by_plugin {
        checkout.payment_reference.as_str()
    } else {
        ""
    };
    if by_plugin
        && !payments::confirms(state, caller, &method.provider, reference, total, currency).await?
    {
        return Err(refusal([("payment_reference", "payment_not_confirmed")]));
    }
    let mut order = OrderRow {
        id: new_id(),
        cart_id: cart_id.to_owned(),
        number: String::new(),
        uid: caller
            .identity
            .as_ref()
            .map(|identity| identity.uid.clone())
            .unwrap_or_default(),
        org_id: org,
        email: checkout.email.trim().to_owned(),
        payment_method: method.id.clone(),
        payment_reference: reference.to_owned(),
        amount: total,
        currency: currency.to_owned(),
        created_at: state.clock.now_ms(),
    };
    let items: Vec<OrderItemRow> = rows.iter().map(item_of).collect();
    for _ in 0..NUMBER_TRIES {
        let mut unit = state.db.begin().await?;
        // What was priced is what is sold: the cart must not have changed meanwhile.
        if shop::cart(&mut unit, host, cart_id).await? != rows {
            return Err(ServiceError::conflict(
                "cart_changed",
                "The cart has changed. Look at it again, then pay.",
            ));
        }
        if shop::is_paid_with(&mut unit, host, reference).await? {
            return Err(refusal([("payment_reference", "payment_not_confirmed")]));
        }
        order.number = format!("A-{}", shop::next_order_number(&mut unit, host).await?);
        match shop::insert_order(&mut unit, host, &order, &items).await {
            Err(StorageError::Conflict) => continue,
            other => other?,
        }
        shop::clear_cart(&mut unit, host, cart_id).await?;
        events::emit(&mut unit, state, &order_placed(host, &order)).await?;
        unit.commit().await?;
        return Ok(order_view(order, &items, caller.locale));
    }
    Err(ServiceError::conflict(
        "busy",
        "Many people are ordering right now. Try again.",
    ))
}

/// An order of the visitor with this cart or of the signed-in user; 404 for everyone else (THREATS 42).
pub async fn order(
    state: &AppState,
    caller: &Caller,
    cart_id: Option<&str>,
    id: &str,
) -> ServiceResult<Order> {
    let row = shop::order(&mut &state.db, &caller.host.id, id)
        .await?
        .ok_or_else(ServiceError::not_found)?;
    let uid = caller
        .identity
        .as_ref()
        .map(|identity| identity.uid.as_str());
    let own =
        cart_id == Some(row.cart_id.as_str()) || (uid.is_some() && uid == Some(row.uid.as_str()));
    if !own {
        return Err(ServiceError::not_found());
    }
    let items = shop::order_items(&mut &state.db, &row.id).await?;
    Ok(order_view(row, &items, caller.locale))
}

/// What plugins are told of an order.
fn order_placed(host: &str, order: &OrderRow) -> HostEvent {
    let org = (!order.org_id.is_empty()).then(|| order.org_id.clone());
    HostEvent {
        name: "order.placed".to_owned(),
        id: order.id.clone(),
        scope: Scope {
            host: host.to_owned(),
            org,
        },
        at: order.created_at,
        payload: serde_json::json!({
            "orderId": order.id,
            "orderNumber": order.number,
            "amount": order.amount,
            "currency": order.currency,
            "uid": order.uid,
        }),
    }
}

/// Pure: the chosen method, or everything that is wrong at once.
fn chosen<'a>(
    cart: &[CartRow],
    methods: &'a [MethodRow],
    checkout: &Checkout,
) -> ServiceResult<&'a MethodRow> {
    let method = methods
        .iter()
        .find(|method| method.enabled && method.id == checkout.method);
    // A receipt goes out into the world, where hosts have names with a dot.
    let email_ok = check::mail(&checkout.email).is_ok_and(|mail| {
        mail.rsplit_once('@')
            .is_some_and(|(_, host)| host.contains('.'))
    });
    let paid = method.is_none_or(|method| method.provider == BY_INVOICE)
        || !checkout.payment_reference.is_empty();
    let wrong = [
        (cart.is_empty()).then_some(("cart", "cart_empty")),
        method.is_none().then_some(("method", "method_unknown")),
        (!email_ok).then_some(("email", "email_invalid")),
        (!paid).then_some(("payment_reference", "payment_missing")),
    ];
    match method {
        Some(method) if wrong.iter().all(Option::is_none) => Ok(method),
        _ => Err(refusal(wrong.into_iter().flatten())),
    }
}

fn refusal<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> ServiceError {
    let mut error = AppError::new(
        StatusCode::UNPROCESSABLE_ENTITY.as_u16(),
        "checkout_refused",
        "The order was not placed. Check the marked fields.",
    );
    error.fields = fields
        .into_iter()
        .map(|(field, code)| (field.to_owned(), code.to_owned()))
        .collect::<BTreeMap<_, _>>();
    ServiceError::Refused(error)
}

fn item_of(row: &CartRow) -> OrderItemRow {
    OrderItemRow {
        product_id: row.product.id.clone(),
        title: row.product.title.clone(),
        quantity: row.quantity,
        price: row.product.price,
    }
}

fn order_view(row: OrderRow, items: &[OrderItemRow], locale: &str) -> Order {
    Order {
        id: row.id,
        number: row.number,
        email: row.email,
        payment_method: row.payment_method,
        amount: row.amount,
        currency: row.currency,
        created_at: row.created_at,
        lines: items
            .iter()
            .map(|item| {
                let title = Said::of(&item.title, locale);
                CartLine {
                    product: item.product_id.clone(),
                    title: title.text,
                    lang: title.lang,
                    image: String::new(),
                    quantity: item.quantity,
                    price: item.price,
                }
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use portico_sdk::i18n::LocaleText;

    use super::*;
    use crate::storage::shop::ProductRow;

    fn cart() -> Vec<CartRow> {
        let product = ProductRow {
            id: "shirt".into(),
            title: LocaleText::en("Shirt"),
            description: LocaleText::default(),
            image: String::new(),
            price: 5900,
            currency: "EUR".into(),
        };
        vec![CartRow {
            product,
            quantity: 1,
        }]
    }

    fn methods() -> Vec<MethodRow> {
        [
            ("invoice", "invoice", true),
            ("acme-pay", "acme-pay", true),
            ("old", "invoice", false),
        ]
        .map(|(id, provider, enabled)| MethodRow {
            id: id.into(),
            title: LocaleText::en(id),
            hint: LocaleText::default(),
            provider: provider.into(),
            enabled,
        })
        .to_vec()
    }

    fn fields(checkout: &Checkout, cart: &[CartRow]) -> Vec<String> {
        match chosen(cart, &methods(), checkout) {
            Ok(_) => Vec::new(),
            Err(ServiceError::Refused(error)) => error.fields.into_values().collect(),
            Err(other) => vec![other.to_string()],
        }
    }

    fn checkout(method: &str, email: &str, reference: &str) -> Checkout {
        Checkout {
            method: method.into(),
            email: email.into(),
            payment_reference: reference.into(),
        }
    }

    #[test]
    fn everything_wrong_with_a_checkout_is_said_at_once() {
        assert_eq!(
            fields(&checkout("invoice", "a@b.example", ""), &cart()),
            [] as [&str; 0]
        );
        assert_eq!(
            fields(&checkout("", "nobody", ""), &[]),
            ["cart_empty", "email_invalid", "method_unknown"]
        );
        assert_eq!(
            fields(&checkout("old", "a@b.example", ""), &cart()),
            ["method_unknown"]
        );
    }

    #[test]
    fn a_payment_plugin_must_have_answered_before_the_order_is_placed() {
        assert_eq!(
            fields(&checkout("acme-pay", "a@b.example", ""), &cart()),
            ["payment_missing"]
        );
        assert_eq!(
            fields(&checkout("acme-pay", "a@b.example", "pi_1"), &cart()),
            [] as [&str; 0]
        );
    }
}
