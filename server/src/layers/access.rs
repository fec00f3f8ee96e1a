//! One line for every request in the log, under the target `portico::access`.

use std::fmt;
use std::time::Duration;

use axum::extract::Request;
use http::{Method, StatusCode, Uri};

use super::RequestId;

/// A path as it stands in the log. What a terminal or a reader of lines could take for more than text is escaped; hardly any
/// path has it, and looking for it costs far less than escaping.
struct InLog<'a>(&'a str);

impl fmt::Display for InLog<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\';
        if self.0.bytes().all(is_plain) {
            f.write_str(self.0)
        } else {
            fmt::Debug::fmt(self.0, f)
        }
    }
}

/// What the line needs of a request. Never the query or a header: tokens and search words do not belong in logs.
pub(super) struct Seen {
    method: Method,
    uri: Uri,
}

impl Seen {
    pub fn of(request: &Request) -> Self {
        Self {
            method: request.method().clone(),
            uri: request.uri().clone(),
        }
    }

    pub fn log(self, id: RequestId, status: StatusCode, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        tracing::info!(
            target: "portico::access",
            %id,
            // A method is letters and signs.
            method = %self.method,
            path = %InLog(self.uri.path()),
            status = status.as_u16(),
            micros,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threat_46_a_path_is_text_in_the_log_and_nothing_more() {
        assert_eq!(InLog("/store/a%20b?").to_string(), "/store/a%20b?");
        for (path, shown) in [
            ("/\u{9b}31m", r#""/\u{9b}31m""#),
            ("/a\"b", r#""/a\"b""#),
            ("/\u{202e}x", r#""/\u{202e}x""#),
            ("/ü", r#""/ü""#),
        ] {
            assert_eq!(InLog(path).to_string(), shown);
        }
    }
}
