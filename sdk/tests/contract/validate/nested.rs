//! Declarations of conditions, sections, members, patterns and days.

use portico_sdk::schema::{Field, FieldKind, FormSchema, Group, Level, SelectOption};
use portico_sdk::{Condition, LocaleText, Rule};
use serde_json::json;

use super::{fields, form, kept, skipped};

fn text(key: &str) -> Field {
    Field::new(key, FieldKind::Text).label(LocaleText::en(key))
}

fn of(kind: FieldKind) -> Field {
    Field::new("f", kind).label(LocaleText::en("F"))
}

fn choice(key: &str) -> Field {
    let option = |value: &str| SelectOption {
        value: value.to_owned(),
        label: LocaleText::en(value),
    };
    Field {
        options: ["test", "live"].map(option).into(),
        ..Field::new(key, FieldKind::Select).label(LocaleText::en(key))
    }
}

fn holding(kind: FieldKind, members: Vec<Field>) -> Field {
    Field {
        fields: members,
        ..of(kind)
    }
}

#[test]
fn forms_3_conditions_ask_for_fields_they_can_see_and_values_they_can_have() {
    let live = || Condition::equals("mode", "live");
    kept(
        fields([choice("mode"), text("x").visible_when(live())]),
        &[],
    );
    let row = holding(FieldKind::List, vec![text("x").visible_when(live())]);
    kept(fields([choice("mode"), row]), &[]);
    let at = "schema.fields[1].visible_when";
    for condition in [
        Condition::equals("nowhere", "x"),
        Condition::equals("mode", "other"),
        Condition::equals("mode", 7),
        Condition::one_of("mode", ["live", "other"]),
        Condition::Not(Box::new(Condition::And(vec![Condition::equals(
            "nowhere", true,
        )]))),
    ] {
        skipped(
            fields([choice("mode"), text("x").visible_when(condition)]),
            &[(at, Rule::Condition)],
        );
    }
    for other in [
        Field::new("mode", FieldKind::Password),
        Field {
            key: "mode".to_owned(),
            ..holding(FieldKind::Object, vec![text("y")])
        },
    ] {
        let other = other.label(LocaleText::en("Mode"));
        skipped(
            fields([other, text("x").visible_when(live())]),
            &[(at, Rule::Condition)],
        );
    }
    // A list's own members are unknown outside it.
    let list = holding(FieldKind::List, vec![choice("mode")]);
    skipped(
        fields([list, text("x").visible_when(live())]),
        &[(at, Rule::Condition)],
    );
    let host = Field {
        level: Level::Host,
        ..choice("mode")
    };
    skipped(
        fields([host.clone(), text("x").visible_when(live())]),
        &[(at, Rule::Condition)],
    );
    let row = holding(FieldKind::List, vec![text("x").visible_when(live())]);
    skipped(
        fields([host.clone(), row.clone()]),
        &[("schema.fields[1].fields[0].visible_when", Rule::Condition)],
    );
    kept(
        fields([
            host,
            Field {
                level: Level::Host,
                ..row
            },
        ]),
        &[],
    );
}

#[test]
fn forms_3_circles_are_refused_at_registration() {
    let on = |key: &str| Condition::equals(key, "x");
    skipped(
        fields([
            text("a").visible_when(on("b")),
            text("b").visible_when(on("a")),
        ]),
        &[("schema.fields[0].visible_when", Rule::ConditionCycle)],
    );
    let inside = vec![
        text("a").visible_when(on("b")),
        text("b").visible_when(on("a")),
    ];
    skipped(
        fields([holding(FieldKind::Object, inside)]),
        &[(
            "schema.fields[0].fields[0].visible_when",
            Rule::ConditionCycle,
        )],
    );
    // What is required depends on values only, and decides nothing.
    kept(
        fields([
            text("a").required_when(on("b")),
            text("b").required_when(on("a")),
        ]),
        &[],
    );
}

