//! What a host's logo and colour look like. Colours are attributes of a drawing: the page needs no inline styles.

use leptos::prelude::*;

use crate::layout::{AccentColours, accent_pair};
use crate::page::text;
use crate::ui::Logo;

/// Grounds of the two themes in `style/_tokens.scss`: surface and text.
const LIGHT: (&str, &str) = ("#ffffff", "#1b1f26");
const DARK: (&str, &str) = ("#181c22", "#f0eeeb");

/// The logo in the bar's size, beside the name; nothing without a logo.
#[component]
pub(super) fn LogoPreview(
    /// Name of the host.
    name: String,
    /// Address of the logo, empty: none.
    logo_url: String,
) -> impl IntoView {
    if logo_url.is_empty() {
        return ().into_any();
    }
    let label = text().console.settings.logo_preview;
    view! {
        <figure class="preview">
            <figcaption class="small muted">{label}</figcaption>
            <Logo name href="#logo_url" src=Some(logo_url)/>
        </figure>
    }
    .into_any()
}

/// The saved colour in both themes, as it was corrected to be read; nothing without a colour.
#[component]
pub(super) fn AccentPreview(
    /// `#rrggbb`, empty: none.
    accent: String,
) -> impl IntoView {
    let Some((light, dark)) = accent_pair(&accent) else {
        return ().into_any();
    };
    let words = &text().console.settings;
    view! {
        <figure class="preview">
            <figcaption class="small muted">{words.accent_preview} ". " {words.accent_note}</figcaption>
            <div class="preview-themes">
                <ThemePreview label=words.preview_light ground=LIGHT colours=light/>
                <ThemePreview label=words.preview_dark ground=DARK colours=dark/>
            </div>
        </figure>
    }
    .into_any()
}

#[component]
fn ThemePreview(
    label: &'static str,
    ground: (&'static str, &'static str),
    colours: AccentColours,
) -> impl IntoView {
    let words = &text().console.settings;
    let (surface, ink) = ground;
    let AccentColours { base, on, soft } = colours;
    view! {
        <svg class="preview-theme" viewBox="0 0 260 104" role="img" aria-label=label>
            <rect width="260" height="104" rx="10" fill=surface/>
            <text x="16" y="28" fill=ink font-size="13" font-weight="600">{label}</text>
            <rect x="16" y="46" width="96" height="36" rx="6" fill=base.clone()/>
            <text x="64" y="68.5" fill=on.clone() font-size="13" font-weight="600" text-anchor="middle">{words.preview_button}</text>
            <rect x="124" y="52" width="66" height="24" rx="12" fill=soft/>
            <text x="157" y="68.5" fill=base.clone() font-size="12" font-weight="600" text-anchor="middle">{words.preview_chip}</text>
            <rect x="204" y="53" width="38" height="22" rx="11" fill=base/>
            <circle cx="231" cy="64" r="8" fill=on/>
        </svg>
    }
}
