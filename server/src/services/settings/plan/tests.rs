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

fn stored(plain: Value, secrets: &[&str]) -> Held {
    Held {
        values: values(plain),
        secrets: secrets.iter().map(ToString::to_string).collect(),
    }
}

fn nothing() -> Levels {
    Levels {
        level: Level::Org,
        own: Held::default(),
        host: Held::default(),
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

#[test]
fn forms_2_much_text_for_patterns_is_looked_at_apart_from_requests() {
    let with = |pattern: &str| -> FormSchema {
        serde_json::from_value(
            json!({ "fields": [{ "key": "rows", "type": "list", "fields": [
            { "key": "code", "type": "text", "pattern": pattern }
        ] }] }),
        )
        .unwrap()
    };
    let rows = |count: usize| {
        let row = json!({ "code": "x".repeat(1000) });
        values(json!({ "rows": vec![row; count] }))
    };
    let long =
        |pattern, levels: &Levels, posted: Values| may_take_long(&with(pattern), levels, &posted);
    assert!(long("[a-z]+", &nothing(), rows(40)));
    assert!(!long("[a-z]+", &nothing(), rows(10)));
    assert!(!long("", &nothing(), rows(40)));
    let levels = Levels {
        own: Held {
            values: rows(40),
            ..Held::default()
        },
        ..nothing()
    };
    assert!(long("[a-z]+", &levels, rows(0)), "all of it is checked");
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
fn forms_3_what_is_hidden_in_a_row_is_kept_with_the_row() {
    let schema: FormSchema = serde_json::from_value(json!({ "fields": [
        { "key": "links", "type": "list", "fields": [
            { "key": "to", "type": "text" },
            { "key": "url", "type": "url", "required": true, "visible_when": { "equals": { "field": "to", "value": "web" } } }
        ] }
    ] }))
    .unwrap();
    // The rows in another order, one of them new, and one that may not hold what it is given while it is hidden.
    let posted = json!({ "links": [
        { "to": "web", "url": "https://new.example.com" },
        { "to": "page", "url": "https://b.example.com" },
        { "to": "page", "url": "no address" },
        { "to": "page" }
    ] });
    let writes = plan(&schema, &nothing(), &values(posted), false)
        .unwrap()
        .writes;
    assert_eq!(
        writes[0].action,
        Action::Set(json!([
            { "to": "web", "url": "https://new.example.com" },
            { "to": "page", "url": "https://b.example.com" },
            { "to": "page" },
            { "to": "page" }
        ]))
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
    assert_eq!(keys(other), ["links", "smtp.auth"]);
}

#[test]
fn forms_5_a_stale_save_names_the_members_of_an_object_that_it_would_change() {
    let levels = Levels {
        own: stored(
            json!({ "smtp": { "host": "theirs", "auth": true, "user": "u" } }),
            &[],
        ),
        ..nothing()
    };
    let posted = json!({ "smtp": { "host": "old", "auth": true, "user": "mine", "made_up": 1 } });
    assert_eq!(
        plan(&nested(), &levels, &values(posted), true),
        Err(Refused::Stale(
            ["smtp.host", "smtp.made_up", "smtp.user"]
                .map(str::to_owned)
                .into()
        ))
    );
}

/// What is stored while `key` was a field of plain text still.
fn left_in_clear(sealed: bool) -> Stored {
    let secret = ("key".to_owned(), "sealed".to_owned());
    Stored {
        values: values(json!({ "key": "canary", "note": "n" })),
        secrets: sealed.then_some(secret).into_iter().collect(),
    }
}

#[test]
fn threat_46_what_was_stored_before_its_field_became_a_secret_counts_as_set_and_is_shown_to_nobody()
{
    for (own, host) in [(true, false), (false, true)] {
        let held = |is_here: bool| {
            let stored = if is_here {
                left_in_clear(false)
            } else {
                Stored::default()
            };
            Held::of(&schema(), &stored)
        };
        let levels = Levels {
            own: held(own),
            host: held(host),
            ..nothing()
        };
        let shown = shown(&schema(), &levels);
        assert_eq!(shown["key"], json!({ "is_set": true }));
        let inherited = inherited_values(&schema(), &levels);
        assert!(!format!("{levels:?}{shown:?}{inherited:?}").contains("canary"));
        let cleared = org(&levels, json!({ "key": null })).unwrap();
        let expected = own.then(|| ("key".to_owned(), Action::Clear));
        assert_eq!(cleared, Vec::from_iter(expected));
    }
    let of = |sealed| {
        let stored = left_in_clear(sealed);
        let found: Vec<(String, Option<String>)> = in_clear(&schema(), &stored)
            .map(|(key, secret)| (key.to_owned(), secret.map(str::to_owned)))
            .collect();
        found
    };
    assert_eq!(of(false), [("key".to_owned(), Some("canary".to_owned()))]);
    assert_eq!(of(true), [("key".to_owned(), None)], "the newer one counts");
}

#[test]
fn forms_5_what_the_host_has_of_an_older_version_is_no_default_of_an_organisation_s_form() {
    let levels = Levels {
        host: stored(
            json!({ "mode": "gone", "on": "text", "note": "host", "unknown": 1 }),
            &[],
        ),
        ..nothing()
    };
    assert_eq!(
        json!(inherited_values(&schema(), &levels)),
        json!({ "note": "host" })
    );
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
