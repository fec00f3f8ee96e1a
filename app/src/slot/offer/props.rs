//! Props of a component from what a plugin gives.

use portico_sdk::shape::Shaped;
use serde_json::{Map, Number, Value};

/// Each prop that is given counts, and one that is gone or null has its default. One of another type is left as it was before: its name
/// is in the list. Numbers are rounded where the component counts in whole ones.
pub fn with_props<P: Shaped + Clone>(last: &P, default: &P, given: &Value) -> (P, Vec<String>) {
    let (before, default) = (members(last), members(default));
    let mut props = default.clone();
    let mut wrong = Vec::new();
    for field in P::shape().fields {
        let Some(value) = given.get(&field.key).filter(|value| !value.is_null()) else {
            continue;
        };
        let value = match value.as_f64() {
            Some(number) if field.kind == "number" => whole(number),
            _ => value.clone(),
        };
        let mut alone = default.clone();
        alone.insert(field.key.clone(), value.clone());
        if serde_json::from_value::<P>(Value::Object(alone)).is_ok() {
            props.insert(field.key, value);
        } else {
            props.extend(
                before
                    .get(&field.key)
                    .map(|old| (field.key.clone(), old.clone())),
            );
            wrong.push(field.key);
        }
    }
    let props = serde_json::from_value(Value::Object(props));
    (props.unwrap_or_else(|_| last.clone()), wrong)
}

fn members(props: &impl Shaped) -> Map<String, Value> {
    match serde_json::to_value(props) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}

/// `i64::MAX` and its kin are where the range ends.
#[expect(
    clippy::cast_possible_truncation,
    reason = "casts of numbers that are too large end at the range's end"
)]
fn whole(number: f64) -> Value {
    Value::Number(Number::from(number.round() as i64))
}

#[cfg(test)]
mod tests {
    use portico_sdk::offer::checkout::{ButtonLook, ButtonProps, MoneyProps};
    use serde_json::json;

    use super::*;

    fn money(amount: i64, currency: &str) -> MoneyProps {
        let currency = currency.to_owned();
        MoneyProps { amount, currency }
    }

    #[test]
    fn parity_43_a_prop_of_another_type_stays_as_it_was_and_the_others_count() {
        let before = money(100, "EUR");
        let after = |given: Value| with_props(&before, &MoneyProps::default(), &given);
        assert_eq!(
            after(json!({ "amount": 250, "currency": 7 })),
            (money(250, "EUR"), vec!["currency".to_owned()])
        );
        assert_eq!(
            after(json!({ "amount": 12.5, "currency": "CHF", "more": 1 })),
            (money(13, "CHF"), vec![])
        );
        assert_eq!(after(json!({ "amount": null })), (money(0, ""), vec![]));
        assert_eq!(after(Value::Null), (money(0, ""), vec![]));
        assert_eq!(after(json!({ "amount": 1e300 })).0.amount, i64::MAX);
        let looks = with_props(
            &ButtonProps::default(),
            &ButtonProps::default(),
            &json!({ "look": "primary", "disabled": "yes" }),
        );
        assert_eq!(looks.0.look, ButtonLook::Primary);
        assert_eq!(looks.1, ["disabled"]);
    }
}
