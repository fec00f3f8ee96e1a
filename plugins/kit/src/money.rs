//! Minor and whole units of currencies.

/// Currencies with their number of decimal places; those the examples know.
const PLACES: [(&str, u32); 14] = [
    ("AUD", 2),
    ("CAD", 2),
    ("CHF", 2),
    ("CZK", 2),
    ("DKK", 2),
    ("EUR", 2),
    ("GBP", 2),
    ("JPY", 0),
    ("KRW", 0),
    ("NOK", 2),
    ("PLN", 2),
    ("SEK", 2),
    ("TRY", 2),
    ("USD", 2),
];

/// An amount of minor units in whole units, for comparing and multiplying; `None` for a currency that is not known.
/// Exact up to 2^53 minor units.
///
/// ```
/// use portico_plugin_kit::whole_units;
/// assert_eq!(whole_units(8490, "EUR"), Some(84.9));
/// assert_eq!(whole_units(8490, "JPY"), Some(8490.0));
/// assert_eq!(whole_units(8490, "eur"), None);
/// ```
pub fn whole_units(minor: i64, currency: &str) -> Option<f64> {
    let (_, places) = PLACES.iter().find(|(code, _)| *code == currency)?;
    #[expect(clippy::cast_precision_loss, reason = "documented above")]
    Some(minor as f64 / f64::from(10_u32.pow(*places)))
}
