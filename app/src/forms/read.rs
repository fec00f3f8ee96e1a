//! Reads what [`super::config`] has written, in the browser.
//!
//! serde's derived code for these types reads any order, doubled keys and arrays in place of objects, each type with a copy of its
//! own: 60 KB of wasm for something that this version has written itself. Here each member is asked for by name, and what is
//! not as it was written makes that it is no configuration at all.

use std::cell::Cell;

use litemap::LiteMap;
use portico_sdk::condition::Condition;
use portico_sdk::i18n::LocaleText;
use portico_sdk::ordered::ordered;
use portico_sdk::schema::{Field, FieldKind, FormSchema, Level, SelectOption};
use portico_sdk::settings::Values;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::config::{FormConfig, FormTexts, RowTexts, TestTexts};

/// What can be read from JSON that this version has written.
pub(super) trait Read: Sized {
    /// What is not as this version writes it is said to `mistakes`, and something stands in its place.
    fn read(written: &Value, mistakes: &Mistakes) -> Self;
}

/// Whether everything was as this version writes it. Going on after a mistake takes far less code than giving up: nothing that was
/// read before has to be taken down at each place.
#[derive(Debug, Default)]
pub(super) struct Mistakes(Cell<bool>);

impl Mistakes {
    /// Something has to be so.
    pub fn unless(&self, it_is_so: bool) {
        if !it_is_so {
            self.0.set(true);
        }
    }

    /// The value, or, by mistake, what stands in its place.
    pub fn or_default<T: Default>(&self, read: Option<T>) -> T {
        self.unless(read.is_some());
        read.unwrap_or_default()
    }
}

/// The members of an object.
pub(super) struct Members<'a> {
    written: &'a Value,
    mistakes: &'a Mistakes,
}

impl<'a> Members<'a> {
    /// Of a value that has to be an object.
    pub fn of(written: &'a Value, mistakes: &'a Mistakes) -> Self {
        mistakes.unless(written.is_object());
        Self { written, mistakes }
    }

    /// A member that is always written.
    pub fn get<T: Read>(&self, name: &str) -> T {
        let written = self.written.get(name);
        self.mistakes.unless(written.is_some());
        T::read(written.unwrap_or(&Value::Null), self.mistakes)
    }

    /// A member that is left out where it is the default.
    pub fn or_default<T: Read + Default>(&self, name: &str) -> T {
        match self.written.get(name) {
            None => T::default(),
            Some(written) => T::read(written, self.mistakes),
        }
    }
}

/// Reads a struct of which every member is written under its own name.
macro_rules! read_members {
    ($name:ident { $($member:ident),* $(,)? }) => {
        impl $crate::forms::read::Read for $name {
            fn read(written: &serde_json::Value, mistakes: &$crate::forms::read::Mistakes) -> Self {
                let members = $crate::forms::read::Members::of(written, mistakes);
                Self { $($member: members.get(stringify!($member))),* }
            }
        }
    };
}
pub(super) use read_members;

impl<'de> Deserialize<'de> for FormConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Value::deserialize(deserializer)?;
        let mistakes = Mistakes::default();
        let read = Self::read(&written, &mistakes);
        if mistakes.0.get() {
            return Err(D::Error::custom(
                "this is no form's configuration of this version",
            ));
        }
        Ok(read)
    }
}

read_members!(FormConfig {
    schema,
    level,
    values,
    unsaved,
    secrets_set,
    rev,
    context,
    messages,
    patterns,
    texts,
});
read_members!(FormTexts {
    saved,
    saved_lang,
    saved_dir,
    saving,
    save_failed,
    ended,
    sign_in,
    sign_in_href,
    one_problem,
    problems,
    stale_title,
    stale_text,
    stale_changed,
    error_prefix,
    rows,
    test,
});
read_members!(RowTexts {
    title,
    added,
    removed,
    moved,
    buttons
});
read_members!(TestTexts {
    running,
    ok,
    failed
});

/// Without its texts and sections, which the page has.
impl Read for FormSchema {
    fn read(written: &Value, mistakes: &Mistakes) -> Self {
        let members = Members::of(written, mistakes);
        Self {
            fields: members.get("fields"),
            submit_url: members.or_default("submit_url"),
            load_url: members.or_default("load_url"),
            test_url: members.or_default("test_url"),
            context: members.or_default("context"),
            ..Self::default()
        }
    }
}

/// Without its texts and its section, as above.
impl Read for Field {
    fn read(written: &Value, mistakes: &Mistakes) -> Self {
        let members = Members::of(written, mistakes);
        Self {
            required: members.or_default("required"),
            required_when: members.or_default("required_when"),
            visible_when: members.or_default("visible_when"),
            options: members.or_default("options"),
            default: members.or_default("default"),
            fields: members.or_default("fields"),
            min_items: members.or_default("min_items"),
            max_items: members.or_default("max_items"),
            unique: members.or_default("unique"),
            pattern: members.or_default("pattern"),
            min_date: members.or_default("min_date"),
            max_date: members.or_default("max_date"),
            min: members.or_default("min"),
            max: members.or_default("max"),
            step: members.or_default("step"),
            min_length: members.or_default("min_length"),
            max_length: members.or_default("max_length"),
            level: members.or_default("level"),
            ..Self::new(members.get::<String>("key"), members.get("type"))
        }
    }
}

