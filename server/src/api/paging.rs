//! `?cursor=&limit=`: how every list is read page by page.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use utoipa::IntoParams;

use super::List;
use crate::error::{ServiceError, ServiceResult};

/// Entries on a page unless said otherwise.
const DEFAULT_LIMIT: u32 = 50;
/// The most entries on a page.
const MAX_LIMIT: u32 = 200;

/// Where to start and how much.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// `next` of the page before.
    pub cursor: Option<String>,
    /// Entries on a page, 1-200; default 50.
    pub limit: Option<u32>,
}

impl Paging {
    /// Entries on a page.
    pub fn limit(&self) -> u32 {
        match self.limit {
            None | Some(0) => DEFAULT_LIMIT,
            Some(limit) => limit.min(MAX_LIMIT),
        }
    }

    /// One page of a list that is at hand as a whole, in a lasting order. `id` names an entry: the next page starts after the
    /// last one shown, also when entries came or went before it; when that one went itself, at the place where it was.
    /// 400 `cursor_invalid`.
    pub fn page<T>(&self, all: Vec<T>, id: impl Fn(&T) -> String) -> ServiceResult<List<T>> {
        let start = match self.cursor.as_deref().filter(|cursor| !cursor.is_empty()) {
            None => 0,
            Some(cursor) => {
                let (place, last) = read(cursor).ok_or_else(refused)?;
                let is_last = |entry: &T| id(entry) == last;
                if all.get(place).is_some_and(is_last) {
                    place + 1
                } else {
                    let found = all.iter().position(is_last);
                    found.map_or(place, |found| found + 1)
                }
            }
        };
        let end = start.saturating_add(self.limit() as usize);
        let next = (end < all.len()).then(|| written(end - 1, &id(&all[end - 1])));
        let data = all.into_iter().skip(start).take(end - start).collect();
        Ok(List { data, next })
    }
}

fn written(place: usize, last: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("{place}.{last}"))
}

fn read(cursor: &str) -> Option<(usize, String)> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let (place, last) = text.split_once('.')?;
    Some((place.parse().ok()?, last.to_owned()))
}

fn refused() -> ServiceError {
    ServiceError::field(
        "cursor",
        "cursor_invalid",
        "Use the value of next from the page before, unchanged.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(cursor: Option<String>, limit: u32) -> Paging {
        Paging {
            cursor,
            limit: Some(limit),
        }
    }

    fn page(all: &[&'static str], cursor: Option<String>) -> (Vec<&'static str>, Option<String>) {
        let list = at(cursor, 2)
            .page(all.to_vec(), |entry| (*entry).to_owned())
            .unwrap();
        (list.data, list.next)
    }

    #[test]
    fn pages_hold_every_entry_once_and_the_last_says_so() {
        let all = ["a", "b", "c", "d", "e"];
        let (first, next) = page(&all, None);
        let (second, next) = page(&all, Some(next.unwrap()));
        let (third, end) = page(&all, Some(next.unwrap()));
        assert_eq!([first, second].concat(), ["a", "b", "c", "d"]);
        assert_eq!((third, end), (vec!["e"], None));
        assert_eq!(page(&["a", "b"], None), (vec!["a", "b"], None));
        assert_eq!(page(&[], None), (vec![], None));
    }

    #[test]
    fn what_comes_or_goes_meanwhile_neither_repeats_nor_hides_another_entry() {
        let (_, next) = page(&["a", "b", "c", "d"], None);
        assert_eq!(page(&["0", "a", "b", "c", "d"], next.clone()).0, ["c", "d"]);
        assert_eq!(page(&["b", "c", "d"], next.clone()).0, ["c", "d"]);
        assert_eq!(page(&["a", "c", "d"], next.clone()).0, ["c", "d"]);
        assert_eq!(page(&[], next), (vec![], None));
    }

    #[test]
    fn a_limit_has_bounds_and_a_made_up_cursor_is_refused() {
        assert_eq!(Paging::default().limit(), 50);
        assert_eq!(
            [0, 7, 9999].map(|limit| at(None, limit).limit()),
            [50, 7, 200]
        );
        for cursor in ["-", "bm8", "eC55", "OS0x"] {
            let page = at(Some(cursor.to_owned()), 2).page(vec!["a"], |entry| (*entry).to_owned());
            assert!(page.is_err(), "{cursor}");
        }
        let far = written(usize::MAX, "x");
        assert_eq!(page(&["a"], Some(far)), (vec![], None));
    }
}
