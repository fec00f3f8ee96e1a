//! The control of each kind of field, with what is in it.

use portico_sdk::condition::Scope;
use portico_sdk::schema::{Field, FieldKind};
use portico_sdk::settings::new_row;
use serde_json::{Number, Value};

use super::{Around, Deciding};
use crate::forms::outcome::number_text;
use crate::forms::view::{ClearView, ControlView, LineView, ListView, RowView};
use crate::forms::words::Words;
use crate::i18n::fill;

impl Deciding<'_> {
    /// `always`: it can never be left empty. `around` is the field itself, for what is inside it.
    pub(super) fn control(
        &self,
        scope: &Scope<'_>,
        field: &Field,
        label: &Words,
        is_set: bool,
        always: bool,
        around: Around<'_>,
    ) -> ControlView {
        let locale = self.place.locale;
        let text = &locale.text().forms;
        let placeholder = field.placeholder.text(locale.tag()).to_owned();
        let given = scope.given(&field.key);
        let value = text_of(given);
        let line = |kind: &'static str| LineView {
            kind,
            value: value.clone(),
            placeholder: placeholder.clone(),
            ..LineView::default()
        };
        match field.kind {
            FieldKind::Text => ControlView::Line(line("text")),
            FieldKind::Url => ControlView::Line(line("url")),
            FieldKind::Email => ControlView::Line(line("email")),
            FieldKind::Number => ControlView::Line(LineView {
                min: field.min.map(number),
                max: field.max.map(number),
                step: Some(step(field)),
                ..line("number")
            }),
            FieldKind::Date => ControlView::Line(LineView {
                min: filled(&field.min_date),
                max: filled(&field.max_date),
                ..line("date")
            }),
            FieldKind::Password => ControlView::Password {
                clear: (!always && around.inside.is_some_and(|inside| inside.writable)).then(
                    || ClearView {
                        shown: is_set,
                        ticked: is_set && self.is_to_be_cleared(field),
                    },
                ),
                placeholder,
            },
            FieldKind::Textarea => ControlView::Textarea { value, placeholder },
            FieldKind::Toggle => ControlView::Toggle {
                on: given == Some(&Value::Bool(true)),
            },
            FieldKind::Color => ControlView::Color {
                value,
                pick: fill(text.pick_color, &[("label", &label.text)]),
            },
            FieldKind::Range => ControlView::Range {
                value,
                min: field.min.map(number).unwrap_or_default(),
                max: field.max.map(number).unwrap_or_default(),
                step: step(field),
                decimal: locale.decimal_mark().to_string(),
            },
            FieldKind::Select => self.select(field, value, always),
            FieldKind::Radio => ControlView::Radio {
                value: chosen(field, value),
                none: (!always).then(|| text.no_choice.to_owned()),
                options: self.options(field),
            },
            FieldKind::Multiselect => ControlView::Multiselect {
                values: texts_of(given),
                options: self.options(field),
            },
            FieldKind::Object => {
                let members = given.cloned().unwrap_or_default();
                ControlView::Object {
                    fields: self.members(scope, field, &members, around),
                }
            }
            FieldKind::List => ControlView::List(self.list(scope, field, label, around)),
        }
    }

    /// "Clear" was ticked. Secrets stand in no object and no list.
    fn is_to_be_cleared(&self, field: &Field) -> bool {
        self.refusal
            .is_some_and(|refusal| refusal.values.get(&field.key) == Some(&Value::Null))
    }

    fn members(
        &self,
        scope: &Scope<'_>,
        field: &Field,
        values: &Value,
        around: Around<'_>,
    ) -> Vec<crate::forms::view::FieldView> {
        let inside = Scope::inside(scope, field, values);
        let prefix = format!("{}.", around.prefix);
        let around = Around {
            prefix: &prefix,
            depth: around.depth + 1,
            ..around
        };
        self.fields(&inside, around)
    }

    fn list(
        &self,
        scope: &Scope<'_>,
        field: &Field,
        label: &Words,
        around: Around<'_>,
    ) -> ListView {
        let text = &self.place.locale.text().forms;
        let none = Vec::new();
        let given = scope
            .given(&field.key)
            .and_then(Value::as_array)
            .unwrap_or(&none);
        let row = |number: String, place: String, values: &Value| {
            let prefix = format!("{}.{number}", around.prefix);
            let around = Around {
                prefix: &prefix,
                ..around
            };
            RowView {
                title: fill(text.row_title, &[("list", &label.text), ("n", &place)]),
                fields: self.members(scope, field, values, around),
                number,
            }
        };
        let rows: Vec<RowView> = given
            .iter()
            .enumerate()
            .map(|(index, values)| row(index.to_string(), (index + 1).to_string(), values))
            .collect();
        let fresh = Value::Object(new_row(field).into_iter().collect());
        ListView {
            full: u32::try_from(rows.len()).is_ok_and(|rows| rows >= field.most_rows()),
            template: Box::new(row(template_number(around.depth), "{n}".to_owned(), &fresh)),
            add: Words::of(&field.add_label, self.place.locale)
                .unwrap_or_else(|| Words::ours(text.add_row)),
            rows,
        }
    }

    /// An empty option stands first where nothing may be, or nothing is yet, chosen.
    fn select(&self, field: &Field, value: String, always: bool) -> ControlView {
        let locale = self.place.locale;
        let value = chosen(field, value);
        ControlView::Select {
            empty: (value.is_empty() || !always).then(|| {
                Words::of(&field.placeholder, locale)
                    .unwrap_or_else(|| Words::ours(locale.text().forms.choose))
            }),
            value,
            options: self.options(field),
        }
    }

    fn options(&self, field: &Field) -> Vec<(String, Words)> {
        field
            .options
            .iter()
            .map(|option| {
                let label = Words::of(&option.label, self.place.locale);
                let label = label.unwrap_or_else(|| Words::ours(&option.value));
                (option.value.clone(), label)
            })
            .collect()
    }
}

/// Stands for the number of a row that is not there yet; each depth of nesting has its own.
fn template_number(depth: usize) -> String {
    format!("_{depth}_")
}

/// The value, where it is one of the options.
fn chosen(field: &Field, value: String) -> String {
    let known = field.options.iter().any(|option| option.value == value);
    if known { value } else { String::new() }
}

fn number(bound: f64) -> String {
    Number::from_f64(bound)
        .map(|bound| number_text(&bound))
        .unwrap_or_default()
}

fn step(field: &Field) -> String {
    field.step.map_or_else(|| "any".to_owned(), number)
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// A value as it stands in a control. A number that could not be read is still the text that was typed.
fn text_of(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number_text(number),
        _ => String::new(),
    }
}

fn texts_of(value: Option<&Value>) -> Vec<String> {
    let values = value.and_then(Value::as_array);
    values
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(ToOwned::to_owned)
        .collect()
}
