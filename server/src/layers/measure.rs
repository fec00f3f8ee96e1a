//! Counts requests and their duration by route, for `/metrics`.

use std::collections::HashMap;
use std::sync::{OnceLock, PoisonError, RwLock};
use std::time::Duration;

use axum::extract::{MatchedPath, Request};
use http::{Method, StatusCode};
use metrics::{Counter, Histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// Seconds at which the buckets of durations end.
const BUCKETS: [f64; 10] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.25, 1.0, 5.0,
];

/// The recorder of this process, installed at the first call; `None` when something else recorded before.
pub fn recorder() -> Option<&'static PrometheusHandle> {
    static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    RECORDER
        .get_or_init(|| {
            PrometheusBuilder::new()
                .set_buckets(&BUCKETS)
                .ok()?
                .install_recorder()
                .ok()
        })
        .as_ref()
}

/// How often what was recorded is summed up.
const SUM_UP: Duration = Duration::from_secs(5);

/// Runs until dropped: sums up the durations recorded, which else would be kept one by one until somebody asks for `/metrics`.
pub async fn sum_up() {
    let mut ticks = tokio::time::interval(SUM_UP);
    loop {
        ticks.tick().await;
        if let Some(recorder) = recorder() {
            recorder.run_upkeep();
        }
    }
}

/// What is counted of one request.
pub(super) struct Meter {
    route: Option<MatchedPath>,
    method: &'static str,
}

/// The recorder's handles of one route by method and status: a request costs one look-up and no allocation.
#[derive(Default)]
struct Route(Vec<(&'static str, StatusCode, Counter, Histogram)>);

static ROUTES: RwLock<Option<HashMap<String, Route>>> = RwLock::new(None);

impl Meter {
    pub fn of(request: &Request) -> Self {
        Self {
            route: request.extensions().get::<MatchedPath>().cloned(),
            method: known(request.method()),
        }
    }

    pub fn record(self, status: StatusCode, took: Duration) {
        // What no route matches is a page, or the page that says there is none.
        let route = self.route.as_ref().map_or("page", MatchedPath::as_str);
        let routes = ROUTES.read().unwrap_or_else(PoisonError::into_inner);
        let found = routes.as_ref().and_then(|routes| routes.get(route));
        if let Some((requests, duration)) = found.and_then(|found| found.get(self.method, status)) {
            requests.increment(1);
            duration.record(took);
            return;
        }
        drop(routes);
        let mut routes = ROUTES.write().unwrap_or_else(PoisonError::into_inner);
        let (requests, duration) = routes
            .get_or_insert_default()
            .entry(route.to_owned())
            .or_default()
            .add(route, self.method, status);
        requests.increment(1);
        duration.record(took);
    }
}

impl Route {
    fn get(&self, method: &str, status: StatusCode) -> Option<(&Counter, &Histogram)> {
        self.0
            .iter()
            .find(|entry| entry.0 == method && entry.1 == status)
            .map(|(_, _, requests, duration)| (requests, duration))
    }

    fn add(
        &mut self,
        route: &str,
        method: &'static str,
        status: StatusCode,
    ) -> (Counter, Histogram) {
        let requests = metrics::counter!(
            "portico_http_requests_total",
            "route" => route.to_owned(),
            "method" => method,
            "status" => status.as_str().to_owned(),
        );
        let duration = metrics::histogram!(
            "portico_http_request_duration_seconds",
            "route" => route.to_owned(),
            "method" => method,
        );
        self.0
            .push((method, status, requests.clone(), duration.clone()));
        (requests, duration)
    }
}

/// Methods come from outside; those we do not use count as one.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
