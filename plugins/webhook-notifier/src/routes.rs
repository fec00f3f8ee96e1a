//! For admins: a test event, and what happened last.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Extension, Router};
use portico_plugin_kit::{ContextCell, Data, RouteError, RouteResult, say};
use portico_sdk::plugin::{HostEvent, PluginSession};
use serde::Serialize;
use serde_json::{Value, json};

use crate::deliver::{LAST_DELIVERY, send};
use crate::ping::LAST_PING;
use crate::settings::Target;
use crate::test_limit;

pub fn admin(context: ContextCell) -> Router {
    Router::new()
        .route("/test", post(test))
        .route("/status", get(status))
        .with_state(context)
}

async fn test(
    State(cell): State<ContextCell>,
    Extension(session): Extension<PluginSession>,
) -> RouteResult<Value> {
    let context = cell.get()?;
    let values = context.settings.get(&session.scope).await?;
    let Some(target) = Target::read(&values) else {
        return Err(RouteError::new(
            StatusCode::CONFLICT,
            "not_set_up",
            say(
                &session,
                "Save an address and a signing secret first.",
                "Speichern Sie zuerst eine Adresse und ein Signaturgeheimnis.",
            ),
        ));
    };
    if !test_limit::count(context, &session.scope).await? {
        return Err(RouteError::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too_many_requests",
            say(
                &session,
                "That were many test events. Wait a minute.",
                "Das waren viele Testereignisse. Warten Sie eine Minute.",
            ),
        ));
    }
    let now = context.clock.now_ms();
    let event = HostEvent {
        name: "webhook.test".to_owned(),
        id: format!("test-{now}"),
        scope: session.scope.clone(),
        at: now,
        payload: json!({}),
    };
    match send(context, &target, &event).await {
        Ok(()) => Ok(Data::new(json!({"sent": true}))),
        // An address that is refused and one that does not answer read alike: which names exist inside is nobody's business
        // outside (THREATS 7).
        Err(_) => Err(RouteError::new(
            StatusCode::BAD_GATEWAY,
            "not_accepted",
            say(
                &session,
                "The test event did not arrive. Use an address that is reachable from the internet by https, and look into the receiver's log.",
                "Das Testereignis kam nicht an. Verwenden Sie eine Adresse, die aus dem Internet per https erreichbar ist, und sehen Sie im Protokoll des Empfängers nach.",
            ),
        )),
    }
}

#[derive(Serialize)]
struct Status {
    /// `{"at","event","accepted"|"failed"}`; null before the first.
    last_delivery: Option<Value>,
    /// `{"at"}`; null before the first.
    last_ping: Option<Value>,
}

async fn status(
    State(cell): State<ContextCell>,
    Extension(session): Extension<PluginSession>,
) -> RouteResult<Status> {
    let kv = &cell.get()?.kv;
    Ok(Data::new(Status {
        last_delivery: kv.get(&session.scope, LAST_DELIVERY).await?,
        last_ping: kv.get(&session.scope, LAST_PING).await?,
    }))
}
