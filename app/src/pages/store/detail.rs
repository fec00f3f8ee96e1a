//! `/store/{plugin}`: what a plugin is, what it adds, why its state is what it is, and what can be done about it.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use portico_sdk::policy::PluginState;

use super::frame::{ActsInPlace, PostButton, StoreFrame, Then, host_name, my_uid, status_id};
use super::status::{reason_lines, status};
use crate::backend::{AppCard, AppDetail, ExtensionSummary, OrgSwitchState, StoreBackend, backend};
use crate::i18n::{Tongue, fill};
use crate::layout::{PageWidth, Place, encode_value, org_name};
use crate::page::{page, text};
use crate::pages::load::load;
use crate::ui::{
    Breadcrumbs, ButtonKind, ButtonSize, Card, Chip, Crumb, Data, Fact, Facts, LinkButton, Phrase,
    PluginTile, Switch, TileSize, Tone, WHY,
};

/// One plugin.
#[component]
pub fn PluginPage() -> impl IntoView {
    let plugin = use_params_map()
        .get_untracked()
        .get("plugin")
        .unwrap_or_default();
    let data = async move { backend::<dyn StoreBackend>()?.app(&plugin).await };
    load(data, |detail| {
        let title = detail.card.title.clone();
        let (state, facts) = (detail.card.clone(), detail.card.clone());
        let crumbs = vec![
            Crumb::link(text().nav.store, "/store"),
            Crumb::here(title_of(&detail.card)),
        ];
        view! {
            <StoreFrame title place=Place::Store width=PageWidth::Narrow>
                <Breadcrumbs locale=page().locale items=crumbs/>
                <div class="listing">
                    <Head card=detail.card.clone()/>
                    <aside class="listing-side stack aside-sticky">
                        <ActsInPlace id="plugin-state"><State card=state/></ActsInPlace>
                        <ListingFacts card=facts extensions=detail.extensions.clone()/>
                    </aside>
                    <div class="listing-body stack stack-loose">
                        <About detail=detail.clone()/>
                        <Adds extensions=detail.extensions/>
                    </div>
                </div>
            </StoreFrame>
        }
    })
}

#[component]
fn Head(card: AppCard) -> impl IntoView {
    let title = title_of(&card);
    let by = fill(text().store.by_publisher, &[("publisher", &card.publisher)]);
    view! {
        <header class="store-head">
            <PluginTile title=card.title.clone() icon=card.icon colour=card.tile size=TileSize::Large/>
            <div>
                <h1>{title.view()}</h1>
                <p class="muted">{by}</p>
            </div>
        </header>
    }
}

/// The title as it is drawn.
fn title_of(card: &AppCard) -> Phrase {
    Phrase::said(card.title.clone(), &card.langs.title, page().locale)
}

#[component]
fn About(detail: AppDetail) -> impl IntoView {
    let AppCard { summary, langs, .. } = detail.card;
    let summary = Phrase::said(summary, &langs.summary, page().locale);
    let paragraphs: Vec<_> = detail
        .about
        .into_iter()
        .map(|paragraph| {
            let Tongue { lang, dir } = Tongue::of(&detail.about_lang, page().locale);
            view! { <p lang=lang dir=dir.unwrap_or("auto")>{paragraph}</p> }
        })
        .collect();
    view! {
        <section aria-labelledby="about">
            <h2 id="about" class="visually-hidden">{text().store.what_it_does}</h2>
            <div class="prose">
                <p class="lead">{summary.isolated().view()}</p>
                {paragraphs}
            </div>
        </section>
    }
}

#[component]
fn Adds(extensions: Vec<ExtensionSummary>) -> impl IntoView {
    let words = &text().store;
    let list = if extensions.is_empty() {
        view! { <p class="muted">{words.adds_nothing}</p> }.into_any()
    } else {
        let items: Vec<_> = extensions.into_iter().map(addition).collect();
        view! { <ul class="stack" role="list">{items}</ul> }.into_any()
    };
    view! {
        <section class="stack" aria-labelledby="adds">
            <h2 id="adds">{words.what_it_adds}</h2>
            {list}
        </section>
    }
}

fn addition(extension: ExtensionSummary) -> impl IntoView {
    let slot = &text().slot;
    let kind = match extension.kind.as_str() {
        "schema" => slot.kind_schema,
        "sandbox" => slot.kind_sandbox,
        _ => slot.kind_component,
    };
    let place = slot.place(&extension.slot).to_owned();
    let honest = slot.listed_sentence(&extension.kind, &extension.origins);
    view! {
        <li class="well">
            <div class="between">
                <h3>{place}</h3>
                <Chip>{kind}</Chip>
            </div>
            <p class="small muted">{honest}</p>
        </li>
    }
}

#[component]
fn State(card: AppCard) -> impl IntoView {
    let (words, locale) = (&text().store, page().locale);
    let (tone, word) = status(&card, locale);
    let lines = reason_lines(&card.reasons, &host_name(), &my_uid(), locale);
    let first = lines.first().cloned();
    let chain: Vec<_> = lines
        .into_iter()
        .map(|line| view! { <li>{line}</li> })
        .collect();
    let orgs = card.actions.orgs.clone();
    let switches = (!orgs.is_empty()).then(|| view! { <OrgSwitches card=card.clone() orgs/> });
    let action = view! { <Action card=card.clone()/> };
    view! {
        <Card>
            <div class="stack">
                <div class="stack stack-tight">
                    <p id=status_id(&card.name)><Chip tone>{word}</Chip></p>
                    {first.map(|first| view! { <p class="small muted">{first}</p> })}
                </div>
                {action}
                <details class="why">
                    <summary>{words.why_title}</summary>
                    <ol class="small" id=WHY>{chain}</ol>
                </details>
            </div>
        </Card>
        {switches}
    }
}

