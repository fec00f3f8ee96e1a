//! `/admin/orders`: the organisation's newest orders (demo).

use leptos::prelude::*;

use super::frame::{AdminFrame, AdminPlace, admin_org_name};
use crate::backend::{Answer, Order, ShopAdminBackend, backend};
use crate::error::AppError;
use crate::i18n::fill;
use crate::page::{page, text};
use crate::pages::load::load;
use crate::ui::{
    Cell, Column, DateText, EmptyState, IconName, Money, PageHeader, Row, RowHead, Table, TableCard,
};

/// Orders on the page.
const SHOWN: u32 = 50;

/// The newest orders.
#[component]
pub fn OrdersPage() -> impl IntoView {
    load(async { shop_admin()?.orders(SHOWN).await }, |orders| {
        let words = &text().admin;
        let lead = fill(words.orders_lead, &[("org", &admin_org_name(&page()))]);
        view! {
            <AdminFrame title=words.orders place=AdminPlace::Orders>
                <PageHeader title=words.orders lead/>
                {if orders.is_empty() {
                    view! { <EmptyState icon=IconName::Receipt title=words.orders_empty_title text=words.orders_empty_text/> }
                        .into_any()
                } else {
                    view! { <OrderTable orders/> }.into_any()
                }}
            </AdminFrame>
        }
    })
}

#[component]
fn OrderTable(orders: Vec<Order>) -> impl IntoView {
    let (words, locale) = (&text().admin, page().locale);
    let columns = vec![
        Column::new(words.order_number),
        Column::new(words.buyer),
        Column::new(words.day),
        Column::numeric(words.amount),
    ];
    let rows: Vec<_> = orders
        .into_iter()
        .map(|order| {
            view! {
                <Row>
                    <RowHead><span class="item-title">{order.number}</span></RowHead>
                    <Cell label=words.buyer>{order.email.clone()}</Cell>
                    <Cell label=words.day><DateText ms=order.created_at locale/></Cell>
                    <Cell label=words.amount numeric=true><Money amount=order.amount currency=order.currency.clone() locale/></Cell>
                </Row>
            }
        })
        .collect();
    view! { <TableCard><Table caption=words.orders columns>{rows}</Table></TableCard> }
}

/// The shop's admin backend; 404 without `--demo`.
pub(super) fn shop_admin() -> Answer<std::sync::Arc<dyn ShopAdminBackend>> {
    if page().demo {
        backend()
    } else {
        Err(AppError::not_found())
    }
}
