//! The time before every line of the log.

use std::cell::RefCell;
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime, SystemTime as Rfc3339};

/// UTC by RFC 3339 with microseconds, as tracing writes it; but what changes once a second is put together once a second, not
/// for every line.
#[derive(Debug, Clone, Copy, Default)]
pub struct LogTime;

thread_local! {
    /// The second written last, and its text up to the point.
    static SECOND: RefCell<(u64, String)> = const { RefCell::new((0, String::new())) };
}

impl FormatTime for LogTime {
    fn format_time(&self, out: &mut Writer<'_>) -> fmt::Result {
        let Some(now) = now() else {
            return Rfc3339.format_time(out);
        };
        // A thread that is ending has no text any more.
        SECOND
            .try_with(|kept| write_time(now, &mut kept.borrow_mut(), out))
            .unwrap_or_else(|_| Rfc3339.format_time(out))
    }
}

fn write_time(
    now: Duration,
    (second, text): &mut (u64, String),
    out: &mut Writer<'_>,
) -> fmt::Result {
    if *second != now.as_secs() || text.is_empty() {
        text.clear();
        Rfc3339.format_time(&mut Writer::new(text))?;
        // It looks at the clock itself: the next second may have begun.
        match text.find('.') {
            Some(point) if is_now(now.as_secs()) => {
                text.truncate(point);
                *second = now.as_secs();
            }
            _ => {
                *second = 0;
                return out.write_str(text);
            }
        }
    }
    let mut micros = *b".000000Z";
    let mut left = now.subsec_micros();
    for digit in micros[1..7].iter_mut().rev() {
        *digit = b'0' + u8::try_from(left % 10).unwrap_or_default();
        left /= 10;
    }
    out.write_str(text)?;
    out.write_str(std::str::from_utf8(&micros).unwrap_or("Z"))
}

fn is_now(second: u64) -> bool {
    now().is_some_and(|now| now.as_secs() == second)
}

/// Since the epoch; `None` before it.
#[expect(
    clippy::disallowed_methods,
    reason = "the log says when a line was written, whatever clock the server goes by"
)]
fn now() -> Option<Duration> {
    SystemTime::now().duration_since(UNIX_EPOCH).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(time: impl FormatTime) -> String {
        let mut text = String::new();
        time.format_time(&mut Writer::new(&mut text)).unwrap();
        text
    }

    #[test]
    fn the_time_is_that_of_tracing_whatever_was_written_before() {
        for _ in 0..2000 {
            let (before, ours, after) = (line(Rfc3339), line(LogTime), line(Rfc3339));
            assert!(before <= ours && ours <= after, "{before} {ours} {after}");
            assert_eq!(ours.len(), before.len());
        }
    }
}
