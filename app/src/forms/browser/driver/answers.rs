//! Asking the server, and what its answers do to the form.

use litemap::LiteMap;
use portico_sdk::ordered::ordered;
use portico_sdk::schema::FieldKind;
use portico_sdk::settings::{Values, is_duty, value_at};
use serde_json::Value;
use web_sys::{CustomEvent, CustomEventInit};

use super::super::drawn_field::DrawnField;
use super::super::parts::{Line, Said, To};
use super::Driver;
use crate::browser::to_js;
use crate::forms::outcome::{Outcome, outcome, take_over, to_send, without_secrets};
use crate::forms::wire;
use crate::i18n::fill;
use crate::slot::{PLUGIN_SUBMIT, channel};

impl Driver {
    /// Sends what is valid of `typed`.
    pub(super) async fn send(&self, typed: Values, valid: Values) {
        self.set_busy(Some(&self.config.texts.saving));
        let rev = self.rev.borrow().clone();
        let sent = if rev.is_empty() {
            valid.clone()
        } else {
            let now = self.comparable(&typed);
            to_send(
                &self.config.schema,
                &self.saved.borrow(),
                &now,
                valid.clone(),
            )
        };
        let body = self.body(sent);
        let answer = self
            .server
            .post(&self.config.schema.submit_url, &body, &rev)
            .await;
        self.set_busy(None);
        match answer.map(|answer| outcome(answer.status, &answer.body)) {
            Some(Outcome::Saved(rev)) => self.was_saved(&typed, &valid, rev),
            Some(Outcome::Stale(said)) => self.stale(&said).await,
            Some(Outcome::SignedOut) => self.signed_out(),
            Some(Outcome::Refused { fields, message }) => self.refuse(&fields, message),
            None => self.refuse(&LiteMap::new(), None),
        }
    }

    /// Tries out what is typed; the server adds the secrets that stay as they are (FORMS 9).
    pub(super) async fn test(&self, valid: Values) {
        let Some(texts) = &self.config.texts.test else {
            return;
        };
        self.clear_errors();
        self.parts.hide_summary();
        self.set_busy(Some(&texts.running));
        let body = self.body(valid);
        let answer = self
            .server
            .post(&self.config.schema.test_url, &body, "")
            .await;
        self.set_busy(None);
        let Some(answer) = answer else {
            return self.say_test(&texts.failed, "", true);
        };
        let message =
            |body: &Value, at: &str| body[at]["message"].as_str().unwrap_or_default().to_owned();
        match outcome(answer.status, &answer.body) {
            Outcome::Saved(_) => self.say_test(&texts.ok, &message(&answer.body, "data"), false),
            Outcome::SignedOut => self.signed_out(),
            Outcome::Refused { fields, .. } if !fields.is_empty() => self.refuse(&fields, None),
            Outcome::Refused { .. } | Outcome::Stale(_) => {
                self.say_test(&texts.failed, &message(&answer.body, "error"), true);
            }
        }
    }

    fn say_test(&self, heading: &str, detail: &str, bad: bool) {
        let text = if detail.is_empty() {
            heading.to_owned()
        } else {
            format!("{heading}: {detail}")
        };
        self.parts.say(&Said {
            text: &text,
            bad,
            ..Said::default()
        });
    }

    fn body(&self, values: Values) -> Value {
        let context = channel::current(&self.place).unwrap_or_else(|| self.config.context.clone());
        let body = wire::submission(&self.config.schema, values, &context);
        Value::Object(ordered(body))
    }

    /// What was typed while it was being saved is not saved: it stays, and leaving the page still asks.
    fn was_saved(&self, typed: &Values, valid: &Values, rev: Option<String>) {
        self.clear_errors();
        self.parts.hide_summary();
        if let Some(rev) = rev {
            self.rev.replace(rev);
        }
        for field in &self.config.schema.fields {
            if field.kind == FieldKind::Password {
                let mut secrets = self.secrets.borrow_mut();
                if let Some(now) = valid.get(&field.key) {
                    secrets.retain(|key| *key != field.key);
                    secrets.extend((!now.is_null()).then(|| field.key.clone()));
                }
                let is_set = secrets.contains(&field.key);
                let required = field.required && is_duty(field.level, self.config.level);
                let sent = typed.get(&field.key).and_then(Value::as_str);
                if let Some(drawn) = self.parts.field(&field.key) {
                    drawn.set_secret(sent.unwrap_or_default(), is_set, required);
                }
            }
        }
        // What was not there was not sent: of it, what was known as saved before still is.
        let now = self.comparable(typed);
        let is_sent = |(key, _): &(String, Value)| valid.contains_key(key);
        self.saved
            .borrow_mut()
            .extend(now.into_iter().filter(is_sent));
        self.changed();
        let texts = &self.config.texts;
        self.parts.say(&Said {
            text: &texts.saved,
            lang: texts.saved_lang.as_deref(),
            dir: texts.saved_dir.as_deref(),
            bad: false,
        });
        self.tell_host(valid);
    }

