//! Connections. `axum::serve` waits for ever for a request that begins and never ends, and for a peer that does not read its
//! answer; here both are hung up on, and nobody gets all the connections there are (THREATS 44).

mod head;

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::serve::{Listener as _, ListenerExt as _};
use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt as _;

use head::{Answering, Head, Sent};

use crate::session::address_label;
use crate::shares::Shares;

/// What connections may take.
#[derive(Debug, Clone, Copy)]
pub struct ConnectionLimits {
    /// From a connection's opening, or from the answer before, to the end of a request's head.
    pub head: Duration,
    /// Without the peer taking any of an answer.
    pub stall: Duration,
    /// Connections at one time; more wait to be accepted.
    pub all: usize,
    /// Of one address; more are closed at once. `None` behind a proxy, which has one address for everybody.
    pub each: Option<usize>,
}

/// Files and sockets that are asked for.
const FILES: u64 = 32 * 1024;

impl ConnectionLimits {
    /// As many as the system lets this process open; its soft limit is raised first.
    pub fn of_system(trusted_proxies: u8) -> Self {
        let files = rlimit::increase_nofile_limit(FILES).unwrap_or(256);
        Self::of_files(files, trusted_proxies)
    }

    /// A quarter of the files: a connection can have one open while it is answered, the database has some, and so on.
    fn of_files(files: u64, trusted_proxies: u8) -> Self {
        let all = usize::try_from(files / 4)
            .unwrap_or(usize::MAX)
            .clamp(32, 8192);
        Self {
            head: Duration::from_secs(30),
            stall: Duration::from_secs(30),
            all,
            each: (trusted_proxies == 0).then_some(all / 4),
        }
    }
}

/// Answers requests until `stop` is done, then takes no more connections and ends when the requests that have begun are
/// answered.
pub async fn listen(
    listener: TcpListener,
    router: Router,
    limits: ConnectionLimits,
    stop: impl Future<Output = ()> + Send,
) {
    // Without TCP_NODELAY a streamed answer waits for the peer's delayed acknowledgement: 43 ms instead of 4 ms.
    let mut listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let http = http1::Builder::new();
    let open = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(limits.all));
    let shares = limits.each.map(Shares::new);
    let mut stop = std::pin::pin!(stop);
    loop {
        let next = async {
            // Never closed.
            let place = Arc::clone(&room).acquire_owned().await.ok();
            (place, listener.accept().await)
        };
        let (place, (stream, peer)) = tokio::select! {
            accepted = next => accepted,
            () = &mut stop => break,
        };
        let share = match &shares {
            None => None,
            Some(shares) => match shares.take(&address_label(peer.ip())) {
                None => continue,
                taken => taken,
            },
        };
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(limits.stall));
        let router = router.clone();
        let head = Head::new(limits.head);
        let of_answers = Arc::clone(&head);
        let answer = move |request: Request<Incoming>| {
            answer(router.clone(), request, peer, of_answers.arrived())
        };
        let connection = http.serve_connection(TokioIo::new(Box::pin(stream)), service_fn(answer));
        let connection = open.watch(connection);
        let mut serving = tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!("a connection ended: {error}");
            }
        });
        // A task of its own: in one with the connection the timer would be looked at for every request.
        tokio::spawn(async move {
            tokio::select! {
                _ = &mut serving => {}
                () = head.too_late() => {
                    tracing::debug!("a connection without a request is hung up on");
                    serving.abort();
                    let _ = serving.await;
                }
            }
            drop((place, share));
        });
    }
    drop(listener);
    open.shutdown().await;
}

async fn answer(
    router: Router,
    request: Request<Incoming>,
    peer: SocketAddr,
    answering: Answering,
) -> Result<Response<Sent>, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    let response = router.oneshot(request).await?;
    Ok(response.map(|body| Sent::new(body, answering)))
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;
    use tokio::sync::oneshot;
    use tokio::task::JoinHandle;

    use super::*;

    fn limits() -> ConnectionLimits {
        ConnectionLimits::of_files(1024, 0)
    }

    async fn serve(limits: ConnectionLimits) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let who = |ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.to_string() };
        let much = || async { vec![b'x'; 64 * 1024 * 1024] };
        let router = Router::new().route("/", get(who)).route("/much", get(much));
        let serving = tokio::spawn(listen(listener, router, limits, async {
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
        let (address, _stop, _serving) = serve(ConnectionLimits {
            head: Duration::from_millis(50),
            ..limits()
        })
        .await;
        for begun in ["", "GET / HTTP/1.1\r\nhost: a\r\n"] {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(begun.as_bytes()).await.unwrap();
            let answer = to_end(&mut stream).await;
            assert!(!answer.contains("200"), "{answer}");
        }
    }

    #[tokio::test]
    async fn a_connection_serves_several_requests_and_says_whom_it_serves() {
        let (address, _stop, _serving) = serve(limits()).await;
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
        let (address, stop, serving) = serve(limits()).await;
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

    #[tokio::test]
    async fn threat_44_who_does_not_read_his_answer_is_hung_up_on() {
        let (address, _stop, _serving) = serve(ConnectionLimits {
            stall: Duration::from_millis(50),
            all: 1,
            ..limits()
        })
        .await;
        let mut deaf = TcpStream::connect(address).await.unwrap();
        deaf.write_all(b"GET /much HTTP/1.1\r\nhost: a\r\n\r\n")
            .await
            .unwrap();
        // There is room for one connection: the next is served when the first has ended.
        let mut next = TcpStream::connect(address).await.unwrap();
        next.write_all(b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
            .await
            .unwrap();
        assert!(to_end(&mut next).await.contains("200 OK"));
    }

    #[tokio::test]
    async fn threat_44_one_address_does_not_get_all_connections() {
        let (address, _stop, _serving) = serve(ConnectionLimits {
            each: Some(2),
            ..limits()
        })
        .await;
        let mut mine = Vec::new();
        for _ in 0..2 {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream
                .write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n")
                .await
                .unwrap();
            let mut byte = [0];
            stream.read_exact(&mut byte).await.unwrap();
            mine.push(stream);
        }
        let mut third = TcpStream::connect(address).await.unwrap();
        assert_eq!(to_end(&mut third).await, "");
    }

    #[test]
    fn behind_a_proxy_all_share_one_address() {
        assert_eq!(ConnectionLimits::of_files(1024, 0).each, Some(64));
        assert_eq!(ConnectionLimits::of_files(1024, 1).each, None);
        assert_eq!(ConnectionLimits::of_files(u64::MAX, 1).all, 8192);
    }
}
