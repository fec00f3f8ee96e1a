//! Counts requests and their duration by route, for `/metrics`.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

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

/// What is counted of the requests to one route.
#[derive(Default)]
pub(super) struct Meter {
    /// The route as the metrics name it, from its first request on.
    route: OnceLock<String>,
    /// The recorder's handles by method and status. Filled from the front and never changed, so that a request costs neither
    /// a lock nor an allocation.
    known: [OnceLock<Handles>; KINDS],
}

/// Methods and statuses of a route that have a place of their own; more are looked up each time.
const KINDS: usize = 12;

struct Handles {
    method: &'static str,
    status: StatusCode,
    requests: Counter,
    duration: Histogram,
}

/// Of a request, what is needed when it is answered.
pub(super) struct Measured {
    method: &'static str,
    start: Instant,
}

impl Meter {
    /// Begins with a request.
    pub fn begin(&self, request: &Request) -> Measured {
        // What no route matches is a page, or the page that says there is none.
        self.route.get_or_init(|| {
            let route = request.extensions().get::<MatchedPath>();
            route.map_or("page", MatchedPath::as_str).to_owned()
        });
        Measured {
            method: known(request.method()),
            start: Instant::now(),
        }
    }

    /// Counts the request; answers how long it took.
    pub fn end(&self, measured: &Measured, status: StatusCode) -> Duration {
        let took = measured.start.elapsed();
        let make = || handles(self.route.get(), measured.method, status);
        let found = self.known.iter().find_map(|place| {
            let handles = place.get_or_init(make);
            let fits = handles.method == measured.method && handles.status == status;
            fits.then_some(handles)
        });
        let all_taken;
        let handles = if let Some(found) = found {
            found
        } else {
            all_taken = make();
            &all_taken
        };
        handles.requests.increment(1);
        handles.duration.record(took);
        took
    }
}

fn handles(route: Option<&String>, method: &'static str, status: StatusCode) -> Handles {
    let route = route.map_or("page", String::as_str);
    Handles {
        method,
        status,
        requests: metrics::counter!(
            "portico_http_requests_total",
            "route" => route.to_owned(),
            "method" => method,
            "status" => status.as_str().to_owned(),
        ),
        duration: metrics::histogram!(
            "portico_http_request_duration_seconds",
            "route" => route.to_owned(),
            "method" => method,
        ),
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
