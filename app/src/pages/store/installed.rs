//! `/installed`: what is on for oneself, and who turned it on.

use leptos::prelude::*;

use super::frame::{ActsInPlace, PostButton, StoreFrame, Then, host_name, my_uid, status_id};
use super::status::{reason_lines, status};
use crate::backend::{AppCard, StoreBackend, backend};
use crate::i18n::fill;
use crate::layout::{Place, encode_value};
use crate::page::{page, text};
use crate::pages::failed::set_status;
use crate::pages::load::load;
use crate::ui::{
    ButtonKind, ButtonSize, Cell, Chip, Column, EmptyState, IconName, LinkButton, PageHeader,
    Phrase, PluginHead, Row, RowHead, Table, TableCard, TileSize, Tone, VisuallyHidden, WhyLink,
};

/// One's own plugins.
#[component]
pub fn InstalledPage() -> impl IntoView {
    let data = async {
        if page().session.is_none() {
            return Ok(None);
        }
        Ok(Some(backend::<dyn StoreBackend>()?.installed().await?))
    };
    load(data, |cards| {
        let words = &text().installed;
        let lead = fill(words.lead, &[("host", &host_name())]);
        let content = match cards {
            None => view! { <SignedOut/> }.into_any(),
            Some(cards) => {
                view! { <ActsInPlace id="installed"><Plugins cards/></ActsInPlace> }.into_any()
            }
        };
        view! {
            <StoreFrame title=words.title place=Place::Installed>
                <PageHeader title=words.title lead>
                    <LinkButton href="/store">{words.browse}</LinkButton>
                </PageHeader>
                {content}
            </StoreFrame>
        }
    })
}

#[component]
fn SignedOut() -> impl IntoView {
    set_status(401);
    let words = &text().installed;
    let sentence = fill(words.signed_out_text, &[("host", &host_name())]);
    let href = format!("/sign-in?next={}", encode_value(&page().path));
    view! {
        <EmptyState icon=IconName::Key title=words.signed_out_title text=sentence>
            <LinkButton href kind=ButtonKind::Primary>{text().nav.sign_in}</LinkButton>
        </EmptyState>
    }
}

#[component]
fn Plugins(cards: Vec<AppCard>) -> impl IntoView {
    let words = &text().installed;
    if cards.is_empty() {
        return view! {
            <EmptyState icon=IconName::Installed title=words.empty_title text=words.empty_text>
                <LinkButton href="/store" kind=ButtonKind::Primary>{words.browse}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let columns = vec![
        Column::new(words.column_plugin),
        Column::new(words.column_why),
        Column::new(words.column_actions),
    ];
    let rows: Vec<_> = cards
        .into_iter()
        .map(|card| view! { <PluginRow card/> })
        .collect();
    view! {
        <TableCard>
            <Table caption=words.title columns hide_head=true tall=true>{rows}</Table>
        </TableCard>
    }
    .into_any()
}

#[component]
fn PluginRow(card: AppCard) -> impl IntoView {
    let (words, locale) = (&text().installed, page().locale);
    let (tone, word) = status(&card, locale);
    let title = Phrase::said(card.title.clone(), &card.langs.title, locale);
    let reason = reason_lines(&card.reasons, &host_name(), &my_uid(), locale)
        .into_iter()
        .next();
    let again = card.actions.turn_on_again.then(|| {
        let action = format!("/store/{}/turn-on-again", card.name);
        let of = title.clone();
        view! {
            <VisuallyHidden>{of.isolated().view()}</VisuallyHidden>
            <PostButton action label=text().store.turn_on_again plugin=format!("{} again", card.name) size=ButtonSize::Small/>
        }
    });
    let uninstall = card.actions.uninstall.then(|| {
        let action = format!("/store/{}/uninstall", card.name);
        let of = title.clone();
        let then = Then {
            label: text().store.install,
            tone: Tone::Neutral,
            word: text().store.state_available,
        };
        view! {
            <VisuallyHidden>{of.isolated().view()}</VisuallyHidden>
            <PostButton action label=words.uninstall plugin=card.name.clone() then size=ButtonSize::Small/>
        }
    });
    let status_id = status_id(&card.name);
    let why = view! {
        <WhyLink name=card.name.clone() title=title.clone() label=text().store.why_title/>
    };
    view! {
        <Row>
            <RowHead>
                <PluginHead
                    title
                    detail=Phrase::data(card.publisher.clone())
                    icon=card.icon.clone()
                    colour=card.tile.clone()
                    href=format!("/store/{}", card.name)
                    size=TileSize::Small
                />
            </RowHead>
            <Cell>
                <div class="stack stack-tight">
                    <span class="status">
                        <span id=status_id><Chip tone>{word}</Chip></span>
                        {reason.map(|reason| view! { <span class="small muted">{reason}</span> })}
                    </span>
                    {why}
                </div>
            </Cell>
            <Cell><div class="row-actions">{again}{uninstall}</div></Cell>
        </Row>
    }
}
