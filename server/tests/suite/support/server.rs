//! The real router in-process, over a database of the test's own.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use clap::Parser as _;
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use portico_app::hydration::SiteFiles;
use portico_sdk::plugin::{Clock, Plugin};
use portico_server::caches::Caches;
use portico_server::config::ServeConfig;
use portico_server::crypto::{Cipher, MasterKey, PasswordHasher};
use portico_server::epochs::Epochs;
use portico_server::limits::Limits;
use portico_server::plugins::{LiveRegistry, Registry, RegistryConfig, contexts};
use portico_server::public_url::PublicUrl;
use portico_server::router::router;
use portico_server::shutdown::Draining;
use portico_server::site::Site;
use portico_server::state::{AppState, Shared};
use serde_json::Value;
use tower::ServiceExt as _;

use super::{TestClock, TestDb};

/// A server without a socket.
pub struct TestServer {
    /// What handlers share.
    pub state: AppState,
    /// Time.
    pub clock: Arc<TestClock>,
    router: Router,
    _database: TestDb,
}

/// What the server answered, read to the end.
#[derive(Debug)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body as text.
    pub body: String,
}

/// The defaults of the command line.
#[derive(clap::Parser)]
struct Defaults {
    #[command(flatten)]
    serve: ServeConfig,
}

fn defaults(flags: &[&str]) -> ServeConfig {
    Defaults::parse_from([&["portico"], flags].concat()).serve
}

impl TestServer {
    /// Over an empty SQLite database, without plugins.
    pub async fn start() -> Self {
        Self::over(TestDb::sqlite().await, Registry::default())
    }

    /// Over a given database with given plugins.
    pub fn over(database: TestDb, registry: Registry) -> Self {
        let cipher = Cipher::new(&MasterKey::generate().unwrap()).unwrap();
        let (clock, config) = (Arc::new(TestClock::default()), defaults(&[]));
        let time: Arc<dyn Clock> = clock.clone();
        let contexts = contexts(&config, &database.db, &cipher, &time).unwrap();
        let plugins = RegistryConfig::new(&config.tag_prefix);
        let registry = LiveRegistry::new(registry, plugins, Box::new(contexts));
        Self::assemble(database, clock, cipher, registry, config)
    }

    /// Over a given database with plugins that are started like the real ones.
    pub async fn with_plugins(database: TestDb, plugins: Vec<Arc<dyn Plugin>>) -> Self {
        Self::with_config(database, plugins, defaults(&[])).await
    }

    /// Over an empty SQLite database that was filled with the demo, with given plugins.
    pub async fn demo(plugins: Vec<Arc<dyn Plugin>>) -> Self {
        let database = TestDb::sqlite().await;
        let server = Self::with_config(database, plugins, defaults(&["--demo"])).await;
        portico_server::demo::seed(&server.state).await.unwrap();
        server
    }

    async fn with_config(
        database: TestDb,
        plugins: Vec<Arc<dyn Plugin>>,
        config: ServeConfig,
    ) -> Self {
        let clock = Arc::new(TestClock::default());
        let cipher = Cipher::new(&MasterKey::generate().unwrap()).unwrap();
        let time: Arc<dyn Clock> = clock.clone();
        let registry =
            portico_server::plugins::start(plugins, &config, &database.db, &cipher, &time)
                .await
                .unwrap();
        Self::assemble(database, clock, cipher, registry, config)
    }

    fn assemble(
        database: TestDb,
        clock: Arc<TestClock>,
        cipher: Cipher,
        registry: LiveRegistry,
        config: ServeConfig,
    ) -> Self {
        let state = AppState::new(Shared {
            db: database.db.clone(),
            cipher,
            passwords: PasswordHasher::default(),
            limits: Limits::new(&(clock.clone() as Arc<dyn Clock>)),
            clock: clock.clone(),
            config,
            public_url: PublicUrl::new("http://127.0.0.1:3000".parse().unwrap()).unwrap(),
            registry,
            epochs: Epochs::default(),
            caches: Caches::default(),
            draining: Draining::default(),
            site: Site {
                root: "target/site".into(),
                files: SiteFiles::default(),
            },
        });
        Self {
            router: router(state.clone()),
            state,
            clock,
            _database: database,
        }
    }

    /// Sends a request through the whole router.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// `GET` with extra headers.
    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(request(Method::GET, path, headers, Body::empty()))
            .await
    }

    /// A request with a JSON body.
    pub async fn json(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &Value,
    ) -> Answer {
        let mut request = request(method, path, headers, Body::from(body.to_string()));
        request
            .headers_mut()
            .insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
        self.send(request).await
    }

    /// A form post as a browser sends it from our own pages.
    pub async fn form(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        fields: &[(&str, &str)],
    ) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let mut request = request(Method::POST, path, headers, Body::from(body));
        let map = request.headers_mut();
        map.insert(
            header::CONTENT_TYPE,
            "application/x-www-form-urlencoded".parse().unwrap(),
        );
        if !map.contains_key(header::ORIGIN) {
            map.insert(header::ORIGIN, "http://127.0.0.1:3000".parse().unwrap());
            map.insert("sec-fetch-site", "same-origin".parse().unwrap());
        }
        self.send(request).await
    }
}

fn request(method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Request<Body> {
    let mut builder = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(body).unwrap()
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {}", self.body))
    }

    /// `error.code` of the body.
    pub fn code(&self) -> String {
        self.json()["error"]["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// A header as text, empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// `name=value` of the cookie set by this answer, to be sent back.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .filter_map(|text| text.split(';').next())
            .find(|pair| pair.split('=').next() == Some(name))
            .map(str::to_owned)
    }
}
