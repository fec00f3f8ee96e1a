//! `/console/hosts/{host}/slots`: in which order the extensions of each slot stand, for the whole host.

use leptos::prelude::*;

use super::form::RefusedNotice;
use super::frame::{HostFrame, HostPage, HostPlace, host_href, load_host};
use crate::backend::{HostSlot, HostSlotExtension};
use crate::i18n::{Said, fill, format_count};
use crate::islands::SlotOrder;
use crate::page::{page, text};
use crate::pages::admin::order_words;
use crate::ui::{
    Button, ButtonKind, ButtonSize, Cell, Column, EmptyState, IconName, LinkButton, OrderButtons,
    PageHeader, Phrase, Row, RowHead, Table, TableCard,
};

/// The slots of a host.
#[component]
pub fn SlotsPage() -> impl IntoView {
    load_host(
        |console, host| async move { console.slots(&host).await },
        |HostPage { frame, data }| {
            let words = &text().inspector;
            let host = frame.host.id.clone();
            let list = if data.is_empty() {
                let href = host_href(&host, HostPlace::Plugins);
                view! {
                    <EmptyState icon=IconName::Plug title=words.slots_empty_title text=words.slots_empty_text>
                        <LinkButton href>{words.slots_empty_action}</LinkButton>
                    </EmptyState>
                }
                .into_any()
            } else {
                let url = format!("/api/v1/hosts/{host}/slot-order");
                let tables: Vec<_> = data
                    .into_iter()
                    .enumerate()
                    .map(|(at, slot)| view! { <SlotPart at part=slot/> })
                    .collect();
                view! { <SlotOrder url words=order_words()>{tables}</SlotOrder> }.into_any()
            };
            view! {
                <HostFrame frame place=HostPlace::Slots>
                    <PageHeader title=words.slots_title lead=words.slots_lead/>
                    <RefusedNotice shown=&[]/>
                    {list}
                </HostFrame>
            }
        },
    )
}

#[component]
fn SlotPart(at: usize, part: HostSlot) -> impl IntoView {
    let slot = part;
    let (words, locale) = (&text().inspector, page().locale);
    let title = text().slot.place(&slot.slot).to_owned();
    let room = words
        .room_for
        .of(locale, u64::try_from(slot.max_items).unwrap_or(u64::MAX));
    let columns = vec![
        Column::new(words.column_extension),
        Column::actions(text().console.actions),
    ];
    let last = slot.extensions.len().saturating_sub(1);
    let key = slot.slot.clone();
    let rows: Vec<_> = slot
        .extensions
        .into_iter()
        .enumerate()
        .map(|(at, extension)| {
            view! { <ExtensionRow key=key.clone() extension can_move_up={at > 0} can_move_down={at < last}/> }
        })
        .collect();
    let reset = slot
        .is_ordered
        .then(|| view! { <Reset key=slot.slot.clone()/> });
    let id = format!("slot-{at}");
    let reset_id = format!("{id}-reset");
    let caption = title.clone();
    view! {
        <section class="stack console-part" aria-labelledby=id>
            <div>
                <h2 id=id.clone()>{title}</h2>
                <p class="small muted"><code class="plain-code">{slot.slot}</code>" "{room}</p>
            </div>
            <TableCard><Table caption columns hide_head=true>{rows}</Table></TableCard>
            <div id=reset_id data-region="">{reset}</div>
        </section>
    }
}

#[component]
fn ExtensionRow(
    key: String,
    extension: HostSlotExtension,
    can_move_up: bool,
    can_move_down: bool,
) -> impl IntoView {
    let (words, locale) = (&text().inspector, page().locale);
    let Said { text: title, lang } = extension.plugin_title;
    let name = format!("{title} ({})", extension.extension);
    let title = Phrase::said(title, &lang, locale);
    let priority = (extension.priority != 0).then(|| {
        let sign = if extension.priority < 0 { "−" } else { "" };
        let number = u64::from(extension.priority.unsigned_abs());
        let number = format!("{sign}{}", format_count(number, locale));
        fill(words.priority, &[("n", &number)])
    });
    let priority = priority.map(|text| view! { <p class="muted">{text}</p> });
    let hidden = [
        ("do", "move".to_owned()),
        ("slot", key.clone()),
        ("plugin", extension.plugin.clone()),
        ("extension", extension.extension.clone()),
    ];
    let hidden = hidden
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec();
    let buttons = view! {
        <OrderButtons
            action=page().pathname.clone()
            hidden
            up=fill(words.move_up, &[("what", &name)])
            down=fill(words.move_down, &[("what", &name)])
            can_move_up
            can_move_down
        />
    };
    view! {
        <Row attr:data-order-item=name attr:data-order-list=key>
            <RowHead>
                <span class="strong">{title.view()}</span>
                <p><code class="plain-code">{extension.extension}</code></p>
                {priority}
            </RowHead>
            <Cell><div class="row-actions">{buttons}</div></Cell>
        </Row>
    }
}

/// Goes back to the order by priority.
#[component]
fn Reset(key: String) -> impl IntoView {
    let words = &text().inspector;
    let label = fill(words.by_priority_of, &[("slot", &key)]);
    view! {
        <form class="order-reset" method="post" action=page().pathname.clone()>
            <input type="hidden" name="do" value="move"/>
            <input type="hidden" name="slot" value=key/>
            <Button kind=ButtonKind::Muted size=ButtonSize::Small name="step" value="reset" attr:aria-label=label>
                {words.by_priority}
            </Button>
        </form>
    }
}
