//! Every component on a few pages, as the server renders them. The tests check what holds for any markup of ours; the
//! pages are left in the target directory for a look (`target/tmp/gallery`).
#![cfg(feature = "ssr")]

mod admin;
mod checkout;
mod components;
mod markup;
mod store;

use std::path::PathBuf;
use std::{env, fs};

use leptos::prelude::*;
use portico_app::i18n::Locale;
use portico_app::layout::{LayoutData, NavItem, OrgChoice, ViewerInfo};
use portico_app::page::{HostBrand, Theme};
use portico_sdk::policy::HostModes;

type Draw = fn(Locale) -> AnyView;

const PAGES: &[(&str, Draw)] = &[
    ("store", store::page),
    ("admin", admin::page),
    ("checkout", checkout::page),
    ("components", components::page),
];

fn render(draw: Draw, locale: Locale) -> String {
    Owner::new().with(|| draw(locale).to_html())
}

/// The frame of the demo's host, as `viewer` sees it.
fn frame(locale: Locale, nav: Vec<NavItem>, viewer: &str, orgs: &[(&str, bool)]) -> LayoutData {
    LayoutData {
        locale,
        theme: Theme::System,
        path: "/store?q=pay".to_owned(),
        host: Some(HostBrand {
            id: "acme-shop".to_owned(),
            name: "Acme Shop".to_owned(),
            logo_url: String::new(),
            site_url: "/shop".to_owned(),
            sign_in_url: String::new(),
            modes: HostModes::default(),
        }),
        nav,
        viewer: Some(ViewerInfo {
            name: viewer.to_owned(),
            detail: "Acme Shop".to_owned(),
        }),
        orgs: orgs
            .iter()
            .map(|(name, active)| OrgChoice {
                id: name.to_lowercase(),
                name: (*name).to_owned(),
                active: *active,
            })
            .collect(),
        ..LayoutData::default()
    }
}

#[test]
fn the_pages_are_written_for_a_look() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("gallery");
    fs::create_dir_all(&folder).unwrap();
    for (name, draw) in PAGES {
        for locale in Locale::ALL {
            let html = format!(
                "<!DOCTYPE html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><title>{name}</title>\
                 <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
                 <link rel=\"stylesheet\" href=\"/main.css\"></head><body>{body}</body></html>",
                lang = locale.tag(),
                body = render(*draw, locale),
            );
            fs::write(folder.join(format!("{name}.{}.html", locale.tag())), html).unwrap();
        }
    }
}

#[test]
fn no_markup_carries_inline_styles_or_handlers() {
    for (name, draw) in PAGES {
        for element in markup::elements(&render(*draw, Locale::En)) {
            for (attribute, _) in &element.attributes {
                assert!(
                    attribute != "style" && !attribute.starts_with("on"),
                    "{name}: {element:?}"
                );
            }
        }
    }
}

#[test]
fn ids_are_unique_and_every_reference_finds_its_element() {
    for (name, draw) in PAGES {
        let elements = markup::elements(&render(*draw, Locale::En));
        let mut ids: Vec<_> = elements
            .iter()
            .filter_map(|element| element.get("id"))
            .collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(count, ids.len(), "{name}: an id is used twice: {ids:?}");
        for element in &elements {
            for reference in [
                "for",
                "aria-describedby",
                "aria-labelledby",
                "popovertarget",
                "commandfor",
            ] {
                for id in element
                    .get(reference)
                    .unwrap_or_default()
                    .split_whitespace()
                {
                    assert!(
                        ids.binary_search(&id).is_ok(),
                        "{name}: {reference}={id} leads nowhere"
                    );
                }
            }
        }
    }
}

#[test]
fn every_class_is_known_to_the_stylesheet() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../style");
    let styles: String = fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| fs::read_to_string(entry.unwrap().path()).ok())
        .collect();
    for (name, draw) in PAGES {
        for element in markup::elements(&render(*draw, Locale::En)) {
            for class in element.get("class").unwrap_or_default().split_whitespace() {
                assert!(knows(&styles, class), "{name}: nothing styles .{class}");
            }
        }
    }
}

/// A class is known when it is written out, or made by a loop over names (`.plugin-tile-#{$name}` with `orange: …`), or only
/// there to say "nothing special" (`-neutral`) or to lose a list's bullets.
fn knows(styles: &str, class: &str) -> bool {
    let written = styles
        .match_indices(&format!(".{class}"))
        .any(|(at, found)| {
            !styles[at + found.len()..]
                .starts_with(|next: char| next.is_ascii_alphanumeric() || next == '-')
        });
    let looped = class
        .strip_prefix("plugin-tile-")
        .is_some_and(|ground| styles.contains(&format!("\"{ground}\": oklch")));
    written || looped || class == "chip-neutral" || class.ends_with("-list")
}
