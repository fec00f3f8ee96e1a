//! Durations on the command line: `90s`, `15m`, `24h`, `7d`; a bare number is seconds.

/// Milliseconds.
pub fn parse(text: &str) -> Result<i64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &text[digits.len()..] {
        "" | "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => 0,
    };
    digits
        .parse::<u32>()
        .ok()
        .filter(|_| unit > 0)
        .map(|number| i64::from(number) * unit)
        .ok_or_else(|| "write a duration such as 90s, 15m, 24h or 7d".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_a_unit_or_are_seconds() {
        assert_eq!(parse("90"), Ok(90_000));
        assert_eq!(parse("90s"), Ok(90_000));
        assert_eq!(parse("15m"), Ok(900_000));
        assert_eq!(parse("24h"), Ok(86_400_000));
        assert_eq!(parse("7d"), Ok(604_800_000));
        for wrong in ["", "h", "-1h", "1.5h", "24 h", "1w", "1hh"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
