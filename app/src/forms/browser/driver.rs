//! What happens when the reader types, adds rows, tries out and saves.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::{set_timeout, window};
use portico_sdk::condition::{FieldState, field_states};
use portico_sdk::schema::{Field, FieldKind, MAX_ROWS};
use portico_sdk::settings::{
    FieldError, Values, field_at, is_duty, is_writable, normal, parse_form, validate_values,
    value_at,
};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    CustomEvent, CustomEventInit, Element, Event, HtmlElement, HtmlFormElement, HtmlInputElement,
    SubmitEvent,
};

use super::drawn_field::DrawnField;
use super::parts::{Line, Parts, Said, To};
use super::rows;
use super::send::Server;
use crate::browser::{Listener, to_js};
use crate::forms::config::FormConfig;
use crate::forms::outcome::{Outcome, outcome, take_over, to_send, without_secrets};
use crate::forms::wire;
use crate::i18n::fill;
use crate::slot::{PLUGIN_SUBMIT, channel};

/// One form that has been taken over.
pub(super) struct Driver {
    config: FormConfig,
    place: HtmlElement,
    server: Server,
    parts: Parts,
    /// Some fields depend on others.
    conditional: bool,
    /// What conditions made of the fields the last time; `None`: the page may show something else.
    states: RefCell<Option<Vec<FieldState>>>,
    /// What is saved, as far as is known here, in the form in which it can be compared.
    saved: RefCell<Values>,
    secrets: RefCell<BTreeSet<String>>,
    rev: RefCell<String>,
    busy: Cell<bool>,
    /// A button of a mouse, or a finger, is down.
    pressing: Cell<bool>,
    /// The field that was left meanwhile.
    waiting: RefCell<Option<String>>,
    /// Asks before the page is left with changes in it.
    leaving: RefCell<Option<Listener>>,
}

impl Driver {
    /// Takes over the form below `place`; `None` when it is not the one that was drawn.
    pub fn attach(config: FormConfig, place: HtmlElement, server: Server) -> Option<Rc<Self>> {
        let parts = Parts::find(&place, &config.texts.error_prefix)?;
        parts.form.set_no_validate(true);
        let saved = if config.unsaved {
            Values::new()
        } else {
            normal(&config.schema.fields, &config.values)
        };
        let driver = Self {
            conditional: config.schema.has_conditions(),
            saved: RefCell::new(saved),
            states: RefCell::default(),
            secrets: RefCell::new(config.secrets_set.iter().cloned().collect()),
            rev: RefCell::new(config.rev.clone()),
            busy: Cell::new(false),
            pressing: Cell::new(false),
            waiting: RefCell::default(),
            leaving: RefCell::default(),
            config,
            place,
            server,
            parts,
        };
        // Something may have been typed before this form lived, or the browser remembers it from an earlier visit.
        driver.changed();
        Some(Rc::new(driver))
    }

    /// The form itself.
    pub fn form(&self) -> &HtmlFormElement {
        &self.parts.form
    }

