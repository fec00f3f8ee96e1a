//! What `portico serve` says on standard output once it listens: where to go, and how the first account is made.
//!
//! Not through the log: logs are shipped elsewhere, and the set-up token is a secret until it is used (THREATS 46).

use std::io::Write as _;

use crate::error::ServiceResult;
use crate::services::accounts;
use crate::state::AppState;

/// Says it. As long as there is no account, a new set-up token is part of it, and the one printed before stops working.
pub async fn announce(state: &AppState) -> ServiceResult<()> {
    let token = accounts::offer_setup(state).await?;
    let text = text(
        &state.public_url.origin(),
        state.config.demo,
        token.as_deref(),
    );
    // A closed output is no reason not to serve.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    Ok(())
}

fn text(origin: &str, demo: bool, token: Option<&str>) -> String {
    let mut lines = vec![format!("Portico is at {origin}")];
    if demo {
        lines.push(format!("  shop       {origin}/shop"));
        lines.push(format!("  sign in    {origin}/sign-in"));
        lines.push(format!("  store      {origin}/store"));
        lines.push(format!("  admin      {origin}/admin"));
    }
    lines.push(match token {
        None => format!("  console    {origin}/console"),
        Some(token) => format!(
            "  console    {origin}/console/set-up?token={token}\n             \
             makes the first account; works once, and only until this server starts again"
        ),
    });
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_start_says_how_to_make_the_first_account_and_later_ones_do_not() {
        let first = text("https://p.example", false, Some("pset_x"));
        assert!(first.contains("https://p.example/console/set-up?token=pset_x"));
        assert!(!first.contains("/shop"));
        let later = text("https://p.example", true, None);
        assert!(!later.contains("token="));
        assert!(later.contains("https://p.example/console\n"));
        assert!(later.contains("https://p.example/shop"));
    }
}
