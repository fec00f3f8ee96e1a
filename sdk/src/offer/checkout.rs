//! `storefront:checkout:payment`: what it takes to ask for a payment in the looks of the shop.

use serde::{Deserialize, Serialize};

use super::{ComponentDef, ComponentKey, EventDef, Offer};
use crate::shape::{Described, shaped};

/// How much a button asks for attention.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ButtonLook {
    /// The one main action.
    Primary,
    /// Every other.
    #[default]
    Secondary,
}

impl Described for ButtonLook {
    const KIND: &'static str = r#""primary" | "secondary""#;
    const OPTIONS: &'static [&'static str] = &["primary", "secondary"];
}

shaped! {
    /// Props of `Button`.
    #[derive(Default)]
    ButtonProps {
        /// How much it asks for attention.
        #[serde(default)]
        look: ButtonLook,
        /// It cannot be pressed.
        #[serde(default)]
        disabled: bool,
    }

    /// Props of `Money`.
    #[derive(Default)]
    MoneyProps {
        /// In minor units.
        #[serde(default)]
        amount: i64,
        /// ISO 4217, upper case.
        #[serde(default)]
        currency: String,
    }
}

/// A button as the shop has them.
pub const BUTTON: ComponentKey<ButtonProps> = ComponentKey::firing("Button", 100, &[PRESS]);
/// Of [`BUTTON`].
pub const PRESS: EventDef = EventDef {
    name: "press",
    about: "It was pressed.",
};
/// An amount as the shop writes it.
pub const MONEY: ComponentKey<MoneyProps> = ComponentKey::new("Money", 200);
/// What the slot offers.
pub const OFFER: Offer = Offer {
    components: &[
        ComponentDef {
            has_children: true,
            ..BUTTON.def("A button as the shop has them.")
        },
        MONEY.def("An amount of money as the shop writes it, in the language of the page."),
    ],
    callbacks: &[],
};
