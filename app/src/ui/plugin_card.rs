//! A plugin in the store: its tile, and the card that leads to its listing.

use leptos::prelude::*;

use super::{Icon, IconName, Phrase};

/// Edge length of a tile.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TileSize {
    /// 36 px, in tables.
    Small,
    /// 44 px, on cards.
    #[default]
    Normal,
    /// 64 px, on the listing.
    Large,
}

/// The mark of a plugin: an icon, or its first letter, on a coloured ground.
#[component]
pub fn PluginTile(
    /// Title of the plugin, whose first letter stands in for an unknown icon.
    #[prop(into)]
    title: String,
    /// Icon of the sprite.
    #[prop(optional, into)]
    icon: String,
    /// Colour of the ground, see `portico_sdk::plugin`; an unknown one is chosen from the title.
    #[prop(optional, into)]
    colour: String,
    /// Edge length.
    #[prop(optional)]
    size: TileSize,
) -> AnyView {
    let mark = if let Some(name) = IconName::parse(&icon) {
        view! { <Icon name=name /> }.into_any()
    } else {
        let first: String = title.chars().take(1).flat_map(char::to_uppercase).collect();
        Phrase::data(first).view()
    };
    view! { <span class=tile_class(&colour, &title, size) aria-hidden="true">{mark}</span> }
        .into_any()
}

const GROUNDS: [&str; 7] = ["orange", "blue", "violet", "green", "red", "olive", "grey"];

/// The classes of a tile. Without a known colour the title chooses one, the same on every page and server.
fn tile_class(colour: &str, title: &str, size: TileSize) -> String {
    let ground = GROUNDS
        .into_iter()
        .find(|ground| *ground == colour)
        .unwrap_or_else(|| {
            // FNV-1a, 32 bits: small, stable, spreads short names.
            let hash = title.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
                (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
            });
            GROUNDS[hash as usize % GROUNDS.len()]
        });
    let size = match size {
        TileSize::Small => " plugin-tile-small",
        TileSize::Normal => "",
        TileSize::Large => " plugin-tile-large",
    };
    format!("plugin-tile plugin-tile-{ground}{size}")
}

/// Tile, title and a line below it: the head of a card, of a row, of a listing.
#[component]
pub fn PluginHead(
    /// Title of the plugin.
    #[prop(into)]
    title: Phrase,
    /// Publisher, or what it is for.
    #[prop(optional, into)]
    detail: Phrase,
    /// Icon of the sprite.
    #[prop(optional, into)]
    icon: String,
    /// Colour of the tile.
    #[prop(optional, into)]
    colour: String,
    /// Address of the listing; the title is plain text without one.
    #[prop(optional, into)]
    href: String,
    /// Edge length of the tile.
    #[prop(optional)]
    size: TileSize,
) -> AnyView {
    let plain = title.text().to_owned();
    let title = title.isolated();
    let name = if href.is_empty() {
        title.view()
    } else {
        view! { <a class="plugin-link" href=href>{title.view()}</a> }.into_any()
    };
    view! {
        <div class="plugin-head">
            <PluginTile title=plain icon=icon colour=colour size=size />
            <div class="plugin-head-text">
                <p class="plugin-name">{name}</p>
                {(!detail.is_empty()).then(|| view! { <p class="plugin-by">{detail.clone().view()}</p> })}
            </div>
        </div>
    }
    .into_any()
}

/// A rating: the number as it is shown and the sentence that is read out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RatingText {
    /// "4.8"
    pub shown: String,
    /// "Rated 4.8 of 5"
    pub spoken: String,
}

/// A plugin as a card; the whole card leads to the listing.
#[component]
pub fn PluginCard(
    /// Title of the plugin.
    #[prop(into)]
    title: Phrase,
    /// Name of the publisher.
    #[prop(into)]
    publisher: String,
    /// One sentence.
    #[prop(into)]
    summary: Phrase,
    /// Address of the listing.
    #[prop(into)]
    href: String,
    /// Icon of the sprite.
    #[prop(optional, into)]
    icon: String,
    /// Colour of the tile.
    #[prop(optional, into)]
    colour: String,
    /// Rating, once there is one.
    #[prop(optional_no_strip)]
    rating: Option<RatingText>,
    /// Facts beside the rating: "1,204 shops".
    #[prop(optional, into)]
    facts: String,
    /// The card stands below the heading of a section.
    #[prop(optional)]
    nested: bool,
    /// State chip or price, at the end of the last line.
    children: Children,
) -> AnyView {
    let plain = title.text().to_owned();
    let title = title.isolated();
    let link = view! { <a class="plugin-link plugin-link-cover" href=href>{title.view()}</a> };
    let heading = if nested {
        view! { <h3 class="plugin-name">{link}</h3> }.into_any()
    } else {
        view! { <h2 class="plugin-name">{link}</h2> }.into_any()
    };
    view! {
        <article class="plugin-card">
            <div class="plugin-head">
                <PluginTile title=plain icon=icon colour=colour />
                <div class="plugin-head-text">
                    {heading}
                    <p class="plugin-by">{Phrase::data(publisher).view()}</p>
                </div>
            </div>
            <p class="plugin-summary">{summary.isolated().view()}</p>
            <div class="plugin-foot">
                <span class="plugin-stats">
                    {rating.map(|rating| view! { <Rating rating=rating /> })}
                    <span>{facts}</span>
                </span>
                {children()}
            </div>
        </article>
    }
    .into_any()
}

/// A star and a number, read out as a sentence.
#[component]
pub fn Rating(
    /// The texts.
    rating: RatingText,
) -> AnyView {
    view! {
        <span class="plugin-rating">
            <Icon name=IconName::Star />
            <span aria-hidden="true">{rating.shown}</span>
            <span class="visually-hidden">{rating.spoken}</span>
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_colours_become_classes() {
        assert_eq!(
            tile_class("violet", "Acme Pay", TileSize::Normal),
            "plugin-tile plugin-tile-violet"
        );
        let unknown = tile_class("x\" onload=\"", "Acme Pay", TileSize::Small);
        assert!(
            GROUNDS
                .iter()
                .any(|ground| unknown
                    == format!("plugin-tile plugin-tile-{ground} plugin-tile-small")),
            "{unknown}"
        );
        assert_eq!(unknown, tile_class("", "Acme Pay", TileSize::Small));
    }

    #[test]
    fn the_title_is_the_only_link_of_a_card() {
        let rating = RatingText {
            shown: "4.8".to_owned(),
            spoken: "Rated 4.8 of 5".to_owned(),
        };
        let html = view! {
            <PluginCard title="Reviews" publisher="P" summary="S" href="/store/reviews" icon="star" rating=Some(rating)>
                "Free"
            </PluginCard>
        }
        .to_html();
        assert_eq!(html.matches("<a ").count(), 1, "{html}");
        assert!(html.contains("Rated 4.8 of 5"), "{html}");
    }

    #[test]
    fn an_unknown_icon_becomes_the_first_letter() {
        let html = view! { <PluginTile title="émile" icon="nothing" /> }.to_html();
        assert!(html.contains("<bdi>É</bdi></span>"), "{html}");
    }
}
