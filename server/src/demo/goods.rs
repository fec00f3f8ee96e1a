//! What Acme Shop sells, and how it is paid.

use portico_sdk::i18n::LocaleText;

use crate::services::shop::storefront::CURRENCY;
use crate::storage::shop::{MethodRow, ProductRow};

/// Id, English and German name, English and German description, price in minor units.
const PRODUCTS: [(&str, [&str; 2], [&str; 2], i64); 6] = [
    (
        "linen-shirt",
        ["Linen shirt", "Leinenhemd"],
        [
            "Washed European linen with a soft collar. It gets better with every wash.",
            "Gewaschenes europäisches Leinen mit weichem Kragen. Wird mit jeder Wäsche schöner.",
        ],
        5_900,
    ),
    (
        "wool-socks",
        ["Wool socks, 2 pairs", "Wollsocken, 2 Paar"],
        [
            "Merino for the whole year: warm in winter, dry in summer.",
            "Merinowolle fürs ganze Jahr: warm im Winter, trocken im Sommer.",
        ],
        1_900,
    ),
    (
        "stoneware-mug",
        ["Stoneware mug", "Steinzeugbecher"],
        [
            "Glazed by hand, holds 350 ml, survives the dishwasher.",
            "Von Hand glasiert, fasst 350 ml, übersteht die Spülmaschine.",
        ],
        2_400,
    ),
    (
        "canvas-tote",
        ["Canvas tote", "Leinentasche"],
        [
            "Heavy cotton canvas with long handles. Carries a week's shopping.",
            "Schweres Baumwollgewebe mit langen Henkeln. Trägt den Wocheneinkauf.",
        ],
        2_900,
    ),
    (
        "field-notebook",
        ["Field notebook", "Notizbuch"],
        [
            "128 dotted pages that lie flat, with a band that keeps them shut.",
            "128 gepunktete Seiten, die flach aufliegen, mit Gummiband.",
        ],
        1_600,
    ),
    (
        "desk-lamp",
        ["Desk lamp", "Schreibtischlampe"],
        [
            "Warm light, three joints, one button. Draws six watts.",
            "Warmes Licht, drei Gelenke, ein Knopf. Braucht sechs Watt.",
        ],
        8_900,
    ),
];

/// The products, in the shop's order.
pub fn products() -> impl Iterator<Item = ProductRow> {
    PRODUCTS
        .into_iter()
        .map(|(id, title, description, price)| ProductRow {
            id: id.to_owned(),
            title: both(title),
            description: both(description),
            image: format!("/img/products/{id}.svg"),
            price,
            currency: CURRENCY.to_owned(),
        })
}

/// The ways to pay, in the shop's order.
pub fn payment_methods() -> impl Iterator<Item = MethodRow> {
    [
        (
            "acme-pay",
            "acme-pay",
            ["Acme Pay", "Acme Pay"],
            ["Card or wallet", "Karte oder Wallet"],
        ),
        (
            "invoice",
            "invoice",
            ["Invoice", "Rechnung"],
            ["Pay within 14 days", "Zahlbar innerhalb von 14 Tagen"],
        ),
    ]
    .into_iter()
    .map(|(id, provider, title, hint)| MethodRow {
        id: id.to_owned(),
        title: both(title),
        hint: both(hint),
        provider: provider.to_owned(),
        enabled: true,
    })
}

fn both([en, de]: [&str; 2]) -> LocaleText {
    LocaleText::en(en).with("de", de)
}
