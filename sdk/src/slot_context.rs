//! The context that each slot passes to plugins: the type, and its description, from one declaration.

use serde_json::Value;

use crate::shape::shaped;

shaped! {
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
    use crate::shape::Shaped;
    use crate::slot::{SlotDef, slots};

    /// The shape against what really goes out and what may be left out.
    fn agrees<C: Shaped>(full: &C) {
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
