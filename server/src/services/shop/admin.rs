//! The shop's side of the admin panel: an organisation's orders, and the ways to pay.

use portico_app::backend::{Dashboard, Order, OrderPage, PaymentMethod};

use super::days::{day_of, range_start};
use super::storefront::{CURRENCY, method_view};
use crate::error::{ServiceError, ServiceResult};
use crate::session::Caller;
use crate::state::AppState;
use crate::storage::shop::{self, DaySum, OrderRow};

/// Orders on one page of the list.
const PAGE_SIZE: i64 = 25;

/// Numbers of the last `days` days for the caller's organisation: the same calendar days that plugins are told of, and as
/// many before them.
pub async fn dashboard(state: &AppState, caller: &Caller, days: u32) -> ServiceResult<Dashboard> {
    let org = admin_org(caller)?;
    let now = state.clock.now_ms();
    let days = days.clamp(1, 365);
    let (start, before) = (range_start(days, now), range_start(2 * days, now));
    let host = &caller.host.id;
    let sums = shop::day_sums(&mut &state.db, host, org, before).await?;
    let latest = shop::orders(&mut &state.db, host, org, 5, 0).await?;
    Ok(summarise(&sums, day_of(start), latest))
}

/// A page of the orders of the caller's organisation, counted from 1, the newest first; beyond the last page it is the last.
pub async fn orders(state: &AppState, caller: &Caller, page: u32) -> ServiceResult<OrderPage> {
    let (host, org) = (&caller.host.id, admin_org(caller)?);
    let total = shop::order_count(&mut &state.db, host, org).await?;
    let last = (total - 1).max(0) / PAGE_SIZE + 1;
    let page = i64::from(page).clamp(1, last);
    let offset = (page - 1) * PAGE_SIZE;
    let rows = shop::orders(&mut &state.db, host, org, PAGE_SIZE, offset).await?;
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(OrderPage {
        orders: rows.into_iter().map(order_without_lines).collect(),
        page: count(page),
        pages: count(last),
        before: count(offset),
        total: count(total),
    })
}

/// All ways to pay, enabled or not for the buyers of the caller's organisation.
pub async fn payment_methods(
    state: &AppState,
    caller: &Caller,
) -> ServiceResult<Vec<PaymentMethod>> {
    let org = admin_org(caller)?;
    let rows = shop::methods(&mut &state.db, &caller.host.id, org).await?;
    let registry = state.registry.now();
    Ok(rows
        .iter()
        .map(|row| method_view(row, &registry, caller.locale))
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

/// Offers a way to pay to the buyers of the caller's organisation, or no longer. A host member decides for all others: buyers
/// without an organisation, and those of organisations that have not decided.
pub async fn enable_method(
    state: &AppState,
    caller: &Caller,
    id: &str,
    enabled: bool,
) -> ServiceResult<()> {
    let org = admin_org(caller)?;
    if shop::enable_method(&mut &state.db, &caller.host.id, org, id, enabled).await? {
        Ok(())
    } else {
        Err(ServiceError::not_found())
    }
}

/// The organisation whose orders and ways to pay are shown; several are never guessed between (409 `org_required`). A host
/// member sees those of buyers without an organisation.
fn admin_org(caller: &Caller) -> ServiceResult<&str> {
    if caller.host_member.is_some() {
        return Ok("");
    }
    caller.one_admin_org()
}

fn summarise(sums: &[DaySum], first_day: i64, latest: Vec<OrderRow>) -> Dashboard {
    let (now, before): (Vec<DaySum>, Vec<DaySum>) =
        sums.iter().partition(|sum| sum.day >= first_day);
    let count = |sums: &[DaySum]| sums.iter().map(|sum| sum.orders).sum();
    let total = |sums: &[DaySum]| sums.iter().map(|sum| sum.amount).sum();
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
        let sum = |day, orders, amount| DaySum {
            day,
            orders,
            amount,
        };
        let numbers = summarise(
            &[sum(10, 2, 5), sum(20, 3, 7), sum(21, 1, 1)],
            20,
            Vec::new(),
        );
        assert_eq!((numbers.orders, numbers.revenue), (4, 8));
        assert_eq!((numbers.orders_before, numbers.revenue_before), (2, 5));
    }
}
