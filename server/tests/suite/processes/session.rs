//! A browser's session with a server, as far as cookies and forms go.

use http::{Method, StatusCode};
use serde_json::Value;

use super::process::{Host, Server, plugins_in};

/// A cookie session, opened the way a host's page opens it.
pub struct Session {
    cookie: String,
    client: reqwest::Client,
}

impl Session {
    pub async fn open(server: &Server, host: &Host, token: &str) -> Self {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        let form = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("host", &host.id)
            .append_pair("token", token)
            .append_pair("next", "/store")
            .finish();
        let answer = client
            .post(format!("http://{}/session", server.address))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        assert_eq!(answer.headers()["location"], "/store");
        let set = answer.headers()["set-cookie"].to_str().unwrap();
        Self {
            cookie: set.split(';').next().unwrap().to_owned(),
            client,
        }
    }

    pub async fn has(&self, server: &Server, surface: &str, plugin: &str) -> bool {
        let path = format!("/api/v1/{surface}/plugin-manifest");
        let body: Value = serde_json::from_str(&self.get(server, &path).await).unwrap();
        plugins_in(&body).iter().any(|found| found == plugin)
    }

    /// Whether a page contains a piece of HTML.
    pub async fn shows(&self, server: &Server, path: &str, piece: &str) -> bool {
        self.get(server, path).await.contains(piece)
    }

    /// `GET` that succeeds.
    pub async fn get(&self, server: &Server, path: &str) -> String {
        let (status, body) = self.send(server, Method::GET, path, "").await;
        assert_eq!(status, StatusCode::OK, "{path}");
        body
    }

    /// One request, with a form if there is something in it.
    pub async fn send(
        &self,
        server: &Server,
        method: Method,
        path: &str,
        form: &str,
    ) -> (StatusCode, String) {
        let answer = self
            .client
            .request(method, format!("http://{}{path}", server.address))
            .header("cookie", &self.cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.to_owned())
            .send()
            .await
            .unwrap();
        (answer.status(), answer.text().await.unwrap())
    }
}
