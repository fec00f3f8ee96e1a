//! A message for the next page, kept in a cookie for one request. It is sealed under the master key: a message with a button
//! that posts is ours or it is not shown.

use axum::response::{IntoResponse as _, Redirect, Response};
use http::{HeaderMap, header};
use portico_app::page::Flash;

use crate::crypto::Cipher;
use crate::session::Cookie;
use crate::state::AppState;

/// Seconds until an unread message is forgotten.
const LIFE: i64 = 60;
/// What the cookie is sealed for.
const PLACE: &str = "cookie/flash";

/// 303 to a path of ours, with a message for the page there.
pub fn see_other_with(state: &AppState, to: &str, flash: &Flash) -> Response {
    let mut response = Redirect::to(to).into_response();
    let cookie = sealed(&state.cipher, flash)
        .and_then(|value| Cookie::Flash.set(&state.public_url, &value, LIFE));
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The message in a request, if there is one that we wrote.
pub fn read(state: &AppState, headers: &HeaderMap) -> Option<Flash> {
    opened(
        &state.cipher,
        Cookie::Flash.read(&state.public_url, headers)?,
    )
}

fn sealed(cipher: &Cipher, flash: &Flash) -> Option<String> {
    cipher.seal(PLACE, &serde_json::to_string(flash).ok()?).ok()
}

fn opened(cipher: &Cipher, value: &str) -> Option<Flash> {
    serde_json::from_str(&cipher.open(PLACE, value).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use portico_app::page::{OrgUndo, Undo};

    use super::*;
    use crate::crypto::MasterKey;

    #[test]
    fn a_message_that_somebody_else_wrote_is_not_shown() {
        let cipher = Cipher::new(&MasterKey::generate().unwrap()).unwrap();
        let flash = Flash {
            code: "org_off".to_owned(),
            name: "Acme Pay – ok".to_owned(),
            org: "Globex".to_owned(),
            undo: Some(Undo::Org(OrgUndo {
                plugin: "acme-pay".to_owned(),
                org: "globex".to_owned(),
                to: "on".to_owned(),
            })),
        };
        let cookie = sealed(&cipher, &flash).unwrap();
        assert_eq!(opened(&cipher, &cookie), Some(flash.clone()));

        let plain = serde_json::to_string(&flash).unwrap();
        let other = Cipher::new(&MasterKey::generate().unwrap()).unwrap();
        for made_up in [
            URL_SAFE_NO_PAD.encode(&plain),
            plain.clone(),
            sealed(&other, &flash).unwrap(),
            cipher.seal("cookie/other", &plain).unwrap(),
            format!("{cookie}A"),
        ] {
            assert_eq!(opened(&cipher, &made_up), None, "{made_up}");
        }
    }
}
