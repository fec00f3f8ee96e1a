use portico_sdk::settings::FieldErrorCode;

use super::*;

fn schema() -> FormSchema {
    serde_json::from_value(json!({ "fields": [
        { "key": "mode", "type": "select", "required": true, "default": "test",
          "options": [{ "value": "test" }, { "value": "live" }] },
        { "key": "note", "type": "text", "max_length": 5 },
        { "key": "key", "type": "password" },
        { "key": "on", "type": "toggle" },
        { "key": "region", "type": "text", "level": "host" },
        { "key": "token", "type": "password", "required": true, "level": "host" }
    ] }))
    .unwrap()
}

fn values(value: Value) -> Values {
    serde_json::from_value(value).unwrap()
}

fn stored(plain: Value, secrets: &[&str]) -> Stored {
    Stored {
        values: values(plain),
        secrets: secrets
            .iter()
            .map(|key| ((*key).to_owned(), "sealed".to_owned()))
            .collect(),
    }
}

fn nothing() -> Levels {
    Levels {
        level: Level::Org,
        own: Stored::default(),
        host: Stored::default(),
    }
}

fn org(levels: &Levels, posted: Value) -> Result<Vec<(String, Action)>, Refused> {
    let plan = plan(&schema(), levels, &values(posted), false)?;
    Ok(plan
        .writes
        .into_iter()
        .map(|write| (write.key, write.action))
        .collect())
}

