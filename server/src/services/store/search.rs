//! Searching the store: words, category, order, pages.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::StatusCode;
use portico_app::backend::{AppPage, AppQuery, AppSort, CategoryCount};
use portico_sdk::i18n::LocaleText;
use portico_sdk::policy::Decision;
use portico_sdk::slot::Surface;

use super::card::Cards;
use crate::error::{ServiceError, ServiceResult};
use crate::plugins::Registered;
use crate::services::policy;
use crate::session::Caller;
use crate::state::AppState;
use crate::storage::{StorageError, policies};

const DEFAULT_LIMIT: u32 = 24;
const MAX_LIMIT: u32 = 100;
/// Words beyond these are ignored: nobody types more, and each costs a pass over the texts.
const MAX_WORDS: usize = 8;

/// One page of what the caller may see, found and ordered as asked.
pub async fn search(state: &AppState, caller: &Caller, query: &AppQuery) -> ServiceResult<AppPage> {
    let start = position(query.cursor.as_deref())?;
    let limit = match query.limit {
        0 => DEFAULT_LIMIT,
        limit => limit.min(MAX_LIMIT),
    };
    let resolved = policy::resolved(state, caller, Surface::Storefront).await?;
    let cards = Cards::of(state, caller).await?;
    let installed = install_counts(state, &caller.host.id).await?;
    let words = words(&query.q);

    let mut hits: Vec<Hit<'_>> = resolved
        .decisions
        .iter()
        .filter(|decision| decision.is_listed())
        .filter_map(|decision| {
            let plugin = state.registry.get(&decision.plugin)?;
            Some(Hit {
                score: score(plugin, &words, caller.locale)?,
                title: plugin.listing.title.text(caller.locale).to_lowercase(),
                installed: installed.get(&plugin.name).copied().unwrap_or(0),
                approved_at: cards.host.approved.get(&plugin.name).copied().unwrap_or(0),
                plugin,
                decision,
            })
        })
        .collect();
    let (matching, categories) = (hits.len(), categories(&hits));
    if !query.category.is_empty() {
        hits.retain(|hit| hit.plugin.listing.categories.contains(&query.category));
    }
    sort(&mut hits, query.sort);

    let total = hits.len();
    let end = start.saturating_add(limit as usize).min(total);
    Ok(AppPage {
        apps: hits
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .map(|hit| cards.card(hit.plugin, hit.decision))
            .collect(),
        total: u32::try_from(total).unwrap_or(u32::MAX),
        matching: u32::try_from(matching).unwrap_or(u32::MAX),
        categories,
        next: (end < total).then(|| cursor(end)),
    })
}

/// How many users of a host installed each plugin (see `AppSort::Relevance`). Counting goes through all installs, and the order of the store need not
/// know of the last minute.
async fn install_counts(
    state: &AppState,
    host: &str,
) -> Result<Arc<BTreeMap<String, i64>>, StorageError> {
    if let Some(counts) = state.caches.install_counts.get(host) {
        return Ok(counts);
    }
    let counts = Arc::new(policies::install_counts(&mut &state.db, host).await?);
    let cache = &state.caches.install_counts;
    cache.insert(host.to_owned(), counts.clone());
    Ok(counts)
}

struct Hit<'a> {
    score: u32,
    title: String,
    installed: i64,
    approved_at: i64,
    plugin: &'a Registered,
    decision: &'a Decision,
}

fn sort(hits: &mut [Hit<'_>], order: AppSort) {
    // The name makes every order total, so that pages never overlap.
    hits.sort_by(|a, b| {
        let by = |hit: &Hit<'_>| match order {
            AppSort::Relevance => (Reverse(i64::from(hit.score)), Reverse(hit.installed)),
            AppSort::Newest => (Reverse(hit.approved_at), Reverse(0)),
            AppSort::Name => (Reverse(0), Reverse(0)),
        };
        by(a)
            .cmp(&by(b))
            .then_with(|| a.title.cmp(&b.title))
            .then_with(|| a.plugin.name.cmp(&b.plugin.name))
    });
}

fn categories(hits: &[Hit<'_>]) -> Vec<CategoryCount> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for category in hits.iter().flat_map(|hit| &hit.plugin.listing.categories) {
        *counts.entry(category).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|(category, count)| CategoryCount {
            category: category.to_owned(),
            count,
        })
        .collect()
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(MAX_WORDS)
        .map(str::to_lowercase)
        .collect()
}

/// How well a plugin fits all words; `None` when one is nowhere. Without words everything fits equally.
fn score(plugin: &Registered, words: &[String], locale: &str) -> Option<u32> {
    if words.is_empty() {
        return Some(0);
    }
    let listing = &plugin.listing;
    let both =
        |text: &LocaleText| format!("{}\n{}", text.text(locale), text.text("en")).to_lowercase();
    let (title, summary, about) = (
        both(&listing.title),
        both(&listing.summary),
        both(&listing.about),
    );
    let keywords = listing.keywords.join("\n").to_lowercase();
    let publisher = listing.publisher.to_lowercase();
    words
        .iter()
        .map(|word| {
            let starts = |text: &str| {
                text.split(|c: char| !c.is_alphanumeric())
                    .any(|part| part.starts_with(word.as_str()))
            };
            if starts(&title) {
                Some(16)
            } else if title.contains(word) || starts(&plugin.name) {
                Some(8)
            } else if starts(&keywords) {
                Some(4)
            } else if summary.contains(word) || publisher.contains(word) {
                Some(2)
            } else {
                about.contains(word).then_some(1)
            }
        })
        .sum()
}

fn cursor(position: usize) -> String {
    URL_SAFE_NO_PAD.encode(position.to_string())
}

fn position(cursor: Option<&str>) -> ServiceResult<usize> {
    let Some(cursor) = cursor.filter(|cursor| !cursor.is_empty()) else {
        return Ok(0);
    };
    URL_SAFE_NO_PAD
        .decode(cursor)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok()?.parse().ok())
        .ok_or_else(|| {
            ServiceError::refused(
                StatusCode::BAD_REQUEST,
                "cursor_invalid",
                "Use the value of next from the page before, unchanged.",
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_back_to_its_position_and_nothing_else_is_one() {
        assert_eq!(position(Some(&cursor(48))).unwrap(), 48);
        assert_eq!(position(None).unwrap(), 0);
        assert!(position(Some("-")).is_err());
        assert!(position(Some("bm8")).is_err());
    }

    #[test]
    fn words_are_split_at_everything_that_is_no_letter_or_digit() {
        assert_eq!(words(" Acme-Pay,  ÜBER 3"), ["acme", "pay", "über", "3"]);
        assert!(words("% _ ' --").is_empty());
    }
}
