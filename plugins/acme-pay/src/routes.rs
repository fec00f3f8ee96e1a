//! The routes under `/api/v1/store/plugins/acme-pay/` and its alias `/api/v1/store/acme-pay/`.
//!
//! | route | does |
//! |---|---|
//! | `POST payment-intent` | checks amount, currency and payment method; creates an intent, or updates the caller's open one |
//! | `POST payment-intent/{id}/confirm` | decides over a card by its last four digits, or a wallet |
//! | `GET intent/{id}` | what the host verifies before it places the order |

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Extension, Router};
use portico_plugin_kit::{Body, ContextCell, Data, RouteError, RouteResult, say};
use portico_sdk::plugin::{PluginContext, PluginSession};
use serde::Serialize;

use crate::intent::{Ask, Decline, Intent, Payment, Refusal, Status, decide};
use crate::settings::Settings;
use crate::storage;

pub fn store(context: ContextCell) -> Router {
    Router::new()
        .route("/payment-intent", post(create))
        .route("/payment-intent/{id}/confirm", post(confirm))
        .route("/intent/{id}", get(show))
        .with_state(context)
}

/// What a browser and the host see of an intent.
#[derive(Serialize)]
struct Shown {
    id: String,
    status: Status,
    amount: i64,
    currency: String,
    payment_method_id: String,
    source: Option<String>,
    mode: &'static str,
    created_at: i64,
}

impl From<Intent> for Shown {
    fn from(intent: Intent) -> Self {
        Self {
            id: intent.id,
            status: intent.status,
            amount: intent.amount,
            currency: intent.currency,
            payment_method_id: intent.payment_method_id,
            source: intent.source,
            mode: "test",
            created_at: intent.created_at,
        }
    }
}

/// The intent and what the form shows around it.
#[derive(Serialize)]
struct Created {
    #[serde(flatten)]
    intent: Shown,
    merchant_name: String,
    statement_text: String,
    wallets: bool,
}

async fn create(
    State(cell): State<ContextCell>,
    Extension(session): Extension<PluginSession>,
    Body(ask): Body<Ask>,
) -> RouteResult<Created> {
    let context = cell.get()?;
    let settings = Settings::read(&context.settings.get(&session.scope).await?);
    if settings.live {
        return Err(live_mode(&session));
    }
    ask.check(&settings).map_err(|why| refused(&session, why))?;
    let reused = match &ask.intent_id {
        Some(id) => load(context, &session, id).await.ok(),
        None => None,
    }
    .and_then(|open| open.with(&ask));
    let intent = if let Some(intent) = reused {
        intent
    } else {
        storage::forget_old(context, &session.scope).await?;
        Intent::new(&ask, uid(&session), context.clock.now_ms())
    };
    storage::save(context, &session.scope, &intent).await?;
    Ok(Data::new(Created {
        intent: intent.into(),
        merchant_name: settings.merchant_name,
        statement_text: settings.statement_text,
        wallets: settings.wallets,
    }))
}

async fn confirm(
    State(cell): State<ContextCell>,
    Extension(session): Extension<PluginSession>,
    Path(id): Path<String>,
    Body(payment): Body<Payment>,
) -> RouteResult<Shown> {
    let context = cell.get()?;
    let settings = Settings::read(&context.settings.get(&session.scope).await?);
    if settings.live {
        return Err(live_mode(&session));
    }
    let mut intent = load(context, &session, &id).await?;
    if intent.status == Status::Authorised {
        return Ok(Data::new(intent.into()));
    }
    let verdict = decide(&payment, &settings);
    intent.status = if verdict.is_ok() {
        Status::Authorised
    } else {
        Status::Failed
    };
    intent.source = verdict.clone().ok();
    storage::save(context, &session.scope, &intent).await?;
    match verdict {
        Ok(_) => Ok(Data::new(intent.into())),
        Err(why) => Err(declined(&session, why)),
    }
}

