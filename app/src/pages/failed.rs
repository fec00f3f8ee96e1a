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
    let content = view! {
            <h1 class="visually-hidden">{title}</h1>
            <EmptyState icon title text=sentence>{action}</EmptyState>
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
    // Said to the host's developer: the host sent its user here with a token or from a page that is not right.
    if error.code.starts_with("token_") || error.code == "origin_not_allowed" {
        let sentence = format!("{} ({})", error.message, error.code);
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
                error.message.clone(),
            );
        }
        _ => (IconName::Warning, errors.server_title, errors.server_text),
    };
    (icon, title, sentence.to_owned())
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
