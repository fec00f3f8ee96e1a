//! Searching the store: words, category, order, pages.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::StatusCode;
use portico_app::backend::{AppPage, AppQuery, AppSort, CategoryCount};
use portico_sdk::policy::Decision;
use portico_sdk::slot::Surface;

use super::card::Cards;
use super::matching::{Found, Index, Part};
use crate::error::{ServiceError, ServiceResult};
use crate::plugins::{Registered, Registry};
use crate::services::policy;
use crate::session::Caller;
use crate::state::AppState;
use crate::storage::{StorageError, policies};

const DEFAULT_LIMIT: u32 = 24;
const MAX_LIMIT: u32 = 100;

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
    let registry = &resolved.registry;
    let listed: BTreeMap<usize, &Decision> = resolved
        .decisions
        .iter()
        .filter(|decision| decision.is_listed())
        .filter_map(|decision| Some((registry.position(&decision.plugin)?, decision)))
        .collect();
    let Found { scores, similar } =
        index(state, registry, caller.locale).find(&query.q, |at| listed.contains_key(&at));

    let mut hits: Vec<Hit<'_>> = scores
        .into_iter()
        .filter_map(|(at, score)| {
            let (decision, plugin) = (*listed.get(&at)?, registry.plugins.get(at)?);
            Some(Hit {
                score,
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
        similar,
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

/// The index of all listings in a language, which people also search in English: that is what an interface in another
/// language may still call things.
fn index(state: &AppState, registry: &Registry, locale: &'static str) -> Arc<Index> {
    let cache = &state.caches.search_index;
    let key = (registry.build.clone(), locale);
    cache.get(&key).unwrap_or_else(|| {
        let documents = registry.plugins.iter();
        let made = Arc::new(Index::new(documents.map(|plugin| parts(plugin, locale))));
        cache.insert(key, made.clone());
        made
    })
}

fn parts<'a>(plugin: &'a Registered, locale: &str) -> Vec<Part<'a>> {
    let listing = &plugin.listing;
    let mut parts = vec![
        Part {
            text: &plugin.name,
            weight: 8,
        },
        Part {
            text: &listing.publisher,
            weight: 3,
        },
    ];
    for (text, weight) in [
        (&listing.title, 16),
        (&listing.summary, 3),
        (&listing.about, 1),
    ] {
        parts.extend([text.text(locale), text.text("en")].map(|text| Part { text, weight }));
    }
    let keywords = listing.keywords.iter();
    parts.extend(keywords.map(|text| Part { text, weight: 6 }));
    parts
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
}
