//! The built binary: an installation with a database, its servers and its command line.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use http::{Method, StatusCode};
use portico_server::crypto::MasterKey;
use serde_json::Value;
use tempfile::TempDir;

/// How long anything may take that is not itself the subject of a test.
const PATIENCE: Duration = Duration::from_secs(30);

/// One installation: a database, a master key, a built site. It may have several servers.
pub struct Installation {
    dir: TempDir,
    database_url: Option<String>,
    key: String,
}

impl Installation {
    /// On a SQLite file of its own.
    pub fn sqlite() -> Self {
        Self::over(None)
    }

    /// On a PostgreSQL database.
    pub fn postgres(url: String) -> Self {
        Self::over(Some(url))
    }

    fn over(database_url: Option<String>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        // The server wants a built site; what is in it does not matter here.
        let pkg = dir.path().join("site/pkg");
        std::fs::create_dir_all(&pkg).unwrap();
        for file in ["portico.js", "portico.wasm", "portico.css"] {
            std::fs::write(pkg.join(file), "").unwrap();
        }
        Self {
            dir,
            database_url,
            key: MasterKey::generate().unwrap().expose(),
        }
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
        // Only what the test says: a developer's own settings must not reach it.
        for (name, _) in std::env::vars() {
            if name.starts_with("PORTICO_") {
                command.env_remove(name);
            }
        }
        command
            .args(args)
            .env("NO_COLOR", "1")
            .env("PORTICO_DATA_DIR", self.dir.path().join("data"))
            .env("PORTICO_SITE_ROOT", self.dir.path().join("site"))
            .env("PORTICO_MASTER_KEY", &self.key)
            .env("PORTICO_ADDR", "127.0.0.1:0")
            .stdin(Stdio::null());
        if let Some(url) = &self.database_url {
            command.env("PORTICO_DATABASE_URL", url);
        }
        command
    }

    /// Standard output of a command that must succeed.
    pub fn ok(&self, args: &[&str]) -> String {
        let output = self.command(args).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Registers a host with its first secret and approves plugins.
    pub fn host(&self, id: &str, approved: &[&str]) -> Host {
        let made = self.ok(&["host", "create", "--id", id, "--name", id, "--json"]);
        let made: Value = serde_json::from_str(&made).unwrap();
        if !approved.is_empty() {
            let mut args = vec!["host", "approve", "--host", id];
            args.extend_from_slice(approved);
            self.ok(&args);
        }
        Host {
            id: id.to_owned(),
            secret: made["secret"].as_str().unwrap().to_owned(),
            key_id: made["key_id"].as_str().unwrap().to_owned(),
        }
    }

    /// Starts a server on a free port and waits until it listens.
    pub fn serve(&self) -> Server {
        self.serve_with(&[])
    }

    /// The same with more settings.
    pub fn serve_with(&self, env: &[(&str, &str)]) -> Server {
        let mut command = self.command(&["serve"]);
        command.envs(env.iter().copied());
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (send, lines) = channel();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                let _ = send.send(line);
            }
        });
        let mut server = Server {
            child,
            lines,
            address: String::new(),
            client: reqwest::Client::new(),
        };
        let line = server.says("listening on http://");
        let (_, address) = line.rsplit_once("http://").unwrap();
        address.trim().clone_into(&mut server.address);
        server
    }
}

/// A host as its developer knows it.
pub struct Host {
    pub id: String,
    pub secret: String,
    pub key_id: String,
}

/// A running server; ended hard when dropped.
pub struct Server {
    child: Child,
    lines: Receiver<String>,
    /// `127.0.0.1:port`
    pub address: String,
    client: reqwest::Client,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Waits for a line of the log.
    pub fn says(&self, text: &str) -> String {
        let end = Instant::now() + PATIENCE;
        let mut seen = String::new();
        while let Ok(line) = self
            .lines
            .recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            if line.contains(text) {
                return line;
            }
            seen.push_str(&line);
            seen.push('\n');
        }
        panic!("the server never said {text:?}, but: {seen}");
    }

    /// Sends SIGTERM.
    pub fn terminate(&self) {
        let pid = self.child.id();
        let sent = Command::new("sh")
            .args(["-c", &format!("kill -TERM {pid}")])
            .status()
            .unwrap();
        assert!(sent.success());
    }

    /// Waits for the end; panics when it does not come in time.
    pub fn ended_within(&mut self, limit: Duration) -> ExitStatus {
        let end = Instant::now() + limit;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < end, "still running after {limit:?}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// One request; status and JSON body, null when it is none.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: Option<Value>,
    ) -> (StatusCode, Value) {
        let url = format!("http://{}{path}", self.address);
        let mut request = self.client.request(method, url);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or_default())
    }

    /// `GET`
    pub async fn get(&self, path: &str, token: Option<&str>) -> (StatusCode, Value) {
        self.send(Method::GET, path, token, None).await
    }

    /// Names of the plugins in a manifest.
    pub async fn plugins(&self, surface: &str, token: Option<&str>) -> Vec<String> {
        let path = format!("/api/v1/{surface}/plugin-manifest");
        let (status, body) = self.get(&path, token).await;
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        plugins_in(&body)
    }

    /// Switches a plugin for an organisation.
    pub async fn switch(&self, org: &str, plugin: &str, token: &str, enabled: bool) -> StatusCode {
        let path = format!("/api/v1/orgs/{org}/plugins/{plugin}");
        let body = serde_json::json!({ "enabled": enabled });
        self.send(Method::PUT, &path, Some(token), Some(body))
            .await
            .0
    }
}

/// Names of the plugins in the body of a manifest.
pub fn plugins_in(body: &Value) -> Vec<String> {
    body["data"]["extensions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["plugin"].as_str().unwrap().to_owned())
        .collect()
}

/// Asks until the answer is the one expected; how long it took. Panics after `limit`.
pub async fn until(limit: Duration, what: &str, ask: impl AsyncFn() -> bool) -> Duration {
    let start = Instant::now();
    loop {
        // Counts from before the question: an answer that comes late does not pass for one that was asked early.
        let asked = start.elapsed();
        if ask().await {
            return asked;
        }
        assert!(asked < limit, "{what}: not within {limit:?}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