#[test]
fn conditions_have_a_size() {
    let many = Condition::Or(vec![Condition::equals("mode", "live"); 99]);
    kept(fields([choice("mode"), text("x").visible_when(many)]), &[]);
    let too_many = Condition::Or(vec![Condition::equals("mode", "live"); 100]);
    let at = [("schema.fields[1].visible_when", Rule::TooMany)];
    let in_too_many = Condition::one_of("mode", vec!["live"; 100]);
    for condition in [too_many, in_too_many] {
        skipped(
            fields([choice("mode"), text("x").visible_when(condition)]),
            &at,
        );
    }
    let deep = |times: usize| {
        (0..times).fold(Condition::equals("mode", "live"), |inner, _| {
            Condition::Not(Box::new(inner))
        })
    };
    kept(
        fields([choice("mode"), text("x").visible_when(deep(7))]),
        &[],
    );
    skipped(
        fields([choice("mode"), text("x").visible_when(deep(8))]),
        &at,
    );
}

#[test]
fn a_condition_on_what_is_required_anyway_is_a_mistake() {
    let at = [("schema.fields[1].required_when", Rule::Condition)];
    let live = || Condition::equals("mode", "live");
    skipped(
        fields([choice("mode"), text("x").required().required_when(live())]),
        &at,
    );
    let object = holding(FieldKind::Object, vec![text("y")]).required_when(live());
    skipped(fields([choice("mode"), object]), &at);
}

#[test]
fn members_are_fields_without_levels_sections_and_secrets() {
    kept(
        fields([holding(FieldKind::Object, vec![text("a"), text("b")])]),
        &[],
    );
    let at = |name: &str, rule| vec![(format!("schema.fields[0].{name}"), rule)];
    let refused = |field: Field, name: &str, rule: Rule| {
        let expected = at(name, rule);
        let expected: Vec<(&str, Rule)> = expected
            .iter()
            .map(|(path, rule)| (path.as_str(), *rule))
            .collect();
        skipped(fields([field]), &expected);
    };
    let object = |member: Field| holding(FieldKind::Object, vec![member]);
    refused(holding(FieldKind::List, vec![]), "fields", Rule::FieldShape);
    refused(
        holding(FieldKind::Text, vec![text("a")]),
        "fields",
        Rule::FieldShape,
    );
    refused(
        object(Field {
            kind: FieldKind::Password,
            ..text("a")
        }),
        "fields[0].type",
        Rule::FieldShape,
    );
    refused(
        object(Field {
            level: Level::Host,
            ..text("a")
        }),
        "fields[0].level",
        Rule::FieldShape,
    );
    refused(
        object(Field {
            group: "g".to_owned(),
            ..text("a")
        }),
        "fields[0].group",
        Rule::FieldShape,
    );
    refused(object(text("a")).required(), "required", Rule::FieldShape);
    refused(
        Field {
            default: Some(json!({})),
            ..object(text("a"))
        },
        "default",
        Rule::FieldShape,
    );
    refused(
        Field {
            unique: "b".to_owned(),
            ..holding(FieldKind::List, vec![text("a")])
        },
        "unique",
        Rule::FieldShape,
    );
    refused(
        Field {
            unique: "a".to_owned(),
            ..text("f")
        },
        "unique",
        Rule::FieldShape,
    );
    refused(
        holding(FieldKind::List, vec![text("a"), text("a")]),
        "fields[1].key",
        Rule::DuplicateField,
    );
}

#[test]
fn objects_and_lists_nest_three_deep() {
    let nested = |times: usize| {
        (0..times).fold(text("f"), |inner, _| {
            holding(FieldKind::Object, vec![inner])
        })
    };
    kept(fields([nested(3)]), &[]);
    skipped(
        fields([nested(4)]),
        &[(
            "schema.fields[0].fields[0].fields[0].fields[0].fields",
            Rule::TooMany,
        )],
    );
    let wide = holding(
        FieldKind::Object,
        (0..200).map(|at| text(&format!("f{at}"))).collect(),
    );
    skipped(fields([wide]), &[("schema.fields", Rule::TooMany)]);
}

