//! Calls into a plugin's code: a panic or an endless wait stays the plugin's own problem (PARITY 18).

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use futures_util::FutureExt as _;
use tracing::Instrument as _;

/// How a call ended that did not answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// It panicked; the message is the plugin's.
    #[error("panicked: {0}")]
    Panicked(String),
    /// It took longer than it may.
    #[error("did not answer within {} s", .0.as_secs())]
    TooSlow(Duration),
}

/// Calls a plain function of a plugin.
pub fn call<T>(work: impl FnOnce() -> T) -> Result<T, Broken> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| Broken::Panicked(message(&*panic)))
}

/// Runs a plugin's future on a task of its own, so that it cannot hold up the caller's task, for at most `limit`.
pub async fn run<T: Send + 'static>(
    limit: Duration,
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, Broken> {
    let mut task = tokio::spawn(work.in_current_span());
    match tokio::time::timeout(limit, &mut task).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(Broken::Panicked(match error.try_into_panic() {
            Ok(panic) => message(&*panic),
            Err(cancelled) => cancelled.to_string(),
        })),
        Err(_) => {
            task.abort();
            Err(Broken::TooSlow(limit))
        }
    }
}

/// Runs a plugin's future within the caller's task, for at most `limit`; dropping it cancels the plugin's work.
pub async fn run_here<T>(limit: Duration, work: impl Future<Output = T>) -> Result<T, Broken> {
    match tokio::time::timeout(limit, AssertUnwindSafe(work).catch_unwind()).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(panic)) => Err(Broken::Panicked(message(&*panic))),
        Err(_) => Err(Broken::TooSlow(limit)),
    }
}

fn message(panic: &(dyn Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "without a message".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parity_18_a_panic_becomes_an_error_with_its_message() {
        assert_eq!(call(|| 7), Ok(7));
        let broken = call(|| -> u8 { panic!("no {}", "luck") });
        assert_eq!(broken, Err(Broken::Panicked("no luck".to_owned())));
    }

    #[tokio::test(start_paused = true)]
    async fn parity_18_a_future_that_panics_or_never_ends_is_given_up() {
        let limit = Duration::from_secs(10);
        assert_eq!(run(limit, async { 7 }).await, Ok(7));
        assert_eq!(
            run(limit, async { panic!("boom") }).await,
            Err::<(), _>(Broken::Panicked("boom".to_owned()))
        );
        assert_eq!(
            run(limit, std::future::pending::<()>()).await,
            Err(Broken::TooSlow(limit))
        );
        assert_eq!(
            run_here(limit, async { panic!("boom") }).await,
            Err::<(), _>(Broken::Panicked("boom".to_owned()))
        );
        assert_eq!(
            run_here(limit, std::future::pending::<()>()).await,
            Err(Broken::TooSlow(limit))
        );
    }
}
