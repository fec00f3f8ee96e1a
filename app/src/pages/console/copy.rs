//! What is there to be copied: a secret in a well, a snippet of code.

use leptos::prelude::*;

use crate::i18n::fill;
use crate::islands::CopyButton;
use crate::page::{page, text};
use crate::pages::refused::ShownBefore;
use crate::ui::{ButtonSize, Icon, IconName, LinkButton, Notice};

/// What was just made and is shown this once, at the top of the page, where it takes the focus.
#[component]
pub(super) fn ShownCard(
    /// Id, unique on the page.
    id: &'static str,
    /// Stands for what it is.
    #[prop(default = IconName::Key)]
    icon: IconName,
    /// What it is.
    #[prop(into)]
    title: String,
    /// The secret, the link, the token.
    value: String,
    /// What the value is called: "Secret".
    what: &'static str,
    /// Where to keep it, whom to give it, what comes next.
    children: Children,
) -> AnyView {
    let (title_id, value_id) = (format!("{id}-title"), format!("{id}-value"));
    view! {
        <section class="shown-card" id=id tabindex="-1" autofocus=true aria-labelledby=title_id>
            <h2 id=title_id.clone()><Icon name=icon/>{title}</h2>
            <div class="copy-well">
                <code class="copy-text" id=value_id.clone()>{value}</code>
                <Copy target=value_id what/>
            </div>
            {children()}
        </section>
    }
    .into_any()
}

/// In place of a [`ShownCard`] when its page is opened again: what was shown is gone, the list is not.
#[component]
pub(super) fn ShownBeforeNotice(
    /// How to get at what was shown, or at another one.
    advice: &'static str,
) -> AnyView {
    let words = &text().console;
    let href = page().pathname.clone();
    let back = move || view! { <LinkButton href=href.clone() size=ButtonSize::Small>{words.shown_back}</LinkButton> };
    use_context::<ShownBefore>()
        .map(|_| {
            view! {
                <Notice action=back>
                    <p class="strong">{words.shown_before}</p>
                    <p>{advice}</p>
                </Notice>
            }
        })
        .into_any()
}

/// Code that works as it stands.
#[component]
pub(super) fn Snippet(
    /// Id, unique on the page.
    id: &'static str,
    /// Where the code belongs: "Your page (HTML)".
    label: &'static str,
    /// The code.
    code: String,
) -> AnyView {
    let code_id = format!("{id}-code");
    view! {
        <figure class="snippet">
            <figcaption>
                <span class="eyebrow" id=id>{label}</span>
                <Copy target=code_id.clone() what=label/>
            </figcaption>
            // A region that scrolls has to be reached by keyboard.
            <pre tabindex="0" role="region" aria-labelledby=id><code id=code_id>{code}</code></pre>
        </figure>
    }
    .into_any()
}

#[component]
fn Copy(target: String, what: &'static str) -> AnyView {
    let (common, words) = (&text().common, &text().console);
    let what = fill(words.copy_of, &[("what", what)]);
    view! {
        <CopyButton
            target
            what
            label=common.copy.to_owned()
            copied=common.copied.to_owned()
            refused=words.copy_failed.to_owned()
        />
    }
    .into_any()
}
