//! `/store`: what the host approved, to be searched and filtered. All state is in the address.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use portico_sdk::policy::HostModes;

use super::frame::{StoreFrame, host_name};
use super::query::{href, in_category, is_narrowed, parse, sort_name};
use super::status::status;
use crate::backend::{AppCard, AppPage, AppQuery, AppSort, CategoryCount, StoreBackend, backend};
use crate::error::AppError;
use crate::i18n::store::StoreText;
use crate::i18n::{Locale, Plural, fill, format_count};
use crate::islands::{LiveSearch, SubmitOnChange};
use crate::layout::{Place, org_name};
use crate::page::{PageContext, page, text};
use crate::pages::failed::set_status;
use crate::pages::load::load;
use crate::ui::{
    Button, ButtonSize, Chip, Choice, EmptyState, FieldInfo, FilterColumn, IconName, LinkButton,
    PageHeader, Pagination, Phrase, PluginCard, Select, TextInput,
};

/// The list of plugins.
#[component]
pub fn StorePage() -> impl IntoView {
    let params = use_query_map().get_untracked();
    let query = parse(|name| params.get(name));
    let data = {
        let query = query.clone();
        async move {
            let found = backend::<dyn StoreBackend>()?.search(&query).await;
            match found {
                // A fault of ours: the page stays, and says so where the list would be.
                Err(error) if error.status >= 500 => Ok(Err(error)),
                Err(error) => Err(error),
                Ok(found) => Ok(Ok(found)),
            }
        }
    };
    load(data, move |found| {
        let title = fill(text().store.title, &[("host", &host_name())]);
        let content = match found {
            Ok(found) => view! { <Found found query/> }.into_any(),
            Err(error) => view! { <Failed error query/> }.into_any(),
        };
        view! {
            <StoreFrame title=title.clone() place=Place::Store>
                <PageHeader title lead=lead(&page())/>
                {content}
            </StoreFrame>
        }
    })
}

#[component]
fn Found(found: AppPage, query: AppQuery) -> impl IntoView {
    if found.total == 0 && found.categories.is_empty() && !is_narrowed(&query) {
        let words = &text().store;
        let sentence = fill(words.none_text, &[("host", &host_name())]);
        return view! { <EmptyState icon=IconName::Store title=words.none_title text=sentence/> }
            .into_any();
    }
    let categories = view! {
        <div id="store-categories" data-region="">
            <Categories found=found.clone() query=query.clone()/>
        </div>
    };
    let categories = categories.into_any();
    view! {
        <LiveSearch results=RESULTS.to_owned()>
            <div class="with-filters">
                <Tools query=query.clone()/>
                <FilterColumn toggle=text().store.filters>{categories}</FilterColumn>
                <div class="stack"><Results found query/></div>
            </div>
            <template id="search-failed">
                <div role="alert"><Unreached/></div>
            </template>
        </LiveSearch>
    }
    .into_any()
}

/// Id of the part of the page that shows what was found.
const RESULTS: &str = "store-results";

/// Stands in for the results when the browser does not reach the server; the island says where to try again.
#[component]
fn Unreached() -> impl IntoView {
    let words = &text().store;
    view! {
        <EmptyState icon=IconName::Warning title=words.failed_title text=words.search_failed_text>
            <LinkButton href="/store">{text().common.retry}</LinkButton>
        </EmptyState>
    }
}

#[component]
fn Categories(found: AppPage, query: AppQuery) -> impl IntoView {
    let words = &text().store;
    let mut links = vec![category_link(
        words.category_all,
        in_category(&query, ""),
        found.matching,
        query.category.is_empty(),
    )];
    links.extend(
        by_name(&found.categories, words)
            .into_iter()
            .map(|(name, entry)| {
                let current = entry.category == query.category;
                category_link(
                    name,
                    in_category(&query, &entry.category),
                    entry.count,
                    current,
                )
            }),
    );
    view! {
        <nav class="filter-group" aria-label=words.category>
            <p class="eyebrow" aria-hidden="true">{words.category}</p>
            {links}
        </nav>
    }
}

/// The categories as the reader's language orders their names.
fn by_name<'a>(
    categories: &'a [CategoryCount],
    words: &StoreText,
) -> Vec<(&'a str, &'a CategoryCount)> {
    let mut named: Vec<_> = categories
        .iter()
        .map(|entry| (words.category_name(&entry.category), entry))
        .collect();
    named.sort_by_key(|(name, _)| name.to_lowercase());
    named
}

fn category_link(name: &str, href: String, count: u32, current: bool) -> impl IntoView + use<> {
    let name = name.to_owned();
    view! {
        <a class="filter-link" href=href aria-current=current.then_some("true")>
            <span>{name}</span>
            <span class="count">{format_count(u64::from(count), page().locale)}</span>
        </a>
    }
}

#[component]
fn Tools(query: AppQuery) -> impl IntoView {
    let words = &text().store;
    let choices = [
        (AppSort::Relevance, words.sort_most_installed),
        (AppSort::Newest, words.sort_newest),
        (AppSort::Name, words.sort_name),
    ]
    .map(|(sort, label)| Choice::new(sort_name(sort), label))
    .to_vec();
    let (search, sort) = (
        FieldInfo::new("store-search", words.search_label).hide_label(),
        FieldInfo::new("store-sort", words.sort_label).hide_label(),
    );
    let category = (!query.category.is_empty())
        .then(|| view! { <input type="hidden" name="category" value=query.category.clone()/> });
    view! {
        <form class="store-tools" role="search" method="get" action="/store">
            {category}
            <TextInput field=search name="q" value=query.q.clone() input_type="search" placeholder=words.search_label/>
            <SubmitOnChange>
                <Select field=sort name="sort" choices value=sort_name(query.sort) fit=true/>
                <span class="without-script">
                    <Button size=ButtonSize::Form>{text().common.search}</Button>
                </span>
            </SubmitOnChange>
        </form>
    }
}

