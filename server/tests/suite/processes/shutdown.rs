//! How the server ends: SIGTERM drains and exits 0, a second one ends at once.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use http::StatusCode;

use super::process::{Installation, Server, until};

const SOON: Duration = Duration::from_secs(10);
const FORM: &str = "host=none&token=none";

/// A request that the server has begun to handle and cannot end: its handler waits for the rest of the body.
struct SlowRequest(TcpStream);

impl SlowRequest {
    fn begin(server: &Server) -> Self {
        let mut stream = TcpStream::connect(&server.address).unwrap();
        stream.set_read_timeout(Some(SOON)).unwrap();
        let head = format!(
            "POST /session HTTP/1.1\r\nhost: {}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             content-length: {}\r\nexpect: 100-continue\r\n\r\n",
            server.address,
            FORM.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        // The server asks for the body when the handler reads it, not before.
        let mut interim = [0; 25];
        stream.read_exact(&mut interim).unwrap();
        assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\n\r\n");
        stream.write_all(&FORM.as_bytes()[..5]).unwrap();
        Self(stream)
    }

    /// Sends the rest; the whole answer.
    fn end(mut self) -> String {
        self.0.write_all(&FORM.as_bytes()[5..]).unwrap();
        let mut answer = String::new();
        self.0.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Whether the server has closed the connection without an answer.
    fn was_cut_off(mut self) -> bool {
        matches!(self.0.read(&mut [0; 1]), Ok(0) | Err(_))
    }
}

async fn refuses_connections(server: &Server) -> bool {
    tokio::net::TcpStream::connect(&server.address)
        .await
        .is_err()
}

#[tokio::test]
async fn sigterm_drains_a_request_in_flight_and_exits_0() {
    let installation = Installation::sqlite();
    installation.ok(&["migrate"]);
    let mut server = installation.serve();
    let slow = SlowRequest::begin(&server);
    // A connection that says nothing must not hold the server up.
    let idle = TcpStream::connect(&server.address).unwrap();
    server.terminate();
    until(SOON, "nothing new is accepted", async || {
        refuses_connections(&server).await
    })
    .await;
    let answer = slow.end();
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
    assert!(answer.contains("\"request_id\""), "{answer}");
    assert_eq!(server.ended_within(SOON).code(), Some(0));
    drop(idle);
}

#[tokio::test]
async fn sigterm_without_requests_ends_at_once_with_0() {
    let installation = Installation::sqlite();
    let mut server = installation.serve();
    server.terminate();
    assert_eq!(server.ended_within(SOON).code(), Some(0));
}

#[tokio::test]
async fn a_request_that_does_not_end_is_cut_off_at_the_limit_and_the_exit_code_is_0() {
    let installation = Installation::sqlite();
    let mut server = installation.serve_with(&[("PORTICO_DRAIN_LIMIT", "1")]);
    let slow = SlowRequest::begin(&server);
    let start = Instant::now();
    server.terminate();
    let status = server.ended_within(SOON);
    assert!(start.elapsed() >= Duration::from_secs(1));
    assert_eq!(status.code(), Some(0));
    assert!(slow.was_cut_off());
}

#[tokio::test]
async fn while_it_drains_it_is_alive_but_not_ready_and_a_second_signal_ends_it_at_once() {
    let installation = Installation::sqlite();
    let mut server = installation.serve_with(&[("PORTICO_DRAIN_DELAY", "60")]);
    assert_eq!(server.get("/readyz", None).await.0, StatusCode::OK);
    let slow = SlowRequest::begin(&server);
    server.terminate();
    until(SOON, "not ready", async || {
        let (status, body) = server.get("/readyz", None).await;
        status == StatusCode::SERVICE_UNAVAILABLE && body["error"]["code"] == "draining"
    })
    .await;
    // For as long as the delay lasts it answers whoever has not noticed yet.
    assert_eq!(server.get("/healthz", None).await.0, StatusCode::OK);
    server.terminate();
    assert_eq!(server.ended_within(SOON).code(), Some(1));
    assert!(slow.was_cut_off());
}
