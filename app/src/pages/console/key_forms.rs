//! Making keys: rotating, a further secret, a public key; and showing a secret again.

use leptos::prelude::*;

use super::form::{ConsoleForm, PasswordAgain, PostForm};
use crate::i18n::{Locale, fill};
use crate::page::{page, text};
use crate::pages::refused::RefusedForm;
use crate::ui::{
    Button, ButtonKind, ButtonSize, Card, CardHead, Choice, FieldInfo, Section, Select, TextArea,
    TextInput,
};

/// How long old secrets stay valid, in hours; the default is one day.
const OVERLAPS: [u64; 6] = [0, 1, 24, 72, 168, 720];
const DEFAULT_OVERLAP: &str = "24";

/// Replaces the secrets in use.
#[component]
pub(super) fn RotateSecret() -> impl IntoView {
    let (words, locale) = (&text().console.keys, page().locale);
    let form = ConsoleForm::of("rotate", &["overlap_hours", "password"]);
    let value = form.value("overlap_hours", DEFAULT_OVERLAP);
    let field = form.field("overlap_hours", words.overlap);
    let choices = OVERLAPS
        .into_iter()
        .map(|hours| Choice::new(hours.to_string(), overlap(hours, locale)))
        .collect();
    view! {
        <Section id="rotate" title=words.rotate_title text=words.rotate_text>
            <Card>
                <PostForm form=form.clone()>
                    <Select field name="overlap_hours" choices value/>
                    <PasswordAgain form/>
                    <div class="form-actions">
                        <Button size=ButtonSize::Form>{words.rotate_submit}</Button>
                    </div>
                </PostForm>
            </Card>
        </Section>
    }
}

/// "24 hours", "3 days".
fn overlap(hours: u64, locale: Locale) -> String {
    let words = &locale.text().console.keys;
    match hours {
        0 => words.overlap_none.to_owned(),
        1..=24 => words.overlap_hours.of(locale, hours),
        more => words.overlap_days.of(locale, more / 24),
    }
}

/// A secret beside those in use; without one, the first.
#[component]
pub(super) fn CreateSecret(
    /// There is none in use.
    first: bool,
) -> impl IntoView {
    let words = &text().console.keys;
    let form = ConsoleForm::of("create", &["password"]);
    let kind = if first {
        ButtonKind::Primary
    } else {
        ButtonKind::Secondary
    };
    let (title, explanation) = if first {
        (words.create_submit, words.empty_text)
    } else {
        (words.create_title, words.create_text)
    };
    view! {
        <Section id="create" title text=explanation>
            <Card>
                <PostForm form=form.clone()>
                    <PasswordAgain form/>
                    <div class="form-actions">
                        <Button kind size=ButtonSize::Form>{words.create_submit}</Button>
                    </div>
                </PostForm>
            </Card>
        </Section>
    }
}

/// The public half of a key of one's own.
#[component]
pub(super) fn RegisterKey() -> impl IntoView {
    let words = &text().console.keys;
    let form = ConsoleForm::of("register", &["jwk", "password"]);
    let value = form.value("jwk", "");
    let field = form
        .field("jwk", words.register_jwk)
        .help(words.register_help);
    view! {
        <Section id="register" title=words.register_title text=words.register_text>
            <Card>
                <PostForm form=form.clone()>
                    <div class="code-input">
                        <TextArea
                            field
                            name="jwk"
                            value
                            rows=5
                            placeholder=r#"{"kty":"OKP","crv":"Ed25519","kid":"2026-01","x":"…"}"#
                            required=true
                        />
                    </div>
                    <PasswordAgain form/>
                    <div class="form-actions">
                        <Button size=ButtonSize::Form>{words.register_submit}</Button>
                    </div>
                </PostForm>
            </Card>
        </Section>
    }
}

/// What is asked before a secret is shown again.
#[component]
pub(super) fn RevealFields(
    /// Id of the control, unique on the page.
    field_id: String,
) -> impl IntoView {
    let words = &text().console.keys;
    let field = FieldInfo::new(field_id, text().console.access.password_again);
    view! {
        <p class="muted">{words.reveal_text}</p>
        <TextInput
            field
            name="password"
            input_type="password"
            autocomplete="current-password"
            required=true
        />
    }
}

/// The same question again, on the page, when its answer was refused.
#[component]
pub(super) fn RefusedReveal() -> impl IntoView {
    let Some(refused) = RefusedForm::of("reveal") else {
        return ().into_any();
    };
    let words = &text().console.keys;
    let key = refused.value("key").to_owned();
    let form = ConsoleForm::of("reveal", &["password"]);
    let field = form.field("password", text().console.access.password_again);
    let title = fill(words.reveal_title, &[("key", &key)]);
    view! {
        <div class="refused-card settings-column">
            <Card labelled_by="reveal-again">
                <CardHead title id="reveal-again"/>
                <PostForm form hidden=vec![("key", key)]>
                    <p class="muted">{words.reveal_text}</p>
                    <TextInput
                        field
                        name="password"
                        input_type="password"
                        autocomplete="current-password"
                        required=true
                    />
                    <div class="form-actions">
                        <Button kind=ButtonKind::Primary size=ButtonSize::Form>{words.reveal}</Button>
                    </div>
                </PostForm>
            </Card>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_overlap_has_its_own_words_and_one_is_the_default() {
        for locale in Locale::ALL {
            let words: std::collections::BTreeSet<_> = OVERLAPS
                .iter()
                .map(|hours| overlap(*hours, locale))
                .collect();
            assert_eq!(words.len(), OVERLAPS.len(), "{words:?}");
        }
        assert_eq!(overlap(1, Locale::En), "1 hour");
        assert_eq!(overlap(168, Locale::De), "7 Tage");
        assert!(
            OVERLAPS
                .iter()
                .any(|hours| hours.to_string() == DEFAULT_OVERLAP)
        );
    }
}