    /// Somebody else saved: shows what differs and takes over the revision, so that saving again is a decision.
    async fn stale(&self, said: &LiteMap<String, String>) {
        let texts = &self.config.texts;
        let current = match self.config.schema.load_url.as_str() {
            "" => None,
            url => self.server.get(url).await,
        };
        let (values, rev) = current.map_or((Value::Null, None), |answer| {
            let rev = answer.body["rev"].as_str().map(ToOwned::to_owned);
            (answer.body["data"].clone(), rev)
        });
        let Some(rev) = rev else {
            return self.refuse(&LiteMap::new(), Some(texts.stale_title.clone()));
        };
        self.rev.replace(rev);
        let mut saved = self.saved.borrow_mut();
        self.clear_errors();
        let mut lines = vec![Line {
            to: To::Nowhere,
            message: texts.stale_text.clone(),
        }];
        for (key, said) in said {
            let now = value_at(&values, key);
            let drawn = self.parts.field(key);
            let label = drawn
                .as_ref()
                .map_or_else(|| key.clone(), DrawnField::label);
            let message = if said.is_empty() {
                fill(&texts.stale_changed, &[("label", &label)])
            } else {
                said.clone()
            };
            if let Some(drawn) = drawn {
                drawn.set_error(Some(&message));
            }
            lines.push(Line {
                to: To::Field(key.clone()),
                message,
            });
            take_over(&self.config.schema.fields, &mut saved, key, now);
        }
        self.parts.say(&Said::default());
        self.parts.show_summary(&texts.stale_title, &lines);
    }

    /// Shows every error at its field and in the summary, in the order of the form.
    pub(super) fn refuse(&self, errors: &LiteMap<String, String>, message: Option<String>) {
        let texts = &self.config.texts;
        self.clear_errors();
        let paths = self.paths();
        let elsewhere = errors.iter().filter(|(path, _)| !paths.contains(path));
        let mut lines = Vec::new();
        for path in &paths {
            let Some(message) = errors.get(path) else {
                continue;
            };
            if let Some(field) = self.parts.field(path) {
                field.set_error(Some(message));
            }
            lines.push(Line {
                to: To::Field(path.clone()),
                message: message.clone(),
            });
        }
        lines.extend(elsewhere.map(|(_, message)| Line {
            to: To::Nowhere,
            message: message.clone(),
        }));
        // Of the form as a whole one thing is wrong at most; that nothing was saved is no problem of its own.
        let heading = match lines.len() {
            0 => texts.save_failed.clone(),
            1 => texts.one_problem.clone(),
            n => texts.problems.replace("{n}", &n.to_string()),
        };
        if lines.is_empty() {
            lines.extend(message.map(|message| Line {
                to: To::Nowhere,
                message,
            }));
        }
        self.parts.say(&Said::default());
        self.parts.show_summary(&heading, &lines);
    }

    /// The session has ended: what was typed stays until the reader has signed in, in another tab, and saves again.
    fn signed_out(&self) {
        let texts = &self.config.texts;
        self.clear_errors();
        let mut lines = vec![Line {
            to: To::Nowhere,
            message: texts.ended.clone(),
        }];
        // On another website signing in is that website's business.
        if !texts.sign_in_href.is_empty() {
            lines.push(Line {
                to: To::NewTab(texts.sign_in_href.clone()),
                message: texts.sign_in.clone(),
            });
        }
        self.parts.say(&Said::default());
        self.parts.show_summary(&texts.save_failed, &lines);
    }

    /// `plugin:submit`, for the island that owns the slot.
    fn tell_host(&self, valid: &Values) {
        let values = Value::Object(ordered(without_secrets(&self.config.schema, valid)));
        let detail = Value::Object(ordered([("values".to_owned(), values)]));
        let options = CustomEventInit::new();
        options.set_bubbles(true);
        options.set_detail(&to_js(&detail));
        if let Ok(event) = CustomEvent::new_with_event_init_dict(PLUGIN_SUBMIT, &options) {
            let _ = self.place.dispatch_event(&event);
        }
    }
}
