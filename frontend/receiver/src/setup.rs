//! What a page says about a plugin that it mounts, as one text: a line for each thing, parted by tabs. It saves a parser, and a
//! crossing for every name.
//!
//! ```text
//! limit ␉ nodes ␉ 100
//! image ␉ https://img.example.com
//! component ␉ Button ␉ acme-button
//! prop ␉ variant ␉ enum ␉ primary ␉ plain
//! event ␉ press
//! method ␉ open
//! ```

use crate::allow::{IdPrefix, Rules};
use crate::component::{Component, Components, PropType, element_name};
use crate::limits::Limits;
use crate::session::Session;

/// A session as the page wants it. Lines that say nothing are passed over: the page is trusted, but may be newer.
pub fn session(prefix: &str, setup: &str, now: f64) -> (Session, Limits) {
    let mut limits = Limits::default();
    let mut image_origins = Vec::new();
    let mut components: Vec<Component> = Vec::new();
    for line in setup.lines() {
        let mut parts = line.split('\t');
        let (Some(kind), Some(name)) = (parts.next(), parts.next()) else {
            continue;
        };
        let rest: Vec<&str> = parts.collect();
        match (kind, components.last_mut()) {
            ("limit", _) => {
                let limit = Limits::ALL.iter().find(|limit| limit.name() == name);
                if let (Some(limit), Some(Ok(value))) =
                    (limit, rest.first().map(|value| value.parse()))
                {
                    limits = limits.with(*limit, value);
                }
            }
            ("image", _) => image_origins.push(name.to_owned()),
            ("component", _) => components.push(Component {
                element: element_name(name),
                alias: rest.first().map(|alias| (*alias).to_owned()),
                props: Vec::new(),
                events: Vec::new(),
                methods: Vec::new(),
            }),
            ("prop", Some(component)) => {
                component
                    .props
                    .extend(prop_type(&rest).map(|kind| (name.to_owned(), kind)));
            }
            ("event", Some(component)) => component.events.push(name.to_owned()),
            ("method", Some(component)) => component.methods.push(name.to_owned()),
            _ => {}
        }
    }
    let rules = Rules {
        prefix: IdPrefix::new(prefix),
        image_origins,
    };
    let session = Session::new(rules, Components::new(components), limits, now);
    (session, limits)
}

fn prop_type(parts: &[&str]) -> Option<PropType> {
    let (kind, options) = parts.split_first()?;
    Some(match *kind {
        "string" => PropType::String,
        "number" => PropType::Number,
        "boolean" => PropType::Boolean,
        "function" => PropType::Function,
        "json" => PropType::Json,
        "enum" => PropType::Enum(options.iter().map(|option| (*option).to_owned()).collect()),
        _ => return None,
    })
}
