//! The forms of the demo shop: cart, checkout, ways to pay. All work without JavaScript: 303, or 422 with the input kept.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::header::{self, HeaderMap};
use http::request::Parts;
use http::{StatusCode, Uri};
use leptos::prelude::provide_context;
use portico_app::backend::Checkout;
use portico_app::error::AppError;
use portico_app::page::Flash;
use portico_app::pages::shop::CheckoutRefused;
use serde::Deserialize;

use super::flash::see_other_with;
use super::render::page_with;
use crate::api::input::{FormBody, Path};
use crate::crypto::new_token;
use crate::error::{ServiceError, ServiceResult};
use crate::services::shop::{admin, checkout, storefront};
use crate::session::{Caller, Cookie};
use crate::state::AppState;

/// Seconds that a cart is kept: 30 days.
const CART_LIFE: i64 = 2_592_000;

/// The cart of a visitor.
pub fn cart_id<'a>(state: &AppState, headers: &'a HeaderMap) -> Option<&'a str> {
    Cookie::Cart
        .read(&state.public_url, headers)
        .filter(|id| id.len() <= 64)
}

/// `add`: so many more; `set`: exactly so many.
#[derive(Debug, Deserialize)]
pub struct CartForm {
    product: String,
    add: Option<i64>,
    set: Option<i64>,
}

/// `POST /shop/cart`
pub async fn cart(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    FormBody(form): FormBody<CartForm>,
) -> ServiceResult<Response> {
    change_cart(&state, &caller, &headers, &form).await
}

async fn change_cart(
    state: &AppState,
    caller: &Caller,
    headers: &HeaderMap,
    form: &CartForm,
) -> ServiceResult<Response> {
    let known = cart_id(state, headers);
    let id = match known {
        Some(id) => id.to_owned(),
        None => new_token("c")?,
    };
    if let Some(pieces) = form.set {
        storefront::set(state, caller, &id, &form.product, pieces).await?;
    } else {
        storefront::add(state, caller, &id, &form.product, form.add.unwrap_or(1)).await?;
    }
    let mut response = if form.set.is_some() {
        Redirect::to("/shop/cart").into_response()
    } else {
        let product = storefront::product(state, caller, &form.product).await?;
        let flash = Flash {
            code: "added_to_cart".to_owned(),
            name: product.title,
            org: String::new(),
            undo: None,
        };
        see_other_with(state, "/shop/cart", &flash)
    };
    if let Some(cookie) = Cookie::Cart.set(&state.public_url, &id, CART_LIFE) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// `POST /shop/checkout`
pub async fn place_order(
    State(state): State<AppState>,
    caller: Caller,
    parts: Parts,
    FormBody(form): FormBody<Checkout>,
) -> ServiceResult<Response> {
    let cart = cart_id(&state, &parts.headers).unwrap_or_default();
    match checkout::place(&state, &caller, cart, &form).await {
        Ok(order) => Ok(Redirect::to(&format!("/shop/orders/{}", order.id)).into_response()),
        Err(ServiceError::Refused(error)) if error.status == 422 => {
            Ok(refused(&state, parts, form, error).await)
        }
        Err(error) => Err(error),
    }
}

/// The checkout again, with what was typed and what is wrong with it.
async fn refused(state: &AppState, mut parts: Parts, form: Checkout, error: AppError) -> Response {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("method", &form.method)
        .finish();
    if let Ok(uri) = format!("/shop/checkout?{query}").parse::<Uri>() {
        parts.uri = uri;
    }
    let refused = CheckoutRefused {
        checkout: form,
        error,
    };
    page_with(
        state,
        &mut parts,
        StatusCode::UNPROCESSABLE_ENTITY,
        move || provide_context(refused.clone()),
    )
    .await
}

/// `enabled` = `true` or `false`.
#[derive(Debug, Deserialize)]
pub struct MethodForm {
    enabled: bool,
}

/// `POST /admin/payments/{id}`
pub async fn switch_method(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    FormBody(form): FormBody<MethodForm>,
) -> ServiceResult<Response> {
    admin::enable_method(&state, &caller, &id, form.enabled).await?;
    let code = if form.enabled {
        "method_on"
    } else {
        "method_off"
    };
    let flash = Flash {
        code: code.to_owned(),
        name: String::new(),
        org: String::new(),
        undo: None,
    };
    Ok(see_other_with(
        &state,
        &format!("/admin/payments/{id}"),
        &flash,
    ))
}
