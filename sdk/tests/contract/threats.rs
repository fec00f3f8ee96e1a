//! Threats by their numbers, as far as the contract can stop them. 37 has its own file.

use portico_sdk::url_rule::{
    asset_path, check_route_url, check_url, client_prefixes, external_script, network_origin,
};
use portico_sdk::{Rule, asset, names, settings, slot, tag};

fn refused(url: &str) {
    assert!(check_url(url, &["/"]).is_err(), "{url:?}");
    assert!(check_route_url("acme", url).is_err(), "{url:?}");
    assert!(asset_path("acme", url).is_err(), "{url:?}");
}

#[test]
fn threat_01_slashes_and_dropped_characters_that_leave_the_origin() {
    for (url, rule) in [
        ("/\\evil.com", Rule::ForbiddenCharacter),
        ("/\\\\evil.com", Rule::ForbiddenCharacter),
        ("/\t/evil.com", Rule::ForbiddenCharacter),
        ("/\n/evil.com", Rule::ForbiddenCharacter),
        ("/\r\\evil.com", Rule::ForbiddenCharacter),
        ("\t//evil.com", Rule::NotRelative),
        ("//evil.com", Rule::ProtocolRelative),
        ("\\\\evil.com", Rule::NotRelative),
    ] {
        refused(url);
        assert_eq!(check_url(url, &["/"]), Err(rule), "{url:?}");
    }
}

#[test]
fn threat_02_encoded_dots_that_leave_the_prefix() {
    for url in [
        "/plugins/%2e%2e/api/v1/admin/users",
        "/plugins/.%2e/api/v1/admin/users",
        "/plugins/%2E./api/v1/admin/users",
        "/plugins/.\t./api",
        "/store/%2e%2e/admin/users",
        "/plugins/acme/%2e%2e/%2e%2e/api/v1/admin/users",
        "/plugins/acme/assets/%2E%2e/%2e%2E/x.js",
    ] {
        refused(url);
    }
}

#[test]
fn threat_03_encodings_that_traverse_in_a_server_that_decodes_twice() {
    for encoded in [
        "%2e%2e%2f",
        "%2E%2E%2F",
        "%5c",
        "%5C",
        "%252e",
        "%25",
        "%00",
        "%2f",
    ] {
        for prefix in [
            "/plugins/acme/",
            "/plugins/acme/assets/",
            "/api/v1/admin/plugins/acme/",
        ] {
            let url = format!("{prefix}{encoded}x.js");
            refused(&url);
            assert_eq!(
                check_url(&url, &["/"]),
                Err(Rule::ForbiddenEncoding),
                "{url}"
            );
        }
    }
}

#[test]
fn threat_04_what_is_not_canonical() {
    for url in [
        "/./",
        "/.//evil.com",
        "/plugins/acme/./x",
        "/plugins//acme/x",
        "/plugins/acme/．．/x",
        "/plugins/acme/%ef%bc%8e%ef%bc%8e/\u{ff0f}x",
        "/plugins/acme/\u{2024}\u{2024}/x",
    ] {
        refused(url);
    }
}

#[test]
fn threat_05_a_script_that_is_no_own_asset() {
    for url in [
        "/uploads/x.js",
        "/plugins/other/assets/x.js",
        "/plugins/acme/x.js",
        "/pkg/portico.js",
        "/api/v1/store/x.js",
    ] {
        assert_eq!(asset_path("acme", url), Err(Rule::ForeignPrefix), "{url}");
    }
}

#[test]
fn threat_06_a_form_that_posts_to_an_admin_api() {
    for url in [
        "/api/v1/admin/users",
        "/api/v1/admin/plugins/other/settings",
        "/api/v1/orgs/globex/plugins/acme",
        "/session",
    ] {
        assert_eq!(
            check_route_url("acme", url),
            Err(Rule::ForeignPrefix),
            "{url}"
        );
    }
    // A plugin cannot name itself into the server's own routes.
    for name in names::RESERVED_CORE_NAMES {
        let url = format!("/api/v1/admin/{name}/x");
        assert_eq!(
            check_route_url(name, &url),
            Err(Rule::ForeignPrefix),
            "{url}"
        );
        assert!(names::is_reserved_core_name(name));
    }
    assert!(!names::is_reserved_core_name("stripe"));
}