fn errors(answer: Result<Vec<(String, Action)>, Refused>) -> Vec<(String, FieldErrorCode)> {
    match answer {
        Err(Refused::Invalid(errors)) => errors
            .into_iter()
            .map(|error| (error.field, error.code))
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn absent_is_unchanged_null_clears_and_a_blank_secret_keeps() {
    let levels = Levels {
        own: stored(json!({ "note": "a", "on": true }), &["key"]),
        ..nothing()
    };
    assert_eq!(org(&levels, json!({})).unwrap(), []);
    assert_eq!(org(&levels, json!({ "key": "" })).unwrap(), []);
    assert_eq!(
        org(&levels, json!({ "key": { "is_set": true } })).unwrap(),
        []
    );
    assert_eq!(
        org(&levels, json!({ "note": null, "key": null, "on": false })).unwrap(),
        [
            ("note".to_owned(), Action::Clear),
            ("key".to_owned(), Action::Clear),
            ("on".to_owned(), Action::Set(json!(false)))
        ]
    );
    assert_eq!(
        org(&levels, json!({ "key": "new" })).unwrap(),
        [("key".to_owned(), Action::SetSecret("new".to_owned()))]
    );
}

#[test]
fn parity_25_every_wrong_field_is_named_and_nothing_is_written() {
    let posted =
        json!({ "mode": "other", "note": "too long", "on": 1, "region": "eu", "__proto__": {} });
    assert_eq!(
        errors(org(&nothing(), posted)),
        [
            ("mode".to_owned(), FieldErrorCode::NotAnOption),
            ("note".to_owned(), FieldErrorCode::TooLong { max: 5 }),
            ("on".to_owned(), FieldErrorCode::WrongType),
            ("region".to_owned(), FieldErrorCode::ReadOnly),
            ("__proto__".to_owned(), FieldErrorCode::UnknownField),
        ]
    );
}

#[test]
fn an_inherited_value_stays_inherited_when_a_form_posts_it_back() {
    let levels = Levels {
        host: stored(json!({ "note": "host", "mode": "live" }), &["key"]),
        ..nothing()
    };
    assert_eq!(shown(&schema(), &levels)["mode"], json!("live"));
    assert_eq!(shown(&schema(), &levels)["key"], json!({ "is_set": true }));
    assert_eq!(
        org(&levels, json!({ "note": "host", "mode": "live" })).unwrap(),
        []
    );
    assert_eq!(
        org(&levels, json!({ "mode": "test" })).unwrap(),
        [("mode".to_owned(), Action::Set(json!("test")))]
    );
    let own = Levels {
        own: stored(json!({ "mode": "test" }), &[]),
        ..levels
    };
    assert_eq!(
        org(&own, json!({ "mode": null })).unwrap(),
        [("mode".to_owned(), Action::Clear)]
    );
}

#[test]
fn the_host_writes_every_field_and_an_organisation_never_overrides_the_host_s() {
    let host = Levels {
        level: Level::Host,
        ..nothing()
    };
    let refused = plan(&schema(), &host, &values(json!({ "region": "eu" })), false);
    assert!(matches!(refused, Err(Refused::Invalid(errors)) if errors[0].field == "token"));
    let posted = values(json!({ "region": "eu", "token": "t", "note": "n" }));
    assert_eq!(
        plan(&schema(), &host, &posted, false).unwrap().writes.len(),
        3
    );

    let levels = Levels {
        own: stored(json!({ "region": "smuggled" }), &[]),
        ..nothing()
    };
    assert_eq!(shown(&schema(), &levels).get("region"), None);
}

#[test]
fn a_stale_save_names_what_it_would_change_and_no_more() {
    let levels = Levels {
        own: stored(json!({ "note": "theirs", "on": true }), &["key"]),
        ..nothing()
    };
    let posted = values(json!({ "note": "mine", "on": true, "key": "", "mode": "test" }));
    let refused = plan(&schema(), &levels, &posted, true);
    assert_eq!(refused, Err(Refused::Stale(vec!["note".to_owned()])));
}

fn nested() -> FormSchema {
    serde_json::from_value(json!({ "fields": [
        { "key": "smtp", "type": "object", "fields": [
            { "key": "host", "type": "text", "default": "localhost" },
            { "key": "auth", "type": "toggle" },
            { "key": "user", "type": "text", "visible_when": { "equals": { "field": "auth", "value": true } } }
        ] },
        { "key": "links", "type": "list", "fields": [{ "key": "url", "type": "text" }] },
        { "key": "mode", "type": "select", "options": [{ "value": "a" }] },
        { "key": "note", "type": "text" }
    ] }))
    .unwrap()
}

fn saved(levels: &Levels, posted: Value) -> Vec<(String, Action)> {
    let plan = plan(&nested(), levels, &values(posted), false).unwrap();
    plan.writes
        .into_iter()
        .map(|write| (write.key, write.action))
        .collect()
}

#[test]
fn what_only_an_older_version_knew_blocks_no_save_and_is_not_shown() {
    let levels = Levels {
        own: stored(
            json!({ "smtp": { "host": "h", "gone": "canary" }, "links": "text", "mode": "gone" }),
            &[],
        ),
        ..nothing()
    };
    assert_eq!(
        saved(&levels, json!({ "note": "n" })),
        [("note".to_owned(), Action::Set(json!("n")))]
    );
    assert_eq!(
        json!(shown(&nested(), &levels)),
        json!({ "smtp": { "host": "h" } })
    );
}

#[test]
fn forms_3_a_member_that_is_hidden_comes_back_with_its_value() {
    let levels = Levels {
        own: stored(
            json!({ "smtp": { "host": "h", "auth": true, "user": "u" } }),
            &[],
        ),
        ..nothing()
    };
    let off = json!({ "smtp": { "host": "h", "auth": false } });
    let kept = json!({ "host": "h", "auth": false, "user": "u" });
    assert_eq!(
        saved(&levels, off),
        [("smtp".to_owned(), Action::Set(kept.clone()))]
    );
    let levels = Levels {
        own: stored(json!({ "smtp": kept }), &[]),
        ..nothing()
    };
    let on = json!({ "smtp": { "auth": true } });
    assert_eq!(
        saved(&levels, on),
        [(
            "smtp".to_owned(),
            Action::Set(json!({ "host": "h", "auth": true, "user": "u" }))
        )]
    );
}

#[test]
fn what_says_the_same_as_is_inherited_or_stored_is_not_written() {
    let blank = json!({
        "smtp": { "host": "localhost", "auth": false, "user": null },
        "links": [], "mode": null, "note": null
    });
    assert_eq!(saved(&nothing(), blank.clone()), []);
    let host = Levels {
        host: stored(
            json!({ "smtp": { "host": "h" }, "links": [{ "url": "u" }] }),
            &[],
        ),
        ..nothing()
    };
    let same = json!({
        "smtp": { "host": "h", "auth": false }, "links": [{ "url": "u" }]
    });
    assert_eq!(saved(&host, same), []);
    assert_eq!(
        saved(&host, blank)
            .into_iter()
            .map(|(key, _)| key)
            .collect::<Vec<_>>(),
        ["smtp", "links"]
    );
}

#[test]
fn a_stale_save_names_nested_values_only_when_they_say_something_else() {
    let levels = Levels {
        own: stored(
            json!({ "smtp": { "host": "h" }, "links": [{ "url": "u" }] }),
            &[],
        ),
        ..nothing()
    };
    let keys = |posted: Value| match plan(&nested(), &levels, &values(posted), true) {
        Err(Refused::Stale(keys)) => keys,
        other => panic!("{other:?}"),
    };
    let same = json!({ "smtp": { "host": "h", "auth": false, "user": null }, "links": [{ "url": "u" }], "note": null });
    assert_eq!(keys(same), [] as [&str; 0]);
    let other = json!({ "smtp": { "auth": true }, "links": [] });
    assert_eq!(keys(other), ["links", "smtp"]);
}

#[test]
fn threat_46_no_secret_is_shown_in_debug_output_or_kept_as_the_state_before() {
    let writes = plan(
        &schema(),
        &nothing(),
        &values(json!({ "key": "canary" })),
        false,
    );
    assert!(!format!("{writes:?}").contains("canary"));
}
