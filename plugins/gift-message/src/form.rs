//! What buyers fill in.

use portico_plugin_kit::{option, text};
use portico_sdk::schema::{Field, FieldKind, FormSchema};
use serde_json::Value;

/// The colour of a card where the buyer chose none.
pub const PLAIN: &str = "#ffffff";

/// The form.
pub fn form() -> FormSchema {
    FormSchema {
        title: text("Add a gift message", "Geschenkbotschaft hinzufügen"),
        description: text(
            "We write it on a card and put it into the parcel.",
            "Wir schreiben sie auf eine Karte und legen sie ins Paket.",
        ),
        submit_label: text("Save message", "Botschaft speichern"),
        success_message: text(
            "Your message goes into the parcel",
            "Ihre Botschaft kommt ins Paket",
        ),
        fields: vec![
            Field {
                max_length: Some(60),
                placeholder: text("Your name", "Ihr Name"),
                ..Field::new("from", FieldKind::Text).label(text("From", "Von"))
            },
            Field {
                max_length: Some(500),
                help_text: text("At most 500 characters.", "Höchstens 500 Zeichen."),
                ..Field::new("message", FieldKind::Textarea)
                    .label(text("Message", "Botschaft"))
                    .required()
            },
            Field {
                options: vec![
                    option("birthday", text("Birthday", "Geburtstag")),
                    option("wedding", text("Wedding", "Hochzeit")),
                    option("birth", text("Birth of a child", "Geburt eines Kindes")),
                    option("holidays", text("Holidays", "Feiertage")),
                    option("thanks", text("Thank you", "Dankeschön")),
                ],
                max_items: Some(2),
                help_text: text(
                    "At most two. We choose the card accordingly.",
                    "Höchstens zwei. Wir suchen die Karte danach aus.",
                ),
                ..Field::new("occasions", FieldKind::Multiselect).label(text("Occasion", "Anlass"))
            },
            Field {
                default: Some(Value::from(PLAIN)),
                help_text: text(
                    "We print the card in this colour.",
                    "Wir drucken die Karte in dieser Farbe.",
                ),
                ..Field::new("color", FieldKind::Color)
                    .label(text("Colour of the card", "Farbe der Karte"))
            },
        ],
        submit_url: "/api/v1/store/plugins/gift-message/messages".to_owned(),
        context: vec!["orderId".to_owned()],
        ..FormSchema::default()
    }
}

/// An occasion as the buyer read it, in the language of whoever packs.
pub fn occasion(value: &str, locale: &str) -> Option<String> {
    let form = form();
    let mut options = form.fields.iter().flat_map(|field| &field.options);
    let option = options.find(|option| option.value == value)?;
    Some(option.label.text(locale).to_owned())
}
