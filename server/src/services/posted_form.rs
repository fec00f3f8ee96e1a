//! A schema form as a browser posts it without JavaScript, and the form once more when it is not saved.

use portico_app::backend::FormRefusal;
use portico_app::forms::outcome::shown_again;
use portico_app::forms::rows::change_rows;
use portico_app::forms::wire;
use portico_sdk::schema::{FormSchema, Level};
use portico_sdk::settings::Values;
use serde_json::Value;

/// A form as it was posted without JavaScript.
#[derive(Debug, Clone, Default)]
pub struct PostedForm {
    /// Name of the plugin.
    pub plugin: String,
    /// Id of the extension, or [`wire::SETTINGS_FORM`].
    pub form: String,
    /// Names and values, the hidden ones among them.
    pub pairs: Vec<(String, String)>,
}

impl PostedForm {
    /// The form that a post comes from; `None` when it is none of a plugin's.
    pub fn of(pairs: Vec<(String, String)>) -> Option<Self> {
        let find = |name: &str| {
            let pair = pairs.iter().find(|(key, _)| key == name)?;
            Some(pair.1.clone())
        };
        Some(Self {
            form: find(wire::FORM)?,
            plugin: find(wire::PLUGIN)?,
            pairs,
        })
    }

    /// The revision that the values were made from; empty: none.
    pub fn rev(&self) -> &str {
        self.hidden(wire::REV)
    }

    /// Whose values it was drawn with, in the words of [`wire::scope`].
    pub fn scope(&self) -> &str {
        self.hidden(wire::SCOPE)
    }

    /// What the slot passed to it; null: nothing.
    pub fn context(&self) -> Value {
        serde_json::from_str(self.hidden(wire::CONTEXT)).unwrap_or(Value::Null)
    }

    /// What was typed into a field; empty also when it was left out.
    pub fn typed(&self, key: &str) -> &str {
        self.hidden(key)
    }

    /// It was drawn for somebody else than it is taken for now: the reader has since opened another session or chosen
    /// another organisation. A program that says nothing about it is trusted to know.
    pub(super) fn was_drawn_for_another(&self, level: Level, org: Option<&str>) -> bool {
        let drawn_for = self.scope();
        !drawn_for.is_empty() && drawn_for != wire::scope(level, org)
    }

    /// A button or control of that name is among what was posted.
    pub fn names(&self, key: &str) -> bool {
        self.pairs.iter().any(|(name, _)| name == key)
    }

    /// Something is said of a field: by its own control, one of a member or a row (`smtp.host`, `links:row`), or one that
    /// says something about it (`key:clear`, [`wire::shown_name`]).
    pub(super) fn speaks_of(&self, key: &str) -> bool {
        self.pairs.iter().any(|(name, _)| {
            let rest = name.strip_prefix(key);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ':']))
        })
    }

    /// The form once more with everything `typed` but the secrets, and what else `refusal` says.
    pub(super) fn refusal(
        &self,
        schema: &FormSchema,
        typed: &Values,
        refusal: FormRefusal,
    ) -> FormRefusal {
        FormRefusal {
            extension: self.form.clone(),
            values: shown_again(schema, typed),
            rev: self.rev().to_owned(),
            ..refusal
        }
    }

    /// The same after a conflict: that has been said, and saving again is a decision.
    pub(super) fn conflict(
        &self,
        schema: &FormSchema,
        typed: &Values,
        refusal: FormRefusal,
    ) -> FormRefusal {
        FormRefusal {
            rev: String::new(),
            ..self.refusal(schema, typed, refusal)
        }
    }

    /// Does what a button of a list was pressed for; `None`: it was none. Nothing is saved.
    pub(super) fn with_rows_changed(
        &self,
        schema: &FormSchema,
        typed: &mut Values,
    ) -> Option<FormRefusal> {
        if !self.names(wire::ROWS) {
            return None;
        }
        change_rows(schema, typed, self.hidden(wire::ROWS));
        Some(self.refusal(schema, typed, FormRefusal::default()))
    }

    pub(super) fn hidden(&self, name: &str) -> &str {
        let pair = self.pairs.iter().find(|(key, _)| key == name);
        pair.map_or("", |(_, value)| value)
    }
}