/// The one thing this person can do, or a sentence about who can.
#[component]
fn Action(card: AppCard) -> impl IntoView {
    let (words, page) = (&text().store, page());
    let offered = page
        .host
        .as_ref()
        .is_some_and(|host| host.modes.user_installs);
    if card.actions.turn_on_again {
        let action = format!("/store/{}/turn-on-again", card.name);
        return view! {
            <PostButton action label=words.turn_on_again plugin=card.name kind=ButtonKind::Primary size=ButtonSize::MainWide/>
        }
        .into_any();
    }
    if card.actions.install {
        let action = format!("/store/{}/install", card.name);
        let then = Then {
            label: words.uninstall,
            tone: Tone::Good,
            word: words.state_installed,
        };
        return view! {
            <PostButton action label=words.install plugin=card.name then kind=ButtonKind::Primary size=ButtonSize::MainWide/>
        }
        .into_any();
    }
    if card.actions.uninstall {
        let action = format!("/store/{}/uninstall", card.name);
        let then = Then {
            label: words.install,
            tone: Tone::Neutral,
            word: words.state_available,
        };
        return view! {
            <PostButton action label=words.uninstall plugin=card.name then size=ButtonSize::MainWide/>
        }
        .into_any();
    }
    if page.session.is_none()
        && offered
        && !card.state.is_on()
        && card.state != PluginState::Blocked
    {
        let href = format!("/sign-in?next={}", encode_value(&page.path));
        return view! {
            <LinkButton href kind=ButtonKind::Primary size=ButtonSize::MainWide>{words.sign_in_to_install}</LinkButton>
        }
        .into_any();
    }
    let sentence = hint(&card);
    view! { <p class="small">{sentence}</p> }.into_any()
}

fn hint(card: &AppCard) -> String {
    let words = &text().store;
    if !card.actions.orgs.is_empty() && !card.state.is_on() {
        return words.off_hint_admin.to_owned();
    }
    match card.state {
        state if state.is_on() => words.already_on_hint.to_owned(),
        PluginState::Blocked => words.blocked_hint.to_owned(),
        PluginState::AskAdmin => {
            with_org(card, words.ask_hint).unwrap_or_else(|| words.ask_hint_unknown.to_owned())
        }
        PluginState::Suspended => with_org(card, words.suspended_hint).unwrap_or_default(),
        _ => fill(words.off_hint, &[("host", &host_name())]),
    }
}

/// A sentence about the first organisation that the reasons name.
fn with_org(card: &AppCard, sentence: &str) -> Option<String> {
    let org = card.reasons.iter().find_map(|reason| reason.org.as_deref());
    org.map(|org| fill(sentence, &[("org", &org_name(org))]))
}

#[component]
fn OrgSwitches(card: AppCard, orgs: Vec<OrgSwitchState>) -> impl IntoView {
    let words = &text().store;
    let rows: Vec<_> = orgs
        .into_iter()
        .map(|state| {
            let org = org_name(&state.org);
            let label = fill(
                words.org_switch_label,
                &[("plugin", &card.title), ("org", &org)],
            );
            let key = format!("{} {}", card.name, state.org);
            let hidden = vec![
                ("org".to_owned(), state.org),
                ("next".to_owned(), page().path.clone()),
            ];
            view! {
                <li class="between">
                    <span class="small">{fill(words.org_everyone, &[("org", &org)])}</span>
                    <Switch action=format!("/admin/plugins/{}/switch", card.name) label on=state.enabled name="to" hidden key/>
                </li>
            }
        })
        .collect();
    view! {
        <Card labelled_by="for-org">
            <div class="stack">
                <h2 class="item-title" id="for-org">{words.org_switch_title}</h2>
                <ul class="stack" role="list">{rows}</ul>
            </div>
        </Card>
    }
}

#[component]
fn ListingFacts(card: AppCard, extensions: Vec<ExtensionSummary>) -> impl IntoView {
    let words = &text().store;
    let origins: BTreeSet<_> = extensions
        .into_iter()
        .flat_map(|extension| extension.origins)
        .collect();
    let origins = if origins.is_empty() {
        view! { <span>{words.no_origins}</span> }.into_any()
    } else {
        origins
            .into_iter()
            .map(|origin| view! { <div><code>{origin}</code></div> })
            .collect_view()
            .into_any()
    };
    let categories = card
        .categories
        .iter()
        .map(|code| words.category_name(code))
        .collect::<Vec<_>>()
        .join(", ");
    view! {
        <div class="listing-facts">
            <Card>
                <Facts>
                    <Fact term=words.version><Data text=card.version.clone()/></Fact>
                    <Fact term=words.publisher><Data text=card.publisher.clone()/></Fact>
                    <Fact term=words.category>{categories}</Fact>
                    <Fact term=words.needs_origins>{origins}</Fact>
                </Facts>
            </Card>
        </div>
    }
}