impl Read for SelectOption {
    fn read(written: &Value, mistakes: &Mistakes) -> Self {
        Self {
            value: Members::of(written, mistakes).get("value"),
            label: LocaleText::default(),
        }
    }
}

impl Read for Condition {
    fn read(written: &Value, mistakes: &Mistakes) -> Self {
        let members = written.as_object().filter(|members| members.len() == 1);
        let Some((name, inner)) = members.and_then(|members| members.iter().next()) else {
            mistakes.unless(false);
            return Self::And(Vec::new());
        };
        let members = || Members::of(inner, mistakes);
        match name.as_str() {
            "and" => Self::And(Read::read(inner, mistakes)),
            "or" => Self::Or(Read::read(inner, mistakes)),
            "not" => Self::Not(Box::new(Self::read(inner, mistakes))),
            "equals" => Self::Equals {
                field: members().get("field"),
                value: members().get("value"),
            },
            "in" => Self::In {
                field: members().get("field"),
                values: members().get("values"),
            },
            _ => {
                mistakes.unless(false);
                Self::And(Vec::new())
            }
        }
    }
}

impl Read for FieldKind {
    fn read(written: &Value, mistakes: &Mistakes) -> Self {
        let kind = written
            .as_str()
            .and_then(|name| Self::ALL.into_iter().find(|kind| kind.name() == name));
        mistakes.unless(kind.is_some());
        kind.unwrap_or(Self::Text)
    }
}

impl Read for Level {
    fn read(written: &Value, mistakes: &Mistakes) -> Self {
        mistakes.or_default(match written.as_str() {
            Some("host") => Some(Self::Host),
            Some("org") => Some(Self::Org),
            _ => None,
        })
    }
}

impl Read for Value {
    fn read(written: &Value, _: &Mistakes) -> Self {
        written.clone()
    }
}

impl Read for bool {
    fn read(written: &Value, mistakes: &Mistakes) -> Self {
        mistakes.or_default(written.as_bool())
    }
}

impl Read for u32 {
    fn read(written: &Value, mistakes: &Mistakes) -> Self {
        mistakes.or_default(written.as_u64().and_then(|number| number.try_into().ok()))
    }
}

impl Read for f64 {
    fn read(written: &Value, mistakes: &Mistakes) -> Self {
        mistakes.or_default(written.as_f64())
    }
}

impl Read for String {
    fn read(written: &Value, mistakes: &Mistakes) -> Self {
        mistakes.or_default(written.as_str()).to_owned()
    }
}

impl<T: Read> Read for Option<T> {
    fn read(written: &Value, mistakes: &Mistakes) -> Self {
        (!written.is_null()).then(|| T::read(written, mistakes))
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(written: &Value, mistakes: &Mistakes) -> Self {
        let items = mistakes.or_default(written.as_array().map(Vec::as_slice));
        items.iter().map(|item| T::read(item, mistakes)).collect()
    }
}

impl Read for LiteMap<String, String> {
    fn read(written: &Value, mistakes: &Mistakes) -> Self {
        mistakes.unless(written.is_object());
        let mut read = Self::new();
        // They come in order, so each is put at the end.
        for (name, text) in written.as_object().into_iter().flatten() {
            read.insert(name.clone(), String::read(text, mistakes));
        }
        read
    }
}

impl Read for Values {
    fn read(written: &Value, mistakes: &Mistakes) -> Self {
        mistakes.unless(written.is_object());
        ordered(
            written
                .as_object()
                .into_iter()
                .flatten()
                .map(|(key, value)| (key.clone(), value.clone())),
        )
    }
}

#[cfg(test)]
mod tests {
    use portico_sdk::condition::Condition;
    use serde_json::json;

    use super::*;
    use crate::forms::messages::Messages;

    /// Named member by member, so that one that is added has to be thought of here.
    fn field(kind: FieldKind, fields: Vec<Field>) -> Field {
        let either = Condition::Or(vec![
            Condition::equals("mode", json!(null)),
            Condition::And(Vec::new()),
        ]);
        Field {
            key: "mode".to_owned(),
            kind,
            label: LocaleText::default(),
            placeholder: LocaleText::default(),
            help_text: LocaleText::default(),
            group: String::new(),
            required: true,
            required_when: Some(Condition::Not(Box::new(Condition::one_of(
                "other",
                [json!(1), json!("two")],
            )))),
            visible_when: Some(either),
            options: vec![SelectOption {
                value: "live".to_owned(),
                label: LocaleText::default(),
            }],
            default: Some(json!({ "a": [1, 2.5, "x"] })),
            fields,
            min_items: Some(1),
            max_items: Some(2),
            unique: "url".to_owned(),
            add_label: LocaleText::default(),
            pattern: "[a-z]+".to_owned(),
            pattern_message: LocaleText::default(),
            min_date: "2026-01-01".to_owned(),
            max_date: "2026-12-31".to_owned(),
            min: Some(-0.5),
            max: Some(2000.0),
            step: Some(0.5),
            min_length: Some(3),
            max_length: Some(4),
            level: Level::Host,
        }
    }

