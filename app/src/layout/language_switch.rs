//! The choice of a language: a form that posts to the preferences and comes back to the page.

use leptos::prelude::*;

use super::address::without_param;
use super::data::LayoutData;
use crate::i18n::Locale;

/// One button for each language, named in itself. The page and its query stay, but for a `lang` of the address, which would
/// win over the choice.
///
/// Choosing leaves the page as any form does, so a guard of unsaved changes hears of it by `beforeunload`.
#[component]
pub(super) fn LanguageSwitch(
    /// What the frame shows.
    data: LayoutData,
) -> AnyView {
    let here = data.locale.language();
    // Nobody speaks a pseudo-locale, so it is not offered; who came to it by its address sees where they are.
    let buttons: Vec<_> = Locale::ALL
        .into_iter()
        .chain(here.is_pseudo().then_some(here))
        .map(|locale| {
            let current = (locale == here).then_some("true");
            view! {
                <button name="lang" value=locale.tag() lang=locale.tag() dir=locale.dir() aria-current=current>
                    {locale.own_name()}
                </button>
            }
        })
        .collect();
    view! {
        <form class="language-switch" method="post" action=data.actions.preferences>
            <input type="hidden" name="next" value=without_param(&data.path, "lang") />
            <div class="segmented" role="group" aria-label=data.locale.text().nav.language>{buttons}</div>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn switch(locale: Locale) -> String {
        let data = LayoutData {
            locale,
            path: "/store?q=pay&lang=fr&sort=name".to_owned(),
            ..LayoutData::default()
        };
        view! { <LanguageSwitch data/> }.to_html()
    }

    #[test]
    fn i18n_each_language_is_named_in_itself_and_the_current_one_is_marked() {
        let html = switch(Locale::DeAt);
        assert!(
            html.contains(r#"value="/store?q=pay&amp;sort=name""#),
            "{html}"
        );
        assert!(html.contains(r#"lang="en" dir="ltr">"#), "{html}");
        assert!(
            html.contains(r#"lang="de" dir="ltr" aria-current="true">"#),
            "{html}"
        );
        assert!(
            html.contains("Deutsch") && html.contains("English"),
            "{html}"
        );
        assert!(!html.contains("XA"), "{html}");
    }

    #[test]
    fn i18n_a_pseudo_locale_shows_itself_only_where_one_is() {
        let html = switch(Locale::Mirrored);
        assert!(
            html.contains(r#"lang="ar-XB" dir="rtl" aria-current="true">"#),
            "{html}"
        );
        assert!(!html.contains("en-XA"), "{html}");
    }
}
