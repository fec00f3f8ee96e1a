//! `X-Portico-Signature: t=<seconds>,v1=<hex>`: an HMAC-SHA-256 over `<seconds>.<body>`. The time is signed with the body, so that
//! an old request cannot be sent again as a new one.

use std::fmt::Write as _;

use aws_lc_rs::hmac;

/// Name of the header, in lower case.
pub const HEADER: &str = "x-portico-signature";

/// How far the time of a request may be from ours.
pub const TOLERANCE_S: i64 = 5 * 60;

/// The value of the header for a body sent at `now` (seconds since the epoch).
pub fn sign(secret: &str, now: i64, body: &[u8]) -> String {
    let tag = hmac::sign(&key(secret), &message(now, body));
    format!("t={now},v1={}", hex(tag.as_ref()))
}

/// True for a signature by `secret` that is not too old. Compares in constant time, and looks at the time only after that:
/// who cannot sign learns nothing.
pub fn verify(secret: &str, now: i64, header: &str, body: &[u8]) -> bool {
    let Some((time, given)) = parse(header) else {
        return false;
    };
    hmac::verify(&key(secret), &message(time, body), &given).is_ok()
        && now.saturating_sub(time).saturating_abs() <= TOLERANCE_S
}

fn key(secret: &str) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes())
}

fn message(time: i64, body: &[u8]) -> Vec<u8> {
    let mut message = format!("{time}.").into_bytes();
    message.extend_from_slice(body);
    message
}

fn parse(header: &str) -> Option<(i64, Vec<u8>)> {
    let (time, value) = header.split_once(',')?;
    let time = time.trim().strip_prefix("t=")?.parse().ok()?;
    Some((time, unhex(value.trim().strip_prefix("v1=")?)?))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let pairs = (0..text.len()).step_by(2).map(|at| text.get(at..at + 2));
    pairs
        .map(|pair| u8::from_str_radix(pair?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_the_documented_hmac() {
        // Also: printf '1700000000.{}' | openssl dgst -sha256 -hmac secret
        let expected = "t=1700000000,v1=".to_owned() + EXPECTED;
        assert_eq!(sign("secret", 1_700_000_000, b"{}"), expected);
    }
    const EXPECTED: &str = "b8569b78799ff9e3cbff0fc2d63a33a2b57f3282abd07c37ae5e8e7d79a5f163";

    #[test]
    fn threat_45_only_the_same_secret_body_and_time_verify() {
        let now = 1_700_000_000;
        let header = sign("secret", now, b"body");
        assert!(verify("secret", now, &header, b"body"));
        assert!(!verify("other", now, &header, b"body"));
        assert!(!verify("secret", now, &header, b"body "));
        assert!(!verify(
            "secret",
            now,
            &header.replace("t=1700000000", "t=1700000001"),
            b"body"
        ));
    }

    #[test]
    fn threat_45_a_signature_lasts_five_minutes_in_both_directions() {
        let now = 1_700_000_000;
        let header = sign("secret", now, b"body");
        for (later, verdict) in [
            (300, true),
            (-300, true),
            (301, false),
            (-301, false),
            (i64::MAX - now, false),
        ] {
            assert_eq!(
                verify("secret", now + later, &header, b"body"),
                verdict,
                "{later}"
            );
        }
    }

    #[test]
    fn malformed_headers_are_refused() {
        for header in [
            "",
            "t=1",
            "t=1,v1=",
            "t=1,v1=0",
            "t=1,v1=zz",
            "t=1,v1=äöü",
            "v1=00,t=1",
            "t=x,v1=00",
            "t=1,v0=00",
        ] {
            assert!(!verify("secret", 1, header, b""), "{header:?}");
        }
    }
}
