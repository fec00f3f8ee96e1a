//! The store, as `/store` will draw it.

use leptos::prelude::*;
use portico_app::i18n::{Locale, fill, format_money_short};
use portico_app::layout::{NavItem, SiteLayout};
use portico_app::ui::*;

use super::frame;

pub fn page(locale: Locale) -> AnyView {
    let text = locale.text();
    let nav = vec![
        NavItem::new(text.nav.store, "/store").current(true),
        NavItem::new(text.nav.installed, "/installed"),
        NavItem::new(text.nav.requests, "/requests"),
    ];
    let data = frame(locale, nav, "Mara Kunz", &[("Globex", true)]);
    let values = [("host", "Acme Shop"), ("org", "Globex")];
    view! {
        <SiteLayout data=data>
            <PageHeader title=fill(text.store.title, &values) lead=fill(text.store.lead_org, &values) />
            <div class="with-filters">
                <Search locale=locale />
                <Filters locale=locale />
                <Results locale=locale />
            </div>
        </SiteLayout>
    }
    .into_any()
}

#[component]
fn Filters(locale: Locale) -> AnyView {
    let text = &locale.text().store;
    let links: Vec<_> = [("All", 48, true), ("Payments", 9, false), ("Analytics", 7, false), ("Customer voice", 11, false), ("Operations", 13, false), ("Marketing", 8, false)]
        .into_iter()
        .map(|(label, count, current)| view! { <FilterLink label=label href="/store" count=count locale=locale current=current /> })
        .collect();
    view! {
        <FilterColumn toggle=text.filters>
            <FilterGroup label=text.category>{links}</FilterGroup>
            <FilterGroup label=text.show>
                <Checkbox small=true field=FieldInfo::new("f-fit", text.filter_compatible) name="fit" checked=true />
                <Checkbox small=true field=FieldInfo::new("f-free", text.filter_free) name="free" />
                <Checkbox small=true field=FieldInfo::new("f-verified", text.filter_verified) name="verified" />
            </FilterGroup>
        </FilterColumn>
    }.into_any()
}

#[component]
fn Search(locale: Locale) -> AnyView {
    let text = locale.text();
    let sorts = vec![
        Choice::new("used", text.store.sort_most_installed),
        Choice::new("new", text.store.sort_newest),
    ];
    view! {
            <form class="search-row" method="get" action="/store" role="search">
                <TextInput
                    field=FieldInfo::new("q", text.store.search_label).hide_label()
                    name="q"
                    input_type="search"
                    icon=IconName::Search
                    placeholder=text.store.search_label
                />
                <Select fit=true field=FieldInfo::new("sort", text.store.sort_label).hide_label() name="sort" choices=sorts value="used" />
                <div class="without-script"><Button size=ButtonSize::Form>{text.common.search}</Button></div>
            </form>
    }
    .into_any()
}

/// One card of the grid.
struct Listing {
    title: &'static str,
    publisher: &'static str,
    summary: &'static str,
    icon: &'static str,
    colour: &'static str,
    stars: &'static str,
    shops: u64,
    state: AnyView,
}

fn listings(locale: Locale) -> Vec<Listing> {
    let text = &locale.text().store;
    let price = |template, cents| {
        let amount = format_money_short(cents, "EUR", locale);
        plain(fill(template, &[("price", &amount)]))
    };
    let chip = |tone, word: String| view! { <Chip tone=tone>{word}</Chip> }.into_any();
    let on_for = fill(text.state_on_for_org, &[("org", "Globex")]);
    let listing = |title, publisher, summary, (icon, colour), (stars, shops), state| Listing {
        title,
        publisher,
        summary,
        icon,
        colour,
        stars,
        shops,
        state,
    };
    vec![
        listing(
            "Product Reviews",
            "Acme Labs",
            "Star ratings and photos under every product.",
            ("star", "orange"),
            ("4.8", 1204),
            chip(Tone::Good, text.state_installed.to_owned()),
        ),
        listing(
            "Sales Chart",
            "Portico",
            "Revenue, orders and returns on your dashboard.",
            ("bars-chart", "blue"),
            ("4.6", 873),
            chip(Tone::Accent, on_for),
        ),
        listing(
            "Acme Pay",
            "Portico",
            "Cards and wallets in the checkout, with test mode.",
            ("card", "violet"),
            ("4.9", 2310),
            plain("1.4 % per sale".to_owned()),
        ),
        listing(
            "Size Finder",
            "Portico",
            "Fewer returns: three questions, one size.",
            ("ruler", "green"),
            ("4.4", 412),
            price(text.price_month, 600),
        ),
        listing(
            "Webhook Notifier",
            "Northwind",
            "Sends every order to your own systems.",
            ("bell", "red"),
            ("4.7", 655),
            chip(Tone::Warn, text.state_ask_admin.to_owned()),
        ),
        listing(
            "Order Notes",
            "Portico",
            "Private notes on orders for your whole team.",
            ("note", "olive"),
            ("4.2", 198),
            price(text.price_seat, 200),
        ),
    ]
}

fn plain(price: String) -> AnyView {
    view! { <span class="plugin-price">{price}</span> }.into_any()
}

#[component]
fn Results(locale: Locale) -> AnyView {
    let text = locale.text();
    let cards: Vec<_> = listings(locale)
        .into_iter()
        .map(|listing| card(listing, locale))
        .collect();
    view! {
        <div class="stack">
            <p class="small muted" role="status">{text.common.plugins.of(locale, 48)}</p>
            <div class="grid">{cards}</div>
            <Pagination locale=locale summary="1–24 of 48" next=Some("/store?cursor=x".to_owned()) />
        </div>
    }
    .into_any()
}

fn card(listing: Listing, locale: Locale) -> AnyView {
    let text = &locale.text().store;
    let spoken = fill(text.rating_label, &[("rating", listing.stars)]);
    let rating = RatingText {
        shown: listing.stars.to_owned(),
        spoken,
    };
    view! {
        <PluginCard
            title=listing.title
            publisher=listing.publisher
            summary=listing.summary
            href="/store/x"
            icon=listing.icon
            colour=listing.colour
            rating=Some(rating)
            facts=text.shops.of(locale, listing.shops)
        >
            {listing.state}
        </PluginCard>
    }
    .into_any()
}
