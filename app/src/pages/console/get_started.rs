//! The three steps from a website to its first plugin, with what is done already.

use leptos::prelude::*;

use super::copy::Snippet;
use super::frame::{HostPlace, host_href};
use crate::backend::{HostOverview, KeyState};
use crate::i18n::{fill, format_date_time};
use crate::page::{page, text};
use crate::ui::{Card, CardHead, Chip, Icon, IconName, Tone};

/// The steps.
#[component]
pub(super) fn GetStarted(
    /// The host.
    overview: HostOverview,
) -> impl IntoView {
    let (words, locale) = (&text().console.overview, page().locale);
    let progress = Progress::of(&overview);
    let id = overview.host.id.clone();
    let keys = host_href(&id, HostPlace::Keys);
    let secret = if progress.has_secret {
        view! {
            <p>{words.step_secret_text}</p>
            <p><a href=keys>{words.step_secret_link}</a></p>
        }
        .into_any()
    } else {
        view! { <p>{words.step_secret_missing} " " <a href=keys>{words.step_secret_create}</a></p> }
            .into_any()
    };
    let seen = progress
        .token_seen
        .map_or(words.step_token_waiting.to_owned(), |at| {
            fill(
                words.step_token_seen,
                &[("date", &format_date_time(at, locale))],
            )
        });
    let page_code = page_snippet(&overview.public_origin, &id, words.button_in_snippet);
    view! {
        <Card labelled_by="get-started">
            <CardHead title=words.start_title id="get-started"/>
            <p class="muted steps-lead">{words.start_text}</p>
            <ol class="steps">
                <Step title=words.step_secret done=progress.has_secret>{secret}</Step>
                <Step title=words.step_token done=progress.token_seen.is_some()>
                    <p>{words.step_token_text}</p>
                    <Snippet id="server-snippet" label=words.snippet_server code=server_snippet()/>
                    <p class="small muted">{seen}</p>
                </Step>
                <Step title=words.step_show done=progress.can_show>
                    <p>{words.step_show_text}</p>
                    <Snippet id="page-snippet" label=words.snippet_page code=page_code/>
                    <p class="cluster">
                        <a href=host_href(&id, HostPlace::Origins)>{words.step_show_origins}</a>
                        <a href=host_href(&id, HostPlace::Plugins)>{words.step_show_plugins}</a>
                    </p>
                </Step>
            </ol>
        </Card>
    }
}

#[component]
fn Step(title: &'static str, done: bool, children: Children) -> impl IntoView {
    let words = &text().console.overview;
    let chip = if done {
        view! { <Chip tone=Tone::Good><Icon name=IconName::Check/>{words.done}</Chip> }
    } else {
        view! { <Chip>{words.to_do}</Chip> }
    };
    view! {
        <li class=if done { "step step-done" } else { "step" }>
            <div class="between">
                <h3>{title}</h3>
                {chip}
            </div>
            <div class="step-body">{children()}</div>
        </li>
    }
}

/// What is done, decided from what the server has seen.
#[derive(Debug, PartialEq, Eq)]
struct Progress {
    /// There is a secret to sign with.
    has_secret: bool,
    /// When a token was last checked.
    token_seen: Option<i64>,
    /// A page may sign users in, and there is a plugin for them.
    can_show: bool,
}

impl Progress {
    fn of(overview: &HostOverview) -> Self {
        Self {
            has_secret: overview
                .keys
                .iter()
                .any(|key| key.state == KeyState::Active),
            token_seen: overview
                .keys
                .iter()
                .filter_map(|key| key.last_used_at)
                .max(),
            can_show: !overview.origins.is_empty() && overview.approved > 0,
        }
    }
}

fn server_snippet() -> String {
    r#"import { makeJWT, OrgRoles } from "@portico/server";

const token = makeJWT(process.env.PORTICO_HOST_SECRET, {
  uid: String(user.id),
  orgs: { globex: OrgRoles.ADMIN },
  expiresIn: 600,
});"#
        .to_owned()
}

fn page_snippet(origin: &str, host: &str, button: &str) -> String {
    format!(
        r#"<form method="post" action="{origin}/session">
  <input type="hidden" name="host" value="{host}">
  <input type="hidden" name="token" value="${{token}}">
  <button>{button}</button>
</form>"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::{ConsoleHost, HostKey, HostRole};

    fn overview() -> HostOverview {
        HostOverview {
            host: ConsoleHost {
                id: "acme-shop".to_owned(),
                name: "Acme Shop".to_owned(),
                role: HostRole::Developer,
                logo_url: String::new(),
                accent: String::new(),
                site_url: String::new(),
                sign_in_url: String::new(),
                org_plugins: true,
                user_installs: true,
                purchases: false,
                created_at: 0,
            },
            keys: Vec::new(),
            origins: Vec::new(),
            approved: 0,
            plugins: 3,
            public_origin: "https://plugins.example.com".to_owned(),
        }
    }

    fn key(state: KeyState, last_used_at: Option<i64>) -> HostKey {
        HostKey {
            id: "k".to_owned(),
            algorithm: "HS256".to_owned(),
            state,
            retire_at: None,
            last_used_at,
            created_by: String::new(),
            created_at: 0,
        }
    }

    #[test]
    fn a_step_is_done_when_the_server_has_seen_it() {
        let mut host = overview();
        let nothing = Progress {
            has_secret: false,
            token_seen: None,
            can_show: false,
        };
        assert_eq!(Progress::of(&host), nothing);
        host.keys = vec![
            key(KeyState::Retiring, Some(7)),
            key(KeyState::Active, None),
        ];
        host.origins = vec!["https://shop.example.com".to_owned()];
        let progress = Progress::of(&host);
        assert!(progress.has_secret && progress.token_seen == Some(7));
        assert!(
            !progress.can_show,
            "without an approved plugin there is nothing to show"
        );
        host.approved = 1;
        assert!(Progress::of(&host).can_show);
    }

    #[test]
    fn the_snippet_signs_in_at_this_server_for_this_host() {
        let code = page_snippet("https://plugins.example.com", "acme-shop", "Plugins");
        assert!(
            code.contains(r#"action="https://plugins.example.com/session""#),
            "{code}"
        );
        assert!(code.contains(r#"name="host" value="acme-shop""#), "{code}");
        assert!(code.contains(r#"name="token" value="${token}""#), "{code}");
    }
}
