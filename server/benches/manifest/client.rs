//! Asks over many connections and compares every body. The client is as small as possible: what it costs falls on both
//! servers and hides what differs.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::world::{Now, World};

/// One request, again and again.
struct Ask {
    request: Vec<u8>,
    /// The body while the switch is off, and while it is on; the same twice where it changes nothing.
    expected: [Bytes; 2],
}

/// What is asked of one server.
pub struct Load {
    address: SocketAddr,
    asks: Arc<[Ask]>,
    world: Arc<World>,
}

impl Load {
    /// Every session's manifest.
    pub fn of_manifests(world: &Arc<World>, address: SocketAddr) -> Self {
        let asks = world.sessions.iter().map(|session| Ask {
            request: format!(
                "GET /api/v1/store/plugin-manifest HTTP/1.1\r\nhost: {address}\r\ncookie: {}\r\n\r\n",
                session.cookie
            )
            .into_bytes(),
            expected: world.expected[session.standing].clone(),
        });
        Self::new(world, address, asks.collect())
    }

    /// The body of every session as it was at the beginning. The cookie is sent along, so that the requests are as long.
    pub fn of_fixed(world: &Arc<World>, address: SocketAddr) -> Self {
        let asks = world.sessions.iter().map(|session| {
            let body = &world.expected[session.standing][0];
            Ask {
                request: format!(
                    "GET /{} HTTP/1.1\r\nhost: {address}\r\ncookie: {}\r\n\r\n",
                    session.standing, session.cookie
                )
                .into_bytes(),
                expected: [body.clone(), body.clone()],
            }
        });
        Self::new(world, address, asks.collect())
    }

    fn new(world: &Arc<World>, address: SocketAddr, asks: Vec<Ask>) -> Self {
        Self {
            address,
            asks: asks.into(),
            world: Arc::clone(world),
        }
    }

    /// Answers per second.
    pub async fn run(&self, connections: usize, length: Duration) -> f64 {
        let start = Instant::now();
        let tasks: Vec<_> = (0..connections)
            .map(|first| {
                let (asks, world, address) = (
                    Arc::clone(&self.asks),
                    Arc::clone(&self.world),
                    self.address,
                );
                tokio::spawn(async move {
                    let stream = TcpStream::connect(address).await.unwrap();
                    stream.set_nodelay(true).unwrap();
                    let mut connection = Connection::new(stream);
                    let mut answers = 0_u32;
                    let mut at = first;
                    while start.elapsed() < length {
                        connection.ask(&asks[at % asks.len()], &world).await;
                        answers += 1;
                        at += connections;
                    }
                    answers
                })
            })
            .collect();
        let mut answers = 0;
        for task in tasks {
            answers += task.await.unwrap();
        }
        f64::from(answers) / start.elapsed().as_secs_f64()
    }
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    fn new(stream: TcpStream) -> Self {
        Self {
            stream,
            buffer: vec![0; 256 * 1024],
        }
    }

    async fn ask(&mut self, ask: &Ask, world: &World) {
        let before = world.now();
        self.stream.write_all(&ask.request).await.unwrap();
        let (body, end) = self.answer().await;
        let body = &self.buffer[body..end];
        match (before, world.now()) {
            // Nothing was changed meanwhile: it has to be this one.
            (Now::Settled(a, of), Now::Settled(b, _)) if a == b => {
                assert!(
                    body == ask.expected[usize::from(of)],
                    "an outdated or wrong body"
                );
            }
            _ => assert!(
                ask.expected.iter().any(|expected| body == expected),
                "a wrong body"
            ),
        }
    }

    /// Reads one answer; start and end of its body.
    async fn answer(&mut self) -> (usize, usize) {
        let mut filled = 0;
        let mut end = None;
        loop {
            let read = self.stream.read(&mut self.buffer[filled..]).await.unwrap();
            assert!(read > 0, "the connection was closed");
            filled += read;
            let (body, end) = match end {
                Some(known) => known,
                None => match head(&self.buffer[..filled]) {
                    Some(found) => *end.insert(found),
                    None => continue,
                },
            };
            if filled >= end {
                assert_eq!(filled, end, "more than one answer");
                return (body, end);
            }
        }
    }
}

/// Start and end of the body, once the whole head is there.
fn head(answer: &[u8]) -> Option<(usize, usize)> {
    const LENGTH: &[u8] = b"content-length: ";
    let head = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    assert!(
        answer.starts_with(b"HTTP/1.1 200 "),
        "{}",
        String::from_utf8_lossy(&answer[..head])
    );
    let at = answer
        .windows(LENGTH.len())
        .position(|name| name == LENGTH)
        .unwrap()
        + LENGTH.len();
    let digits = answer[at..].iter().take_while(|byte| byte.is_ascii_digit());
    let length = digits.fold(0, |number, digit| number * 10 + usize::from(digit - b'0'));
    Some((head + 4, head + 4 + length))
}
