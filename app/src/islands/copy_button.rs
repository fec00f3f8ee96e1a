//! Copies a text of the page to the clipboard: a secret, a link, a snippet.

use leptos::prelude::*;

use crate::ui::{ButtonKind, ButtonSize, Icon, IconName, button_class};

/// What became of the last press.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "buttons are pressed in browsers only")
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing was pressed, or it is a while ago.
    Waiting,
    /// It is in the clipboard.
    Copied,
    /// The browser refused; the text is selected, so that the reader copies it.
    Refused,
}

/// A button that copies the text of the element with the id `target`. What it did is said politely, and the button keeps
/// its width. Without script it is not there (`with-script`): the text can be selected.
///
/// The text is not a prop, so that a secret stands in the page once.
#[island(lazy)]
pub fn CopyButton(
    /// Id of the element whose text is copied.
    target: String,
    /// What is copied, for assistive technology: "Copy secret".
    what: String,
    /// "Copy"
    label: String,
    /// "Copied"
    copied: String,
    /// "Press Ctrl+C to copy"
    refused: String,
) -> impl IntoView {
    let (outcome, set_outcome) = signal(Outcome::Waiting);
    let press = move |_| {
        #[cfg(feature = "hydrate")]
        browser::copy(&target, set_outcome);
        #[cfg(not(feature = "hydrate"))]
        let _ = (&target, set_outcome);
    };
    let class = format!(
        "{} copy-button with-script",
        button_class(ButtonKind::Secondary, ButtonSize::Small)
    );
    let done = move || outcome.get() == Outcome::Copied;
    // The mark on the button shows a success; a refusal says what to do.
    let seen = move || match outcome.get() {
        Outcome::Refused => "small muted",
        Outcome::Waiting | Outcome::Copied => "visually-hidden",
    };
    let said = move || match outcome.get() {
        Outcome::Waiting => String::new(),
        Outcome::Copied => copied.clone(),
        Outcome::Refused => refused.clone(),
    };
    view! {
        <button type="button" class=class aria-label=what data-copied=move || done().then_some("") on:click=press>
            <span class="copy-mark-waiting"><Icon name=IconName::Copy/></span>
            <span class="copy-mark-done"><Icon name=IconName::Check/></span>
            <span>{label}</span>
        </button>
        <span class=seen role="status">{said}</span>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::time::Duration;

    use leptos::prelude::*;
    use leptos::wasm_bindgen::JsValue;
    use leptos::web_sys::{self, Element};
    use wasm_bindgen_futures::{JsFuture, spawn_local};

    use super::Outcome;

    /// How long the outcome is shown.
    const SHOWN: Duration = Duration::from_millis(2500);

    /// Copies the text of `target` and says what became of it.
    pub fn copy(target: &str, say: WriteSignal<Outcome>) {
        let Some(element) = document().get_element_by_id(target) else {
            return;
        };
        spawn_local(async move {
            let text = element.text_content().unwrap_or_default();
            let outcome = if write(&text).await {
                Outcome::Copied
            } else {
                select(&element);
                Outcome::Refused
            };
            // The page may have been left meanwhile.
            let _ = say.try_set(outcome);
            set_timeout(
                move || {
                    let _ = say.try_set(Outcome::Waiting);
                },
                SHOWN,
            );
        });
    }

    /// False when there is no clipboard (an insecure page) or the browser refuses.
    async fn write(text: &str) -> bool {
        let navigator = window().navigator();
        let clipboard = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard"));
        if !clipboard.is_ok_and(|clipboard| clipboard.is_object()) {
            return false;
        }
        JsFuture::from(navigator.clipboard().write_text(text))
            .await
            .is_ok()
    }

    fn select(element: &Element) {
        if let Ok(Some(selection)) = window().get_selection() {
            let _ = web_sys::Selection::select_all_children(&selection, element);
        }
    }
}
