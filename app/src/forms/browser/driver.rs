//! What happens when the reader types and saves.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use leptos::prelude::window;
use leptos::task::spawn_local;
use portico_sdk::schema::FieldKind;
use portico_sdk::settings::{Values, parse_form, validate_field, validate_values};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use web_sys::{CustomEvent, CustomEventInit, Event, HtmlElement, HtmlFormElement};

use super::parts::{Line, Parts, To};
use super::send;
use crate::browser::{Listener, to_js};
use crate::forms::config::FormConfig;
use crate::forms::outcome::{Outcome, in_words, outcome, to_send, without_secrets};
use crate::forms::wire;
use crate::slot::{PLUGIN_SUBMIT, channel};

/// One form that has been taken over.
pub(super) struct Driver {
    config: FormConfig,
    place: HtmlElement,
    parts: Parts,
    /// What the form was filled with, by the server or by the last save.
    shown: RefCell<Values>,
    secrets: RefCell<BTreeSet<String>>,
    rev: RefCell<String>,
    busy: Cell<bool>,
    /// Asks before the page is left with changes in it.
    leaving: RefCell<Option<Listener>>,
}

impl Driver {
    /// Takes over the form below `place`; `None` when it is not the one that was drawn.
    pub fn attach(config: FormConfig, place: HtmlElement) -> Option<Rc<Self>> {
        let parts = Parts::find(&place, &config.texts.error_prefix)?;
        parts.form.set_no_validate(true);
        let driver = Self {
            secrets: RefCell::new(config.secrets_set.iter().cloned().collect()),
            rev: RefCell::new(config.rev.clone()),
            shown: RefCell::default(),
            busy: Cell::new(false),
            leaving: RefCell::default(),
            config,
            place,
            parts,
        };
        driver.shown.replace(driver.values());
        Some(Rc::new(driver))
    }

    /// The form itself.
    pub fn form(&self) -> &HtmlFormElement {
        &self.parts.form
    }

    /// The reader changed something: an error that is mended goes away, and leaving the page asks while there is
    /// something to lose.
    pub fn typed(this: &Rc<Self>, event: &Event) {
        let values = this.values();
        let name = event
            .target()
            .and_then(|target| target.dyn_ref::<HtmlElement>()?.get_attribute("name"))
            .unwrap_or_default();
        let key = name.split(':').next().unwrap_or_default();
        let field = this
            .config
            .schema
            .fields
            .iter()
            .find(|field| field.key == key);
        if let Some(field) = field.filter(|_| this.parts.has_error(key)) {
            let stored = this.secrets.borrow().contains(key);
            let message = validate_field(field, values.get(key), stored)
                .err()
                .map(|code| this.config.message(key, &code));
            this.parts.set_error(key, message.as_deref());
        }
        let changed = values != *this.shown.borrow();
        let mut leaving = this.leaving.borrow_mut();
        if !changed {
            *leaving = None;
        } else if leaving.is_none() {
            *leaving = Some(Listener::new(&window(), "beforeunload", |event| {
                event.prevent_default();
            }));
        }
    }

    /// Checks and sends.
    pub fn submit(this: &Rc<Self>) {
        if this.busy.get() || this.config.schema.submit_url.is_empty() {
            return;
        }
        let values = this.values();
        let checked = validate_values(
            &this.config.schema,
            &values,
            this.config.level,
            &this.secrets.borrow(),
        );
        match checked {
            Ok(valid) => {
                let this = Rc::clone(this);
                spawn_local(async move { this.send(valid).await });
            }
            Err(errors) => {
                let errors = errors
                    .into_iter()
                    .map(|error| {
                        (
                            error.field.clone(),
                            this.config.message(&error.field, &error.code),
                        )
                    })
                    .collect();
                this.refuse(&errors, None);
            }
        }
    }

    async fn send(&self, valid: Values) {
        self.set_busy(true);
        let rev = self.rev.borrow().clone();
        let sent = to_send(
            &self.config.schema,
            &rev,
            &self.shown.borrow(),
            valid.clone(),
        );
        let context = channel::current(&self.place).unwrap_or_else(|| self.config.context.clone());
        let body = wire::submission(&self.config.schema, sent, &context);
        let answer = send::post(&self.config.schema.submit_url, &json!(body), &rev).await;
        self.set_busy(false);
        match answer.map(|answer| outcome(answer.status, &answer.body)) {
            Some(Outcome::Saved(rev)) => self.saved(&valid, rev),
            Some(Outcome::Stale(keys)) => self.stale(&keys).await,
            Some(Outcome::SignedOut) => self.signed_out(),
            Some(Outcome::Refused { fields, message }) => self.refuse(&fields, message),
            None => self.refuse(&BTreeMap::new(), None),
        }
    }

