//! The plugins of an organisation, as `/admin/plugins` will draw them.

use leptos::prelude::*;
use portico_app::i18n::{Locale, fill};
use portico_app::layout::{AdminLayout, NavGroup, NavItem, Post, ToastData};
use portico_app::ui::*;

use super::frame;

pub fn page(locale: Locale) -> AnyView {
    let text = locale.text();
    let nav = vec![
        NavItem::new(text.nav.store, "/store"),
        NavItem::new(text.nav.admin, "/admin").current(true),
        NavItem::new(text.nav.shop, "/shop"),
    ];
    let mut data = frame(
        locale,
        nav,
        "org-admin",
        &[("Globex", true), ("Initech", false)],
    );
    data.toast = Some(ToastData {
        message: fill(
            text.admin_plugins.turned_on_toast,
            &[("plugin", "Sales Chart"), ("org", "Globex")],
        ),
        undo: Some(Post {
            action: "/admin/plugins".to_owned(),
            fields: vec![("plugin".to_owned(), "sales-chart".to_owned())],
        }),
    });
    let items = vec![
        NavItem::new(text.nav.dashboard, "/admin"),
        NavItem::new(text.nav.orders, "/admin/orders"),
        NavItem::new(text.nav.payment_methods, "/admin/payments"),
        NavItem::new(text.nav.plugins, "/admin/plugins").current(true),
        NavItem::new(text.nav.requests, "/admin/requests").count(3),
        NavItem::new(text.nav.audit, "/admin/audit"),
        NavItem::new(text.nav.inspector, "/admin/inspector"),
    ];
    let from = text.slot.from_plugin;
    let slot = move || {
        view! {
            <PluginAside>
                <PluginSurface look=SurfaceLook::Compact caption=move || view! { <CompactCaption template=from plugin="Link List" name="link-list" why="Why do I see this?" /> }>
                    <p class="strong">"Quick links"</p>
                </PluginSurface>
            </PluginAside>
        }
    };
    view! {
        <AdminLayout data=data sidebar=vec![NavGroup { label: String::new(), items }] plugins=slot>
            <PageHeader
                title=fill(text.admin_plugins.title, &[("org", "Globex")])
                lead=text.admin_plugins.lead.of(locale, 214)
            >
                <LinkButton href="/store">{text.admin_plugins.browse}</LinkButton>
            </PageHeader>
            <TableCard>
                <Tools locale=locale />
                <Plugins locale=locale />
            </TableCard>
        </AdminLayout>
    }
    .into_any()
}

#[component]
fn Tools(locale: Locale) -> AnyView {
    let text = &locale.text().admin_plugins;
    let chip = |text, n: &str| fill(text, &[("n", n)]);
    view! {
        <TableTools>
            <form method="get" action="/admin/plugins" role="search">
                <TextInput
                    field=FieldInfo::new("q", text.search_label).hide_label()
                    name="q"
                    input_type="search"
                    icon=IconName::Search
                    placeholder=text.search_label
                />
            </form>
            <div class="chips">
                <FilterChip href="?" current=true>{chip(text.filter_all, "6")}</FilterChip>
                <FilterChip href="?show=on">{chip(text.filter_on, "3")}</FilterChip>
                <FilterChip href="?show=needs">{chip(text.filter_needs_you, "2")}</FilterChip>
            </div>
        </TableTools>
    }
    .into_any()
}

/// One row of the table.
struct Line {
    title: &'static str,
    detail: &'static str,
    icon: &'static str,
    colour: &'static str,
    tone: Tone,
    state: String,
    why: String,
    on: bool,
    locked: bool,
}

fn lines(locale: Locale) -> Vec<Line> {
    let text = &locale.text().admin_plugins;
    let line = |title, detail, (icon, colour), (tone, state): (Tone, &str), why: String, on| Line {
        title,
        detail,
        icon,
        colour,
        tone,
        state: state.to_owned(),
        why,
        on,
        locked: tone == Tone::Bad,
    };
    let on = (Tone::Good, text.on_for_everyone);
    let requests = locale.text().common.requests.of(locale, 3);
    let by_host = fill(text.host_turned_on, &[("host", "Acme Shop")]);
    vec![
        line(
            "Sales Chart",
            "Dashboard widget",
            ("bars-chart", "blue"),
            on,
            format!("{} · 12 Nov", text.you_turned_on),
            true,
        ),
        line(
            "Product Reviews",
            "Storefront",
            ("star", "orange"),
            on,
            by_host,
            true,
        ),
        line(
            "Acme Pay",
            "Checkout · handles payments",
            ("card", "violet"),
            (Tone::Neutral, text.off),
            text.not_enabled.to_owned(),
            false,
        ),
        line(
            "Webhook Notifier",
            "Admin · talks to api.example.com",
            ("bell", "red"),
            (Tone::Warn, &requests),
            text.asked_for_by.of(locale, 3),
            false,
        ),
        line(
            "Size Finder",
            "Storefront",
            ("ruler", "green"),
            (Tone::Warn, text.new_permissions),
            "Version 2.0 waits for your consent; 1.4 stays on".to_owned(),
            true,
        ),
        line(
            "Mail Blaster",
            "Storefront",
            ("mail", "grey"),
            (Tone::Bad, text.blocked),
            "Blocked by Acme Shop: data protection".to_owned(),
            false,
        ),
    ]
}

#[component]
fn Plugins(locale: Locale) -> AnyView {
    let text = &locale.text().admin_plugins;
    let columns = [
        text.column_plugin,
        text.column_state,
        text.column_reason,
        text.column_actions,
    ];
    let columns = columns.into_iter().map(Column::new).collect();
    let rows: Vec<_> = lines(locale)
        .into_iter()
        .map(|line| row(line, locale))
        .collect();
    view! {
        <Table caption=fill(text.title, &[("org", "Globex")]) columns=columns hide_head=true tall=true>
            {rows}
        </Table>
    }
    .into_any()
}

fn row(line: Line, locale: Locale) -> AnyView {
    let text = &locale.text().admin_plugins;
    let label = fill(
        text.switch_label,
        &[("plugin", line.title), ("org", "Globex")],
    );
    let settings = fill(text.settings_of, &[("plugin", line.title)]);
    view! {
        <Row>
            <RowHead>
                <PluginHead title=line.title detail=line.detail icon=line.icon colour=line.colour size=TileSize::Small />
            </RowHead>
            <Cell><Chip tone=line.tone>{line.state}</Chip></Cell>
            <Cell><span class="muted">{line.why}</span></Cell>
            <Cell>
                <div class="row-actions">
                    <a class="link-quiet" href="/admin/plugins/x" aria-label=settings>{locale.text().common.settings}</a>
                    <Switch action="/admin/plugins" label=label on=line.on disabled=line.locked />
                </div>
            </Cell>
        </Row>
    }
    .into_any()
}
