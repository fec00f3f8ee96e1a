//! The URL rule: the seed's table, each rule by its reason, and what holds for every accepted URL.

use portico_sdk::Rule;
use portico_sdk::slot::Surface;
use portico_sdk::url_rule::{
    ExternalScript, asset_path, asset_prefix, check_route_url, check_url, client_prefixes,
    external_script, is_own_path, network_origin, route_prefixes,
};
use proptest::prelude::*;
use url::Url;

/// Everywhere below the root, so that only the form of a URL counts.
const ANYWHERE: [&str; 1] = ["/"];

fn form(url: &str) -> Result<(), Rule> {
    check_url(url, &ANYWHERE)
}

#[test]
fn threat_43_only_a_path_that_is_read_as_it_is_written_leads_to_our_own_site() {
    let longest = format!("/{}", "a".repeat(2_047));
    for path in [
        "/",
        "/store/acme-pay?lang=de#settings",
        "/a?next=//evil.example",
        "/%2e%2e%2fx",
        "/:80/x",
        "/@evil.example",
        &longest,
    ] {
        assert!(is_own_path(path), "{path}");
    }
    for path in [
        "",
        "store",
        "?x",
        "#x",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/a?b=\\c",
        "/\t/evil.example",
        "/\n/evil.example",
        "/.//evil.example",
        "/..//evil.example",
        "/a/../b",
        "/a b",
        "/ü",
        "/a#ü",
        "/a\u{7f}",
        " /a",
        "/a ",
        "javascript:alert(1)",
        "http://own.invalid/a",
        "http://own.invalid.evil.example/",
        ".evil.example/",
        "@evil.example/",
        ":80/x",
        &format!("{longest}a"),
    ] {
        assert!(!is_own_path(path), "{path:?}");
    }
}

#[test]
fn parity_02_every_verdict_of_the_seeds_url_table_is_kept() {
    assert_eq!(
        asset_path("myplugin", "/plugins/myplugin/assets/checkout.js"),
        Ok("checkout.js")
    );
    assert_eq!(
        check_route_url("myplugin", "/api/v1/admin/plugins/myplugin/settings"),
        Ok(())
    );
    for (url, rule) in [
        ("javascript:alert(1)", Rule::NotRelative),
        ("data:text/html,...", Rule::NotRelative),
        ("vbscript:...", Rule::NotRelative),
        ("//attacker.com/evil.js", Rule::ProtocolRelative),
        ("https://external.com/script.js", Rule::Absolute),
        ("../../../etc/passwd", Rule::Traversal),
    ] {
        assert_eq!(form(url), Err(rule), "{url}");
        assert_eq!(check_route_url("myplugin", url), Err(rule), "{url}");
        assert_eq!(asset_path("myplugin", url), Err(rule), "{url}");
    }
    for url in [
        "/plugins/myplugin/assets/checkout.js",
        "/api/v1/admin/plugins/myplugin/settings",
    ] {
        assert_eq!(form(url), Ok(()));
    }
}

#[test]
fn what_does_not_start_with_one_slash_gets_the_reason_that_helps() {
    for (url, rule) in [
        ("", Rule::UrlMissing),
        ("//", Rule::ProtocolRelative),
        ("///evil.com", Rule::ProtocolRelative),
        ("http://a", Rule::Absolute),
        ("HTTPS://a/../b", Rule::Absolute),
        ("git+ssh://a", Rule::Absolute),
        ("web+x-y.z://a", Rule::Absolute),
        ("ftp:a", Rule::NotRelative),
        ("blob:https://a/..", Rule::NotRelative),
        ("file:../x", Rule::NotRelative),
        ("://a", Rule::Absolute),
        (":a", Rule::NotRelative),
        (":..", Rule::Traversal),
        ("assets/x.js", Rule::NotRelative),
        ("./x.js", Rule::NotRelative),
        ("a/../x.js", Rule::Traversal),
        ("?x", Rule::NotRelative),
        ("#x", Rule::NotRelative),
        (" /x", Rule::NotRelative),
        ("é:x", Rule::NotRelative),
        ("\\\\evil.com", Rule::NotRelative),
    ] {
        assert_eq!(form(url), Err(rule), "{url}");
    }
}

