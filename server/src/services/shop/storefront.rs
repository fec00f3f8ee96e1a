//! Products and carts.

use http::StatusCode;
use portico_app::backend::{Cart, CartLine, PaymentMethod, Product};
use portico_app::i18n::Said;

use crate::error::{ServiceError, ServiceResult};
use crate::plugins::Registry;
use crate::session::Caller;
use crate::state::AppState;
use crate::storage::shop::{self, CartRow, MethodRow, ProductRow};

/// Shipping of every order, in minor units.
const SHIPPING: i64 = 690;
/// Most pieces of one product in a cart.
const MOST_PIECES: i64 = 20;
/// The shop sells in one currency.
pub const CURRENCY: &str = "EUR";

/// All products, in the shop's order.
pub async fn products(state: &AppState, caller: &Caller) -> ServiceResult<Vec<Product>> {
    let rows = shop::products(&mut &state.db, &caller.host.id).await?;
    Ok(rows
        .iter()
        .map(|row| product_view(row, caller.locale))
        .collect())
}

/// One product; 404.
pub async fn product(state: &AppState, caller: &Caller, id: &str) -> ServiceResult<Product> {
    let row = shop::product(&mut &state.db, &caller.host.id, id)
        .await?
        .ok_or_else(ServiceError::not_found)?;
    Ok(product_view(&row, caller.locale))
}

/// The cart with this id; an unknown one is empty.
pub async fn cart(state: &AppState, caller: &Caller, cart_id: Option<&str>) -> ServiceResult<Cart> {
    let rows = match cart_id {
        Some(id) => shop::cart(&mut &state.db, &caller.host.id, id).await?,
        None => Vec::new(),
    };
    Ok(cart_view(&rows, caller.locale))
}

/// Puts more pieces of a product into a cart.
pub async fn add(
    state: &AppState,
    caller: &Caller,
    cart_id: &str,
    product: &str,
    pieces: i64,
) -> ServiceResult<()> {
    let mut unit = state.db.begin().await?;
    let present = shop::cart(&mut unit, &caller.host.id, cart_id).await?;
    let before = present
        .iter()
        .find(|row| row.product.id == product)
        .map_or(0, |row| row.quantity);
    set_in(
        state,
        &mut unit,
        caller,
        cart_id,
        product,
        before.saturating_add(pieces.max(1)).min(MOST_PIECES),
    )
    .await?;
    unit.commit().await?;
    Ok(())
}

/// Sets how many pieces of a product are in a cart; 0 takes it out.
pub async fn set(
    state: &AppState,
    caller: &Caller,
    cart_id: &str,
    product: &str,
    pieces: i64,
) -> ServiceResult<()> {
    let mut unit = state.db.begin().await?;
    set_in(state, &mut unit, caller, cart_id, product, pieces).await?;
    unit.commit().await?;
    Ok(())
}

async fn set_in(
    state: &AppState,
    unit: &mut crate::storage::UnitOfWork,
    caller: &Caller,
    cart_id: &str,
    product: &str,
    pieces: i64,
) -> ServiceResult<()> {
    if !(0..=MOST_PIECES).contains(&pieces) {
        return Err(ServiceError::refused(
            StatusCode::UNPROCESSABLE_ENTITY,
            "quantity",
            format!("Choose between 0 and {MOST_PIECES} pieces."),
        ));
    }
    if shop::product(unit, &caller.host.id, product)
        .await?
        .is_none()
    {
        return Err(ServiceError::not_found());
    }
    shop::set_cart_line(
        unit,
        &caller.host.id,
        cart_id,
        product,
        pieces,
        state.clock.now_ms(),
    )
    .await?;
    Ok(())
}

/// Ways to pay that are offered to the caller now.
pub async fn payment_methods(
    state: &AppState,
    caller: &Caller,
) -> ServiceResult<Vec<PaymentMethod>> {
    let org = buying_org(caller);
    let rows = shop::methods(&mut &state.db, &caller.host.id, &org).await?;
    let registry = state.registry.now();
    Ok(rows
        .iter()
        .filter(|row| row.enabled)
        .map(|row| method_view(row, &registry, caller.locale))
        .collect())
}

/// The organisation an order is for: the active one, else the only one; otherwise it is private.
pub fn buying_org(caller: &Caller) -> String {
    let Some(identity) = caller.identity.as_deref() else {
        return String::new();
    };
    let mut orgs = identity.effective_orgs();
    match (orgs.next(), orgs.next()) {
        (Some((org, _)), None) => org.to_owned(),
        _ => String::new(),
    }
}

/// Rows → what is shown and paid.
pub fn cart_view(rows: &[CartRow], locale: &str) -> Cart {
    let lines: Vec<CartLine> = rows
        .iter()
        .map(|row| {
            let title = Said::of(&row.product.title, locale);
            CartLine {
                product: row.product.id.clone(),
                title: title.text,
                lang: title.lang,
                image: row.product.image.clone(),
                quantity: row.quantity,
                price: row.product.price,
            }
        })
        .collect();
    let subtotal = lines.iter().map(|line| line.quantity * line.price).sum();
    let shipping = if lines.is_empty() { 0 } else { SHIPPING };
    Cart {
        lines,
        subtotal,
        shipping,
        total: subtotal + shipping,
        currency: CURRENCY.to_owned(),
    }
}

/// A payment method in the reader's language.
pub fn method_view(row: &MethodRow, plugins: &Registry, locale: &str) -> PaymentMethod {
    let title = Said::of(&row.title, locale);
    let provider = plugins.get(&row.provider).map_or_else(
        || Said {
            text: row.provider.clone(),
            lang: String::new(),
        },
        |plugin| Said::of(&plugin.listing.title, locale),
    );
    PaymentMethod {
        id: row.id.clone(),
        title: title.text,
        hint: row.hint.text(locale).to_owned(),
        lang: title.lang,
        provider: row.provider.clone(),
        provider_title: provider.text,
        provider_lang: provider.lang,
        enabled: row.enabled,
    }
}

fn product_view(row: &ProductRow, locale: &str) -> Product {
    let title = Said::of(&row.title, locale);
    Product {
        id: row.id.clone(),
        title: title.text,
        description: row.description.text(locale).to_owned(),
        lang: title.lang,
        image: row.image.clone(),
        price: row.price,
        currency: row.currency.clone(),
    }
}
