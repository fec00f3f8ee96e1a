//! How browsers reach the server, and what follows for cookies.

use url::Url;

/// A checked public address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    url: Url,
    origin: String,
}

/// Why an address cannot be the public one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PublicUrlError {
    /// Neither https nor http.
    #[error("PORTICO_PUBLIC_URL must start with https:// (or http:// on loopback), not {0}:")]
    Scheme(String),
    /// http on an address others can reach: cookies would travel in clear.
    #[error(
        "PORTICO_PUBLIC_URL is http on {0}, which is not loopback: session cookies would travel unprotected. Use https."
    )]
    Insecure(String),
    /// Path, query, fragment or user name.
    #[error("PORTICO_PUBLIC_URL must be an origin only, for example https://plugins.example.com")]
    NotAnOrigin,
}

impl PublicUrl {
    /// Checks an address: an https origin, or http on loopback (CONTRACT "Sessions").
    pub fn new(url: Url) -> Result<Self, PublicUrlError> {
        let loopback = is_loopback(&url).ok_or(PublicUrlError::NotAnOrigin)?;
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            "http" => {
                return Err(PublicUrlError::Insecure(
                    url.host_str().unwrap_or_default().to_owned(),
                ));
            }
            other => return Err(PublicUrlError::Scheme(other.to_owned())),
        }
        if url.path() != "/"
            || url.query().is_some()
            || url.fragment().is_some()
            || !url.username().is_empty()
        {
            return Err(PublicUrlError::NotAnOrigin);
        }
        let origin = url.origin().ascii_serialization();
        Ok(Self { url, origin })
    }

    /// The address of a server that was told nothing else: http on the address it listens on.
    pub fn loopback(addr: std::net::SocketAddr) -> Result<Self, PublicUrlError> {
        let url = Url::parse(&format!("http://{addr}")).map_err(|_| PublicUrlError::NotAnOrigin)?;
        Self::new(url)
    }

    /// `https://plugins.example.com`, without a final slash.
    pub fn origin(&self) -> String {
        self.origin.clone()
    }

    /// True when an `Origin` header names us.
    pub fn is_origin(&self, header: &[u8]) -> bool {
        header == self.origin.as_bytes()
    }

    /// True when cookies carry `Secure` and the `__Host-` prefix.
    pub fn is_secure(&self) -> bool {
        self.url.scheme() == "https"
    }
}

/// Whether an address leads to this machine only; `None` when it names no host.
pub fn is_loopback(url: &Url) -> Option<bool> {
    Some(match url.host()? {
        url::Host::Ipv4(ip) => ip.is_loopback(),
        url::Host::Ipv6(ip) => ip.is_loopback(),
        url::Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<String, PublicUrlError> {
        PublicUrl::new(Url::parse(text).unwrap()).map(|url| url.origin())
    }

    #[test]
    fn https_and_loopback_http_are_public_urls_and_nothing_else() {
        assert_eq!(
            check("https://plugins.example.com/").unwrap(),
            "https://plugins.example.com"
        );
        assert_eq!(
            check("http://127.0.0.1:3000").unwrap(),
            "http://127.0.0.1:3000"
        );
        assert_eq!(
            check("http://localhost:3000").unwrap(),
            "http://localhost:3000"
        );
        assert!(matches!(
            check("http://192.168.1.5"),
            Err(PublicUrlError::Insecure(_))
        ));
        assert!(matches!(
            check("http://example.com"),
            Err(PublicUrlError::Insecure(_))
        ));
        assert!(matches!(
            check("https://example.com/portico"),
            Err(PublicUrlError::NotAnOrigin)
        ));
        assert!(matches!(
            check("ftp://example.com"),
            Err(PublicUrlError::Scheme(_))
        ));
    }
}
