//! Taking messages, listing and packing them.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Extension, Router};
use portico_plugin_kit::{
    Body, ContextCell, Data, RouteError, RouteResult, check_form, is_stored_id, own_order, say,
};
use portico_sdk::i18n::is_deceptive;
use portico_sdk::plugin::PluginSession;
use portico_sdk::settings::Values;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::form::{PLAIN, form, occasion};
use crate::messages::{self, Message};

/// The most messages on the dashboard.
const SHOWN: u32 = 5;
/// How often a message is stored anew because another for the same order came in between.
const TRIES: usize = 5;

pub fn store(context: ContextCell) -> Router {
    Router::new()
        .route("/messages", post(take))
        .with_state(context)
}

pub fn admin(context: ContextCell) -> Router {
    Router::new()
        .route("/messages", get(list))
        .route("/packed", post(packed))
        .with_state(context)
}

async fn take(
    State(cell): State<ContextCell>,
    Extension(session): Extension<PluginSession>,
    Body(posted): Body<Values>,
) -> RouteResult<Value> {
    let context = cell.get()?;
    let (values, slot) = check_form(&form(), posted, &session)?;
    let order = own_order(context, &session, &slot).await?;
    let uid = session.identity.as_ref().map(|user| user.uid.clone());
    let message = Message {
        order: order.id,
        number: order.number,
        from: readable(text(&values, "from"), 60),
        text: readable(text(&values, "message"), 500),
        occasions: texts(&values["occasions"]),
        color: text(&values, "color").to_owned(),
        uid,
        at: context.clock.now_ms(),
    };
    if message.text.is_empty() {
        return Err(RouteError::field(
            "message",
            say(
                &session,
                "Write a message.",
                "Schreiben Sie eine Botschaft.",
            ),
        ));
    }
    let (kv, scope) = (&*context.kv, &session.scope);
    for _ in 0..TRIES {
        let earlier = messages::load(kv, scope, &message.order).await?;
        if earlier
            .as_ref()
            .is_some_and(|earlier| earlier.uid != message.uid)
        {
            return Err(RouteError::new(
                StatusCode::FORBIDDEN,
                "not_yours",
                say(
                    &session,
                    "Someone else wrote a message for this order.",
                    "Für diese Bestellung hat schon jemand anders geschrieben.",
                ),
            ));
        }
        if messages::store(kv, scope, &message, earlier.as_ref()).await? {
            return Ok(Data::new(json!({"replaced": earlier.is_some()})));
        }
    }
    Err(RouteError::new(
        StatusCode::CONFLICT,
        "busy",
        say(
            &session,
            "A message for this order is being written elsewhere at this moment. Try again.",
            "Für diese Bestellung wird gerade anderswo geschrieben. Versuchen Sie es noch einmal.",
        ),
    ))
}

fn text<'a>(values: &'a Values, key: &str) -> &'a str {
    values.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn texts(value: &Value) -> Vec<String> {
    let texts = value.as_array().into_iter().flatten();
    texts
        .filter_map(|text| Some(text.as_str()?.to_owned()))
        .collect()
}

/// Without characters that reorder or hide text (THREATS 41). Markup stays what it is, a few characters: whoever shows the
/// message shows it as text.
fn readable(text: &str, most: usize) -> String {
    let kept: String = text
        .chars()
        .filter(|c| !is_deceptive(*c))
        .take(most)
        .collect();
    kept.trim().to_owned()
}

#[derive(Serialize)]
struct Shown {
    order_id: String,
    order_number: String,
    from: String,
    message: String,
    /// In the reader's language.
    occasions: Vec<String>,
    /// `#rrggbb`; null: a plain card.
    color: Option<String>,
    at: i64,
}

impl Shown {
    fn of(message: Message, session: &PluginSession) -> Self {
        let named = |value: &String| occasion(value, &session.locale);
        let colored = !matches!(&*message.color, "" | PLAIN);
        Self {
            occasions: message.occasions.iter().filter_map(named).collect(),
            color: colored.then_some(message.color),
            order_id: message.order,
            order_number: message.number,
            from: message.from,
            message: message.text,
            at: message.at,
        }
    }
}

async fn list(
    State(cell): State<ContextCell>,
    Extension(session): Extension<PluginSession>,
) -> RouteResult<Vec<Shown>> {
    let open = messages::open(&*cell.get()?.kv, &session.scope, SHOWN).await?;
    let shown = |message| Shown::of(message, &session);
    Ok(Data::new(open.into_iter().map(shown).collect()))
}

#[derive(Deserialize)]
struct Packed {
    order_id: String,
}

async fn packed(
    State(cell): State<ContextCell>,
    Extension(session): Extension<PluginSession>,
    Body(packed): Body<Packed>,
) -> RouteResult<Value> {
    let kv = &*cell.get()?.kv;
    let known = is_stored_id(&packed.order_id)
        && messages::pack(kv, &session.scope, &packed.order_id).await?;
    if known {
        Ok(Data::new(json!({"packed": true})))
    } else {
        Err(RouteError::not_found())
    }
}