#[test]
fn characters_are_those_of_rfc_3986() {
    let allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@";
    for byte in 0..=0x7f_u8 {
        let c = char::from(byte);
        let verdict = form(&format!("/a{c}b"));
        match c {
            '/' | '?' => assert_eq!(verdict, Ok(())),
            '#' => assert_eq!(verdict, Err(Rule::NotCanonical)),
            '%' => assert_eq!(verdict, Err(Rule::ForbiddenEncoding)),
            _ if allowed.contains(c) => assert_eq!(verdict, Ok(()), "{c:?}"),
            _ => assert_eq!(verdict, Err(Rule::ForbiddenCharacter), "{c:?}"),
        }
    }
    for c in [
        '\u{80}', '\u{a0}', 'é', '．', '／', '。', '\u{200b}', '\u{202e}', '\u{feff}', '🦀',
    ] {
        assert_eq!(
            form(&format!("/a{c}b")),
            Err(Rule::ForbiddenCharacter),
            "{c:?}"
        );
    }
}

#[test]
fn encodings_are_whole_and_mean_nothing_else_once_decoded() {
    for byte in 0..=0xff_u8 {
        let decoded = char::from(byte);
        let forbidden = matches!(decoded, '.' | '/' | '\\' | '%') || decoded.is_ascii_control();
        let verdict = if forbidden {
            Err(Rule::ForbiddenEncoding)
        } else {
            Ok(())
        };
        assert_eq!(form(&format!("/a%{byte:02x}b")), verdict, "{byte:02x}");
        assert_eq!(form(&format!("/a%{byte:02X}b")), verdict, "{byte:02X}");
        assert_eq!(form(&format!("/a?q=%{byte:02x}")), verdict, "{byte:02x}");
    }
    for broken in [
        "/%", "/%4", "/%4g", "/%g4", "/a%", "/%%41", "/% 41", "/%+1", "/%u002e",
    ] {
        assert_eq!(form(broken), Err(Rule::ForbiddenEncoding), "{broken}");
    }
}

#[test]
fn urls_are_written_the_way_they_are_parsed() {
    for url in [
        "/./a",
        "/a/.",
        "/a/./b",
        "/a//b",
        "/a/",
        "/a/?q",
        "/a?q='x'",
        "/.//evil.com",
    ] {
        assert_eq!(form(url), Err(Rule::NotCanonical), "{url}");
    }
    for url in [
        "/",
        "/a",
        "/a/b.js",
        "/a/b?c=d&e=f",
        "/a?q=/b/c",
        "/a/b;c=d",
        "/a:b@c",
        "/.a/b.",
    ] {
        assert_eq!(form(url), Ok(()), "{url}");
    }
    for url in [
        "/..", "/../a", "/a/..", "/a..b", "/a/...", "/a?q=..", "/a?../b",
    ] {
        assert_eq!(form(url), Err(Rule::Traversal), "{url}");
    }
}

#[test]
fn a_prefix_has_to_be_the_plugins_own() {
    for url in [
        "/plugins/acme/assets/a.js",
        "/plugins/acme/assets/a/b.js",
        "/plugins/acme/assets/a:b@c.js",
    ] {
        assert_eq!(
            asset_path("acme", url),
            Ok(&url["/plugins/acme/assets/".len()..])
        );
    }
    for url in [
        "/plugins/acme/a.js",
        "/plugins/acme-pay/assets/a.js",
        "/plugins/acm/assets/a.js",
        "/Plugins/acme/assets/a.js",
        "/plugins/%61cme/assets/a.js",
        "/plugins/acme/assets",
        "/x/plugins/acme/assets/a.js",
        "/",
    ] {
        assert_eq!(asset_path("acme", url), Err(Rule::ForeignPrefix), "{url}");
    }
    assert_eq!(
        asset_path("acme", "/plugins/acme/assets/"),
        Err(Rule::NotCanonical)
    );
    assert_eq!(
        check_url("/plugins/acme/x", &["/api/", "/plugins/acme/"]),
        Ok(())
    );
    assert_eq!(
        check_url("/plugins/acme/x", &[] as &[&str]),
        Err(Rule::ForeignPrefix)
    );
    assert_eq!(asset_prefix("acme"), "/plugins/acme/assets/");
}

