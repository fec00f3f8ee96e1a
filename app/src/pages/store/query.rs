//! The state of the store's list, all of it in the address.

use crate::backend::{AppQuery, AppSort};
use crate::layout::encode_value;

/// Name of an order in the address.
pub(super) fn sort_name(sort: AppSort) -> &'static str {
    match sort {
        AppSort::Relevance => "relevance",
        AppSort::Name => "name",
        AppSort::Newest => "newest",
    }
}

/// Reads the address; what is unknown counts as absent.
pub(super) fn parse(value_of: impl Fn(&str) -> Option<String>) -> AppQuery {
    let text = |name: &str| value_of(name).unwrap_or_default();
    AppQuery {
        q: text("q").trim().to_owned(),
        category: text("category"),
        sort: match text("sort").as_str() {
            "name" => AppSort::Name,
            "newest" => AppSort::Newest,
            _ => AppSort::Relevance,
        },
        cursor: value_of("cursor").filter(|cursor| !cursor.is_empty()),
        limit: 0,
    }
}

/// The address of a list.
pub(super) fn href(query: &AppQuery) -> String {
    let sort = (query.sort != AppSort::default()).then(|| sort_name(query.sort));
    let params = [
        ("q", query.q.as_str()),
        ("category", &query.category),
        ("sort", sort.unwrap_or_default()),
        ("cursor", query.cursor.as_deref().unwrap_or_default()),
    ];
    let mut address = "/store".to_owned();
    for (name, value) in params.into_iter().filter(|(_, value)| !value.is_empty()) {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(name);
        address.push('=');
        address.push_str(&encode_value(value));
    }
    address
}

/// The first page of another category of the same search.
pub(super) fn in_category(query: &AppQuery, category: &str) -> String {
    href(&AppQuery {
        category: category.to_owned(),
        cursor: None,
        ..query.clone()
    })
}

/// True when the reader narrowed the list.
pub(super) fn is_narrowed(query: &AppQuery) -> bool {
    !query.q.is_empty() || !query.category.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> AppQuery {
        parse(|name| {
            pairs
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let query = read(&[("q", " pay & go "), ("sort", "newest"), ("cursor", "abc")]);
        assert_eq!(query.q, "pay & go");
        assert_eq!(
            href(&query),
            "/store?q=pay%20%26%20go&sort=newest&cursor=abc"
        );
        assert_eq!(href(&read(&[])), "/store");
    }

    #[test]
    fn what_is_unknown_counts_as_absent() {
        assert_eq!(
            read(&[("sort", "worst"), ("cursor", "")]),
            AppQuery::default()
        );
    }

    #[test]
    fn another_category_keeps_the_words_and_starts_at_the_first_page() {
        let query = read(&[("q", "pay"), ("category", "payments"), ("cursor", "abc")]);
        assert_eq!(in_category(&query, ""), "/store?q=pay");
        assert_eq!(
            in_category(&query, "analytics"),
            "/store?q=pay&category=analytics"
        );
    }

    #[test]
    fn an_order_alone_narrows_nothing() {
        assert!(!is_narrowed(&read(&[("sort", "name")])));
        assert!(is_narrowed(&read(&[("category", "payments")])));
    }
}
