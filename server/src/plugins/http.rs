//! Calls of plugins to the outside world, which must not become calls to our own inside (THREATS 7).
//!
//! Only https to public addresses, at the ports of web servers. A name is resolved once, by us, and the connection goes to
//! exactly the addresses that were checked, so a name that changes its mind (DNS rebinding) gains nothing. No redirects, no
//! proxies. Exceptions belong to one plugin each.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue};
use portico_sdk::names::is_plugin_name;
use portico_sdk::plugin::{HttpClient, PluginError};
use serde_json::Value;
use url::{Host, Url};

use super::public_lookup::{Lookup, NotPublic, PublicOnly, SystemLookup, is_public};

/// How long one call may take, name resolution included.
const LIMIT: Duration = Duration::from_secs(10);
/// Most bytes of a body that is sent.
const MAX_BODY: usize = 256 * 1024;
/// Ports of public addresses that are called without an exception: a plugin has no business with mail or databases.
const PORTS: [u16; 2] = [443, 8443];
/// What the clients of all plugins share; cheap to clone.
#[derive(Clone)]
pub struct GuardedHttp(Arc<Clients>);

struct Clients {
    /// Connects to public addresses only.
    public: reqwest::Client,
    /// For the exceptions of the server's configuration.
    excepted: reqwest::Client,
    /// Plugin → what it calls although it may be private.
    exceptions: BTreeMap<String, BTreeSet<Place>>,
}

/// Host (lower case) and port.
type Place = (String, u16);

/// The client of one plugin.
pub struct PluginHttp {
    clients: Arc<Clients>,
    /// Called although they may be private, by http as well.
    exceptions: BTreeSet<Place>,
}

impl GuardedHttp {
    /// Clients with the exceptions of `PORTICO_PLUGIN_HTTP_ALLOW` (`plugin@host:port`).
    pub fn new(exceptions: &[String]) -> Result<Self, String> {
        Self::with_lookup(exceptions, SystemLookup, LIMIT)
    }

    /// The same with another way to look up names and another limit.
    pub fn with_lookup(
        exceptions: &[String],
        lookup: impl Lookup,
        limit: Duration,
    ) -> Result<Self, String> {
        let mut of_plugins: BTreeMap<String, BTreeSet<Place>> = BTreeMap::new();
        for text in exceptions {
            let (plugin, place) = exception(text)?;
            of_plugins.entry(plugin).or_default().insert(place);
        }
        let build = |builder: reqwest::ClientBuilder| {
            builder
                .redirect(reqwest::redirect::Policy::none())
                .no_proxy()
                .timeout(limit)
                .user_agent(concat!("Portico/", env!("CARGO_PKG_VERSION")))
                .build()
                .map_err(|error| format!("the HTTP client of plugins: {error}"))
        };
        Ok(Self(Arc::new(Clients {
            public: build(reqwest::Client::builder().dns_resolver(PublicOnly::new(lookup)))?,
            excepted: build(reqwest::Client::builder())?,
            exceptions: of_plugins,
        })))
    }

    /// The client of one plugin, with that plugin's exceptions.
    pub fn of_plugin(&self, plugin: &str) -> PluginHttp {
        PluginHttp {
            clients: Arc::clone(&self.0),
            exceptions: self.0.exceptions.get(plugin).cloned().unwrap_or_default(),
        }
    }
}

impl PluginHttp {
    /// The client for an address, or why it is refused. Names are checked later, when they are resolved.
    fn client_for(&self, url: &Url) -> Result<&reqwest::Client, PluginError> {
        let refuse = |why: &str| Err(PluginError::AddressRefused(why.to_owned()));
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("the address carries a user name");
        }
        let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
            return refuse("the address names no host");
        };
        let is_http = matches!(url.scheme(), "http" | "https");
        if is_http && self.exceptions.contains(&(host.to_string(), port)) {
            return Ok(&self.clients.excepted);
        }
        if url.scheme() != "https" {
            return refuse("only https is allowed");
        }
        if !PORTS.contains(&port) {
            return refuse("only the ports 443 and 8443 are allowed");
        }
        let literal = match host {
            Host::Ipv4(ip) => Some(IpAddr::V4(ip)),
            Host::Ipv6(ip) => Some(IpAddr::V6(ip)),
            Host::Domain(_) => None,
        };
        if literal.is_some_and(|ip| !is_public(ip)) {
            return refuse("the address is not public");
        }
        Ok(&self.clients.public)
    }
}

#[async_trait]
impl HttpClient for PluginHttp {
    async fn post_json(
        &self,
        url: &str,
        headers: &[(String, String)],
        body: &Value,
    ) -> Result<u16, PluginError> {
        let url = parse(url)?;
        let client = self.client_for(&url)?;
        let headers = header_map(headers)?;
        let body = body.to_string();
        if body.len() > MAX_BODY {
            return Err(PluginError::BadRequest(format!(
                "a body has at most {MAX_BODY} bytes"
            )));
        }
        let response = client
            .post(url)
            .headers(headers)
            .body(body)
            .send()
            .await
            .map_err(failure)?;
        Ok(response.status().as_u16())
    }

