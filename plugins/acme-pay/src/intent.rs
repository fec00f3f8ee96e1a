//! Payment intents: what is asked for, what is stored, and how a test card decides. Pure; storage is in `routes`.

use portico_plugin_kit::whole_units;
use serde::{Deserialize, Serialize};
use uuid::{NoContext, Timestamp, Uuid};

use crate::settings::Settings;

/// Intents that nobody asked about for this long are forgotten.
pub const KEPT_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// Authorised ones that are older may go when room is needed: an order is placed right after its payment.
pub const AUTHORISED_KEPT_MS: i64 = 60 * 60 * 1000;

/// What the component asks for. Unknown members are refused, so that card data cannot arrive here by mistake.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Total in minor units.
    pub amount: i64,
    /// ISO 4217, upper case.
    pub currency: String,
    /// The payment method chosen on the page.
    pub payment_method_id: String,
    /// An earlier intent of the same buyer that this one replaces.
    #[serde(default)]
    pub intent_id: Option<String>,
}

/// Why an [`Ask`] is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Not a positive number of minor units.
    Amount,
    /// Above the organisation's limit.
    OverLimit,
    /// Not a currency we know.
    Currency,
    /// No payment method.
    PaymentMethod,
}

impl Ask {
    /// Everything a browser may have got wrong or made up.
    pub fn check(&self, settings: &Settings) -> Result<(), Refusal> {
        let units = whole_units(self.amount, &self.currency).ok_or(Refusal::Currency)?;
        if self.payment_method_id.trim().is_empty() || self.payment_method_id.len() > 255 {
            return Err(Refusal::PaymentMethod);
        }
        if self.amount <= 0 {
            return Err(Refusal::Amount);
        }
        if units > settings.limit {
            return Err(Refusal::OverLimit);
        }
        Ok(())
    }
}

/// Where an intent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// No card yet.
    RequiresCard,
    /// The amount is reserved; the host may place the order.
    Authorised,
    /// The last card was refused; another may be tried.
    Failed,
}

/// A stored intent. Nothing of the card but its last four digits and its brand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    /// Not guessable; its time prefix orders the storage keys by age.
    pub id: String,
    /// Total in minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
    /// The payment method chosen on the page.
    pub payment_method_id: String,
    /// Where it stands.
    pub status: Status,
    /// Who asked; `None`: a signed-out buyer.
    pub uid: Option<String>,
    /// How the buyer pays, for people: `Visa 4242`.
    pub source: Option<String>,
    /// Milliseconds since the epoch.
    pub created_at: i64,
}

impl Intent {
    /// A new intent for a checked [`Ask`].
    pub fn new(ask: &Ask, uid: Option<String>, now: i64) -> Self {
        let seconds = u64::try_from(now / 1000).unwrap_or_default();
        let nanos = u32::try_from(now % 1000).unwrap_or_default() * 1_000_000;
        Self {
            id: Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, nanos))
                .simple()
                .to_string(),
            amount: ask.amount,
            currency: ask.currency.clone(),
            payment_method_id: ask.payment_method_id.clone(),
            status: Status::RequiresCard,
            uid,
            source: None,
            created_at: now,
        }
    }

    /// The same intent over a changed total. None for an authorised one: its amount is what was reserved.
    pub fn with(self, ask: &Ask) -> Option<Self> {
        (self.status != Status::Authorised).then(|| Self {
            amount: ask.amount,
            currency: ask.currency.clone(),
            payment_method_id: ask.payment_method_id.clone(),
            status: Status::RequiresCard,
            ..self
        })
    }
}

/// When an intent was made, read from its id; `None` for what is no id of ours.
pub fn made_at(id: &str) -> Option<i64> {
    let (seconds, nanos) = Uuid::try_parse(id).ok()?.get_timestamp()?.to_unix();
    Some(i64::try_from(seconds).ok()? * 1000 + i64::from(nanos / 1_000_000))
}

/// How the buyer pays.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
pub enum Payment {
    /// A card, of which only this much is sent.
    Card {
        /// The last four digits.
        last4: String,
        /// `visa`, `mastercard`, `amex` or anything else.
        brand: String,
    },
    /// The buyer's wallet.
    Wallet {},
}

/// Why a payment was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decline {
    /// No reason given by the bank.
    CardDeclined,
    /// Not enough money.
    InsufficientFunds,
    /// The bank says it has expired.
    ExpiredCard,
    /// The security code is wrong.
    IncorrectCvc,
    /// Something failed at the provider.
    ProcessingError,
    /// Not a test card: nobody should enter a real one here.
    TestCardRequired,
    /// The organisation does not accept wallets.
    WalletOff,
}

