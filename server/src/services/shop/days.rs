//! Days of the UTC calendar, counted from the epoch. Pure.

use std::collections::HashMap;

use portico_app::backend::DailyOrders;

use crate::storage::shop::DaySum;

/// Milliseconds of one day.
pub const DAY_MS: i64 = 86_400_000;

/// `2026-11-20` for a day counted from the epoch (Howard Hinnant's `civil_from_days`, days ≥ 0).
pub fn iso_day(day: i64) -> String {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 {
        month_index + 3
    } else {
        month_index - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day_of_month:02}")
}

/// The day of a moment.
pub fn day_of(moment: i64) -> i64 {
    moment.div_euclid(DAY_MS)
}

/// When the last `days` days begin, the day of `now` being the last of them.
pub fn range_start(days: u32, now: i64) -> i64 {
    (day_of(now) - i64::from(days) + 1) * DAY_MS
}

/// One entry for each of the last `days` days up to the day of `now`, days without orders included.
pub fn daily(sums: &[DaySum], days: u32, now: i64, currency: &str) -> Vec<DailyOrders> {
    let sums: HashMap<i64, &DaySum> = sums.iter().map(|sum| (sum.day, sum)).collect();
    let today = day_of(now);
    (0..i64::from(days))
        .rev()
        .map(|back| {
            let of_day = sums.get(&(today - back));
            DailyOrders {
                day: iso_day(today - back),
                orders: of_day.map_or(0, |sum| sum.orders),
                revenue: of_day.map_or(0, |sum| sum.amount),
                currency: currency.to_owned(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_in_the_calendar() {
        assert_eq!(iso_day(0), "1970-01-01");
        assert_eq!(iso_day(11_016), "2000-02-29");
        assert_eq!(iso_day(20_777), "2026-11-20");
        assert_eq!(iso_day(20_818), "2026-12-31");
    }

    #[test]
    fn every_day_of_the_range_is_there_and_no_order_is_lost_or_doubled() {
        let now = 20_777 * DAY_MS + 5;
        let sum = |day, orders, amount| DaySum {
            day,
            orders,
            amount,
        };
        let daily = daily(
            &[sum(20_774, 9, 900), sum(20_776, 2, 150), sum(20_777, 1, 7)],
            3,
            now,
            "EUR",
        );
        let seen: Vec<(&str, i64, i64)> = daily
            .iter()
            .map(|d| (d.day.as_str(), d.orders, d.revenue))
            .collect();
        assert_eq!(
            seen,
            [
                ("2026-11-18", 0, 0),
                ("2026-11-19", 2, 150),
                ("2026-11-20", 1, 7)
            ]
        );
    }
}
