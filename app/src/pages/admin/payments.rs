//! `/admin/payments`: the ways to pay (demo).

use leptos::prelude::*;

use super::frame::{AdminFrame, AdminPlace};
use super::orders::shop_admin;
use crate::backend::PaymentMethod;
use crate::page::{page, text};
use crate::pages::load::load;
use crate::ui::{Cell, Chip, Column, PageHeader, Phrase, Row, RowHead, Table, TableCard, Tone};

/// All payment methods.
#[component]
pub fn PaymentsPage() -> impl IntoView {
    load(
        async { shop_admin()?.all_payment_methods().await },
        |methods| {
            let words = &text().admin;
            let columns = vec![
                Column::new(words.payment_method),
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
                    <TableCard>
                        <Table caption=words.payments_title columns tall=true>{rows}</Table>
                    </TableCard>
                </AdminFrame>
            }
        },
    )
}

#[component]
fn MethodRow(method: PaymentMethod) -> impl IntoView {
    let words = &text().admin;
    let href = format!("/admin/payments/{}", method.id);
    let (title, hint) = name_and_hint(&method);
    let enabled = method.enabled;
    view! {
        <Row>
            <RowHead>
                <p><a class="plugin-link item-title" href=href>{title.view()}</a></p>
                <p class="small muted">{hint.view()}</p>
            </RowHead>
            <Cell label=words.payment_provider><Provider method/></Cell>
            <Cell label=words.status><MethodChip enabled/></Cell>
        </Row>
    }
}

/// What a way to pay is called, and the words beside its name.
pub(super) fn name_and_hint(method: &PaymentMethod) -> (Phrase, Phrase) {
    let said = |text: &str| Phrase::said(text, &method.lang, page().locale);
    (said(&method.title), said(&method.hint))
}

/// Who takes the money: a plugin by its title, with its settings behind it, or the shop itself.
#[component]
pub(super) fn Provider(
    /// The way to pay.
    method: PaymentMethod,
) -> impl IntoView {
    match method.plugin() {
        Some(plugin) => {
            let href = format!("/admin/plugins/{plugin}");
            let title = method.provider_title.clone();
            let title = Phrase::said(title, &method.provider_lang, page().locale);
            view! { <a href=href>{title.view()}</a> }.into_any()
        }
        None => text().admin.payment_built_in.into_any(),
    }
}

/// Whether the checkout offers a method, in a word.
#[component]
fn MethodChip(
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