#[test]
fn sections_are_named_once_and_fields_stand_in_those_that_are_there() {
    let group = |key: &str| Group {
        key: key.to_owned(),
        title: LocaleText::en(key),
        ..Group::default()
    };
    let with = |groups: Vec<Group>, field: Field| {
        form(FormSchema {
            groups,
            fields: vec![field],
            ..FormSchema::default()
        })
    };
    let inside = Field {
        group: "mail".to_owned(),
        ..text("a")
    };
    kept(with(vec![group("mail")], inside.clone()), &[]);
    skipped(
        with(Vec::new(), inside),
        &[("schema.fields[0].group", Rule::FieldShape)],
    );
    skipped(
        with(vec![group("mail"), group("mail")], text("a")),
        &[("schema.groups[1].key", Rule::FieldKey)],
    );
    let silent = Group {
        title: LocaleText::default(),
        ..group("mail")
    };
    kept(
        with(vec![silent], text("a")),
        &[("schema.groups[0].title", Rule::LabelMissing)],
    );
}

#[test]
fn a_slider_has_two_ends_and_stands_somewhere() {
    let range = Field {
        min: Some(0.0),
        max: Some(10.0),
        default: Some(json!(5)),
        ..of(FieldKind::Range)
    };
    kept(fields([range.clone()]), &[]);
    skipped(
        fields([of(FieldKind::Range)]),
        &["min", "max", "default"]
            .map(|name| (format!("schema.fields[0].{name}"), Rule::FieldShape))
            .iter()
            .map(|(path, rule)| (path.as_str(), *rule))
            .collect::<Vec<_>>(),
    );
    for default in [json!(11), json!(null)] {
        let wrong = Field {
            default: Some(default),
            ..range.clone()
        };
        skipped(
            fields([wrong]),
            &[("schema.fields[0].default", Rule::FieldShape)],
        );
    }
}

#[test]
fn days_and_patterns_are_checked() {
    let day = |min: &str, max: &str| {
        fields([Field {
            min_date: min.to_owned(),
            max_date: max.to_owned(),
            ..of(FieldKind::Date)
        }])
    };
    kept(day("2026-01-01", "2026-01-01"), &[]);
    skipped(
        day("2026-01-02", "2026-01-01"),
        &[("schema.fields[0].min_date", Rule::FieldShape)],
    );
    skipped(
        day("", "soon"),
        &[("schema.fields[0].max_date", Rule::FieldShape)],
    );
    let misplaced = Field {
        min_date: "2026-01-01".to_owned(),
        ..text("f")
    };
    skipped(
        fields([misplaced]),
        &[("schema.fields[0].min_date", Rule::FieldShape)],
    );

    let pattern = |kind, pattern: &str| {
        fields([Field {
            pattern: pattern.to_owned(),
            ..of(kind)
        }])
    };
    kept(pattern(FieldKind::Text, "[a-z]+"), &[]);
    let at = "schema.fields[0].pattern";
    skipped(pattern(FieldKind::Text, "("), &[(at, Rule::Pattern)]);
    skipped(pattern(FieldKind::Text, "(?=x)"), &[(at, Rule::Pattern)]);
    skipped(pattern(FieldKind::Number, "x"), &[(at, Rule::FieldShape)]);
    let silent = Field {
        pattern_message: LocaleText::en("x"),
        ..text("f")
    };
    skipped(
        fields([silent]),
        &[("schema.fields[0].pattern_message", Rule::FieldShape)],
    );
}

#[test]
fn counts_belong_to_lists_and_choices() {
    let counted = |kind, min_items, max_items| Field {
        min_items,
        max_items,
        fields: if kind == FieldKind::List {
            vec![text("a")]
        } else {
            Vec::new()
        },
        options: if kind == FieldKind::Multiselect {
            choice("x").options
        } else {
            Vec::new()
        },
        ..of(kind)
    };
    kept(fields([counted(FieldKind::List, Some(1), Some(100))]), &[]);
    kept(
        fields([counted(FieldKind::Multiselect, Some(1), Some(2))]),
        &[],
    );
    let at = |name: &str| format!("schema.fields[0].{name}");
    skipped(
        fields([counted(FieldKind::List, None, Some(101))]),
        &[(&at("max_items"), Rule::FieldShape)],
    );
    skipped(
        fields([counted(FieldKind::List, Some(3), Some(2))]),
        &[(&at("min_items"), Rule::FieldShape)],
    );
    skipped(
        fields([counted(FieldKind::Text, Some(1), None)]),
        &[(&at("min_items"), Rule::FieldShape)],
    );
}
