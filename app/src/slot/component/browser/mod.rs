//! The loader in the browser: files, then the element, then its life; each failure ends in a card with Retry.

mod client;
mod element;
mod faults;
mod files;
mod flood;

use std::cell::Cell;
use std::rc::Rc;

use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

use self::element::Mounted;
use self::files::Thrown;
use super::props::LoaderProps;
use crate::slot::loading::attempt::Attempt;
use crate::slot::loading::{Failure, Phase, Shown, places, reporter};
use crate::slot::report::Outcome;

/// Starts as soon as the place is in the page; answers what Retry does.
pub(super) fn start(
    item: LoaderProps,
    place: NodeRef<Div>,
    phase: RwSignal<Phase>,
) -> impl Fn() + Copy + Send + Sync + 'static {
    let item = Rc::new(item);
    faults::know(&item);
    // The owner of the island drops it, and with it the element and everything that listens (PARITY 26).
    let loader = StoredValue::new_local(Loader {
        shown: Rc::new(item.shown.clone()),
        item,
        phase,
        latest: Rc::default(),
        mounted: None,
    });
    Effect::new(move |_| {
        let Some(place) = place.get() else { return };
        let place: HtmlElement = place.unchecked_into();
        begin(loader, place.clone());
        let watched = place.clone();
        places::watch(&watched, move |is_there| {
            if is_there {
                begin(loader, place.clone());
            } else {
                end(loader);
            }
        });
    });
    move || {
        if let Some(place) = place.get_untracked() {
            let place: HtmlElement = place.unchecked_into();
            begin(loader, place.clone());
            places::focus_surface(&place);
        }
    }
}

struct Loader {
    item: Rc<LoaderProps>,
    shown: Rc<Shown>,
    phase: RwSignal<Phase>,
    /// The attempt that counts; what an earlier one still does is void.
    latest: Rc<Cell<u32>>,
    mounted: Option<Mounted>,
}

type LoaderHandle = StoredValue<Loader, LocalStorage>;

/// Takes the element out and makes every attempt void.
fn end(loader: LoaderHandle) {
    let mounted = loader.try_update_value(|loader| {
        loader.latest.set(loader.latest.get() + 1);
        loader.phase.try_set(Phase::Loading);
        loader.mounted.take()
    });
    // Runs code of the plugin, so not while the loader is borrowed.
    drop(mounted);
}

fn begin(loader: LoaderHandle, place: HtmlElement) {
    end(loader);
    let Some((item, attempt)) = loader.try_with_value(|loader| {
        let attempt = Attempt::new(&loader.shown, &loader.latest, loader.phase);
        (Rc::clone(&loader.item), attempt)
    }) else {
        return;
    };
    attempt.watch_the_clock();
    spawn_local(async move {
        let Some(constructor) = load_in_the_end(&item, &attempt).await else {
            return;
        };
        // Who took the place out of the page meanwhile does not want the element any more (PARITY 26).
        if !attempt.counts() || !place.is_connected() {
            return;
        }
        let late = attempt.clone();
        let flooded = move || {
            let late = late.clone();
            // It is in the loader that the caller is part of.
            spawn_local(async move {
                if late.counts() {
                    loader.try_update_value(|loader| loader.mounted.take());
                    late.give_up(Failure::Flooded);
                }
            });
        };
        match element::mount(&item, &place, &constructor, flooded) {
            Ok(mounted) if attempt.counts() => {
                loader.try_update_value(|loader| loader.mounted = Some(mounted));
                attempt.succeed();
            }
            Ok(_) => {}
            Err(failure) => attempt.give_up(failure),
        }
    });
}

/// The element's constructor, now or later: what failed to load here may be defined all the same, by a script that took its
/// time or because another place of the same element tried again with more luck (FORMS 12).
async fn load_in_the_end(item: &LoaderProps, attempt: &Attempt) -> Option<JsValue> {
    match load(item, attempt).await {
        Ok(constructor) => return Some(constructor),
        Err(failure) => attempt.give_up(failure),
    }
    if constructor(&item.tag).is_some() {
        return None;
    }
    definition(&item.tag).await?;
    match load(item, attempt).await {
        Ok(constructor) => Some(constructor),
        Err(failure) => {
            attempt.give_up(failure);
            None
        }
    }
}

/// Loads all files and waits for the definition; answers the element's constructor.
async fn load(item: &LoaderProps, attempt: &Attempt) -> Result<JsValue, Failure> {
    let style =
        (!item.style_url.is_empty()).then(|| files::style(&item.style_url, &item.style_integrity));
    let external: Vec<_> = item
        .external_scripts
        .iter()
        .map(|url| files::script(url, ""))
        .collect();
    for script in external {
        settle(script, "").await?;
    }
    // A second definition of a tag throws (THREATS 31): what is defined is not loaded again.
    if constructor(&item.tag).is_none() {
        let script = files::script(&item.script_url, &item.integrity);
        let thrown = settle(script, &item.script_url).await?;
        judge(thrown, item)?;
    }
    attempt.script_ran();
    if let Some(style) = style {
        settle(style, &item.style_url).await?;
    }
    definition(&item.tag).await.ok_or(Failure::Undefined)
}

/// What it means that a script threw while it ran. One that defined its element before is taken as it is, unless it wanted to
/// define what exists: then what is there may be somebody else's, so it is not shown unasked.
fn judge(thrown: Thrown, item: &LoaderProps) -> Result<(), Failure> {
    let failure = match thrown {
        Thrown::Nothing => return Ok(()),
        Thrown::Twice => Failure::Twice,
        Thrown::Other => Failure::Crashed,
    };
    if constructor(&item.tag).is_none() {
        // Retry lets it run again.
        files::forget(&item.script_url);
        return Err(failure);
    }
    if failure == Failure::Twice {
        return Err(failure);
    }
    reporter::report(item, Outcome::Crashed);
    Ok(())
}

/// Waits for a file. One that is refused although it can be fetched has another integrity than was declared.
async fn settle(file: js_sys::Promise, own_url: &str) -> Result<Thrown, Failure> {
    if let Ok(thrown) = files::arrived(file).await {
        return Ok(thrown);
    }
    let reachable = !own_url.is_empty() && files::is_reachable(own_url).await;
    Err(if reachable {
        Failure::Integrity
    } else {
        Failure::Network
    })
}

async fn definition(tag: &str) -> Option<JsValue> {
    let defined = window().custom_elements().when_defined(tag).ok()?;
    JsFuture::from(defined).await.ok()?;
    constructor(tag)
}

/// What the registry has under this tag now.
fn constructor(tag: &str) -> Option<JsValue> {
    let constructor = window().custom_elements().get(tag);
    constructor.is_function().then_some(constructor)
}
