//! What is shown when a page cannot be shown.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::error::AppError;
use crate::i18n::Text;
use crate::layout::{ConsoleTopLayout, LayoutData, PageWidth, Place, SiteLayout, sign_in_href};
use crate::page::page;
use crate::pages::choose_org::OrgButtons;
use crate::ui::{ButtonKind, EmptyState, IconName, LinkButton};

/// Says that the whole page is a failure; put into the context by a handler that could not do what a form asked.
#[derive(Debug, Clone)]
pub struct PageFailure(pub AppError);

/// The page for a failure: its status, a sentence, the way on, and the request id when the fault is ours.
#[component]
pub fn FailedPage(
    /// What went wrong.
    error: AppError,
) -> impl IntoView {
    set_status(error.status);
    let page = page();
    let text = page.locale.text();
    let (icon, title, sentence) = words(&error, text);
    let request_id = (error.status >= 500).then(|| page.request_id.clone());
    let console = page.is_console();
    let (title, sentence) = match error.status {
        403 if console => (title, text.console.forbidden_text.to_owned()),
        404 if console => (
            text.console.failed_title,
            text.console.failed_text.to_owned(),
        ),
        _ => (title, sentence),
    };
    let (href, label) = match (error.status, console) {
        (401, false) if error.code.starts_with("token_") => ("/".to_owned(), text.errors.go_home),
        (401, _) => (sign_in_href(&page.path), text.nav.sign_in),
        (_, true) => ("/console".to_owned(), text.errors.to_console),
        (_, false) => ("/".to_owned(), text.errors.go_home),
    };
    let orgs: Vec<String> = page
        .session
        .iter()
        .filter(|_| error.code == "org_required")
        .flat_map(|session| session.admin_orgs().map(ToOwned::to_owned))
        .collect();
    let action = if orgs.is_empty() {
        view! { <LinkButton href kind=ButtonKind::Primary>{label}</LinkButton> }.into_any()
    } else {
        view! { <OrgButtons orgs/> }.into_any()
    };
    let detail = detail(&error, text)
        .map(|detail| view! { <p class="small muted center" lang="en">{detail}</p> });
    let content = view! {
            <h1 class="visually-hidden">{title}</h1>
            <EmptyState icon title text=sentence>{action}</EmptyState>
            {detail}
            {request_id.map(|id| view! { <p class="small muted center">{text.errors.request_id} " " <code>{id}</code></p> })}
    };
    let frame = if console {
        let data = LayoutData::of(&page, Place::Console);
        view! { <ConsoleTopLayout data width=PageWidth::Center>{content}</ConsoleTopLayout> }
            .into_any()
    } else {
        let data = LayoutData::of(&page, Place::Elsewhere);
        view! { <SiteLayout data width=PageWidth::Center>{content}</SiteLayout> }.into_any()
    };
    view! {
        <Title text=title/>
        {frame}
    }
}

fn words(error: &AppError, text: &'static Text) -> (IconName, &'static str, String) {
    let errors = &text.errors;
    if is_for_developers(error) {
        let sentence = format!("{} ({})", refusal(error, text), error.code);
        return (IconName::Warning, errors.refused_title, sentence);
    }
    let (icon, title, sentence) = match error.status {
        401 => (IconName::Key, errors.sign_in_title, errors.sign_in_text),
        403 => (
            IconName::Shield,
            errors.forbidden_title,
            errors.forbidden_text,
        ),
        404 if error.code == "no_host" => (
            IconName::Building,
            errors.no_host_title,
            errors.no_host_text,
        ),
        404 => (
            IconName::Search,
            errors.not_found_title,
            errors.not_found_text,
        ),
        409 if error.code == "org_required" => (
            IconName::Building,
            errors.org_required_title,
            errors.org_required_text,
        ),
        409 => (
            IconName::Refresh,
            errors.conflict_title,
            errors.conflict_text,
        ),
        429 => (IconName::Clock, errors.too_many_title, errors.too_many_text),
        400..=499 => {
            return (
                IconName::Warning,
                errors.refused_title,
                refusal(error, text).to_owned(),
            );
        }
        _ => (IconName::Warning, errors.server_title, errors.server_text),
    };
    (icon, title, sentence.to_owned())
}

/// Said to the host's developer: the host sent its user here with a token or from a page that is not right.
fn is_for_developers(error: &AppError) -> bool {
    error.code.starts_with("token_") || error.code == "origin_not_allowed"
}

/// Why, in the language of the page.
fn refusal(error: &AppError, text: &'static Text) -> &'static str {
    let words = &text.refusals;
    words.sentence(&error.code).unwrap_or(words.other)
}

/// The server's own sentence, in English, where it says more than the page's.
fn detail(error: &AppError, text: &'static Text) -> Option<String> {
    let says_refusal = is_for_developers(error)
        || matches!(error.status, 400 | 402 | 405..=408 | 410..=428 | 430..=499);
    (says_refusal && text.refusals.leaves_out(&error.code)).then(|| error.message.clone())
}

/// Sets the status of the response.
pub fn set_status(status: u16) {
    if let (Some(response), Ok(status)) = (
        use_context::<leptos_axum::ResponseOptions>(),
        axum::http::StatusCode::from_u16(status),
    ) {
        response.set_status(status);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;

    fn sentence(error: &AppError, locale: Locale) -> String {
        words(error, locale.text()).2
    }

    #[test]
    fn a_refusal_speaks_the_language_of_the_page_and_names_its_code_to_developers() {
        let expired = AppError::new(
            401,
            "token_expired",
            "The token was refused: it has expired.",
        );
        let german = sentence(&expired, Locale::De);
        assert!(german.starts_with("Das Token ist abgelaufen."), "{german}");
        assert!(german.ends_with("(token_expired)"), "{german}");
        assert_eq!(detail(&expired, Locale::De.text()), None);
        let unreadable = AppError::new(400, "bad_request", "Failed to deserialize form body");
        assert_eq!(
            sentence(&unreadable, Locale::De),
            "Was gesendet wurde, war nicht lesbar."
        );
    }

    #[test]
    fn what_the_catalogue_does_not_say_stands_below_it_in_english() {
        for error in [
            AppError::new(
                401,
                "token_claim",
                "The token was refused: claim exp is missing.",
            ),
            AppError::new(422, "made_up", "Something new."),
        ] {
            let german = sentence(&error, Locale::De);
            assert!(!german.contains(&error.message), "{german}");
            let detail = detail(&error, Locale::De.text());
            assert_eq!(detail.as_deref(), Some(error.message.as_str()));
        }
        // Pages with a sentence of their own say nothing more.
        for status in [401, 403, 404, 409, 429, 500] {
            let error = AppError::new(status, "made_up", "Something new.");
            assert_eq!(detail(&error, Locale::De.text()), None, "{status}");
        }
    }
}
