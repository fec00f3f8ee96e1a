//! `POST /console/hosts/{host}/plugins`: `approve`, `withdraw`, `default`, `force`, `block`, `inherit`: `plugin`, `note`.
//! With `at=plugin` the answer leads to the plugin's own page.

use axum::response::Response;
use portico_sdk::policy::Mode;

use super::posted::{Done, Posted};
use crate::api::input::Path;
use crate::error::ServiceResult;
use crate::services::console::plugins;

/// What a host decides about a plugin.
pub async fn post(Path(host): Path<String>, post: Posted) -> Response {
    let done = act(&post, &host).await;
    post.answer(done).await
}

async fn act(post: &Posted, host: &str) -> ServiceResult<Done> {
    let caller = post.caller().await?;
    let state = &post.state;
    let plugin = post.get("plugin");
    let code = match post.form() {
        "approve" => {
            // As the page showed it; nothing for what is compiled in.
            let contents = Some(post.get("contents"));
            plugins::approve(state, &caller, host, plugin, contents).await?;
            "approved"
        }
        "withdraw" => {
            plugins::unapprove(state, &caller, host, plugin).await?;
            "approval_withdrawn"
        }
        form => {
            let (mode, code) = match form {
                "default" => (Some(Mode::DefaultOn), "host_default_on"),
                "force" => (Some(Mode::Forced), "host_forced"),
                "block" => (Some(Mode::Blocked), "host_blocked"),
                "inherit" => (None, "host_inherit"),
                _ => return Err(Posted::unknown()),
            };
            plugins::set_policy(state, &caller, host, plugin, mode, post.get("note")).await?;
            code
        }
    };
    let to = match post.get("at") {
        "plugin" => format!("{}/{plugin}", post.page()),
        _ => post.page().to_owned(),
    };
    Ok(Done::onward(to, code, title(post, plugin)))
}

/// The plugin as the page calls it.
fn title(post: &Posted, plugin: &str) -> String {
    post.state.registry.get(plugin).map_or_else(
        || plugin.to_owned(),
        |known| known.listing.title.text(post.locale().tag()).to_owned(),
    )
}
