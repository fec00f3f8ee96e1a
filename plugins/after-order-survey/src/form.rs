//! The questions.

use portico_plugin_kit::{option, text};
use portico_sdk::condition::Condition;
use portico_sdk::schema::{Field, FieldKind, FormSchema};
use serde_json::Value;

pub fn form() -> FormSchema {
    FormSchema {
        title: text("How was it?", "Wie war es?"),
        description: text(
            "Two questions, one minute. Your answer goes to the shop.",
            "Zwei Fragen, eine Minute. Ihre Antwort geht an den Shop.",
        ),
        submit_label: text("Send answer", "Antwort senden"),
        success_message: text("Thank you for your answer", "Danke für Ihre Antwort"),
        fields: vec![
            Field {
                options: vec![
                    option("5", text("5 – very good", "5 – sehr gut")),
                    option("4", text("4 – good", "4 – gut")),
                    option("3", text("3 – all right", "3 – in Ordnung")),
                    option("2", text("2 – not good", "2 – nicht gut")),
                    option("1", text("1 – bad", "1 – schlecht")),
                ],
                ..Field::new("rating", FieldKind::Radio)
                    .label(text(
                        "How easy was ordering?",
                        "Wie leicht war die Bestellung?",
                    ))
                    .required()
            },
            Field {
                max_length: Some(1_000),
                help_text: text("What went well, what did not?", "Was ging gut, was nicht?"),
                ..Field::new("comment", FieldKind::Textarea).label(text("Comment", "Kommentar"))
            },
            Field {
                default: Some(Value::Bool(false)),
                ..Field::new("contact", FieldKind::Toggle).label(text(
                    "The shop may contact me about my answer",
                    "Der Shop darf sich zu meiner Antwort melden",
                ))
            },
            Field {
                placeholder: text("name@example.com", "name@example.com"),
                help_text: text(
                    "Only the shop sees it, and only for an answer to you.",
                    "Nur der Shop sieht sie, und nur, um Ihnen zu antworten.",
                ),
                ..Field::new("email", FieldKind::Email)
                    .label(text("Email address", "E-Mail-Adresse"))
                    .required()
                    .visible_when(Condition::equals("contact", true))
            },
        ],
        submit_url: "/api/v1/store/plugins/after-order-survey/answers".to_owned(),
        load_url: String::new(),
        context: vec!["orderId".to_owned()],
        ..FormSchema::default()
    }
}
