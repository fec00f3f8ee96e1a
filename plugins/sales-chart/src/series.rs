//! From the host's days with orders to a complete series. Pure.

use std::collections::BTreeMap;

use portico_plugin_kit::date;
use serde::{Deserialize, Serialize};

/// What the host shares: days with orders, one row for each currency.
#[derive(Debug, Clone, Deserialize)]
pub struct Row {
    /// `2026-11-20`, UTC.
    pub day: String,
    /// Orders placed.
    pub orders: i64,
    /// Their sum in minor units.
    pub revenue: i64,
    /// ISO 4217.
    pub currency: String,
}

/// One day of the series.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Sales {
    /// `2026-11-20`, UTC.
    pub day: String,
    /// Orders placed.
    pub orders: i64,
    /// Their sum in minor units.
    pub revenue: i64,
}

/// A complete series in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Series {
    /// The currency with the most orders; empty when there are none.
    pub currency: String,
    /// Currencies left out: sums over several would mean nothing.
    pub other_currencies: Vec<String>,
    /// Orders in the range.
    pub orders: i64,
    /// Their sum in minor units.
    pub revenue: i64,
    /// One entry for each day, oldest first.
    pub days: Vec<Sales>,
}

/// Completes the rows to the last `days` days, the day of `now` included.
pub fn complete(rows: Vec<Row>, now: i64, days: u16) -> Series {
    let today = now.div_euclid(24 * 60 * 60 * 1_000);
    let mut series: Vec<Sales> = (0..i64::from(days))
        .rev()
        .map(|ago| Sales {
            day: date(today - ago),
            ..Sales::default()
        })
        .collect();
    let known: BTreeMap<String, usize> =
        series.iter().map(|day| day.day.clone()).zip(0..).collect();
    let rows: Vec<Row> = rows
        .into_iter()
        .filter(|row| known.contains_key(&row.day))
        .collect();

    let mut orders_in: BTreeMap<String, i64> = BTreeMap::new();
    for row in &rows {
        *orders_in.entry(row.currency.clone()).or_default() += row.orders;
    }
    let main = orders_in.iter().max_by_key(|(_, orders)| **orders);
    let currency = main
        .map(|(currency, _)| currency.clone())
        .unwrap_or_default();
    for row in rows.iter().filter(|row| row.currency == currency) {
        if let Some(day) = known.get(&row.day).and_then(|at| series.get_mut(*at)) {
            day.orders += row.orders;
            day.revenue += row.revenue;
        }
    }
    orders_in.remove(&currency);
    Series {
        other_currencies: orders_in.into_keys().collect(),
        currency,
        orders: series.iter().map(|day| day.orders).sum(),
        revenue: series.iter().map(|day| day.revenue).sum(),
        days: series,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

    fn row(day: &str, orders: i64, revenue: i64, currency: &str) -> Row {
        Row {
            day: day.to_owned(),
            orders,
            revenue,
            currency: currency.to_owned(),
        }
    }

    #[test]
    fn every_day_is_there_once_and_days_outside_are_ignored() {
        let now = 20_777 * DAY_MS + 5;
        let rows = vec![
            row("2026-11-20", 2, 200, "EUR"),
            row("2026-11-18", 1, 100, "EUR"),
            row("2026-11-13", 9, 900, "EUR"),
            row("tomorrow", 9, 900, "EUR"),
        ];
        let series = complete(rows, now, 7);
        let days: Vec<&str> = series.days.iter().map(|day| &day.day[8..]).collect();
        assert_eq!(days, ["14", "15", "16", "17", "18", "19", "20"]);
        assert_eq!((series.orders, series.revenue), (3, 300));
        assert_eq!(series.days[4].revenue, 100);
        assert_eq!(
            series.days[5],
            Sales {
                day: "2026-11-19".to_owned(),
                ..Sales::default()
            }
        );
    }

    #[test]
    fn currencies_are_never_added_up() {
        let now = 20_777 * DAY_MS;
        let rows = vec![
            row("2026-11-20", 1, 999_999, "JPY"),
            row("2026-11-20", 3, 300, "EUR"),
        ];
        let series = complete(rows, now, 7);
        assert_eq!(series.currency, "EUR");
        assert_eq!(series.revenue, 300);
        assert_eq!(series.other_currencies, ["JPY"]);
    }

    #[test]
    fn no_orders_are_a_series_of_zeros() {
        let series = complete(Vec::new(), 0, 90);
        assert_eq!(series.days.len(), 90);
        assert_eq!((series.orders, &*series.currency), (0, ""));
    }
}
