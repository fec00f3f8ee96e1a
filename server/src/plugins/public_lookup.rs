//! Names looked up for plugins: the addresses behind a name count only if all of them are public (THREATS 7).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use async_trait::async_trait;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::sync::Semaphore;

/// Names looked up at the same time. Each look-up takes a thread until it ends, whether somebody still waits for it or not.
pub(super) const LOOKUPS: usize = 16;

/// Looks up names; the system's own way except in tests.
#[async_trait]
pub trait Lookup: Send + Sync + 'static {
    /// All addresses of a name.
    async fn lookup(&self, name: &str) -> std::io::Result<Vec<IpAddr>>;
}

/// The system's name resolution.
pub struct SystemLookup;

#[async_trait]
impl Lookup for SystemLookup {
    async fn lookup(&self, name: &str) -> std::io::Result<Vec<IpAddr>> {
        let found = tokio::net::lookup_host((name, 0)).await?;
        Ok(found.map(|address| address.ip()).collect())
    }
}

/// A name resolved to an address that is not public.
#[derive(Debug, thiserror::Error)]
#[error("the name does not resolve to public addresses only")]
pub(super) struct NotPublic;

/// Answers a name's addresses only if all of them are public.
pub(super) struct PublicOnly {
    lookup: Arc<dyn Lookup>,
    /// One permit for each look-up that goes on.
    free: Arc<Semaphore>,
}

impl PublicOnly {
    pub(super) fn new(lookup: impl Lookup) -> Self {
        Self {
            lookup: Arc::new(lookup),
            free: Arc::new(Semaphore::new(LOOKUPS)),
        }
    }
}

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let lookup = Arc::clone(&self.lookup);
        let free = Arc::clone(&self.free);
        Box::pin(async move {
            let permit = free.acquire_owned().await?;
            // On a task of its own: a call that is given up gives its permit back only when the look-up has ended.
            let looking = tokio::spawn(async move {
                let found = lookup.lookup(name.as_str()).await;
                drop(permit);
                found
            });
            let found = looking.await??;
            if found.is_empty() || !found.iter().copied().all(is_public) {
                return Err(NotPublic.into());
            }
            let addresses = found.into_iter().map(|ip| SocketAddr::new(ip, 0));
            Ok(Box::new(addresses) as Addrs)
        })
    }
}

/// True for addresses of the public internet (IANA special-purpose registries).
pub(super) fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(mapped) => is_public_v4(mapped),
            None => is_public_v6(ip),
        },
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !(matches!(a, 0 | 10 | 127 | 224..=255)
        || (a == 100 && (64..=127).contains(&b))
        || (a == 169 && b == 254)
        || (a == 172 && (16..=31).contains(&b))
        || (a == 192 && b == 168)
        || (a == 192 && b == 0 && matches!(c, 0 | 2))
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && matches!(b, 18 | 19))
        || (a == 198 && b == 51 && c == 100)
        || (a == 203 && b == 0 && c == 113))
}

/// Global unicast (`2000::/3`) without protocol assignments (Teredo among them), documentation and 6to4, which carries an
/// IPv4 address inside. NAT64, unique local, link local and multicast are outside `2000::/3`.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    first & 0xe000 == 0x2000
        && !(first == 0x2001 && second < 0x0200)
        && !(first == 0x2001 && second == 0x0db8)
        && first != 0x2002
        && !(first == 0x3fff && second < 0x1000)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Answers a public address at first and the loopback ever after.
    struct Rebinding(Arc<AtomicUsize>);

    #[async_trait]
    impl Lookup for Rebinding {
        async fn lookup(&self, _name: &str) -> std::io::Result<Vec<IpAddr>> {
            let address = match self.0.fetch_add(1, Ordering::SeqCst) {
                0 => "93.184.215.14",
                _ => "127.0.0.1",
            };
            Ok(vec![address.parse().unwrap()])
        }
    }

    #[tokio::test]
    async fn threat_07_a_name_is_resolved_once_and_only_checked_addresses_are_used() {
        let count = Arc::new(AtomicUsize::new(0));
        let resolver = PublicOnly::new(Rebinding(Arc::clone(&count)));
        let found: Vec<SocketAddr> = resolver
            .resolve("rebind.example".parse().unwrap())
            .await
            .unwrap()
            .collect();
        assert_eq!(found, ["93.184.215.14:0".parse().unwrap()]);
        assert_eq!(count.load(Ordering::SeqCst), 1);
        assert!(
            resolver
                .resolve("rebind.example".parse().unwrap())
                .await
                .is_err()
        );
    }

    #[test]
    fn threat_07_what_is_public_follows_the_registries() {
        for ip in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(ip.parse().unwrap()), "{ip}");
        }
        for ip in [
            "8.8.8.8",
            "100.63.0.1",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.255.255.255",
            "2001:200::1",
            "2606:4700::1111",
            "::ffff:8.8.8.8",
        ] {
            assert!(is_public(ip.parse().unwrap()), "{ip}");
        }
    }
}
