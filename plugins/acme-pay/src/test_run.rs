//! "Test connection": tries the settings out before they are saved. The server adds the stored key where none was typed.

use axum::routing::post;
use axum::{Extension, Router};
use portico_plugin_kit::{Body, Data, RouteError, RouteResult, say};
use portico_sdk::plugin::PluginSession;
use portico_sdk::settings::Values;
use serde_json::{Value, json};

use crate::intent::{Ask, Payment, decide};
use crate::settings::Settings;

/// `POST /api/v1/admin/plugins/acme-pay/test`.
pub fn admin() -> Router {
    Router::new().route("/test", post(test))
}

/// In test mode a test card pays the smallest amount, by the same rules as in the checkout. In live mode the key has to be one
/// for live payments; then a real provider would be asked, and this example says that it takes none. Nothing is stored.
async fn test(
    Extension(session): Extension<PluginSession>,
    Body(draft): Body<Values>,
) -> RouteResult<Value> {
    let settings = Settings::read(&draft);
    if settings.live {
        return Err(live(&draft, &session));
    }
    let ask = Ask {
        amount: 100,
        currency: "EUR".to_owned(),
        payment_method_id: "test".to_owned(),
        intent_id: None,
    };
    let card = Payment::Card {
        last4: "4242".to_owned(),
        brand: "visa".to_owned(),
    };
    if ask.check(&settings).is_err() {
        let sentence = say(
            &session,
            "Not even a payment of 1 euro is within this limit.",
            "Nicht einmal eine Zahlung über 1 Euro liegt in dieser Grenze.",
        );
        return Err(RouteError::field("limit", sentence));
    }
    match decide(&card, &settings) {
        Ok(source) => Ok(Data::new(
            json!({ "message": accepted(&source, &settings, &session) }),
        )),
        Err(_) => Err(RouteError::field(
            "mode",
            say(
                &session,
                "The test card was refused.",
                "Die Testkarte wurde abgelehnt.",
            ),
        )),
    }
}

fn accepted(source: &str, settings: &Settings, session: &PluginSession) -> String {
    let paid = say(
        session,
        "a test payment of 1 euro by {source} was authorised.",
        "eine Testzahlung über 1 Euro mit {source} wurde autorisiert.",
    );
    let statement = say(
        session,
        " The statement will say “{text}”.",
        " Auf der Abrechnung steht „{text}“.",
    );
    let mut message = paid.replace("{source}", source);
    if !settings.statement_text.is_empty() {
        message.push_str(&statement.replace("{text}", &settings.statement_text));
    }
    message
}

/// Says nothing of the key but what it is for.
fn live(draft: &Values, session: &PluginSession) -> RouteError {
    let key = draft.get("api_key").and_then(Value::as_str);
    if key.is_none_or(|key| !key.starts_with("sk_live_")) {
        let sentence = say(
            session,
            "Live mode needs a key that starts with sk_live_.",
            "Der Live-Modus braucht einen Schlüssel, der mit sk_live_ beginnt.",
        );
        return RouteError::field("api_key", sentence);
    }
    RouteError::field(
        "mode",
        say(
            session,
            "This example takes no live payments. Choose Test.",
            "Dieses Beispiel nimmt keine Live-Zahlungen an. Wählen Sie Test.",
        ),
    )
}
