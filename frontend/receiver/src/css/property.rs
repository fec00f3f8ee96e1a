//! Properties by name (THREATS 15, 16).

use crate::text::has_word;

/// What values a property may have beyond what all may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words, numbers, colours and functions of the list.
    Any,
    /// Strings as well.
    Text,
    /// A place within the plugin's own box.
    Position,
    /// Words only.
    Cursor,
    /// A number that can be seen.
    Opacity,
}

/// Left out on purpose: `z-index`, `pointer-events`, `behavior`, `-moz-binding`, `mask` and `filter` images, `src`, `-webkit-text-security`,
/// `user-modify`, `view-transition-name`, `anchor-*`, `position-*`, `contain`, `container-*` of the root, `app-region`.
const PROPERTIES: &str = "-webkit-box-orient -webkit-line-clamp accent-color align-content align-items align-self animation \
    animation-delay animation-direction animation-duration animation-fill-mode animation-iteration-count \
    animation-name animation-play-state animation-timing-function appearance aspect-ratio backface-visibility \
    background background-attachment background-blend-mode background-clip background-color background-image \
    background-origin background-position background-position-x background-position-y background-repeat \
    background-size block-size border border-block border-block-color border-block-end border-block-end-color \
    border-block-end-style border-block-end-width border-block-start border-block-start-color \
    border-block-start-style border-block-start-width border-block-style border-block-width border-bottom \
    border-bottom-color border-bottom-left-radius border-bottom-right-radius border-bottom-style border-bottom-width \
    border-collapse border-color border-end-end-radius border-end-start-radius border-inline border-inline-color \
    border-inline-end border-inline-end-color border-inline-end-style border-inline-end-width border-inline-start \
    border-inline-start-color border-inline-start-style border-inline-start-width border-inline-style \
    border-inline-width border-left border-left-color border-left-style border-left-width border-radius border-right \
    border-right-color border-right-style border-right-width border-spacing border-start-end-radius \
    border-start-start-radius border-style border-top border-top-color border-top-left-radius \
    border-top-right-radius border-top-style border-top-width border-width bottom box-decoration-break box-shadow \
    box-sizing break-after break-before break-inside caption-side caret-color clear clip-path color color-scheme \
    column-count column-fill column-gap column-rule column-rule-color column-rule-style column-rule-width \
    column-span column-width columns content counter-increment counter-reset counter-set cursor direction display \
    dominant-baseline empty-cells fill fill-opacity fill-rule filter flex flex-basis flex-direction flex-flow \
    flex-grow flex-shrink flex-wrap float font font-family font-feature-settings font-kerning font-optical-sizing \
    font-size font-size-adjust font-stretch font-style font-synthesis font-variant font-variant-caps \
    font-variant-ligatures font-variant-numeric font-variation-settings font-weight forced-color-adjust gap grid \
    grid-area grid-auto-columns grid-auto-flow grid-auto-rows grid-column grid-column-end grid-column-start grid-row \
    grid-row-end grid-row-start grid-template grid-template-areas grid-template-columns grid-template-rows height \
    hyphens image-rendering inline-size inset inset-block inset-block-end inset-block-start inset-inline \
    inset-inline-end inset-inline-start isolation justify-content justify-items justify-self left letter-spacing \
    line-break line-height list-style list-style-position list-style-type margin margin-block margin-block-end \
    margin-block-start margin-bottom margin-inline margin-inline-end margin-inline-start margin-left margin-right \
    margin-top max-block-size max-height max-inline-size max-width min-block-size min-height min-inline-size \
    min-width mix-blend-mode object-fit object-position opacity order orphans outline outline-color outline-offset \
    outline-style outline-width overflow overflow-anchor overflow-wrap overflow-x overflow-y overscroll-behavior \
    padding padding-block padding-block-end padding-block-start padding-bottom padding-inline padding-inline-end \
    padding-inline-start padding-left padding-right padding-top perspective perspective-origin place-content \
    place-items place-self position quotes resize right rotate row-gap scale scroll-behavior scroll-margin \
    scroll-padding scroll-snap-align scroll-snap-type scrollbar-color scrollbar-gutter scrollbar-width shape-outside \
    stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin \
    stroke-miterlimit stroke-opacity stroke-width tab-size table-layout text-align text-align-last text-anchor \
    text-decoration text-decoration-color text-decoration-line text-decoration-style text-decoration-thickness \
    text-emphasis text-indent text-justify text-orientation text-overflow text-rendering text-shadow text-transform \
    text-underline-offset text-underline-position text-wrap top touch-action transform transform-box \
    transform-origin transform-style transition transition-delay transition-duration transition-property \
    transition-timing-function translate unicode-bidi user-select vector-effect vertical-align visibility \
    white-space widows width word-break word-spacing word-wrap writing-mode";

/// What a property may have; `None`: it may not be set.
pub(super) fn kind(name: &str) -> Option<Kind> {
    if let Some(rest) = name.strip_prefix("--") {
        return (!rest.is_empty()).then_some(Kind::Any);
    }
    has_word(PROPERTIES, name).then_some(match name {
        "position" => Kind::Position,
        "cursor" => Kind::Cursor,
        "opacity" => Kind::Opacity,
        "content"
        | "quotes"
        | "font"
        | "font-family"
        | "font-feature-settings"
        | "font-variation-settings"
        | "grid"
        | "grid-template"
        | "grid-template-areas"
        | "list-style"
        | "list-style-type"
        | "text-emphasis"
        | "text-overflow" => Kind::Text,
        _ => Kind::Any,
    })
}

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn dangerous_properties_are_not_listed() {
        for name in [
            "z-index",
            "pointer-events",
            "behavior",
            "src",
            "-webkit-text-security",
            "mask",
            "COLOR",
        ] {
            assert_eq!(kind(name), None, "{name}");
        }
    }
}
