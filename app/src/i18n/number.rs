//! Numbers and money as a language writes them.

use super::Locale;

/// Joins a number to its unit without a line break between them.
const NO_BREAK: char = '\u{a0}';

impl Locale {
    fn group_mark(self) -> char {
        match self {
            Self::En => ',',
            Self::De => '.',
        }
    }

    fn decimal_mark(self) -> char {
        match self {
            Self::En => '.',
            Self::De => ',',
        }
    }
}

/// A whole number in groups of three: 1,204 or 1.204.
pub fn format_count(number: u64, locale: Locale) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(locale.group_mark());
        }
        grouped.push(digit);
    }
    grouped
}

/// A number given in units of 10^-`decimals`: `format_decimal(48, 1, En)` is "4.8".
pub fn format_decimal(units: i64, decimals: u32, locale: Locale) -> String {
    let scale = 10_u64.saturating_pow(decimals).max(1);
    let magnitude = units.unsigned_abs();
    let sign = if units < 0 { "\u{2212}" } else { "" };
    let whole = format_count(magnitude / scale, locale);
    if decimals == 0 {
        return format!("{sign}{whole}");
    }
    let fraction = magnitude % scale;
    let width = decimals as usize;
    format!(
        "{sign}{whole}{mark}{fraction:0width$}",
        mark = locale.decimal_mark()
    )
}

/// An amount in minor units of an ISO 4217 currency: €84.90 in English, 84,90 € in German.
pub fn format_money(minor: i64, currency: &str, locale: Locale) -> String {
    let number = format_decimal(minor, minor_digits(currency), locale);
    place_symbol(&number, currency, locale)
}

/// Like [`format_money`], but whole amounts stay without decimals: €6 in a price list.
pub fn format_money_short(minor: i64, currency: &str, locale: Locale) -> String {
    let digits = minor_digits(currency);
    let scale = 10_i64.pow(digits);
    if minor % scale == 0 {
        return place_symbol(&format_decimal(minor / scale, 0, locale), currency, locale);
    }
    format_money(minor, currency, locale)
}

fn place_symbol(number: &str, currency: &str, locale: Locale) -> String {
    let symbol = symbol(currency);
    match locale {
        Locale::De => format!("{number}{NO_BREAK}{}", symbol.unwrap_or(currency)),
        Locale::En => {
            let (sign, digits) = number
                .strip_prefix('\u{2212}')
                .map_or(("", number), |digits| ("\u{2212}", digits));
            match symbol {
                Some(symbol) => format!("{sign}{symbol}{digits}"),
                None => format!("{sign}{currency}{NO_BREAK}{digits}"),
            }
        }
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