    fn check(&self, url: &str) -> Result<(), PluginError> {
        self.client_for(&parse(url)?).map(|_| ())
    }
}

fn parse(url: &str) -> Result<Url, PluginError> {
    Url::parse(url).map_err(|_| PluginError::AddressRefused("it is not a URL".to_owned()))
}

fn exception(text: &str) -> Result<(String, Place), String> {
    let unreadable = || {
        format!(
            "PORTICO_PLUGIN_HTTP_ALLOW: {text:?} is not plugin@host:port, for example \
             webhook-notifier@127.0.0.1:9000"
        )
    };
    let (plugin, place) = text
        .split_once('@')
        .filter(|(plugin, _)| is_plugin_name(plugin))
        .ok_or_else(unreadable)?;
    let (host, port) = place.rsplit_once(':').ok_or_else(unreadable)?;
    let host = Host::parse(host).map_err(|_| unreadable())?;
    let port = port.parse().map_err(|_| unreadable())?;
    Ok((plugin.to_owned(), (host.to_string(), port)))
}

fn header_map(headers: &[(String, String)]) -> Result<HeaderMap, PluginError> {
    let mut map = HeaderMap::new();
    map.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    for (name, value) in headers {
        let bad = || PluginError::BadRequest(format!("the header {name:?} cannot be sent"));
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| bad())?;
        if [HOST, CONTENT_LENGTH, TRANSFER_ENCODING].contains(&name) {
            return Err(bad());
        }
        map.insert(
            name.clone(),
            HeaderValue::from_str(value).map_err(|_| bad())?,
        );
    }
    Ok(map)
}

