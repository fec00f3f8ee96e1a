//! The shop's side of the admin panel: an organisation's orders, and the ways to pay.

use portico_app::backend::{Dashboard, Order, PaymentMethod};

use super::days::DAY_MS;
use super::storefront::{CURRENCY, method_view};
use crate::error::{ServiceError, ServiceResult};
use crate::session::Caller;
use crate::state::AppState;
use crate::storage::shop::{self, OrderRow, OrderSum};

/// Numbers of the last `days` days for the caller's organisation.
pub async fn dashboard(state: &AppState, caller: &Caller, days: u32) -> ServiceResult<Dashboard> {
    let org = admin_org(caller)?;
    let now = state.clock.now_ms();
    let range = i64::from(days.clamp(1, 365)) * DAY_MS;
    let sums = shop::order_sums(&mut &state.db, &caller.host.id, org, now - 2 * range).await?;
    let latest = shop::latest_orders(&mut &state.db, &caller.host.id, org, 5).await?;
    Ok(summarise(&sums, now - range, latest))
}

/// The newest orders of the caller's organisation.
pub async fn orders(state: &AppState, caller: &Caller, limit: u32) -> ServiceResult<Vec<Order>> {
    let org = admin_org(caller)?;
    let rows = shop::latest_orders(
        &mut &state.db,
        &caller.host.id,
        org,
        i64::from(limit.clamp(1, 100)),
    )
    .await?;
    Ok(rows.into_iter().map(order_without_lines).collect())
}

/// All ways to pay, enabled or not.
pub async fn payment_methods(
    state: &AppState,
    caller: &Caller,
) -> ServiceResult<Vec<PaymentMethod>> {
    caller.admin_viewer()?;
    let rows = shop::methods(&mut &state.db, &caller.host.id).await?;
    Ok(rows
        .iter()
        .map(|row| method_view(row, caller.locale))
        .collect())
}

/// One way to pay; 404.
pub async fn payment_method(
    state: &AppState,
    caller: &Caller,
    id: &str,
) -> ServiceResult<PaymentMethod> {
    let methods = payment_methods(state, caller).await?;
    methods
        .into_iter()
        .find(|method| method.id == id)
        .ok_or_else(ServiceError::not_found)
}

/// Offers a way to pay in the checkout, or no longer.
pub async fn enable_method(
    state: &AppState,
    caller: &Caller,
    id: &str,
    enabled: bool,
) -> ServiceResult<()> {
    caller.admin_viewer()?;
    if shop::enable_method(&mut &state.db, &caller.host.id, id, enabled).await? {
        Ok(())
    } else {
        Err(ServiceError::not_found())
    }
}

/// The organisation whose orders are shown; several are never guessed between (409 `org_required`). A host member sees
/// the orders of buyers without an organisation.
fn admin_org(caller: &Caller) -> ServiceResult<&str> {
    if caller.host_member.is_some() {
        return Ok("");
    }
    caller.one_admin_org()
}

fn summarise(sums: &[OrderSum], range_start: i64, latest: Vec<OrderRow>) -> Dashboard {
    let (now, before): (Vec<OrderSum>, Vec<OrderSum>) =
        sums.iter().partition(|sum| sum.created_at >= range_start);
    let count = |sums: &[OrderSum]| i64::try_from(sums.len()).unwrap_or(i64::MAX);
    let total = |sums: &[OrderSum]| sums.iter().map(|sum| sum.amount).sum();
    Dashboard {
        orders: count(&now),
        revenue: total(&now),
        orders_before: count(&before),
        revenue_before: total(&before),
        currency: CURRENCY.to_owned(),
        latest: latest.into_iter().map(order_without_lines).collect(),
    }
}

fn order_without_lines(row: OrderRow) -> Order {
    Order {
        id: row.id,
        number: row.number,
        email: row.email,
        payment_method: row.payment_method,
        amount: row.amount,
        currency: row.currency,
        created_at: row.created_at,
        lines: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_range_and_the_one_before_it_are_counted_apart() {
        let sum = |created_at, amount| OrderSum { created_at, amount };
        let numbers = summarise(&[sum(10, 5), sum(20, 7), sum(21, 1)], 20, Vec::new());
        assert_eq!((numbers.orders, numbers.revenue), (2, 8));
        assert_eq!((numbers.orders_before, numbers.revenue_before), (1, 5));
    }
}
