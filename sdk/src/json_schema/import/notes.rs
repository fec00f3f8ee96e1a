//! What [`super::super::export`] noted under `x-portico`.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::super::OURS;
use super::Reader;
use super::words::at;
use crate::condition::Condition;
use crate::schema::{Field, FieldKind, Group, Level};

/// Of the form.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct FormNotes {
    pub level: Level,
    groups: Vec<GroupNotes>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct GroupNotes {
    key: String,
    title: String,
    description: String,
}

impl FormNotes {
    pub(super) fn groups(&self, reader: &Reader<'_>) -> Vec<Group> {
        self.groups
            .iter()
            .map(|group| Group {
                key: group.key.clone(),
                title: reader.text(&group.title),
                description: reader.text(&group.description),
            })
            .collect()
    }
}

/// Of a field.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct FieldNotes {
    #[serde(rename = "type")]
    pub kind: Option<FieldKind>,
    level: Level,
    pub required: bool,
    pub visible_when: Option<Condition>,
    required_when: Option<Condition>,
    unique: String,
    group: String,
    min_date: String,
    max_date: String,
    pub step: Option<f64>,
    pub min_length: Option<u32>,
    pub max_length: Option<u32>,
    pub min_items: Option<u32>,
    pub max_items: Option<u32>,
    placeholder: String,
    add_label: String,
    pattern_message: String,
}

impl FieldNotes {
    pub(super) fn field(&self, key: &str, kind: FieldKind, reader: &Reader<'_>) -> Field {
        Field {
            level: self.level,
            visible_when: self.visible_when.clone(),
            required_when: self.required_when.clone(),
            unique: self.unique.clone(),
            group: self.group.clone(),
            min_date: self.min_date.clone(),
            max_date: self.max_date.clone(),
            placeholder: reader.text(&self.placeholder),
            add_label: reader.text(&self.add_label),
            pattern_message: reader.text(&self.pattern_message),
            ..Field::new(key, kind)
        }
    }
}

impl Reader<'_> {
    pub(super) fn notes<T: Default + DeserializeOwned>(
        &mut self,
        schema: &Map<String, Value>,
        path: &str,
    ) -> T {
        let Some(noted) = schema.get(OURS) else {
            return T::default();
        };
        serde_json::from_value(noted.clone()).unwrap_or_else(|error| {
            self.refuse(&at(path, OURS), format!("cannot be read: {error}"));
            T::default()
        })
    }
}
