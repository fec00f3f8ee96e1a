//! Both servers, each on a port of its own.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use axum::serve::ListenerExt as _;
use http::header;
use portico_server::listen::{ConnectionLimits, listen};
use portico_server::router::router;
use portico_server::{epochs, layers};
use tokio::net::TcpListener;

use super::world::World;

/// The real router, served as `portico serve` does it, with the watch over other processes' changes.
pub async fn portico(world: &Arc<World>) -> SocketAddr {
    tokio::spawn(epochs::watch(world.server.state.clone()));
    tokio::spawn(layers::sum_up());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let limits = ConnectionLimits::of_system(0);
    let router = router(world.server.state.clone());
    tokio::spawn(listen(listener, router, limits, std::future::pending()));
    address
}

/// `/{n}` answers the n-th body, and that is all.
pub async fn fixed(world: &Arc<World>) -> SocketAddr {
    let mut router = Router::new();
    for (at, body) in world.fixed_bodies().into_iter().enumerate() {
        let answer = move || {
            let body = body.clone();
            async move { ([(header::CONTENT_TYPE, "application/json")], body) }
        };
        router = router.route(&format!("/{at}"), get(answer));
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}