async fn show(
    State(cell): State<ContextCell>,
    Extension(session): Extension<PluginSession>,
    Path(id): Path<String>,
) -> RouteResult<Shown> {
    let intent = load(cell.get()?, &session, &id).await?;
    Ok(Data::new(intent.into()))
}

fn uid(session: &PluginSession) -> Option<String> {
    Some(session.identity.as_ref()?.uid.clone())
}

/// The caller's own intent. Storage is separate for every organisation; within one, an intent belongs to who asked for it
/// (THREATS 42). A signed-out buyer's is protected by its id alone.
async fn load(
    context: &PluginContext,
    session: &PluginSession,
    id: &str,
) -> Result<Intent, RouteError> {
    let intent = storage::load(context, &session.scope, id)
        .await?
        .ok_or_else(RouteError::not_found)?;
    if intent.uid.is_some() && intent.uid != uid(session) {
        return Err(RouteError::not_found());
    }
    Ok(intent)
}

fn live_mode(session: &PluginSession) -> RouteError {
    RouteError::new(
        StatusCode::CONFLICT,
        "live_mode_unavailable",
        say(
            session,
            "Card payments are not available. Choose another payment method.",
            "Kartenzahlungen sind nicht verfügbar. Wählen Sie eine andere Zahlungsart.",
        ),
    )
}

fn refused(session: &PluginSession, why: Refusal) -> RouteError {
    let (field, sentence) = match why {
        Refusal::Amount => (
            "amount",
            say(
                session,
                "The amount must be above zero.",
                "Der Betrag muss größer als null sein.",
            ),
        ),
        Refusal::OverLimit => (
            "amount",
            say(
                session,
                "The amount is above what can be paid by card.",
                "Der Betrag ist höher, als per Karte bezahlt werden kann.",
            ),
        ),
        Refusal::Currency => (
            "currency",
            say(
                session,
                "Cards cannot be charged in this currency.",
                "In dieser Währung sind keine Kartenzahlungen möglich.",
            ),
        ),
        Refusal::PaymentMethod => (
            "payment_method_id",
            say(
                session,
                "Choose a payment method.",
                "Wählen Sie eine Zahlungsart.",
            ),
        ),
    };
    RouteError::field(field, sentence)
}

fn declined(session: &PluginSession, why: Decline) -> RouteError {
    let sentence = match why {
        Decline::CardDeclined => say(
            session,
            "The card was declined. Use another card.",
            "Die Karte wurde abgelehnt. Verwenden Sie eine andere.",
        ),
        Decline::InsufficientFunds => say(
            session,
            "The card does not have enough funds. Use another card.",
            "Die Karte ist nicht ausreichend gedeckt. Verwenden Sie eine andere.",
        ),
        Decline::ExpiredCard => say(
            session,
            "This card has expired. Use another card.",
            "Diese Karte ist abgelaufen. Verwenden Sie eine andere.",
        ),
        Decline::IncorrectCvc => say(
            session,
            "The security code is wrong. Check it and try again.",
            "Die Prüfnummer stimmt nicht. Prüfen Sie sie und versuchen Sie es noch einmal.",
        ),
        Decline::ProcessingError => say(
            session,
            "The payment could not be processed. Try again.",
            "Die Zahlung konnte nicht verarbeitet werden. Versuchen Sie es noch einmal.",
        ),
        Decline::TestCardRequired => say(
            session,
            "Test mode takes test cards only, for example 4242 4242 4242 4242.",
            "Der Testmodus nimmt nur Testkarten an, zum Beispiel 4242 4242 4242 4242.",
        ),
        Decline::WalletOff => say(
            session,
            "Wallets are not accepted here. Pay by card.",
            "Wallets werden hier nicht angenommen. Bezahlen Sie mit Karte.",
        ),
    };
    RouteError::new(StatusCode::PAYMENT_REQUIRED, why.code(), sentence)
}
