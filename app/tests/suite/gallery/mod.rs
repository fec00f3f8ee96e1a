//! Every component on a few pages, as the server renders them. The tests check what holds for any markup of ours; the
//! pages are left in the target directory for a look (`target/tmp/gallery`).

mod admin;
mod checkout;
mod components;
mod directions;
mod store;

use std::path::PathBuf;
use std::{env, fs};

use leptos::prelude::*;
use portico_app::i18n::Locale;
use portico_app::layout::{LayoutData, NavItem, OrgChoice, ViewerInfo};
use portico_app::page::{HostBrand, Theme};
use portico_sdk::policy::HostModes;

use crate::support::markup;

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
            accent: String::new(),
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
        markup::has_no_inline_styles_or_handlers(name, &render(*draw, Locale::En));
    }
}

#[test]
fn ids_are_unique_and_every_reference_finds_its_element() {
    for (name, draw) in PAGES {
        markup::references_lead_somewhere(name, &render(*draw, Locale::En));
    }
}

#[test]
fn every_class_is_known_to_the_stylesheet() {
    for (name, draw) in PAGES {
        markup::classes_are_styled(name, &render(*draw, Locale::En));
    }
}
