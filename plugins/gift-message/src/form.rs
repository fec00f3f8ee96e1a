//! What buyers fill in.

use portico_plugin_kit::text;
use portico_sdk::schema::{Field, FieldKind, FormSchema};

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
        ],
        submit_url: "/api/v1/store/plugins/gift-message/messages".to_owned(),
        load_url: String::new(),
        context: vec!["orderId".to_owned()],
    }
}
