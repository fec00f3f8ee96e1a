//! The address a request comes from, for limits and the audit log.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use http::HeaderMap;
use http::request::Parts;

use crate::state::AppState;

/// The address of the caller, as text; an IPv6 address counts by its /64, which one person has to himself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientAddress(pub String);

impl FromRequestParts<AppState> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self::of(state, parts))
    }
}

impl ClientAddress {
    /// The address of a request.
    pub fn of(state: &AppState, parts: &Parts) -> Self {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|peer| peer.0.ip());
        let ip = caller(&parts.headers, state.config.trusted_proxies, peer);
        Self(ip.map_or_else(|| "unknown".to_owned(), label))
    }
}

/// Without proxies it is the peer. With `n` trusted ones it is the `n`-th entry from the end of `X-Forwarded-For`; what stands
/// before it was sent by the caller and means nothing. An entry that is missing or cannot be read is nobody's: the peer is a
/// proxy, and its address would make everybody one caller.
fn caller(headers: &HeaderMap, proxies: u8, peer: Option<IpAddr>) -> Option<IpAddr> {
    let Some(back) = usize::from(proxies).checked_sub(1) else {
        return peer;
    };
    // Bytes, not text: an entry that is none must not make those after it disappear.
    let entries: Vec<&[u8]> = headers
        .get_all("x-forwarded-for")
        .iter()
        .flat_map(|line| line.as_bytes().split(|byte| *byte == b','))
        .collect();
    let entry = std::str::from_utf8(entries.iter().rev().nth(back)?).ok()?;
    entry.trim().parse().ok()
}

/// An address as it is counted: an IPv6 one by its /64.
pub fn label(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forwarded(lines: &[&[u8]], proxies: u8) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            let line = http::HeaderValue::from_bytes(line).unwrap();
            headers.append("x-forwarded-for", line);
        }
        let proxy: IpAddr = "10.9.9.9".parse().unwrap();
        caller(&headers, proxies, Some(proxy)).map(label)
    }

    #[test]
    fn threat_44_a_caller_cannot_choose_his_address() {
        let lines: [&[u8]; 2] = [b"203.0.113.9, 198.51.100.1", b"10.0.0.1"];
        assert_eq!(forwarded(&lines, 0).as_deref(), Some("10.9.9.9"));
        assert_eq!(forwarded(&lines, 1).as_deref(), Some("10.0.0.1"));
        assert_eq!(forwarded(&lines, 2).as_deref(), Some("198.51.100.1"));
    }

    #[test]
    fn threat_44_what_cannot_be_read_hides_nobody_behind_the_proxys_own_address() {
        let garbage: &[u8] = b"\xff\xfe, 198.51.100.1";
        assert_eq!(forwarded(&[garbage], 1).as_deref(), Some("198.51.100.1"));
        assert_eq!(forwarded(&[garbage], 2), None);
        let same_line: &[u8] = b"203.0.113.9, \xe9, 198.51.100.1";
        assert_eq!(forwarded(&[same_line], 3).as_deref(), Some("203.0.113.9"));
        assert_eq!(forwarded(&[b"made up"], 1), None);
        assert_eq!(forwarded(&[b"198.51.100.1"], 2), None, "too few entries");
        assert_eq!(forwarded(&[], 1), None);
    }

    #[test]
    fn threat_44_all_addresses_of_one_ipv6_network_count_as_one() {
        let one: IpAddr = "2001:db8:1:2:3::1".parse().unwrap();
        let two: IpAddr = "2001:db8:1:2:ffff::9".parse().unwrap();
        assert_eq!(label(one), label(two));
        assert_eq!(label("::ffff:192.0.2.1".parse().unwrap()), "192.0.2.1");
    }
}
