//! Taking an answer, and summing them up.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Extension, Router};
use portico_plugin_kit::{
    Body, ContextCell, Data, Params, RouteError, RouteResult, check_form, own_order, say,
};
use portico_sdk::plugin::PluginSession;
use portico_sdk::settings::Values;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::answers::{self, Answer, Entry};
use crate::form::form;

/// Comments shown on the dashboard, and how many answers are looked through for them.
const COMMENTS: usize = 3;
const LOOKED_THROUGH: usize = 30;
/// How often an answer is stored anew because another for the same order came in between.
const TRIES: usize = 5;

pub fn store(context: ContextCell) -> Router {
    Router::new()
        .route("/answers", post(take))
        .with_state(context)
}

pub fn admin(context: ContextCell) -> Router {
    Router::new()
        .route("/results", get(results))
        .with_state(context)
}

#[derive(Serialize)]
struct Taken {
    /// An earlier answer for this order was replaced.
    replaced: bool,
}

async fn take(
    State(cell): State<ContextCell>,
    Extension(session): Extension<PluginSession>,
    Body(posted): Body<Values>,
) -> RouteResult<Taken> {
    let context = cell.get()?;
    let (values, slot) = check_form(&form(), posted, &session)?;
    let order = own_order(context, &session, &slot).await?.id;
    let uid = session.identity.as_ref().map(|user| user.uid.clone());
    let answer = Answer {
        rating: text(&values, "rating").parse().unwrap_or_default(),
        comment: text(&values, "comment").trim().to_owned(),
        contact: values["contact"] == Value::Bool(true),
        // Not among the values while the form does not show it.
        email: text(&values, "email").to_owned(),
        uid,
        at: context.clock.now_ms(),
    };
    let (kv, scope) = (&*context.kv, &session.scope);
    for _ in 0..TRIES {
        let earlier = answers::load(kv, scope, &order).await?;
        if earlier
            .as_ref()
            .is_some_and(|earlier| earlier.uid != answer.uid)
        {
            return Err(RouteError::new(
                StatusCode::FORBIDDEN,
                "not_yours",
                say(
                    &session,
                    "Someone else answered for this order.",
                    "Für diese Bestellung hat schon jemand anders geantwortet.",
                ),
            ));
        }
        if answers::store(kv, scope, &order, &answer, earlier.as_ref()).await? {
            return Ok(Data::new(Taken {
                replaced: earlier.is_some(),
            }));
        }
    }
    Err(RouteError::new(
        StatusCode::CONFLICT,
        "busy",
        say(
            &session,
            "This order is being answered elsewhere at this moment. Try again.",
            "Für diese Bestellung wird gerade anderswo geantwortet. Versuchen Sie es noch einmal.",
        ),
    ))
}

fn text<'a>(values: &'a Values, key: &str) -> &'a str {
    values.get(key).and_then(Value::as_str).unwrap_or_default()
}

#[derive(Deserialize)]
struct Range {
    days: u16,
}

/// What the dashboard shows.
#[derive(Debug, PartialEq, Serialize)]
struct Results {
    days: u16,
    count: usize,
    /// Mean of the ratings; null without answers.
    average: Option<f64>,
    /// Answers with rating 1, 2, 3, 4, 5.
    by_rating: [usize; 5],
    /// Newest first.
    comments: Vec<Comment>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Comment {
    rating: u8,
    text: String,
    /// Where the buyer waits for an answer; null: nowhere.
    email: Option<String>,
    at: i64,
}

async fn results(
    State(cell): State<ContextCell>,
    Extension(session): Extension<PluginSession>,
    Params(range): Params<Range>,
) -> RouteResult<Results> {
    if !(1..=365).contains(&range.days) {
        return Err(RouteError::field("days", "Ask for 1 to 365 days."));
    }
    let context = cell.get()?;
    let today = answers::day(context.clock.now_ms());
    let from = today + 1 - i64::from(range.days);
    let entries = answers::entries(&*context.kv, &session.scope, from, today).await?;

    let mut comments = Vec::new();
    for entry in entries.iter().take(LOOKED_THROUGH) {
        if let Some(answer) = answers::load(&*context.kv, &session.scope, &entry.order).await?
            && !answer.comment.is_empty()
        {
            comments.push(Comment {
                rating: answer.rating,
                text: answer.comment,
                email: Some(answer.email).filter(|email| !email.is_empty()),
                at: answer.at,
            });
        }
    }
    comments.sort_by_key(|comment| std::cmp::Reverse(comment.at));
    comments.truncate(COMMENTS);
    Ok(Data::new(sum_up(range.days, &entries, comments)))
}

fn sum_up(days: u16, entries: &[Entry], comments: Vec<Comment>) -> Results {
    let mut by_rating = [0; 5];
    for entry in entries {
        if let Some(count) = usize::from(entry.rating)
            .checked_sub(1)
            .and_then(|at| by_rating.get_mut(at))
        {
            *count += 1;
        }
    }
    let count: usize = by_rating.iter().sum();
    let points: usize = by_rating.iter().zip(1..).map(|(n, stars)| n * stars).sum();
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53 answers")]
    let average = (count > 0).then(|| points as f64 / count as f64);
    Results {
        days,
        count,
        average,
        by_rating,
        comments,
    }
}
