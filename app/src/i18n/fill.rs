//! Placeholders in texts.

/// Replaces `{name}` in a text by the value of that name. What is inserted is never read again, so a value may
/// contain braces; a name without a value stays as it is.
///
/// ```
/// # use portico_app::i18n::fill;
/// assert_eq!(fill("Plugins for {org}", &[("org", "Globex")]), "Plugins for Globex");
/// ```
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let (before, from_open) = rest.split_at(open);
        filled.push_str(before);
        let found = from_open.find('}').and_then(|close| {
            let name = &from_open[1..close];
            let (_, value) = values.iter().find(|(key, _)| *key == name)?;
            Some((*value, close))
        });
        if let Some((value, close)) = found {
            filled.push_str(value);
            rest = &from_open[close + 1..];
        } else {
            filled.push('{');
            rest = &from_open[1..];
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_occurrence_is_replaced_and_values_are_not_read_again() {
        assert_eq!(
            fill("{a} and {b} and {a}", &[("a", "{b}"), ("b", "two")]),
            "{b} and two and {b}"
        );
    }

    #[test]
    fn what_has_no_value_stays() {
        assert_eq!(
            fill("{missing} { open {a", &[("a", "x")]),
            "{missing} { open {a"
        );
        assert_eq!(fill("ü{a}ß", &[("a", "ö")]), "üöß");
    }
}
