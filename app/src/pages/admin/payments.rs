//! `/admin/payments`: the ways to pay (demo).

use leptos::prelude::*;

use super::frame::{AdminFrame, AdminPlace};
use super::orders::shop_admin;
use crate::backend::PaymentMethod;
use crate::page::text;
use crate::pages::load::load;
use crate::ui::{Cell, Chip, Column, PageHeader, Row, RowHead, Table, TableCard, Tone};

/// All payment methods.
#[component]
pub fn PaymentsPage() -> impl IntoView {
    load(
        async { shop_admin()?.all_payment_methods().await },
        |methods| {
            let words = &text().admin;
            let columns = vec![
                Column::new(words.payments_title),
                Column::new(words.payment_provider),
                Column::new(words.status),
            ];
            let rows: Vec<_> = methods
                .into_iter()
                .map(|method| view! { <MethodRow method/> })
                .collect();
            view! {
                <AdminFrame title=words.payments_title place=AdminPlace::Payments>
                    <PageHeader title=words.payments_title lead=words.payments_lead_shop/>
                    <TableCard><Table caption=words.payments_title columns>{rows}</Table></TableCard>
                </AdminFrame>
            }
        },
    )
}

#[component]
fn MethodRow(method: PaymentMethod) -> impl IntoView {
    let words = &text().admin;
    view! {
        <Row>
            <RowHead>
                <a class="item-title" href=format!("/admin/payments/{}", method.id)>{method.title.clone()}</a>
                <span class="small muted">{method.hint.clone()}</span>
            </RowHead>
            <Cell label=words.payment_provider><code>{method.provider.clone()}</code></Cell>
            <Cell label=words.status><MethodChip enabled=method.enabled/></Cell>
        </Row>
    }
}

/// Whether the checkout offers a method, in a word.
#[component]
pub fn MethodChip(
    /// It is offered.
    enabled: bool,
) -> impl IntoView {
    let words = &text().admin;
    if enabled {
        view! { <Chip tone=Tone::Good>{words.payment_enabled}</Chip> }
    } else {
        view! { <Chip>{words.payment_disabled}</Chip> }
    }
}