#[test]
fn an_asset_has_no_query_and_nothing_has_a_fragment() {
    assert_eq!(
        asset_path("acme", "/plugins/acme/assets/a.js?v=2"),
        Err(Rule::NotCanonical)
    );
    assert_eq!(
        asset_path("acme", "/plugins/acme/assets/a.js?"),
        Err(Rule::NotCanonical)
    );
    assert_eq!(
        asset_path("acme", "/plugins/acme/assets/a.js#x"),
        Err(Rule::NotCanonical)
    );
    assert_eq!(
        check_route_url("acme", "/plugins/acme/save?draft=1"),
        Ok(())
    );
    assert_eq!(
        check_route_url("acme", "/plugins/acme/save#x"),
        Err(Rule::NotCanonical)
    );
}

#[test]
fn routes_are_the_plugins_own_and_its_alias_unless_the_server_needs_the_name() {
    for url in [
        "/plugins/acme/save",
        "/api/v1/store/plugins/acme/save",
        "/api/v1/admin/plugins/acme/settings/keys",
        "/api/v1/store/acme/payment-intent",
        "/api/v1/admin/acme/reindex",
    ] {
        assert_eq!(check_route_url("acme", url), Ok(()), "{url}");
    }
    for url in [
        "/api/v1/admin/users",
        "/api/v1/admin/plugins/other/settings",
        "/api/v1/store/other/x",
        "/api/v1/orgs/globex/plugins/acme",
        "/api/v2/store/acme/x",
        "/session",
    ] {
        assert_eq!(
            check_route_url("acme", url),
            Err(Rule::ForeignPrefix),
            "{url}"
        );
    }
    // A plugin may be called `orders`, but `/api/v1/admin/orders/…` is not its own.
    assert_eq!(
        check_route_url("orders", "/api/v1/admin/plugins/orders/x"),
        Ok(())
    );
    assert_eq!(
        check_route_url("orders", "/api/v1/admin/orders/x"),
        Err(Rule::ForeignPrefix)
    );
    assert_eq!(route_prefixes("orders").len(), 3);
    assert_eq!(route_prefixes("acme").len(), 5);
}

#[test]
fn a_client_reaches_its_own_surface_and_plugins_only() {
    let store = client_prefixes(Surface::Storefront);
    let admin = client_prefixes(Surface::Admin);
    for (url, in_store, in_admin) in [
        ("/api/v1/store/products", true, false),
        ("/api/v1/admin/users", false, true),
        ("/plugins/acme/x", true, true),
        ("/api/v1/hosts/x", false, false),
        ("/session", false, false),
    ] {
        assert_eq!(check_url(url, &store).is_ok(), in_store, "{url}");
        assert_eq!(check_url(url, &admin).is_ok(), in_admin, "{url}");
    }
}

#[test]
fn external_scripts_and_origins_come_out_canonical() {
    let of = |text: &str| external_script(text).unwrap();
    assert_eq!(
        of("https://js.example.com/v3/"),
        ExternalScript {
            origin: "https://js.example.com".to_owned(),
            path: Some("/v3/".to_owned()),
            url: Some("https://js.example.com/v3/".to_owned()),
        }
    );
    let bare = ExternalScript {
        origin: "https://js.example.com".to_owned(),
        path: None,
        url: None,
    };
    assert_eq!(of("https://js.example.com"), bare);
    assert_eq!(of("https://js.example.com/"), bare);
    let with_query = of("https://pay.example.com:8443/sdk.js?client-id=A_b.c~d&x=%2C");
    assert_eq!(with_query.origin, "https://pay.example.com:8443");
    assert_eq!(
        with_query.path.as_deref(),
        Some("/sdk.js?client-id=A_b.c~d&x=%2C")
    );
    assert_eq!(
        of("https://xn--bcher-kva.example/x").origin,
        "https://xn--bcher-kva.example"
    );
    assert_eq!(
        of("https://1.2.3.4.example").origin,
        "https://1.2.3.4.example"
    );
    assert_eq!(of("https://a-b.example/?x").path.as_deref(), Some("/?x"));
}