    /// The reader types: an error that is mended goes away.
    pub fn typed(this: &Rc<Self>, event: &Event) {
        let Some(target) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) else {
            return;
        };
        let found = DrawnField::around(&this.parts.form, &target);
        if let Some((field, _)) = &found {
            match target.dyn_ref::<HtmlInputElement>() {
                Some(picker) if picker.has_attribute("data-form-pick") => field.pick(picker),
                _ => field.refresh(),
            }
        }
        let values = this.changed();
        if let Some((field, path)) = found.filter(|(field, _)| field.has_error()) {
            this.check(&field, &path, &values);
        }
    }

    /// The reader has left a field that was changed: now it may be said what is wrong with it.
    pub fn left(&self, event: &Event) {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let found = target.and_then(|target| DrawnField::around(&self.parts.form, &target));
        let Some((field, path)) = found else { return };
        if self.pressing.get() {
            self.waiting.replace(Some(path));
        } else {
            self.check(&field, &path, &self.values());
        }
    }

    /// What is pressed must not move away before it is released: an error that appears above a button would take the click
    /// from it. So a field that is left by pressing something is looked at when the click is through.
    pub fn pressed(&self) {
        self.pressing.set(true);
    }

    /// Released; the click comes next.
    pub fn released(this: &Rc<Self>) {
        let this = Rc::downgrade(this);
        let after_click = move || {
            let Some(this) = this.upgrade() else { return };
            this.pressing.set(false);
            if let Some(path) = this.waiting.take()
                && let Some(field) = this.parts.field(&path)
            {
                this.check(&field, &path, &this.values());
            }
        };
        set_timeout(after_click, Duration::ZERO);
    }

    fn check(&self, field: &DrawnField, path: &str, values: &Values) {
        let errors = self.validate(values).err().unwrap_or_default();
        let error = errors.iter().find(|error| error.field == path);
        let message = error.map(|error| self.config.message(path, &field.label(), &error.code));
        field.set_error(message.as_deref());
    }

    fn validate(&self, values: &Values) -> Result<Values, Vec<FieldError>> {
        let FormConfig { schema, level, .. } = &self.config;
        validate_values(schema, values, *level, &self.secrets.borrow())
    }

    /// Something has changed: what depends on it comes or goes, and leaving the page asks while there is something to lose.
    fn changed(&self) -> Values {
        let values = self.values();
        self.show_states(&values);
        let mut leaving = self.leaving.borrow_mut();
        if self.config.schema.submit_url.is_empty() || !self.is_unsaved(&values) {
            *leaving = None;
        } else if leaving.is_none() {
            *leaving = Some(Listener::new(&window(), "beforeunload", |event| {
                event.prevent_default();
            }));
        }
        values
    }

    fn is_unsaved(&self, values: &Values) -> bool {
        let is_secret = |field: &&Field| field.kind == FieldKind::Password;
        let states = self.states.borrow();
        // What is not there is not sent, so nothing of it is lost that a save would keep.
        let is_there = |field: &&Field| {
            let mut states = states.iter().flatten();
            !states.any(|state| state.path == field.key && !state.visible)
        };
        let (now, saved) = (self.comparable(values), self.saved.borrow());
        let mut fields = self.config.schema.fields.iter().filter(is_there);
        fields.any(|field| {
            if is_secret(&field) {
                values.contains_key(&field.key)
            } else {
                now.get(&field.key) != saved.get(&field.key)
            }
        })
    }

    /// Everything the form holds, with what cannot be changed here, to be compared with what is saved.
    fn comparable(&self, values: &Values) -> Values {
        normal(&self.config.schema.fields, &self.with_locked(values))
    }

    fn with_locked(&self, values: &Values) -> Values {
        let mut all = values.clone();
        for field in &self.config.schema.fields {
            if !is_writable(field.level, self.config.level)
                && let Some(value) = self.config.values.get(&field.key)
            {
                all.insert(field.key.clone(), value.clone());
            }
        }
        all
    }

    fn show_states(&self, values: &Values) {
        if !self.conditional {
            return;
        }
        let FormConfig { schema, level, .. } = &self.config;
        let all = self.with_locked(values);
        let states = field_states(&schema.fields, &all, *level, &self.secrets.borrow());
        let before = self.states.take();
        for state in &states {
            let is_shown = before.as_ref().is_some_and(|before| before.contains(state));
            if !is_shown && let Some(field) = self.parts.field(&state.path) {
                field.set_state(state.visible, state.required);
            }
        }
        self.states.replace(Some(states));
    }

    /// One of the form's buttons was pressed, or Enter.
    pub fn submit(this: &Rc<Self>, event: &Event) {
        let button = event
            .dyn_ref::<SubmitEvent>()
            .and_then(SubmitEvent::submitter);
        if let Some(button) = &button
            && let Some(texts) = &this.config.texts.rows
            && button.get_attribute("name").as_deref() == Some(wire::ROWS)
        {
            if rows::press(&this.parts, texts, this.most_rows(button), button) {
                // Rows have other places now.
                this.states.take();
                this.changed();
            }
            return;
        }
        let test = button.is_some_and(|button| button.has_attribute("data-form-test"));
        let schema = &this.config.schema;
        let url = if test {
            &schema.test_url
        } else {
            &schema.submit_url
        };
        if this.busy.get() || url.is_empty() {
            return;
        }
        let values = this.values();
        match this.validate(&values) {
            Ok(valid) => {
                let this = Rc::clone(this);
                spawn_local(async move {
                    if test {
                        this.test(valid).await;
                    } else {
                        this.send(values, valid).await;
                    }
                });
            }
            Err(errors) => this.refuse(&this.in_words(&errors), None),
        }
    }

    /// How many rows the list of a button may have.
    fn most_rows(&self, button: &HtmlElement) -> usize {
        let list = button.closest("fieldset").ok().flatten();
        let found = list.and_then(|list| DrawnField::around(&self.parts.form, &list));
        let field = found.and_then(|(_, path)| field_at(&self.config.schema.fields, &path));
        let most = field.map_or(MAX_ROWS, Field::most_rows);
        usize::try_from(most).unwrap_or(usize::MAX)
    }

    fn in_words(&self, errors: &[FieldError]) -> BTreeMap<String, String> {
        errors
            .iter()
            .map(|error| {
                let field = self.parts.field(&error.field);
                let label = field.map_or_else(|| error.field.clone(), |field| field.label());
                let message = self.config.message(&error.field, &label, &error.code);
                (error.field.clone(), message)
            })
            .collect()
    }

    /// Sends what is valid of `typed`.
    async fn send(&self, typed: Values, valid: Values) {
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
            None => self.refuse(&BTreeMap::new(), None),
        }
    }

    /// Tries out what is typed; the server adds the secrets that stay as they are (FORMS 9).
    async fn test(&self, valid: Values) {
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
        json!(wire::submission(&self.config.schema, values, &context))
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
    async fn stale(&self, said: &BTreeMap<String, String>) {
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
            return self.refuse(&BTreeMap::new(), Some(texts.stale_title.clone()));
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
    fn refuse(&self, errors: &BTreeMap<String, String>, message: Option<String>) {
        let texts = &self.config.texts;
        self.clear_errors();
        let mut left: BTreeMap<&str, &str> = errors
            .iter()
            .map(|(path, message)| (path.as_str(), message.as_str()))
            .collect();
        let mut lines = Vec::new();
        for path in self.paths() {
            let Some(message) = left.remove(path.as_str()) else {
                continue;
            };
            if let Some(field) = self.parts.field(&path) {
                field.set_error(Some(message));
            }
            lines.push(Line {
                to: To::Field(path),
                message: message.to_owned(),
            });
        }
        lines.extend(left.into_values().map(|message| Line {
            to: To::Nowhere,
            message: message.to_owned(),
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
        self.parts.say(&Said::default());
        self.parts.show_summary(&texts.save_failed, &lines);
    }

    fn clear_errors(&self) {
        for path in self.paths() {
            if let Some(field) = self.parts.field(&path).filter(DrawnField::has_error) {
                field.set_error(None);
            }
        }
    }

    /// Where every field's value stands, in the order of the form, with those of rows that are there now.
    fn paths(&self) -> Vec<String> {
        let mut found = Vec::new();
        let values = Value::Object(self.values().into_iter().collect());
        paths_of(&self.config.schema.fields, &values, "", &mut found);
        found
    }

    /// `Some`: what is being done.
    fn set_busy(&self, doing: Option<&str>) {
        self.busy.set(doing.is_some());
        self.parts.set_busy(doing.is_some());
        if let Some(text) = doing {
            self.parts.say(&Said {
                text,
                ..Said::default()
            });
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

    /// What the controls hold now, typed.
    fn values(&self) -> Values {
        parse_form(&self.config.schema, self.config.level, self.parts.pairs())
    }
}

fn paths_of(fields: &[Field], values: &Value, before: &str, found: &mut Vec<String>) {
    for field in fields {
        let path = format!("{before}{}", field.key);
        let value = &values[field.key.as_str()];
        found.push(path.clone());
        match field.kind {
            FieldKind::Object => paths_of(&field.fields, value, &format!("{path}."), found),
            FieldKind::List => {
                for (index, row) in value.as_array().into_iter().flatten().enumerate() {
                    paths_of(&field.fields, row, &format!("{path}.{index}."), found);
                }
            }
            _ => {}
        }
    }
}