#[component]
fn Results(found: AppPage, query: AppQuery) -> impl IntoView {
    let (words, locale) = (&text().store, page().locale);
    let count = count(&found, &query.q, locale);
    let first = query.cursor.is_some().then(|| {
        let first = href(&AppQuery {
            cursor: None,
            ..query.clone()
        });
        view! { <a href=first>{words.first_page}</a> }
    });
    let next = found.next.clone().map(|cursor| {
        href(&AppQuery {
            cursor: Some(cursor),
            ..query.clone()
        })
    });
    let list = if found.apps.is_empty() {
        view! {
            <EmptyState icon=IconName::Search title=words.no_match_title text=words.no_match_text>
                <LinkButton href="/store">{text().common.clear_filters}</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        let cards: Vec<_> = found
            .apps
            .into_iter()
            .map(|card| view! { <li class="store-card"><StoreCard card/></li> })
            .collect();
        view! { <ul class="grid" role="list">{cards}</ul> }.into_any()
    };
    view! {
        <div class="between small muted">
            <p role="status" aria-live="polite" id="store-count" data-region="">{count}</p>
            <span id="store-first" data-region="">{first}</span>
        </div>
        <h2 class="visually-hidden">{text().nav.plugins}</h2>
        <div class="stack" id=RESULTS data-region="" tabindex="-1">
            {list}
            <Pagination locale next/>
        </div>
    }
}

/// How many were found, and for what: said aloud after each search.
fn count(found: &AppPage, words: &str, locale: Locale) -> String {
    let (text, n) = (locale.text(), u64::from(found.total));
    let of_words = |plural: Plural| plural.with(locale, n, &[("q", words)]);
    if words.is_empty() {
        text.common.plugins.of(locale, n)
    } else if found.similar && n > 0 {
        of_words(text.store.similar_to)
    } else {
        of_words(text.store.found_for)
    }
}

#[component]
fn StoreCard(card: AppCard) -> impl IntoView {
    let locale = page().locale;
    let (tone, word) = status(&card, locale);
    let facts = card
        .categories
        .first()
        .map(|code| text().store.category_name(code).to_owned())
        .unwrap_or_default();
    view! {
        <PluginCard
            title=Phrase::said(card.title, &card.langs.title, locale)
            publisher=card.publisher
            summary=Phrase::said(card.summary, &card.langs.summary, locale)
            href=format!("/store/{}", card.name)
            icon=card.icon
            colour=card.tile
            facts
        >
            <Chip tone>{word}</Chip>
        </PluginCard>
    }
}

/// A fault of ours: what was asked for stays, to be asked for again.
#[component]
fn Failed(error: AppError, query: AppQuery) -> impl IntoView {
    set_status(error.status);
    let (words, page) = (&text().store, page());
    let (path, request_id) = (page.path.clone(), page.request_id.clone());
    view! {
        <div class="stack">
            <Tools query/>
            <p class="visually-hidden" id="store-count" data-region=""></p>
            <div class="stack" id=RESULTS data-region="" tabindex="-1">
                <div role="alert">
                    <EmptyState icon=IconName::Warning title=words.failed_title text=words.failed_text>
                        <LinkButton href=path>{text().common.retry}</LinkButton>
                    </EmptyState>
                </div>
                <p class="small muted center">{text().errors.request_id} " " <code>{request_id}</code></p>
            </div>
        </div>
    }
}

/// What the reader can do here, by what the host offers and who the reader is.
fn lead(page: &PageContext) -> String {
    let words = &page.locale.text().store;
    let modes = page
        .host
        .as_ref()
        .map_or_else(HostModes::default, |host| host.modes);
    let session = page.session.as_ref().filter(|session| !session.host_member);
    let member_of = session.and_then(|session| match session.orgs.as_slice() {
        [only] => Some(only.id.as_str()),
        _ => session.org.as_deref(),
    });
    let is_admin = session
        .zip(member_of)
        .is_some_and(|(session, org)| session.admin_orgs().any(|id| id == org));
    let template = match (session.is_some(), member_of.is_some() && modes.org_plugins) {
        (false, _) if modes.user_installs => words.lead_signed_out,
        (true, true) if is_admin && modes.user_installs => words.lead_admin,
        (true, true) if is_admin => words.lead_admin_only,
        (true, true) if modes.user_installs => words.lead_org,
        (true, false) if modes.user_installs => words.lead_user,
        _ => words.lead_browse,
    };
    let org = member_of.map(org_name).unwrap_or_default();
    fill(template, &[("host", &host_name()), ("org", &org)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_stand_in_the_order_of_the_readers_language() {
        let found: Vec<_> = ["customer-voice", "marketing", "operations"]
            .into_iter()
            .map(|category| CategoryCount {
                category: category.to_owned(),
                count: 1,
            })
            .collect();
        let codes = |locale: Locale| -> Vec<_> {
            by_name(&found, &locale.text().store)
                .into_iter()
                .map(|(_, entry)| entry.category.as_str())
                .collect()
        };
        // Customer voice, Marketing, Operations
        assert_eq!(
            codes(Locale::En),
            ["customer-voice", "marketing", "operations"]
        );
        // Betrieb, Kundenstimmen, Marketing
        assert_eq!(
            codes(Locale::De),
            ["operations", "customer-voice", "marketing"]
        );
    }
}
