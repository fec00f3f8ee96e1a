//! Numbers and money as a language writes them.

use super::Locale;

/// Joins a number to its unit without a line break between them.
const NO_BREAK: char = '\u{a0}';

impl Locale {
    /// Between groups of three digits (CLDR `group`; for Switzerland as CLDR had it until 47, which is what people write).
    fn group_mark(self) -> char {
        match self {
            Self::De => '.',
            Self::DeAt => NO_BREAK,
            Self::DeCh => '’',
            _ => ',',
        }
    }

    /// The same in amounts of money (CLDR `currencyGroup`).
    fn money_group_mark(self) -> char {
        match self {
            Self::DeAt => '.',
            _ => self.group_mark(),
        }
    }

    /// Before the fraction of a number (CLDR `decimal`).
    pub fn decimal_mark(self) -> char {
        match self {
            Self::De | Self::DeAt => ',',
            _ => '.',
        }
    }

    /// Before a negative number. In a text from right to left it needs a left-to-right mark, or it would stand behind it.
    fn minus(self) -> &'static str {
        if self.dir() == "rtl" {
            "\u{200e}\u{2212}"
        } else {
            "\u{2212}"
        }
    }
}

/// A whole number in groups of three: 1,204 or 1.204.
pub fn format_count(number: u64, locale: Locale) -> String {
    grouped(number, locale.group_mark())
}

fn grouped(number: u64, mark: char) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    grouped
}

/// A number given in units of 10^-`decimals`: `format_decimal(48, 1, En)` is "4.8".
pub fn format_decimal(units: i64, decimals: u32, locale: Locale) -> String {
    let digits = unsigned(
        units.unsigned_abs(),
        decimals,
        locale.group_mark(),
        locale.decimal_mark(),
    );
    let sign = if units < 0 { locale.minus() } else { "" };
    format!("{sign}{digits}")
}

/// The digits of a number in units of 10^-`decimals`.
fn unsigned(units: u64, decimals: u32, group: char, mark: char) -> String {
    let scale = 10_u64.saturating_pow(decimals).max(1);
    let whole = grouped(units / scale, group);
    if decimals == 0 {
        return whole;
    }
    let fraction = units % scale;
    let width = decimals as usize;
    format!("{whole}{mark}{fraction:0width$}")
}

/// An amount in minor units of an ISO 4217 currency: €84.90 in English, 84,90 € in German, € 84,90 in Austria.
pub fn format_money(minor: i64, currency: &str, locale: Locale) -> String {
    amount(minor, minor_digits(currency), currency, locale)
}

/// Like [`format_money`], but whole amounts stay without decimals: €6 in a price list.
pub fn format_money_short(minor: i64, currency: &str, locale: Locale) -> String {
    let scale = 10_i64.pow(minor_digits(currency));
    if minor % scale == 0 {
        return amount(minor / scale, 0, currency, locale);
    }
    format_money(minor, currency, locale)
}

fn amount(units: i64, decimals: u32, currency: &str, locale: Locale) -> String {
    let digits = unsigned(
        units.unsigned_abs(),
        decimals,
        locale.money_group_mark(),
        locale.decimal_mark(),
    );
    let sign = if units < 0 { locale.minus() } else { "" };
    let symbol = symbol(currency);
    match locale {
        Locale::De => format!("{sign}{digits}{NO_BREAK}{}", symbol.unwrap_or(currency)),
        Locale::DeAt => format!("{sign}{}{NO_BREAK}{digits}", symbol.unwrap_or(currency)),
        // Switzerland writes the code of every currency but a few; the euro is none of them.
        Locale::DeCh if currency == "EUR" => format!("{currency}{NO_BREAK}{sign}{digits}"),
        Locale::DeCh => format!("{}{NO_BREAK}{sign}{digits}", symbol.unwrap_or(currency)),
        _ => match symbol {
            Some(symbol) => format!("{sign}{symbol}{digits}"),
            None => format!("{sign}{currency}{NO_BREAK}{digits}"),
        },
    }
}

