//! **Acme Pay**: card payments in the checkout, in test mode. The example to read first: both simple kinds of
//! extension, a form with sections, conditions and a test, own routes, settings and storage.
//!
//! | extension | slot | kind |
//! |---|---|---|
//! | `acme_pay_settings` | `admin:payment:settings` | schema over the plugin's standard settings |
//! | `acme_pay_checkout` | `storefront:checkout:payment` | component `stoa-acme-pay-checkout` |
//!
//! # How a payment goes
//! 1. The component asks for a *payment intent* (`POST payment-intent`) over the amount in its context and dispatches
//!    `payment-ready` with `{intentId}`.
//! 2. Once the card is complete and plausible it confirms the intent. The full number, the expiry and the security code
//!    **stay in the browser**: only the last four digits and the brand are sent, and the route refuses anything else.
//!    (A real provider would exchange the card for a token inside a frame of its own.) Then the component dispatches
//!    `payment-authorised`, or `payment-failed` with a `code`.
//! 3. When the buyer presses the host's pay button, the host's server reads `GET intent/{id}` and compares status, amount,
//!    currency and payment method with its own order. It must: everything before this step came from a browser. It also uses
//!    an intent for one order only.
//!
//! # Test cards
//! `4242 4242 4242 4242`, `5555 5555 5555 4444` and `3782 822463 10005` are accepted; `4000 0000 0000 0002` is declined,
//! `…9995` lacks funds, `…0069` has expired, `…0127` has a wrong security code, `…0119` fails at the provider.

mod form;
mod intent;
mod routes;
mod settings;
mod storage;
mod test_run;

use std::sync::Arc;

use async_trait::async_trait;
use portico_plugin_kit::{ContextCell, asset, text};
use portico_sdk::extension::{Component, Extension, ExtensionKind};
use portico_sdk::plugin::{
    Asset, Listing, Plugin, PluginContext, PluginError, PluginRoutes, UiPlugin,
};
use portico_sdk::slot::slots;

/// Registers the plugin.
pub fn plugin() -> Arc<dyn Plugin> {
    Arc::new(AcmePay::default())
}

#[derive(Default)]
struct AcmePay {
    context: ContextCell,
}

#[async_trait]
impl Plugin for AcmePay {
    fn name(&self) -> &'static str {
        "acme-pay"
    }

    fn version(&self) -> &'static str {
        "1.0.0"
    }

    fn description(&self) -> &'static str {
        "Takes card payments in the checkout (test mode)."
    }

    fn listing(&self) -> Listing {
        Listing {
            title: text("Acme Pay", "Acme Pay"),
            summary: text(
                "Card and wallet payments without leaving the checkout.",
                "Zahlungen mit Karte und Wallet, ohne die Kasse zu verlassen.",
            ),
            about: text(
                "Buyers enter their card in the checkout; mistakes are shown at the field before anything is sent. \
                 The card number never reaches your shop or this server.\n\n\
                 Acme Pay is an example plugin. It runs in test mode: no money moves, and only test cards are accepted.",
                "Käuferinnen und Käufer geben ihre Karte direkt in der Kasse ein; Fehler stehen am Feld, bevor etwas gesendet \
                 wird. Die Kartennummer erreicht weder Ihren Shop noch diesen Server.\n\n\
                 Acme Pay ist ein Beispiel-Plugin. Es läuft im Testmodus: Es fließt kein Geld, und nur Testkarten werden \
                 angenommen.",
            ),
            publisher: "Portico".to_owned(),
            categories: vec!["payments".to_owned()],
            keywords: [
                "card",
                "wallet",
                "checkout",
                "credit card",
                "Karte",
                "Zahlung",
            ]
            .map(str::to_owned)
            .to_vec(),
            icon: "card".to_owned(),
            tile: "blue".to_owned(),
            ..Listing::default()
        }
    }

    async fn init(&self, context: PluginContext) -> Result<(), PluginError> {
        self.context.fill(context)
    }

    fn ui(&self) -> Option<&dyn UiPlugin> {
        Some(self)
    }
}

impl UiPlugin for AcmePay {
    fn ui_extensions(&self) -> Vec<Extension> {
        vec![
            Extension {
                id: "acme_pay_settings".to_owned(),
                slot: slots::PAYMENT_SETTINGS.key.to_owned(),
                kind: ExtensionKind::Schema {
                    schema: form::form(),
                },
                title: text("Acme Pay", "Acme Pay"),
                priority: 0,
            },
            Extension {
                id: "acme_pay_checkout".to_owned(),
                slot: slots::CHECKOUT_PAYMENT.key.to_owned(),
                kind: ExtensionKind::Component {
                    component: Component {
                        tag_name: "stoa-acme-pay-checkout".to_owned(),
                        script_url: "/plugins/acme-pay/assets/checkout.js".to_owned(),
                        style_url: "/plugins/acme-pay/assets/checkout.css".to_owned(),
                        min_height: Some(320),
                        min_height_narrow: Some(446),
                        ..Component::default()
                    },
                },
                title: text("Pay by card", "Mit Karte bezahlen"),
                priority: 0,
            },
        ]
    }

    fn assets(&self) -> Vec<Asset> {
        vec![
            asset("checkout.js", include_bytes!("../assets/checkout.js")),
            asset("checkout.css", include_bytes!("../assets/checkout.css")),
        ]
    }

    fn routes(&self) -> PluginRoutes {
        PluginRoutes {
            store: routes::store(self.context.clone()),
            admin: test_run::admin(),
            ..PluginRoutes::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declaration_follows_the_contract() {
        portico_plugin_testkit::check_declaration(&AcmePay::default());
    }
}
