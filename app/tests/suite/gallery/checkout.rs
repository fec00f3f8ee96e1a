//! The demo's checkout, as `/shop/checkout` will draw it.

use leptos::prelude::*;
use portico_app::i18n::{Locale, fill, format_day_month, format_money};
use portico_app::layout::{NavItem, PageWidth, SiteLayout};
use portico_app::ui::*;

use super::frame;

pub fn page(locale: Locale) -> AnyView {
    let text = locale.text();
    let nav = vec![
        NavItem::new(text.nav.shop, "/shop"),
        NavItem::new(text.nav.checkout, "/shop/checkout").current(true),
    ];
    let data = frame(locale, nav, "consumer", &[("Globex", true)]);
    let total = format_money(8490, "EUR", locale);
    view! {
        <SiteLayout data=data width=PageWidth::Narrow>
            <PageHeader title=text.shop.checkout />
            <div class="with-aside">
                <form class="form form-loose" method="post" action="/shop/checkout">
                    <Methods locale=locale />
                    <CardForm locale=locale />
                    <Button kind=ButtonKind::Primary size=ButtonSize::MainWide>{fill(text.shop.pay, &[("amount", &total)])}</Button>
                </form>
                <Order locale=locale />
            </div>
        </SiteLayout>
    }
    .into_any()
}

#[component]
fn Methods(locale: Locale) -> AnyView {
    let text = &locale.text().shop;
    view! {
        <FieldGroup info=FieldInfo::new("method", text.payment_method) heading=true>
            <RadioCards>
                <RadioCard name="method" value="acme-pay" label="Acme Pay" detail="Card or wallet" checked=true />
                <RadioCard name="method" value="invoice" label="Invoice" detail="14 days" />
            </RadioCards>
        </FieldGroup>
    }.into_any()
}

#[component]
fn CardForm(locale: Locale) -> AnyView {
    let text = locale.text();
    let date = format_day_month(1_762_128_000_000, locale);
    let template = text
        .slot
        .shown_by_reviewed
        .replace("{host}", "Acme Shop")
        .replace("{date}", &date);
    view! {
        <Card>
            <PluginSurface caption=move || view! { <Caption template=template.clone() plugin="Acme Pay" name="acme-pay" why="Why do I see this?" /> }>
                <CardHead title="Pay by card"><Chip tone=Tone::Warn>{text.admin.test_mode}</Chip></CardHead>
                <div class="form">
                    <TextInput field=FieldInfo::new("card", "Card number") name="card" value="4242 4242 4242 4242" inputmode="numeric" autocomplete="cc-number" />
                    <div class="field-row">
                        <TextInput
                            field=FieldInfo::new("expires", "Expires").error("This card has expired. Use a later date.")
                            name="expires"
                            value="12 / 24"
                            autocomplete="cc-exp"
                        />
                        <TextInput
                            field=FieldInfo::new("code", "Security code").help("Three digits on the back")
                            name="code"
                            autocomplete="cc-csc"
                        />
                    </div>
                </div>
            </PluginSurface>
        </Card>
    }.into_any()
}

#[component]
fn Order(locale: Locale) -> AnyView {
    let text = &locale.text().shop;
    let line = move |term: &'static str, amount: i64| {
        view! { <SumLine term=term><Money amount=amount currency="EUR" locale=locale /></SumLine> }
    };
    view! {
        <aside class="aside-sticky">
            <Card labelled_by="order-title">
                <CardHead title=text.your_order id="order-title" />
                <Sum>
                    {line("Linen shirt, M", 5900)}
                    {line("Socks, 2 pairs", 1900)}
                    {line(text.shipping, 690)}
                    <SumLine term=text.total total=true><Money amount=8490 currency="EUR" locale=locale /></SumLine>
                </Sum>
            </Card>
        </aside>
    }.into_any()
}