impl Decline {
    /// The code in answers and events.
    pub fn code(self) -> &'static str {
        match self {
            Self::CardDeclined => "card_declined",
            Self::InsufficientFunds => "insufficient_funds",
            Self::ExpiredCard => "expired_card",
            Self::IncorrectCvc => "incorrect_cvc",
            Self::ProcessingError => "processing_error",
            Self::TestCardRequired => "test_card_required",
            Self::WalletOff => "wallet_off",
        }
    }
}

/// Test mode's bank: the last four digits decide. Answers how the buyer paid, for people.
pub fn decide(payment: &Payment, settings: &Settings) -> Result<String, Decline> {
    match payment {
        Payment::Wallet {} if settings.wallets => Ok("Acme Wallet".to_owned()),
        Payment::Wallet {} => Err(Decline::WalletOff),
        Payment::Card { last4, brand } => match last4.as_str() {
            "4242" | "4444" | "0005" => Ok(format!("{} {last4}", brand_name(brand))),
            "0002" => Err(Decline::CardDeclined),
            "9995" => Err(Decline::InsufficientFunds),
            "0069" => Err(Decline::ExpiredCard),
            "0127" => Err(Decline::IncorrectCvc),
            "0119" => Err(Decline::ProcessingError),
            _ => Err(Decline::TestCardRequired),
        },
    }
}

fn brand_name(brand: &str) -> &'static str {
    match brand {
        "visa" => "Visa",
        "mastercard" => "Mastercard",
        "amex" => "American Express",
        _ => "Card",
    }
}

#[cfg(test)]
mod tests {
    use portico_sdk::settings::Values;

    use super::*;

    fn ask(amount: i64, currency: &str) -> Ask {
        Ask {
            amount,
            currency: currency.to_owned(),
            payment_method_id: "acme-pay".to_owned(),
            intent_id: None,
        }
    }

    #[test]
    fn amounts_are_positive_and_within_the_limit_of_the_currency() {
        let settings = Settings::read(&Values::new());
        for (amount, currency, verdict) in [
            (1, "EUR", Ok(())),
            (200_000, "EUR", Ok(())),
            (200_001, "EUR", Err(Refusal::OverLimit)),
            (2_000, "JPY", Ok(())),
            (2_001, "JPY", Err(Refusal::OverLimit)),
            (i64::MAX, "EUR", Err(Refusal::OverLimit)),
            (0, "EUR", Err(Refusal::Amount)),
            (i64::MIN, "EUR", Err(Refusal::Amount)),
            (100, "eur", Err(Refusal::Currency)),
            (100, "", Err(Refusal::Currency)),
        ] {
            assert_eq!(
                ask(amount, currency).check(&settings),
                verdict,
                "{amount} {currency}"
            );
        }
        let no_method = Ask {
            payment_method_id: " ".to_owned(),
            ..ask(100, "EUR")
        };
        assert_eq!(no_method.check(&settings), Err(Refusal::PaymentMethod));
    }

    #[test]
    fn an_id_tells_its_age_and_nothing_is_read_from_other_texts() {
        let intent = Intent::new(&ask(100, "EUR"), None, 1_700_000_000_123);
        assert_eq!(made_at(&intent.id), Some(1_700_000_000_123));
        assert_eq!(made_at("not-an-id"), None);
    }

    #[test]
    fn an_authorised_amount_never_changes() {
        let open = Intent::new(&ask(100, "EUR"), None, 0);
        let changed = open.with(&ask(200, "EUR")).unwrap();
        assert_eq!(changed.amount, 200);
        let authorised = Intent {
            status: Status::Authorised,
            ..changed
        };
        assert_eq!(authorised.with(&ask(1, "EUR")), None);
    }

    #[test]
    fn test_cards_decide_and_real_ones_are_refused() {
        let settings = Settings::read(&Values::new());
        let card = |last4: &str| {
            let payment = Payment::Card {
                last4: last4.to_owned(),
                brand: "visa".to_owned(),
            };
            decide(&payment, &settings)
        };
        assert_eq!(card("4242").as_deref(), Ok("Visa 4242"));
        assert_eq!(card("0002"), Err(Decline::CardDeclined));
        assert_eq!(card("0069"), Err(Decline::ExpiredCard));
        assert_eq!(card("1234"), Err(Decline::TestCardRequired));
        assert_eq!(
            decide(&Payment::Wallet {}, &settings),
            Err(Decline::WalletOff)
        );
    }
}
