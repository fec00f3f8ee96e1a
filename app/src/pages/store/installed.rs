//! `/installed`: what is on for oneself, and who turned it on.

use leptos::prelude::*;

use super::frame::{PostButton, StoreFrame, host_name, my_uid};
use super::status::{reason_lines, status};
use crate::backend::{AppCard, StoreBackend, backend};
use crate::i18n::fill;
use crate::layout::{Place, encode_value};
use crate::page::{page, text};
use crate::pages::failed::set_status;
use crate::pages::load::load;
use crate::ui::{
    ButtonKind, ButtonSize, Cell, Column, EmptyState, IconName, LinkButton, PageHeader, PluginHead,
    Row, RowHead, Status, Table, TableCard, TileSize, VisuallyHidden, WhyLink,
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
            Some(cards) if cards.is_empty() => view! {
                <EmptyState icon=IconName::Installed title=words.empty_title text=words.empty_text>
                    <LinkButton href="/store" kind=ButtonKind::Primary>{words.browse}</LinkButton>
                </EmptyState>
            }
            .into_any(),
            Some(cards) => view! { <Plugins cards/> }.into_any(),
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
}

#[component]
fn PluginRow(card: AppCard) -> impl IntoView {
    let (words, locale) = (&text().installed, page().locale);
    let (tone, word) = status(&card, locale);
    let reason = reason_lines(&card.reasons, &host_name(), &my_uid(), locale)
        .into_iter()
        .next();
    let uninstall = card.actions.uninstall.then(|| {
        let action = format!("/store/{}/uninstall", card.name);
        let of = card.title.clone();
        view! {
            <VisuallyHidden>{of}</VisuallyHidden>
            <PostButton action label=words.uninstall size=ButtonSize::Small/>
        }
    });
    let why = view! {
        <WhyLink name=card.name.clone() title=card.title.clone() label=text().store.why_title/>
    };
    view! {
        <Row>
            <RowHead>
                <PluginHead
                    title=card.title.clone()
                    detail=card.publisher.clone()
                    icon=card.icon.clone()
                    colour=card.tile.clone()
                    href=format!("/store/{}", card.name)
                    size=TileSize::Small
                />
            </RowHead>
            <Cell>
                <div class="stack stack-tight">
                    <Status tone word nostrip:reason=reason/>
                    {why}
                </div>
            </Cell>
            <Cell><div class="row-actions">{uninstall}</div></Cell>
        </Row>
    }
}