/// Names no address: a webhook's address is often its secret (THREATS 46).
fn failure(error: reqwest::Error) -> PluginError {
    let mut source = std::error::Error::source(&error);
    while let Some(inner) = source {
        if let Some(NotPublic) = inner.downcast_ref::<NotPublic>() {
            return PluginError::AddressRefused(NotPublic.to_string());
        }
        source = inner.source();
    }
    let what = if error.is_timeout() {
        "no answer in time"
    } else if error.is_connect() {
        "no connection"
    } else {
        "the call failed"
    };
    PluginError::Internal(what.to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use serde_json::json;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;
    use tokio::sync::Semaphore;

    use super::super::public_lookup::LOOKUPS;
    use super::*;

    /// Names of our own network, and one that is there and elsewhere.
    struct Inside;

    #[async_trait]
    impl Lookup for Inside {
        async fn lookup(&self, name: &str) -> std::io::Result<Vec<IpAddr>> {
            let addresses: &[&str] = match name {
                "mixed.example" => &["93.184.215.14", "10.0.0.1"],
                _ => &["127.0.0.1"],
            };
            Ok(addresses.iter().map(|ip| ip.parse().unwrap()).collect())
        }
    }

    fn client(exceptions: &[String]) -> PluginHttp {
        GuardedHttp::with_lookup(exceptions, Inside, Duration::from_millis(500))
            .unwrap()
            .of_plugin("acme")
    }

    async fn post(client: &PluginHttp, url: &str) -> Result<u16, PluginError> {
        client.post_json(url, &[], &json!({"a": 1})).await
    }

    /// A listener that answers every connection with `answer` and counts them.
    async fn listener(answer: &'static str) -> (u16, Arc<AtomicUsize>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let count = Arc::new(AtomicUsize::new(0));
        let seen = Arc::clone(&count);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                seen.fetch_add(1, Ordering::SeqCst);
                let mut buffer = [0; 4096];
                let _ = stream.read(&mut buffer).await;
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        (port, count)
    }

    #[tokio::test]
    async fn threat_07_addresses_of_our_own_network_are_refused() {
        let (port, count) = listener("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
        let client = client(&[]);
        for url in [
            "https://127.0.0.1/".to_owned(),
            "https://127.1:8443/".to_owned(),
            "https://[::ffff:127.0.0.1]/".to_owned(),
            "https://inside.example/".to_owned(),
            "https://mixed.example:8443/".to_owned(),
            format!("https://127.0.0.1:{port}/"),
            format!("https://127.1:{port}/"),
            format!("https://0x7f000001:{port}/"),
            format!("https://2130706433:{port}/"),
            format!("https://[::1]:{port}/"),
            format!("https://[::ffff:127.0.0.1]:{port}/"),
            format!("https://inside.example:{port}/"),
            format!("https://mixed.example:{port}/"),
            format!("http://127.0.0.1:{port}/"),
            format!("https://user@93.184.215.14:{port}/"),
            "https://169.254.169.254/latest/meta-data/".to_owned(),
            "file:///etc/passwd".to_owned(),
            "/plugins/acme/hook".to_owned(),
        ] {
            let answer = post(&client, &url).await;
            assert!(
                matches!(answer, Err(PluginError::AddressRefused(_))),
                "{url}: {answer:?}"
            );
            // What an address says itself is known before it is called; what a name leads to is not.
            let checked = client.check(&url);
            let by_name = ["https://inside.example/", "https://mixed.example:8443/"];
            assert_eq!(checked.is_ok(), by_name.contains(&url.as_str()), "{url}");
        }
        assert_eq!(count.load(Ordering::SeqCst), 0);
    }

    #[tokio::test]
    async fn threat_07_exceptions_are_by_plugin_host_and_port_and_redirects_are_not_followed() {
        let (inner, inner_count) = listener("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
        let answer = format!(
            "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:{inner}/\r\ncontent-length: 0\r\n\r\n"
        );
        let (port, count) = listener(Box::leak(answer.into_boxed_str())).await;
        let exceptions = [format!("acme@127.0.0.1:{port}")];
        let client = client(&exceptions);
        assert_eq!(
            post(&client, &format!("http://127.0.0.1:{port}/"))
                .await
                .unwrap(),
            307
        );
        let other = GuardedHttp::new(&exceptions).unwrap().of_plugin("other");
        assert!(matches!(
            post(&other, &format!("http://127.0.0.1:{port}/")).await,
            Err(PluginError::AddressRefused(_))
        ));
        assert_eq!(count.load(Ordering::SeqCst), 1);
        assert!(matches!(
            post(&client, &format!("http://127.0.0.1:{inner}/")).await,
            Err(PluginError::AddressRefused(_))
        ));
        assert_eq!(inner_count.load(Ordering::SeqCst), 0);
    }

    #[tokio::test]
    async fn threat_07_a_call_that_does_not_end_is_given_up_and_its_error_names_no_address() {
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = silent.local_addr().unwrap().port();
        let client = client(&[format!("acme@127.0.0.1:{port}")]);
        let error = post(&client, &format!("http://127.0.0.1:{port}/token-in-path")).await;
        assert_eq!(error.unwrap_err().to_string(), "no answer in time");
    }

    #[test]
    fn threat_07_an_exception_names_its_plugin() {
        let place = ("127.0.0.1".to_owned(), 9000);
        assert_eq!(
            exception("acme@127.0.0.1:9000"),
            Ok(("acme".to_owned(), place))
        );
        for text in [
            "127.0.0.1:9000",
            "@127.0.0.1:9000",
            "*@127.0.0.1:9000",
            "acme@127.0.0.1",
            "acme@:9000",
            "acme@127.0.0.1:x",
        ] {
            let refused = exception(text).unwrap_err();
            assert!(refused.contains("plugin@host:port"), "{text}: {refused}");
        }
    }

    #[test]
    fn threat_07_only_the_ports_of_web_servers_are_called() {
        let client = client(&["acme@intranet.example:9200".to_owned()]);
        let allowed = |url: &str| client.client_for(&Url::parse(url).unwrap()).is_ok();
        for url in [
            "https://example.com/",
            "https://example.com:443/",
            "https://93.184.215.14:8443/",
            "http://intranet.example:9200/",
        ] {
            assert!(allowed(url), "{url}");
        }
        for url in [
            "https://example.com:25/",
            "https://example.com:22/",
            "https://example.com:5432/",
            "https://example.com:80/",
            "http://example.com/",
            "https://intranet.example:9201/",
        ] {
            assert!(!allowed(url), "{url}");
        }
    }

    /// Counts look-ups that go on at the same time, and never ends one before it is told to.
    struct Slow {
        now: Arc<AtomicUsize>,
        go: Arc<Semaphore>,
    }

    #[async_trait]
    impl Lookup for Slow {
        async fn lookup(&self, _name: &str) -> std::io::Result<Vec<IpAddr>> {
            self.now.fetch_add(1, Ordering::SeqCst);
            let _ = self.go.acquire().await;
            self.now.fetch_sub(1, Ordering::SeqCst);
            Ok(vec!["127.0.0.1".parse().unwrap()])
        }
    }

    #[tokio::test]
    async fn threat_07_slow_names_take_no_more_than_their_share_of_threads() {
        let (now, go) = (Arc::new(AtomicUsize::new(0)), Arc::new(Semaphore::new(0)));
        let lookup = Slow {
            now: Arc::clone(&now),
            go: Arc::clone(&go),
        };
        let client = GuardedHttp::with_lookup(&[], lookup, Duration::from_millis(50))
            .unwrap()
            .of_plugin("acme");
        for _ in 0..2 {
            let calls = (0..40).map(|n| {
                let (client, url) = (&client, format!("https://n{n}.example/"));
                async move { post(client, &url).await.unwrap_err().to_string() }
            });
            let answers = futures_util::future::join_all(calls).await;
            assert!(answers.iter().all(|text| text == "no answer in time"));
            assert_eq!(
                now.load(Ordering::SeqCst),
                LOOKUPS,
                "given up, but going on"
            );
        }
        go.close();
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert_eq!(now.load(Ordering::SeqCst), 0);
    }

    #[test]
    fn threat_07_a_header_cannot_choose_another_host_or_body_length() {
        for (name, value) in [
            ("Host", "inside"),
            ("content-length", "0"),
            ("transfer-encoding", "chunked"),
            ("x\r\ny", "1"),
            ("x", "1\r\nHost: inside"),
        ] {
            assert!(header_map(&[(name.to_owned(), value.to_owned())]).is_err());
        }
    }
}