#[test]
fn threat_08_assets_are_plain_paths_of_known_types() {
    for path in [
        "checkout.js",
        "a/b.css",
        "x.min.mjs",
        "data.json",
        "x.js.map",
        "logo.png",
        "a@2x.webp",
        "f+g.woff2",
    ] {
        assert_eq!(asset::check_path(path), Ok(()), "{path}");
    }
    for (path, rule) in [
        ("index.html", Rule::AssetType),
        ("x.htm", Rule::AssetType),
        ("x.xhtml", Rule::AssetType),
        ("x.xml", Rule::AssetType),
        ("logo.svg", Rule::AssetType),
        ("x.js.html", Rule::AssetType),
        ("x.JS", Rule::AssetType),
        ("x", Rule::AssetType),
        (".js", Rule::AssetType),
        ("a/.css", Rule::AssetType),
        ("x.js/", Rule::NotCanonical),
        ("../x.js", Rule::Traversal),
        ("a/../../x.js", Rule::Traversal),
        ("/x.js", Rule::NotCanonical),
        ("./x.js", Rule::NotCanonical),
        ("", Rule::NotCanonical),
        ("%2e%2e/x.js", Rule::ForbiddenEncoding),
        ("a\0.js", Rule::ForbiddenCharacter),
        ("a\\b.js", Rule::ForbiddenCharacter),
        ("~abc/x.js", Rule::ForbiddenCharacter),
        ("a%20b.js", Rule::ForbiddenCharacter),
        ("x.js?v", Rule::NotCanonical),
        ("C:/x.js", Rule::ForbiddenCharacter),
    ] {
        assert_eq!(asset::check_path(path), Err(rule), "{path:?}");
    }
    for (path, content_type) in [
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.mjs", "text/javascript; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.json", "application/json"),
        ("a.js.map", "application/json"),
        ("a.png", "image/png"),
        ("a.jpg", "image/jpeg"),
        ("a.jpeg", "image/jpeg"),
        ("a.webp", "image/webp"),
        ("a.avif", "image/avif"),
        ("a.woff2", "font/woff2"),
        ("a.wasm", "application/wasm"),
        ("a.txt", "text/plain; charset=utf-8"),
    ] {
        assert_eq!(asset::content_type(path), Some(content_type));
        assert_eq!(
            asset::is_script(path),
            content_type.starts_with("text/javascript"),
            "{path}"
        );
        assert_eq!(asset::is_stylesheet(path), path == "a.css", "{path}");
    }
    assert_eq!(asset::content_type("a/b.c/d"), None);
}

#[test]
fn threat_27_and_42_names_of_prototypes_are_no_names() {
    for name in ["__proto__", "constructor", "prototype"] {
        assert!(!names::is_field_key(name), "{name}");
        assert!(!names::is_extension_id(name), "{name}");
        assert!(names::is_prototype_name(name), "{name}");
    }
    assert!(names::is_field_key("constructor_"));
    let schema = portico_sdk::FormSchema::default();
    let posted = settings::Values::from([("__proto__".to_owned(), serde_json::json!({"x": 1}))]);
    let errors = settings::validate_values(&schema, &posted, portico_sdk::schema::Level::Org, &[]);
    assert_eq!(
        errors.unwrap_err()[0].code,
        settings::FieldErrorCode::UnknownField
    );
}

#[test]
fn threat_30_a_tag_belongs_to_one_plugin_only() {
    let plugins = ["acme", "acme-pay", "acme-pay-later"];
    let owner = |tag| tag::owner("stoa", tag, plugins);
    assert_eq!(owner("stoa-acme-form"), Some("acme"));
    assert_eq!(owner("stoa-acme-pay-form"), Some("acme-pay"));
    assert_eq!(owner("stoa-acme-pay-later-form"), Some("acme-pay-later"));
    assert_eq!(owner("stoa-acme-payment"), Some("acme"));
    assert_eq!(owner("stoa-acme-pay"), Some("acme"));
    assert_eq!(owner("stoa-other-form"), None);
    assert_eq!(owner("stoa-acme"), None);
    assert_eq!(
        tag::check("stoa", "acme", "stoa-acme-pay-form", ["acme-pay"]),
        Err(Rule::TagName)
    );
    assert_eq!(
        tag::check("stoa", "acme", "stoa-acme-pay-form", ["pay"]),
        Ok(())
    );
    assert_eq!(
        tag::check("stoa", "acme", "stoa-other-form", ["other"]),
        Err(Rule::TagName)
    );
    // A new plugin whose name would take a tag over.
    let in_use = [("acme", "stoa-acme-form"), ("acme", "stoa-acme-pay-form")];
    assert_eq!(
        tag::captured("stoa", "acme-pay", in_use),
        Some("stoa-acme-pay-form")
    );
    assert_eq!(tag::captured("stoa", "acme-pay-form", in_use), None);
    assert_eq!(tag::captured("stoa", "pay", in_use), None);
    // A plugin takes nothing from itself, and a shorter name nothing from a longer one.
    assert_eq!(tag::captured("stoa", "acme", in_use), None);
    assert_eq!(
        tag::captured("stoa", "acme", [("acme-pay", "stoa-acme-pay-form")]),
        None
    );
}