    fn saved(&self, valid: &Values, rev: Option<String>) {
        self.clear_errors();
        self.parts.hide_summary();
        if let Some(rev) = rev {
            self.rev.replace(rev);
        }
        for field in &self.config.schema.fields {
            if field.kind == FieldKind::Password {
                let mut secrets = self.secrets.borrow_mut();
                match valid.get(&field.key) {
                    Some(Value::Null) => {
                        secrets.remove(&field.key);
                    }
                    Some(_) => {
                        secrets.insert(field.key.clone());
                    }
                    None => {}
                }
                let is_set = secrets.contains(&field.key);
                let required = field.required && field.level == self.config.level;
                self.parts.set_secret(&field.key, is_set, required);
            }
        }
        self.shown.replace(self.values());
        self.leaving.replace(None);
        let texts = &self.config.texts;
        self.parts.say(
            &texts.saved,
            texts.saved_lang.as_deref(),
            texts.saved_dir.as_deref(),
        );
        self.tell_host(valid);
    }

    /// Somebody else saved: shows what differs and takes over the revision, so that saving again is a decision.
    async fn stale(&self, keys: &[String]) {
        let texts = &self.config.texts;
        let current = match self.config.schema.load_url.as_str() {
            "" => None,
            url => send::get(url).await,
        };
        let (values, rev) = current.map_or((Value::Null, None), |answer| {
            let rev = answer.body["rev"].as_str().map(ToOwned::to_owned);
            (answer.body["data"].clone(), rev)
        });
        let Some(rev) = rev else {
            return self.refuse(&BTreeMap::new(), Some(texts.stale_title.clone()));
        };
        self.rev.replace(rev);
        let mut shown = self.shown.borrow_mut();
        self.clear_errors();
        let mut lines = vec![Line {
            to: To::Nowhere,
            message: texts.stale_text.clone(),
        }];
        for key in keys {
            let now = values.get(key).cloned().unwrap_or_default();
            let words = in_words(&now).unwrap_or_else(|| texts.no_value.clone());
            let label = self.config.labels.get(key).unwrap_or(key);
            let message = texts
                .stale_field
                .replace("{label}", label)
                .replace("{value}", &words);
            self.parts.set_error(key, Some(&message));
            lines.push(Line {
                to: To::Field(key.clone()),
                message,
            });
            shown.insert(key.clone(), now);
        }
        self.parts.say("", None, None);
        self.parts
            .show_summary(&texts.stale_title, &lines, &texts.error_prefix);
    }

    /// Shows every error at its field and in the summary, in the order of the fields.
    fn refuse(&self, errors: &BTreeMap<String, String>, message: Option<String>) {
        let texts = &self.config.texts;
        self.clear_errors();
        let mut lines = Vec::new();
        for field in &self.config.schema.fields {
            if let Some(message) = errors.get(&field.key) {
                self.parts.set_error(&field.key, Some(message));
                lines.push(Line {
                    to: To::Field(field.key.clone()),
                    message: message.clone(),
                });
            }
        }
        let known = |key: &String| {
            self.config
                .schema
                .fields
                .iter()
                .any(|field| field.key == *key)
        };
        let others = errors
            .iter()
            .filter(|(key, _)| !known(key))
            .map(|(_, message)| message.clone());
        lines.extend(others.map(|message| Line {
            to: To::Nowhere,
            message,
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
        self.parts.say("", None, None);
        self.parts
            .show_summary(&heading, &lines, &texts.error_prefix);
    }

    /// The session has ended: what was typed stays until the reader has signed in, in another tab, and saves again.
    fn signed_out(&self) {
        let texts = &self.config.texts;
        self.clear_errors();
        let lines = [
            Line {
                to: To::Nowhere,
                message: texts.ended.clone(),
            },
            Line {
                to: To::NewTab(texts.sign_in_href.clone()),
                message: texts.sign_in.clone(),
            },
        ];
        self.parts.say("", None, None);
        self.parts
            .show_summary(&texts.save_failed, &lines, &texts.error_prefix);
    }

    fn clear_errors(&self) {
        for field in &self.config.schema.fields {
            self.parts.set_error(&field.key, None);
        }
    }

    fn set_busy(&self, busy: bool) {
        self.busy.set(busy);
        self.parts.set_busy(busy);
        if busy {
            self.parts.say(&self.config.texts.saving, None, None);
        }
    }

    /// `plugin:submit`, for the island that owns the slot.
    fn tell_host(&self, valid: &Values) {
        let detail = json!({ "values": without_secrets(&self.config.schema, valid) });
        let options = CustomEventInit::new();
        options.set_bubbles(true);
        options.set_detail(&to_js(&detail));
        if let Ok(event) = CustomEvent::new_with_event_init_dict(PLUGIN_SUBMIT, &options) {
            let _ = self.place.dispatch_event(&event);
        }
    }

    /// What the controls hold now, typed. A number that the browser cannot read is kept as text, so that it is refused.
    fn values(&self) -> Values {
        let mut values = parse_form(&self.config.schema, self.config.level, self.parts.pairs());
        for field in &self.config.schema.fields {
            if field.kind == FieldKind::Number && self.parts.is_unreadable(&field.key) {
                values.insert(field.key.clone(), Value::String("?".to_owned()));
            }
        }
        values
    }
}
