//! The loader in the browser: files, then the element, then its life; each failure ends in a card with Retry.

mod client;
mod element;
mod files;

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

use self::element::Mounted;
use super::island::{Failure, Phase};
use super::props::LoaderProps;
use super::{DEADLINE_MS, STILL_LOADING_MS};

/// Starts as soon as the place is in the page; answers what Retry does.
pub(super) fn start(
    item: LoaderProps,
    place: NodeRef<Div>,
    phase: RwSignal<Phase>,
) -> impl Fn() + Copy + Send + Sync + 'static {
    // The owner of the island drops it, and with it the element and everything that listens (PARITY 26).
    let loader = StoredValue::new_local(Loader {
        item: Rc::new(item),
        phase,
        attempt: Rc::default(),
        mounted: None,
    });
    let begin = move || {
        if let Some(place) = place.get_untracked() {
            begin(loader, place.unchecked_into());
        }
    };
    Effect::new(move |_| {
        place.track();
        begin();
    });
    begin
}

struct Loader {
    item: Rc<LoaderProps>,
    phase: RwSignal<Phase>,
    /// The attempt that counts; what an earlier one still does is void.
    attempt: Rc<Cell<u32>>,
    mounted: Option<Mounted>,
}

type LoaderHandle = StoredValue<Loader, LocalStorage>;

fn begin(loader: LoaderHandle, place: HtmlElement) {
    let Some((item, attempt)) = loader.try_update_value(|loader| {
        loader.mounted = None;
        loader.attempt.set(loader.attempt.get() + 1);
        (Rc::clone(&loader.item), Attempt::new(loader))
    }) else {
        return;
    };
    attempt.enter(Phase::Loading);
    watch_the_clock(&attempt);
    spawn_local(async move {
        let outcome = load(&item, &attempt).await;
        // Who took the place out of the page meanwhile does not want the element any more (PARITY 26).
        if !attempt.counts() || !place.is_connected() {
            return;
        }
        match outcome.and_then(|constructor| element::mount(&item, &place, &constructor)) {
            Ok(mounted) => {
                attempt.enter(Phase::Ready);
                loader.try_update_value(|loader| loader.mounted = Some(mounted));
            }
            Err(failure) => attempt.enter(Phase::Failed(failure)),
        }
    });
}

/// One try to load and mount.
#[derive(Clone)]
struct Attempt {
    number: u32,
    latest: Rc<Cell<u32>>,
    phase: RwSignal<Phase>,
    /// The script ran; what is missing now is the definition.
    script_ran: Rc<Cell<bool>>,
}

impl Attempt {
    fn new(loader: &Loader) -> Self {
        Self {
            number: loader.attempt.get(),
            latest: Rc::clone(&loader.attempt),
            phase: loader.phase,
            script_ran: Rc::default(),
        }
    }

    /// No later attempt has begun, and the island is still there.
    fn counts(&self) -> bool {
        self.latest.get() == self.number && !self.phase.is_disposed()
    }

    fn waits(&self) -> bool {
        self.counts()
            && matches!(
                self.phase.try_get_untracked(),
                Some(Phase::Loading | Phase::StillLoading)
            )
    }

    fn enter(&self, phase: Phase) {
        if self.counts() {
            self.phase.try_set(phase);
        }
    }
}

/// Says so when it takes long, and gives up waiting at the deadline; a later success still heals (FORMS 12).
fn watch_the_clock(attempt: &Attempt) {
    let slow = attempt.clone();
    set_timeout(
        move || {
            if slow.waits() {
                slow.enter(Phase::StillLoading);
            }
        },
        Duration::from_millis(STILL_LOADING_MS.into()),
    );
    let late = attempt.clone();
    set_timeout(
        move || {
            if late.waits() {
                let ran = late.script_ran.get();
                late.enter(Phase::Failed(if ran {
                    Failure::Undefined
                } else {
                    Failure::Timeout
                }));
            }
        },
        Duration::from_millis(DEADLINE_MS.into()),
    );
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
        settle(
            files::script(&item.script_url, &item.integrity),
            &item.script_url,
        )
        .await?;
    }
    attempt.script_ran.set(true);
    if let Some(style) = style {
        settle(style, &item.style_url).await?;
    }
    definition(&item.tag).await.ok_or(Failure::Undefined)
}

/// Waits for a file. One that is refused although it can be fetched has another integrity than was declared.
async fn settle(file: js_sys::Promise, own_url: &str) -> Result<(), Failure> {
    if JsFuture::from(file).await.is_ok() {
        return Ok(());
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
