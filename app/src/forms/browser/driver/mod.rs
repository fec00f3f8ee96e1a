//! What happens when the reader types, adds rows, tries out and saves.

mod answers;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::{set_timeout, window};
use litemap::LiteMap;
use portico_sdk::condition::{FieldState, field_states};
use portico_sdk::ordered::ordered;
use portico_sdk::schema::{Field, FieldKind, MAX_ROWS};
use portico_sdk::settings::{
    FieldError, Values, field_at, is_writable, normal, parse_form, validate_values,
};
use serde_json::Value;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlElement, HtmlFormElement, HtmlInputElement, SubmitEvent};

use super::drawn_field::DrawnField;
use super::parts::{Parts, Said};
use super::rows;
use super::send::Server;
use crate::browser::Listener;
use crate::forms::config::FormConfig;
use crate::forms::wire;

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
    secrets: RefCell<Vec<String>>,
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
            secrets: RefCell::new(config.secrets_set.clone()),
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

    fn in_words(&self, errors: &[FieldError]) -> LiteMap<String, String> {
        let mut sentences = LiteMap::with_capacity(errors.len());
        for error in errors {
            let field = self.parts.field(&error.field);
            let label = field.map_or_else(|| error.field.clone(), |field| field.label());
            let message = self.config.message(&error.field, &label, &error.code);
            sentences.insert(error.field.clone(), message);
        }
        sentences
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
        let values = Value::Object(ordered(self.values()));
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