    fn config() -> FormConfig {
        let text = |word: &str| word.to_owned();
        let inner = FieldKind::ALL.map(|kind| field(kind, Vec::new()));
        let plain = Field::new("plain", FieldKind::Text);
        FormConfig {
            schema: FormSchema {
                fields: vec![field(FieldKind::List, inner.into()), plain],
                submit_url: text("/submit"),
                load_url: text("/load"),
                test_url: text("/test"),
                context: vec![text("currency")],
                ..FormSchema::default()
            },
            level: Level::Org,
            values: Values::from([(text("mode"), json!("live")), (text("at"), json!(2000.0))]),
            unsaved: true,
            secrets_set: vec![text("key")],
            rev: text("7"),
            context: json!({ "currency": "EUR" }),
            messages: serde_json::from_value::<Written>(json!({
                "templates": { "required": "Fill in {label}.", "too_few.one": "One." }, "decimal": ",", "days": { "2026-01-01": "1. Januar 2026" },
            }))
            .unwrap()
            .0,
            patterns: [("links.url", "Begin with https."), ("mode", "Small letters.")]
                .into_iter()
                .map(|(path, said)| (path.to_owned(), said.to_owned()))
                .collect(),
            texts: FormTexts {
                saved: text("saved"),
                saved_lang: Some(text("de")),
                saved_dir: None,
                saving: text("saving"),
                save_failed: text("save_failed"),
                ended: text("ended"),
                sign_in: text("sign_in"),
                sign_in_href: text("sign_in_href"),
                one_problem: text("one_problem"),
                problems: text("problems"),
                stale_title: text("stale_title"),
                stale_text: text("stale_text"),
                stale_changed: text("stale_changed"),
                error_prefix: text("error_prefix"),
                rows: Some(RowTexts {
                    title: text("title"),
                    added: text("added"),
                    removed: text("removed"),
                    moved: text("moved"),
                    buttons: [("up".to_owned(), text("Up"))].into_iter().collect(),
                }),
                test: Some(TestTexts {
                    running: text("running"),
                    ok: text("ok"),
                    failed: text("failed"),
                }),
            },
        }
    }

    /// Messages, whose members are its own.
    struct Written(Messages);

    impl<'de> Deserialize<'de> for Written {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let written = Value::deserialize(deserializer)?;
            Ok(Self(Messages::read(&written, &Mistakes::default())))
        }
    }

    #[test]
    fn what_was_written_is_read_whole() {
        let config = config();
        let written = serde_json::to_string(&config).unwrap();
        assert_eq!(
            serde_json::from_str::<FormConfig>(&written).unwrap(),
            config
        );
        assert!(written.contains("Fill in {label}."), "{written}");

        let bare = FormConfig {
            values: Values::new(),
            secrets_set: Vec::new(),
            context: json!({}),
            messages: Messages::default(),
            patterns: LiteMap::new(),
            texts: FormTexts {
                rows: None,
                test: None,
                ..config.texts.clone()
            },
            ..config
        };
        let written = serde_json::to_string(&bare).unwrap();
        assert_eq!(serde_json::from_str::<FormConfig>(&written).unwrap(), bare);
    }

    #[test]
    fn what_is_not_as_it_was_written_is_no_configuration() {
        let written = serde_json::to_value(config()).unwrap();
        for (place, other) in [
            ("/level", json!("nobody")),
            ("/unsaved", json!("yes")),
            ("/values", json!([])),
            ("/texts/saving", json!(null)),
            ("/texts/rows", json!("none")),
            ("/schema/fields", json!({})),
            ("/schema/fields/0/type", json!("wish")),
            ("/schema/fields/0/min_items", json!(-1)),
            ("/schema/fields/0/visible_when", json!({ "xor": [] })),
            ("/schema/fields/0/visible_when", json!({})),
            ("/schema/fields/0/options/0", json!("live")),
            ("/messages/days", json!([])),
        ] {
            let mut changed = written.clone();
            *changed.pointer_mut(place).unwrap() = other;
            assert!(
                serde_json::from_value::<FormConfig>(changed).is_err(),
                "{place}"
            );
        }
        for member in ["schema", "level", "texts", "patterns"] {
            let mut changed = written.clone();
            changed.as_object_mut().unwrap().remove(member);
            assert!(
                serde_json::from_value::<FormConfig>(changed).is_err(),
                "{member}"
            );
        }
        assert!(serde_json::from_str::<FormConfig>("[]").is_err());
    }
}
