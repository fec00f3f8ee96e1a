//! `/admin/orders?page=2`: the organisation's orders, the newest first (demo).

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::frame::{AdminFrame, AdminPlace, admin_org_name, host_session};
use crate::backend::{Answer, Order, OrderPage, ShopAdminBackend, backend};
use crate::error::AppError;
use crate::i18n::{fill, format_count};
use crate::page::{page, text};
use crate::pages::load::load;
use crate::ui::{
    Cell, Column, Data, DateText, EmptyState, IconName, Money, PageHeader, Pagination, Row,
    RowHead, Table, TableCard,
};

/// The orders of an organisation.
#[component]
pub fn OrdersPage() -> impl IntoView {
    let number = use_query_map().get_untracked().get("page");
    let number = number.and_then(|page| page.parse().ok()).unwrap_or(1);
    load(async move { shop_admin()?.orders(number).await }, |found| {
        let words = &text().admin;
        let name = admin_org_name(&page());
        let lead = match host_session(&page()) {
            Some(_) => fill(words.orders_host_lead, &[("host", &name)]),
            None => fill(words.orders_lead, &[("org", &name)]),
        };
        view! {
            <AdminFrame title=words.orders place=AdminPlace::Orders>
                <PageHeader title=words.orders lead/>
                {if found.orders.is_empty() {
                    view! { <EmptyState icon=IconName::Receipt title=words.orders_empty_title text=words.orders_empty_text/> }
                        .into_any()
                } else {
                    view! {
                        <OrderTable orders=found.orders.clone()/>
                        <Pages found/>
                    }
                    .into_any()
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
                    <RowHead><span class="item-title"><Data text=order.number/></span></RowHead>
                    <Cell label=words.buyer><Data text=order.email.clone()/></Cell>
                    <Cell label=words.day><DateText ms=order.created_at locale/></Cell>
                    <Cell label=words.amount numeric=true><Money amount=order.amount currency=order.currency.clone() locale/></Cell>
                </Row>
            }
        })
        .collect();
    view! {
        <TableCard>
            <Table caption=words.orders columns class="table-orders">{rows}</Table>
        </TableCard>
    }
}

/// "26–50 of 212", and the pages on both sides.
#[component]
fn Pages(found: OrderPage) -> impl IntoView {
    let locale = page().locale;
    let count = |number: u32| format_count(u64::from(number), locale);
    let shown = u32::try_from(found.orders.len()).unwrap_or(u32::MAX);
    let summary = fill(
        text().common.range_of,
        &[
            ("from", &count(found.before + 1)),
            ("to", &count(found.before + shown)),
            ("total", &count(found.total)),
        ],
    );
    let previous = (found.page > 1).then(|| href(found.page - 1));
    let next = (found.page < found.pages).then(|| href(found.page + 1));
    view! { <Pagination locale summary previous next/> }
}

/// The address of a page of the list.
fn href(page: u32) -> String {
    if page == 1 {
        "/admin/orders".to_owned()
    } else {
        format!("/admin/orders?page={page}")
    }
}

/// The shop's admin backend; 404 without `--demo`.
pub(super) fn shop_admin() -> Answer<std::sync::Arc<dyn ShopAdminBackend>> {
    if page().demo {
        backend()
    } else {
        Err(AppError::not_found())
    }
}
