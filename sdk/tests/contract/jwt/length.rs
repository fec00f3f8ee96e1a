//! The longest token that is made and read.

use portico_sdk::OrgRoles;
use portico_sdk::jwt::{HostSecret, MakeJwtError, NewClaims, make_jwt_at, verify};

use crate::tokens::{HOST, NOW_MS, hs_key};

fn secret(key_id_length: usize) -> HostSecret {
    let (key_id, random) = ("k".repeat(key_id_length), "A".repeat(43));
    HostSecret::parse(&format!("psk_{key_id}_{random}")).unwrap()
}

/// A token with many long organisation ids, of which the last has this length.
fn made(secret: &HostSecret, last: usize) -> Result<String, MakeJwtError> {
    let mut ids: Vec<String> = (0..22).map(|index| format!("{index:0>250}")).collect();
    ids.push("x".repeat(last));
    let claims = NewClaims {
        uid: "u",
        orgs: ids
            .iter()
            .map(|id| (id.as_str(), OrgRoles::MEMBER))
            .collect(),
        ..NewClaims::default()
    };
    make_jwt_at(secret, &claims, NOW_MS)
}

#[test]
fn threat_37_a_token_of_exactly_8_kib_is_made_and_read_and_a_longer_one_is_not_made() {
    // Base64 does not come in every length, so the header has to help.
    let (secret, last, token) = (1..=4)
        .flat_map(|key_id| (1..255).map(move |last| (secret(key_id), last)))
        .find_map(|(secret, last)| {
            let token = made(&secret, last).ok()?;
            (token.len() == 8_192).then_some((secret, last, token))
        })
        .expect("some token has exactly this length");
    assert!(verify(&token, HOST, &[hs_key(&secret)], NOW_MS).is_ok());
    assert_eq!(made(&secret, last + 1).unwrap_err().claim, "orgs");
}
