//! The plugin's own webhook: a signed ping from the receiver's side.

use portico_sdk::names::is_external_id;
use portico_sdk::plugin::{PluginContext, PluginError, Scope, WebhookRequest, WebhookResponse};
use serde::Deserialize;
use serde_json::json;

use crate::deliver::remember;
use crate::settings::Target;
use crate::signature::{HEADER, verify};

/// Storage key of the last ping.
pub const LAST_PING: &str = "last_ping";

#[derive(Deserialize)]
struct Message {
    #[serde(rename = "type")]
    kind: String,
    /// Whose secret signed it; absent: the host's own.
    #[serde(default)]
    org: Option<String>,
}

/// Answers 200 to a ping with a good signature, and 401 to everything else that is not signed by this organisation: a bad
/// signature, an old one and an organisation that does not exist look the same from outside.
pub async fn receive(
    context: &PluginContext,
    request: &WebhookRequest,
) -> Result<WebhookResponse, PluginError> {
    // Read before it is trusted, because it names the key; nothing else happens with it until the signature is checked.
    let Ok(message) = serde_json::from_slice::<Message>(&request.body) else {
        return Ok(answer(400, "not a message"));
    };
    if message
        .org
        .as_deref()
        .is_some_and(|org| !is_external_id(org))
    {
        return Ok(answer(400, "not a message"));
    }
    let scope = Scope {
        host: request.host.clone(),
        org: message.org,
    };
    let now = context.clock.now_ms();
    let target = Target::read(&context.settings.get(&scope).await?);
    let header = request.headers.get(HEADER).map_or("", String::as_str);
    let signed =
        target.is_some_and(|target| verify(&target.secret, now / 1_000, header, &request.body));
    if !signed {
        return Ok(answer(401, "signature refused"));
    }
    if message.kind != "ping" {
        return Ok(answer(202, "ignored"));
    }
    remember(context, &scope, LAST_PING, now, "ping", json!({})).await?;
    Ok(answer(200, "pong"))
}

fn answer(status: u16, body: &str) -> WebhookResponse {
    WebhookResponse {
        status,
        body: body.to_owned(),
    }
}
