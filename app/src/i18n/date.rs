//! Points in time as a language writes them, in UTC, without a date library.

use super::Locale;

const MS_PER_DAY: i64 = 86_400_000;

/// A day of the Gregorian calendar with the time of day, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CivilDate {
    /// Year; 0 is 1 BC.
    pub year: i64,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
    /// Second, 0 to 59.
    pub second: u8,
}

impl CivilDate {
    /// The date of a point in time, given in milliseconds since the epoch. Days are counted in eras of 400 years that
    /// begin on 1 March, which puts the leap day at the end of the year (Howard Hinnant, "chrono-Compatible Low-Level
    /// Date Algorithms", `civil_from_days`).
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "remainders within their ranges"
    )]
    pub fn from_ms(ms: i64) -> Self {
        let (days, in_day) = (ms.div_euclid(MS_PER_DAY), ms.rem_euclid(MS_PER_DAY));
        let from_march_0000 = days + 719_468;
        let (era, day_of_era) = (
            from_march_0000.div_euclid(146_097),
            from_march_0000.rem_euclid(146_097),
        );
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let month = if shifted_month < 10 {
            shifted_month + 3
        } else {
            shifted_month - 9
        };
        Self {
            year: era * 400 + year_of_era + i64::from(month <= 2),
            month: month as u8,
            day: (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u8,
            hour: (in_day / 3_600_000) as u8,
            minute: (in_day / 60_000 % 60) as u8,
            second: (in_day / 1_000 % 60) as u8,
        }
    }
}

/// "12 Nov 2025", "Nov 12, 2025" or "12. November 2025", with no-break spaces: a date stays on its line. The day is the day
/// in UTC.
pub fn format_date(ms: i64, locale: Locale) -> String {
    isolated(plain_date(CivilDate::from_ms(ms), locale), locale)
}

/// A day as HTML and forms write it (`2025-11-12`), like [`format_date`]; what is no day stays as it is.
pub fn format_day(day: &str, locale: Locale) -> String {
    match parse_day(day) {
        Some(date) => isolated(plain_date(date, locale), locale),
        None => day.to_owned(),
    }
}

fn parse_day(day: &str) -> Option<CivilDate> {
    let mut parts = day.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Some(CivilDate {
        year: year.parse().ok()?,
        month: month
            .parse()
            .ok()
            .filter(|month| (1..=12).contains(month))?,
        day: day.parse().ok().filter(|day| (1..=31).contains(day))?,
        hour: 0,
        minute: 0,
        second: 0,
    })
}

/// "12 Nov", "Nov 12" or "12. November", for dates whose year goes without saying.
pub fn format_day_month(ms: i64, locale: Locale) -> String {
    isolated(day_month(CivilDate::from_ms(ms), locale), locale)
}

/// "12 Nov 2025, 14:03 UTC", "Nov 12, 2025, 2:03 PM UTC" or "12. November 2025, 14:03 UTC".
pub fn format_date_time(ms: i64, locale: Locale) -> String {
    let date = CivilDate::from_ms(ms);
    let (day, minute) = (plain_date(date, locale), date.minute);
    let shown = if locale == Locale::EnUs {
        let half = if date.hour < 12 { "AM" } else { "PM" };
        let hour = (date.hour + 11) % 12 + 1;
        format!("{day}, {hour}:{minute:02}\u{a0}{half} UTC")
    } else {
        format!("{day}, {:02}:{minute:02} UTC", date.hour)
    };
    isolated(shown, locale)
}

fn plain_date(date: CivilDate, locale: Locale) -> String {
    let before_year = if locale == Locale::EnUs {
        ",\u{a0}"
    } else {
        "\u{a0}"
    };
    format!("{}{before_year}{}", day_month(date, locale), date.year)
}

/// Whole in a text from right to left, and in brackets where everything is.
fn isolated(date: String, locale: Locale) -> String {
    match locale {
        Locale::Mirrored => format!("\u{2066}{date}\u{2069}"),
        Locale::Accented => format!("⟦{date}⟧"),
        _ => date,
    }
}

/// The machine form for `<time datetime>`: "2025-11-12T14:03:09Z".
pub fn iso_date_time(ms: i64) -> String {
    let CivilDate {
        year,
        month,
        day,
        hour,
        minute,
        second,
    } = CivilDate::from_ms(ms);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

fn day_month(date: CivilDate, locale: Locale) -> String {
    let (day, month) = (date.day, month_name(date.month, locale));
    match locale.language() {
        Locale::De => format!("{day}.\u{a0}{month}"),
        _ if locale == Locale::EnUs => format!("{month}\u{a0}{day}"),
        _ => format!("{day}\u{a0}{month}"),
    }
}

fn month_name(month: u8, locale: Locale) -> &'static str {
    if (month, locale) == (1, Locale::DeAt) {
        return "Jänner";
    }
    months(locale)[usize::from(month - 1)]
}

