//! JSON objects in which every key appears once, at every depth (THREATS 37).
//!
//! `serde_json` keeps the last of two equal keys, other parsers keep the first: a token with both could mean one thing to
//! whoever reviewed it and another to us.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Why a text is not an object with unique keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StrictJsonError {
    /// Not JSON, nested too deeply, not an object, or followed by something.
    Malformed,
    /// A key appears twice.
    DuplicateKey,
}

/// Reads a whole text as one object.
pub(super) fn object(json: &[u8]) -> Result<Map<String, Value>, StrictJsonError> {
    let duplicate = Cell::new(false);
    let mut reader = serde_json::Deserializer::from_slice(json);
    let value = Strict {
        duplicate: &duplicate,
    }
    .deserialize(&mut reader)
    .and_then(|value| reader.end().map(|()| value));
    match value {
        Ok(Value::Object(object)) => Ok(object),
        _ if duplicate.get() => Err(StrictJsonError::DuplicateKey),
        _ => Err(StrictJsonError::Malformed),
    }
}

/// Builds a [`Value`] like `serde_json` does, but fails at a repeated key and says so in `duplicate`.
#[derive(Clone, Copy)]
struct Strict<'a> {
    duplicate: &'a Cell<bool>,
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without repeated keys")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if object.contains_key(&key) {
                self.duplicate.set(true);
                return Err(A::Error::custom("a key appears twice"));
            }
            object.insert(key, entries.next_value_seed(self)?);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn parse(text: &str) -> Result<Value, StrictJsonError> {
        object(text.as_bytes()).map(Value::Object)
    }

    #[test]
    fn a_repeated_key_is_found_at_every_depth_and_in_every_spelling() {
        for text in [
            r#"{"a":1,"a":1}"#,
            r#"{"a":1,"b":2,"a":null}"#,
            r#"{"o":{"x":1,"x":2}}"#,
            r#"{"l":[0,[{"x":1,"x":2}]]}"#,
            // The same key, once escaped.
            r#"{"alg":"a","\u0061lg":"b"}"#,
            // Found before the rest of the text turns out to be broken.
            r#"{"a":1,"a":2,"#,
        ] {
            assert_eq!(parse(text), Err(StrictJsonError::DuplicateKey), "{text}");
        }
    }

    #[test]
    fn only_one_whole_object_is_accepted() {
        let deep = format!("{}{}{}", r#"{"a":"#.repeat(200), 1, "}".repeat(200));
        for text in [
            "",
            "[]",
            "1",
            "null",
            "\"a\"",
            "{",
            "{}{}",
            "{} x",
            "{,}",
            r#"{"a":NaN}"#,
            r#"{"a":"\ud800"}"#,
            &deep,
        ] {
            assert_eq!(parse(text), Err(StrictJsonError::Malformed), "{text}");
        }
        assert_eq!(object(b"{\"a\":\"\xff\"}"), Err(StrictJsonError::Malformed));
        assert_eq!(parse(" {} \n"), Ok(json!({})));
    }

    proptest! {
        #[test]
        fn any_object_reads_as_serde_json_reads_it(keys in prop::collection::btree_set("[a-z]{1,3}", 0..6), number: i64, float: f64, text: String) {
            let mut object = Map::new();
            for (index, key) in keys.into_iter().enumerate() {
                object.insert(key, match index {
                    0 => json!(number),
                    1 => json!(float),
                    2 => json!(text),
                    3 => json!([true, null, {"k": text}]),
                    4 => json!(u64::MAX),
                    _ => json!({}),
                });
            }
            let value = Value::Object(object);
            let written = value.to_string();
            prop_assert_eq!(parse(&written), Ok(serde_json::from_str::<Value>(&written).unwrap()));
        }
    }
}
