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
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|peer| peer.0.ip());
        let ip = behind_proxies(&parts.headers, state.config.trusted_proxies).or(peer);
        Self(ip.map_or_else(|| "unknown".to_owned(), label))
    }
}

/// With `n` trusted proxies the caller's address is the `n`-th from the end of `X-Forwarded-For`; what stands before it was
/// sent by the caller and means nothing.
fn behind_proxies(headers: &HeaderMap, proxies: u8) -> Option<IpAddr> {
    let back = usize::from(proxies).checked_sub(1)?;
    let lines: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .collect();
    lines.iter().rev().nth(back)?.parse().ok()
}

fn label(ip: IpAddr) -> String {
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

    fn forwarded(lines: &[&'static str], proxies: u8) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", http::HeaderValue::from_static(line));
        }
        behind_proxies(&headers, proxies).map(label)
    }

    #[test]
    fn threat_44_a_caller_cannot_choose_his_address() {
        let lines = ["203.0.113.9, 198.51.100.1", "10.0.0.1"];
        assert_eq!(forwarded(&lines, 0), None);
        assert_eq!(forwarded(&lines, 1).as_deref(), Some("10.0.0.1"));
        assert_eq!(forwarded(&lines, 2).as_deref(), Some("198.51.100.1"));
        assert_eq!(forwarded(&["made up"], 1), None);
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
