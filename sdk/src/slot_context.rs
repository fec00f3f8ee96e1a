//! The context that each slot passes to plugins: the type, and its description, from one declaration.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Data that a slot passes to plugins.
pub trait SlotContext: Serialize + DeserializeOwned {
    /// What it looks like on the other side.
    fn shape() -> Shape;
}

/// A context as TypeScript sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// Name of the type.
    pub name: &'static str,
    /// Its keys, in order.
    pub fields: Vec<Field>,
}

/// One key of a context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// As on the wire.
    pub key: String,
    /// TypeScript type of the value.
    pub kind: &'static str,
    /// It may be absent.
    pub optional: bool,
    /// What it is, in one sentence.
    pub about: &'static str,
}

/// A type that a value of a context may have.
trait Described {
    /// In TypeScript.
    const KIND: &'static str;
    /// It may be absent.
    const OPTIONAL: bool = false;
}

impl Described for String {
    const KIND: &'static str = "string";
}

impl Described for i64 {
    const KIND: &'static str = "number";
}

impl Described for Value {
    const KIND: &'static str = "unknown";
}

impl<T: Described> Described for Option<T> {
    const KIND: &'static str = T::KIND;
    const OPTIONAL: bool = true;
}

/// `payment_method_id` → `paymentMethodId`, as serde's `camelCase` does.
fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |mut key, word| {
        let mut letters = word.chars();
        key.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        key.push_str(letters.as_str());
        key
    })
}

/// Declares contexts: each is a struct, on the wire with keys in camel case and without those that are `None`, and knows its
/// [`Shape`].
macro_rules! contexts {
    ($(
        $(#[doc = $about:literal])*
        $name:ident { $( $(#[doc = $field_about:literal])* $(#[serde($($how:tt)*)])* $field:ident: $kind:ty, )* }
    )*) => {$(
        $(#[doc = $about])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            $( $(#[doc = $field_about])* $(#[serde($($how)*)])* pub $field: $kind, )*
        }

        impl SlotContext for $name {
            fn shape() -> Shape {
                Shape {
                    name: stringify!($name),
                    fields: vec![$( Field {
                        key: camel_case(stringify!($field)),
                        kind: <$kind as Described>::KIND,
                        optional: <$kind as Described>::OPTIONAL,
                        about: concat!($($field_about),*).trim_start(),
                    }, )*],
                }
            }
        }
    )*};
}

contexts! {
    /// Context of `storefront:checkout:payment`.
    CheckoutContext {
        /// The chosen payment method.
        payment_method_id: String,
        /// Total in minor units.
        amount: i64,
        /// ISO 4217, upper case.
        currency: String,
        /// The buyer's address for the receipt.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        email: Option<String>,
        /// Name and address for the bill, as the host knows them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        billing_details: Option<Value>,
        /// Set once the order exists.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        order_id: Option<String>,
        /// The number shown to people.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        order_number: Option<String>,
    }

    /// Context of `storefront:checkout:after_order`.
    AfterOrderContext {
        /// Id of the order.
        order_id: String,
        /// The number shown to people.
        order_number: String,
        /// Total in minor units.
        amount: i64,
        /// ISO 4217, upper case.
        currency: String,
    }

    /// Context of `admin:payment:settings`.
    PaymentSettingsContext {
        /// The payment method on the page.
        payment_method_id: String,
        /// The plugin or service behind the method.
        provider: String,
    }

    /// Context of `admin:plugin:settings`.
    PluginSettingsContext {
        /// Name of the plugin on the page.
        plugin: String,
    }

    /// Context of `admin:sidebar`.
    SidebarContext {
        /// Path of the current page.
        path: String,
    }

    /// Context of `admin:dashboard:widget`.
    DashboardContext {
        /// `7d`, `30d` or `90d`.
        range: String,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slot::{SlotDef, slots};

    /// The shape against what really goes out and what may be left out.
    fn agrees<C: SlotContext>(full: &C) {
        let shape = C::shape();
        let sent = serde_json::to_value(full).unwrap();
        let keys: Vec<&String> = sent.as_object().unwrap().keys().collect();
        let mut declared: Vec<&String> = shape.fields.iter().map(|field| &field.key).collect();
        declared.sort();
        assert_eq!(keys, declared, "{}", shape.name);
        for field in &shape.fields {
            let kind = match &sent[&field.key] {
                Value::String(_) => "string",
                Value::Number(_) => "number",
                _ => "unknown",
            };
            assert_eq!(kind, field.kind, "{}.{}", shape.name, field.key);
            assert!(!field.about.is_empty(), "{}.{}", shape.name, field.key);
            let mut less = sent.clone();
            less.as_object_mut().unwrap().remove(&field.key);
            let read = serde_json::from_value::<C>(less.clone());
            assert_eq!(read.is_ok(), field.optional, "{}.{}", shape.name, field.key);
            if let Ok(read) = read {
                assert_eq!(
                    serde_json::to_value(read).unwrap(),
                    less,
                    "absent, not null"
                );
            }
        }
    }

    #[test]
    fn forms_13_the_description_of_a_context_is_what_plugins_get() {
        let text = || "x".to_owned();
        agrees(&CheckoutContext {
            payment_method_id: text(),
            amount: 1,
            currency: text(),
            email: Some(text()),
            billing_details: Some(serde_json::json!({ "name": "Ada" })),
            order_id: Some(text()),
            order_number: Some(text()),
        });
        agrees(&AfterOrderContext {
            order_id: text(),
            order_number: text(),
            amount: 1,
            currency: text(),
        });
        agrees(&PaymentSettingsContext {
            payment_method_id: text(),
            provider: text(),
        });
        agrees(&PluginSettingsContext { plugin: text() });
        agrees(&SidebarContext { path: text() });
        agrees(&DashboardContext { range: text() });
    }

    #[test]
    fn forms_14_every_slot_has_a_definition_and_room_for_something() {
        assert_eq!(slots::DEFS.map(|slot| slot.key), slots::ALL);
        for slot in &slots::DEFS {
            assert!(slot.max_items > 0, "{}", slot.key);
            assert_eq!(SlotDef::get(slot.key).unwrap().key, slot.key);
        }
    }
}
