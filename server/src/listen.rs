//! Connections. `axum::serve` waits for ever for a request that begins and never ends; here whoever opens a connection has
//! to say what it wants within a limit (THREATS 44).

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::serve::{Listener as _, ListenerExt as _};
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tower::ServiceExt as _;

/// How long a connection may take from its opening, or from the answer before, to the end of a request's head.
pub const HEAD_LIMIT: Duration = Duration::from_secs(30);

/// Answers requests until `stop` is done, then takes no more connections and ends when the requests that have begun are
/// answered.
pub async fn listen(
    listener: TcpListener,
    router: Router,
    head_limit: Duration,
    stop: impl Future<Output = ()> + Send,
) {
    // Without TCP_NODELAY a streamed answer waits for the peer's delayed acknowledgement: 43 ms instead of 4 ms.
    let mut listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(head_limit);
    let open = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let router = router.clone();
        let answer = move |request: Request<Incoming>| answer(router.clone(), request, peer);
        let connection = http.serve_connection(TokioIo::new(stream), service_fn(answer));
        let connection = open.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!("a connection ended: {error}");
            }
        });
    }
    drop(listener);
    open.shutdown().await;
}

async fn answer(
    router: Router,
    request: Request<Incoming>,
    peer: SocketAddr,
) -> Result<axum::response::Response, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    router.oneshot(request).await
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;
    use tokio::sync::oneshot;
    use tokio::task::JoinHandle;

    use super::*;

    async fn serve(head_limit: Duration) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let who = |ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.to_string() };
        let router = Router::new().route("/", get(who));
        let serving = tokio::spawn(listen(listener, router, head_limit, async {
            let _ = stopped.await;
        }));
        (address, stop, serving)
    }

    async fn to_end(stream: &mut TcpStream) -> String {
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer).await;
        answer
    }

    #[tokio::test]
    async fn threat_44_a_request_that_begins_and_never_ends_is_hung_up_on() {
        let (address, _stop, _serving) = serve(Duration::from_millis(50)).await;
        for begun in ["", "GET / HTTP/1.1\r\nhost: a\r\n"] {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(begun.as_bytes()).await.unwrap();
            let answer = to_end(&mut stream).await;
            assert!(!answer.contains("200"), "{answer}");
        }
    }

    #[tokio::test]
    async fn a_connection_serves_several_requests_and_says_whom_it_serves() {
        let (address, _stop, _serving) = serve(HEAD_LIMIT).await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        let me = stream.local_addr().unwrap().to_string();
        let first = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
        let last = "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
        stream.write_all(first.as_bytes()).await.unwrap();
        stream.write_all(last.as_bytes()).await.unwrap();
        let answers = to_end(&mut stream).await;
        assert_eq!(answers.matches("200 OK").count(), 2, "{answers}");
        assert_eq!(answers.matches(&me).count(), 2, "{answers}");
    }

    #[tokio::test]
    async fn who_waits_without_a_request_does_not_keep_the_server_from_ending() {
        let (address, stop, serving) = serve(HEAD_LIMIT).await;
        let mut idle = TcpStream::connect(address).await.unwrap();
        idle.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n")
            .await
            .unwrap();
        let mut byte = [0];
        idle.read_exact(&mut byte).await.unwrap();
        stop.send(()).unwrap();
        serving.await.unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }
}
