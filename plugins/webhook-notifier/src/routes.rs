//! For admins: a test event, the last event once more, and what happened last.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Extension, Router};
use portico_plugin_kit::{Body, ContextCell, Data, RouteError, RouteResult, say};
use portico_sdk::plugin::{HostEvent, PluginContext, PluginSession};
use portico_sdk::settings::Values;
use serde::Serialize;
use serde_json::{Value, json};

use crate::deliver::{LAST_DELIVERY, last_event, send};
use crate::form::refused_address;
use crate::ping::LAST_PING;
use crate::settings::Target;
use crate::test_limit;

pub fn admin(context: ContextCell) -> Router {
    Router::new()
        .route("/test", post(test))
        .route("/again", post(again))
        .route("/status", get(status))
        .with_state(context)
}

/// Sends a test event to the address in the draft. The server has put the stored secret into it where none was typed.
async fn test(
    State(cell): State<ContextCell>,
    Extension(session): Extension<PluginSession>,
    Body(draft): Body<Values>,
) -> RouteResult<Value> {
    let context = cell.get()?;
    let Some(target) = Target::read(&draft) else {
        return Err(not_set_up(
            &session,
            "Enter an address and a signing secret first.",
            "Geben Sie zuerst eine Adresse und ein Signaturgeheimnis ein.",
        ));
    };
    if context.http.check(&target.url).is_err() {
        let problem = refused_address();
        let sentence = problem.message.text(&session.locale);
        return Err(RouteError::field(&problem.field, sentence));
    }
    let now = context.clock.now_ms();
    let event = HostEvent {
        name: "webhook.test".to_owned(),
        id: format!("test-{now}"),
        scope: session.scope.clone(),
        at: now,
        payload: json!({}),
    };
    send_now(context, &session, &target, &event).await?;
    let message = say(
        &session,
        "the receiver accepted the test event.",
        "der Empfänger hat das Testereignis angenommen.",
    );
    Ok(Data::new(json!({"message": message})))
}

/// Sends the last event to the saved address, also while nothing is sent by itself.
async fn again(
    State(cell): State<ContextCell>,
    Extension(session): Extension<PluginSession>,
) -> RouteResult<Value> {
    let context = cell.get()?;
    let values = context.settings.get(&session.scope).await?;
    let Some(target) = Target::read(&values) else {
        return Err(not_set_up(
            &session,
            "Save an address and a signing secret first.",
            "Speichern Sie zuerst eine Adresse und ein Signaturgeheimnis.",
        ));
    };
    let Some(event) = last_event(context, &session.scope).await? else {
        return Err(RouteError::new(
            StatusCode::CONFLICT,
            "no_event",
            say(
                &session,
                "There was no event yet.",
                "Es gab noch kein Ereignis.",
            ),
        ));
    };
    send_now(context, &session, &target, &event).await?;
    Ok(Data::new(json!({"sent": event.id})))
}

fn not_set_up(session: &PluginSession, en: &str, de: &str) -> RouteError {
    RouteError::new(StatusCode::CONFLICT, "not_set_up", say(session, en, de))
}

/// Sends because somebody pressed a button: counted, and no probe of what answers where.
async fn send_now(
    context: &PluginContext,
    session: &PluginSession,
    target: &Target,
    event: &HostEvent,
) -> Result<(), RouteError> {
    if !test_limit::count(context, &session.scope).await? {
        return Err(RouteError::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too_many_requests",
            say(
                session,
                "That were many events. Wait a minute.",
                "Das waren viele Ereignisse. Warten Sie eine Minute.",
            ),
        ));
    }
    // An address that is refused and one that does not answer read alike: which names exist inside is nobody's business
    // outside (THREATS 7).
    send(context, target, event).await.map_err(|_| {
        RouteError::new(
            StatusCode::BAD_GATEWAY,
            "not_accepted",
            say(
                session,
                "The event did not arrive. Use an address that is reachable from the internet by https, and look into the receiver's log.",
                "Das Ereignis kam nicht an. Verwenden Sie eine Adresse, die aus dem Internet per https erreichbar ist, und sehen Sie im Protokoll des Empfängers nach.",
            ),
        )
    })
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
