//! The connection loop. It is our own so that a fault can close a connection instead of answering.

use axum::Router;
use axum::body::Body;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;

use crate::faults::CloseConnection;

/// Answers connections until the task is dropped.
pub(crate) async fn serve(listener: TcpListener, router: Router) {
    loop {
        // A connection that fails while it is accepted concerns its client only.
        let Ok((stream, _)) = listener.accept().await else { continue };
        let router = TowerToHyperService::new(router.clone());
        let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
            let answer = router.call(request.map(Body::new));
            async move {
                let Ok(response) = answer.await;
                match response.extensions().get::<CloseConnection>() {
                    Some(CloseConnection) => Err(std::io::Error::other("closed on purpose")),
                    None => Ok(response),
                }
            }
        });
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}