#[test]
fn a_network_origin_has_no_path() {
    assert_eq!(
        network_origin("https://api.example.com").as_deref(),
        Ok("https://api.example.com")
    );
    assert_eq!(
        network_origin("https://api.example.com/").as_deref(),
        Ok("https://api.example.com")
    );
    assert_eq!(
        network_origin("https://api.example.com:444").as_deref(),
        Ok("https://api.example.com:444")
    );
    for text in [
        "https://api.example.com/v1",
        "https://api.example.com/?x",
        "http://api.example.com",
        "api.example.com",
        "",
    ] {
        assert_eq!(network_origin(text), Err(Rule::NetworkOrigin), "{text}");
    }
}

/// Undoes percent-encoding once, as a careless server does.
fn decoded_once(url: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = url.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .filter(|_| *first == b'%');
        if let Some(byte) = code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What must hold for every accepted URL, by whoever reads it.
fn assert_harmless(url: &str, prefix: &str) {
    let origin = Url::parse("https://host.example/deep/page?x#y").unwrap();
    let resolved = origin.join(url).unwrap();
    assert_eq!(
        resolved.as_str(),
        format!("https://host.example{url}"),
        "{url:?}"
    );
    let mut seen = url.to_owned();
    for _ in 0..3 {
        let path = seen.split('?').next().unwrap();
        assert!(path.starts_with(prefix), "{url:?} read as {seen:?}");
        assert!(
            !path
                .split(['/', '\\'])
                .any(|segment| matches!(segment, "." | "..")),
            "{url:?} read as {seen:?}"
        );
        assert!(
            !seen.contains(['\0', '\r', '\n', '\\']),
            "{url:?} read as {seen:?}"
        );
        seen = decoded_once(&seen);
    }
}

fn nasty_url() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(&[
            "/", "/", ".", "..", "%", "2", "e", "2e", "%2e", "%2E", "%2f", "%5c", "%25", "%00", "%0d", "\\", "\t", "\n", "\r",
            "\0", " ", "#", "?", "&", "=", ":", "@", ";", "//", "/./", "/../", "evil.com", "https:", "plugins", "acme", "assets",
            "api", "a", "Z", "9", "~", "%41", "%c3%a9", "é", "．", "\u{202e}", "'", "\"", "<", "{", "|", "^", "`", "[", "]",
        ][..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    let start = prop::sample::select(&["/", "", "/plugins/acme/", "/plugins/acme/assets/"][..]);
    (start, prop::collection::vec(piece, 0..8))
        .prop_map(|(start, pieces)| format!("{start}{}", pieces.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    /// Whatever else it may be, such a path begins with one slash and has nothing in it that a browser or a log could take
    /// for something else.
    #[test]
    fn threat_43_what_leads_to_our_own_site_is_plain_text_after_one_slash(
        text in r"[/a]?[/\\.:@?#%2ea\t\n üé\x7f<>\x22`{}|^\[\]]{0,12}",
    ) {
        if is_own_path(&text) {
            prop_assert!(text.starts_with('/') && !text.starts_with("//"), "{:?}", text);
            prop_assert!(text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\'), "{:?}", text);
        }
    }

    #[test]
    fn whatever_is_accepted_means_the_same_to_everyone_who_reads_it(url in nasty_url()) {
        if form(&url).is_ok() {
            assert_harmless(&url, "/");
        }
        if check_route_url("acme", &url).is_ok() {
            prop_assert!(route_prefixes("acme").iter().any(|prefix| url.starts_with(prefix)));
            assert_harmless(&url, "/plugins/acme/");
        }
        if let Ok(path) = asset_path("acme", &url) {
            prop_assert!(!path.is_empty() && !path.starts_with('/') && !path.contains(['?', '#']));
            assert_harmless(&url, "/plugins/acme/assets/");
        }
    }

    #[test]
    fn plain_paths_are_accepted(segments in prop::collection::vec("[A-Za-z0-9_~-][A-Za-z0-9_~-]{0,9}(\\.[a-z0-9]{1,4})?", 1..5)) {
        let path = segments.join("/");
        let url = format!("/plugins/acme/assets/{path}");
        prop_assert_eq!(asset_path("acme", &url), Ok(path.as_str()));
    }
}