/// Months within a date (CLDR, gregorian). English abbreviates; German would need points, which clash with the end of a
/// sentence.
fn months(locale: Locale) -> [&'static str; 12] {
    match locale.language() {
        Locale::De => [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
        _ => [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i18n_a_day_of_a_form_is_written_as_the_language_writes_it() {
        let day = "2026-12-31";
        assert_eq!(format_day(day, Locale::En), "31\u{a0}Dec\u{a0}2026");
        assert_eq!(format_day(day, Locale::EnUs), "Dec\u{a0}31,\u{a0}2026");
        assert_eq!(format_day(day, Locale::De), "31.\u{a0}Dezember\u{a0}2026");
        for no_day in ["", "soon", "2026-13-01", "2026-12", "--"] {
            assert_eq!(format_day(no_day, Locale::De), no_day);
        }
    }

    #[test]
    fn known_points_in_time_are_written_as_iso_8601_writes_them() {
        assert_eq!(iso_date_time(0), "1970-01-01T00:00:00Z");
        assert_eq!(iso_date_time(-1), "1969-12-31T23:59:59Z");
        assert_eq!(iso_date_time(951_782_400_000), "2000-02-29T00:00:00Z");
        assert_eq!(iso_date_time(1_762_956_189_000), "2025-11-12T14:03:09Z");
        assert_eq!(iso_date_time(4_107_542_399_999), "2100-02-28T23:59:59Z");
        assert_eq!(iso_date_time(4_107_542_400_000), "2100-03-01T00:00:00Z");
    }

    #[test]
    fn four_hundred_years_of_days_follow_each_other() {
        let mut previous = CivilDate::from_ms(-1);
        for day in 0..146_097_i64 {
            let date = CivilDate::from_ms(day * MS_PER_DAY);
            let next_day = date.month == previous.month && date.day == previous.day + 1;
            let next_month = date.day == 1 && (date.month == previous.month + 1 || date.month == 1);
            assert!(next_day || next_month, "{previous:?} → {date:?}");
            previous = date;
        }
        assert_eq!(
            (previous.year, previous.month, previous.day),
            (2369, 12, 31)
        );
    }

    #[test]
    fn dates_follow_the_language() {
        let ms = 1_762_956_189_000;
        assert_eq!(format_date(ms, Locale::En), "12\u{a0}Nov\u{a0}2025");
        assert_eq!(format_date(ms, Locale::De), "12.\u{a0}November\u{a0}2025");
        assert_eq!(format_day_month(ms, Locale::En), "12\u{a0}Nov");
        assert_eq!(
            format_date_time(ms, Locale::De),
            "12.\u{a0}November\u{a0}2025, 14:03 UTC"
        );
    }

    #[test]
    fn i18n_regions_write_dates_in_their_own_order() {
        let ms = 1_762_956_189_000;
        assert_eq!(format_date(ms, Locale::EnUs), "Nov\u{a0}12,\u{a0}2025");
        assert_eq!(format_day_month(ms, Locale::EnUs), "Nov\u{a0}12");
        let at = |hour: i64| format_date_time(hour * 3_600_000, Locale::EnUs);
        for (hour, shown) in [
            (0, "12:00\u{a0}AM"),
            (1, "1:00\u{a0}AM"),
            (12, "12:00\u{a0}PM"),
            (23, "11:00\u{a0}PM"),
        ] {
            assert_eq!(at(hour), format!("Jan\u{a0}1,\u{a0}1970, {shown} UTC"));
        }
        assert_eq!(format_date(0, Locale::DeAt), "1.\u{a0}Jänner\u{a0}1970");
        assert_eq!(format_date(0, Locale::DeCh), "1.\u{a0}Januar\u{a0}1970");
    }

    #[test]
    fn i18n_a_date_stays_whole_in_a_text_from_right_to_left() {
        assert_eq!(
            format_day_month(0, Locale::Mirrored),
            "\u{2066}1\u{a0}Jan\u{2069}"
        );
        assert_eq!(format_day_month(0, Locale::Accented), "⟦1\u{a0}Jan⟧");
    }
}