fn symbol(currency: &str) -> Option<&'static str> {
    Some(match currency {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        "KRW" => "₩",
        _ => return None,
    })
}

/// Digits after the decimal mark (ISO 4217, list one).
fn minor_digits(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_by_three() {
        assert_eq!(format_count(0, Locale::En), "0");
        assert_eq!(format_count(999, Locale::En), "999");
        assert_eq!(format_count(1204, Locale::En), "1,204");
        assert_eq!(format_count(1_234_567, Locale::De), "1.234.567");
        assert_eq!(
            format_count(u64::MAX, Locale::En),
            "18,446,744,073,709,551,615"
        );
    }

    #[test]
    fn decimals_keep_their_zeros_and_their_sign() {
        assert_eq!(format_decimal(48, 1, Locale::En), "4.8");
        assert_eq!(format_decimal(-105, 2, Locale::De), "\u{2212}1,05");
        assert_eq!(format_decimal(7, 0, Locale::En), "7");
        assert_eq!(
            format_decimal(i64::MIN, 2, Locale::En),
            "\u{2212}92,233,720,368,547,758.08"
        );
    }

    #[test]
    fn money_follows_the_language() {
        assert_eq!(format_money(8490, "EUR", Locale::En), "€84.90");
        assert_eq!(format_money(8490, "EUR", Locale::De), "84,90\u{a0}€");
        assert_eq!(
            format_money(-1_234_500, "USD", Locale::En),
            "\u{2212}$12,345.00"
        );
        assert_eq!(format_money(500, "CHF", Locale::En), "CHF\u{a0}5.00");
    }

    /// What `Intl.NumberFormat` of ICU 78 (CLDR 48) writes, with our minus and the Swiss ’.
    #[test]
    fn i18n_regions_write_numbers_as_cldr_says() {
        let count = |locale| format_count(1_234_567, locale);
        assert_eq!(count(Locale::EnUs), "1,234,567");
        assert_eq!(count(Locale::DeAt), "1\u{a0}234\u{a0}567");
        assert_eq!(count(Locale::DeCh), "1’234’567");
        assert_eq!(format_decimal(-15, 1, Locale::DeAt), "\u{2212}1,5");
        assert_eq!(format_decimal(-15, 1, Locale::DeCh), "\u{2212}1.5");
        let euros = |locale| format_money(123_450, "EUR", locale);
        assert_eq!(euros(Locale::EnUs), "€1,234.50");
        assert_eq!(euros(Locale::DeAt), "€\u{a0}1.234,50");
        assert_eq!(euros(Locale::DeCh), "EUR\u{a0}1’234.50");
        let francs = |locale| format_money(500, "CHF", locale);
        assert_eq!(francs(Locale::De), "5,00\u{a0}CHF");
        assert_eq!(francs(Locale::DeAt), "CHF\u{a0}5,00");
        assert_eq!(francs(Locale::DeCh), "CHF\u{a0}5.00");
        assert_eq!(
            format_money(-500, "USD", Locale::DeAt),
            "\u{2212}$\u{a0}5,00"
        );
    }

    #[test]
    fn i18n_a_sign_stays_before_its_number_in_a_text_from_right_to_left() {
        assert_eq!(format_decimal(-5, 0, Locale::Mirrored), "\u{200e}\u{2212}5");
        assert_eq!(
            format_money(-500, "EUR", Locale::Mirrored),
            "\u{200e}\u{2212}€5.00"
        );
        assert_eq!(format_decimal(5, 0, Locale::Mirrored), "5");
    }

    #[test]
    fn currencies_have_their_own_number_of_decimals() {
        assert_eq!(format_money(1500, "JPY", Locale::En), "¥1,500");
        assert_eq!(format_money(1500, "KWD", Locale::De), "1,500\u{a0}KWD");
    }

    #[test]
    fn a_short_price_drops_only_empty_decimals() {
        assert_eq!(format_money_short(600, "EUR", Locale::En), "€6");
        assert_eq!(format_money_short(650, "EUR", Locale::De), "6,50\u{a0}€");
    }
}