#[test]
fn threat_34_external_scripts_that_are_more_than_an_address() {
    for text in [
        "",
        "https://a.example; script-src *",
        "https://a.example;script-src",
        "https://a.example,https://b.example",
        "https://a.example\r\nX-Header: 1",
        "https://a.example\n",
        "https://a.example\t",
        " https://a.example",
        "https://a.example b.example",
        "'unsafe-eval'",
        "'unsafe-inline'",
        "'self'",
        "*",
        "https:",
        "https://",
        "https://*",
        "https://*.example.com",
        "https://*.com/x.js",
        "data:text/javascript,alert(1)",
        "blob:https://a.example/x",
        "javascript:alert(1)",
        "http://a.example/x.js",
        "ws://a.example",
        "wss://a.example",
        "//a.example/x.js",
        "/x.js",
        "a.example",
        "HTTPS://a.example",
        "https://A.example",
        "https:a.example",
        "https:/a.example",
        "https:///a.example",
        "https:\\\\a.example",
        "https://user@a.example",
        "https://user:pass@a.example",
        "https://:@a.example",
        "https://a.example@evil.example",
        "https://127.0.0.1",
        "https://127.0.0.1:8443/x.js",
        "https://127.1",
        "https://2130706433",
        "https://0x7f.0.0.1",
        "https://[::1]",
        "https://[::ffff:127.0.0.1]/x.js",
        "https://localhost",
        "https://localhost:8443/x.js",
        "https://app.localhost",
        "https://intranet/x.js",
        "https://a.example.",
        "https://.a.example",
        "https://a..example",
        "https://a_b.example",
        "https://-a.example",
        "https://a-.example",
        "https://a.example:443",
        "https://a.example:",
        "https://a.example:0x50",
        "https://a.example:99999",
        "https://a.example/../x.js",
        "https://a.example/./x.js",
        "https://a.example/%2e%2e/x.js",
        "https://a.example/x.js#fragment",
        "https://a.example/x y.js",
        "https://a.example/x\".js",
        "https://a.example/é.js",
        "https://é.example",
        "https://a%2eexample",
        "https://a.example/'x'",
    ] {
        assert_eq!(external_script(text), Err(Rule::ExternalScript), "{text:?}");
        assert_eq!(network_origin(text), Err(Rule::NetworkOrigin), "{text:?}");
    }
    let label = "a".repeat(63);
    assert!(external_script(&format!("https://{label}.example")).is_ok());
    assert!(external_script(&format!("https://{label}a.example")).is_err());
    let long = [label.as_str(); 4].join(".");
    assert!(external_script(&format!("https://{}.example", &long[..245])).is_ok());
    assert!(external_script(&format!("https://{}.example", &long[..246])).is_err());
}

#[test]
fn threat_36_the_scoped_client_is_not_talked_out_of_its_scope() {
    for surface in [slot::Surface::Storefront, slot::Surface::Admin] {
        let prefixes = client_prefixes(surface);
        for url in [
            "/plugins/%2e%2e/api/v1/hosts/x",
            "/plugins/../session",
            "/api/v1/store/../hosts/x",
            "/api/v1/hosts/x",
            "//evil.com/plugins/x",
            "https://evil.com/plugins/x",
            "/\\evil.com",
        ] {
            assert!(check_url(url, &prefixes).is_err(), "{url}");
        }
    }
}

#[test]
fn threat_40_text_is_handed_out_as_it_was_declared() {
    // Whoever renders it escapes it, once; nothing is escaped or stripped here.
    let text = portico_sdk::LocaleText::en("<img src=x onerror=alert(1)> & \u{2028}</script>");
    assert_eq!(
        text.text("en"),
        "<img src=x onerror=alert(1)> & \u{2028}</script>"
    );
    let json = serde_json::to_string(&text).unwrap();
    assert_eq!(
        serde_json::from_str::<portico_sdk::LocaleText>(&json).unwrap(),
        text
    );
}
