//! Four months of past orders, so that charts and lists have something to show on the first day.

use crate::crypto::new_id;
use crate::services::shop::days::DAY_MS;
use crate::services::shop::storefront::CURRENCY;
use crate::storage::shop::{OrderItemRow, OrderRow, ProductRow};
use portico_app::demo::{GLOBEX, INITECH};

const DAYS: i64 = 120;

/// Orders before `now`, oldest first. The same for every demo: a small generator instead of chance.
pub fn past_orders(products: &[ProductRow], now: i64) -> Vec<(OrderRow, Vec<OrderItemRow>)> {
    let mut generator = Generator(0x0005_DEEC_E66D);
    let mut orders = Vec::new();
    for back in (1..=DAYS).rev() {
        let day_start = (now / DAY_MS - back) * DAY_MS;
        // Weekends are quiet, and business grows slowly.
        let weekday = (day_start / DAY_MS + 4) % 7;
        let quiet = i64::from(weekday == 0 || weekday == 6);
        let growth = (DAYS - back) / 40;
        for (org, most) in [(GLOBEX, 4), (INITECH, 2)] {
            let count = (generator.below(most) + growth - quiet * 2).max(0);
            for _ in 0..count {
                let at = day_start + 8 * 3_600_000 + generator.below(12 * 3_600_000);
                orders.push((at, org, lines(&mut generator, products)));
            }
        }
    }
    orders.sort_by_key(|(at, _, _)| *at);
    (1001..)
        .zip(orders)
        .map(|(number, (at, org, items))| (order(number, at, org, &items), items))
        .collect()
}

fn lines(generator: &mut Generator, products: &[ProductRow]) -> Vec<OrderItemRow> {
    let count = i64::try_from(products.len()).unwrap_or(1).max(1);
    let first = generator.below(count);
    let kinds = 1 + generator.below(2);
    (0..kinds)
        .filter_map(|step| usize::try_from((first + step) % count).ok())
        .filter_map(|at| products.get(at))
        .map(|product| OrderItemRow {
            product_id: product.id.clone(),
            title: product.title.clone(),
            quantity: 1 + generator.below(3) / 2,
            price: product.price,
        })
        .collect()
}

fn order(number: i64, at: i64, org: &str, items: &[OrderItemRow]) -> OrderRow {
    OrderRow {
        id: new_id(),
        cart_id: new_id(),
        number: format!("A-{number}"),
        uid: format!("{org}-buyer-{}", number % 7),
        org_id: org.to_owned(),
        email: format!("buyer{}@{org}.example", number % 7),
        payment_method: if number % 3 == 0 {
            "invoice"
        } else {
            "acme-pay"
        }
        .to_owned(),
        payment_reference: String::new(),
        amount: items
            .iter()
            .map(|item| item.price * item.quantity)
            .sum::<i64>()
            + 690,
        currency: CURRENCY.to_owned(),
        created_at: at,
    }
}

/// Numbers that look like chance but are the same every time (the multiplier of drand48).
struct Generator(i64);

impl Generator {
    fn below(&mut self, limit: i64) -> i64 {
        self.0 = (self.0.wrapping_mul(0x0005_DEEC_E66D) + 11) & 0xFFFF_FFFF_FFFF;
        (self.0 >> 17).rem_euclid(limit.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::super::goods;
    use super::*;

    #[test]
    fn past_orders_lie_in_the_past_and_both_organisations_have_some() {
        let products: Vec<ProductRow> = goods::products().collect();
        let now = 1_800_000_000_000;
        let orders = past_orders(&products, now);
        assert!(orders.len() > 200, "{}", orders.len());
        assert!(orders.iter().all(|(order, items)| order.created_at < now
            && order.amount > 690
            && !items.is_empty()));
        assert!(orders.is_sorted_by_key(|(order, _)| order.created_at));
        for org in [GLOBEX, INITECH] {
            assert!(orders.iter().any(|(order, _)| order.org_id == org));
        }
    }
}
