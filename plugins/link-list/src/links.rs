//! From stored settings to links that are safe to put on a page. Pure.

use portico_plugin_kit::text;
use portico_sdk::i18n::is_deceptive;
use portico_sdk::plugin::SettingProblem;
use portico_sdk::settings::Values;
use serde::Serialize;
use serde_json::Value;
use url::Url;

use crate::settings::{AS_TEXT, ENTRIES, LINES};

/// The most links of one organisation; a sidebar is no directory.
pub const MAX_LINKS: u32 = 20;
/// The most characters of a title.
pub const MAX_TITLE: u32 = 60;

/// A link to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Shown.
    pub title: String,
    /// `https://…`, or a path on the site that shows it.
    pub url: String,
    /// Leads to another site.
    pub external: bool,
}

/// An entry that is no link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Number of the row or, in a text, of the line, from 1.
    pub number: usize,
    /// What is wrong with it.
    pub mistake: Mistake,
}

/// Why an entry is no link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mistake {
    /// Title or address are missing.
    Shape,
    /// The title has more than 60 characters, or some that hide what it says.
    Title,
    /// The address is neither `https://…` nor a plain path, or it carries a user name or password.
    Address,
    /// There are 20 links already.
    TooMany,
}

impl Mistake {
    /// What is wrong and how to mend it.
    fn sentence(self) -> [&'static str; 2] {
        match self {
            Self::Shape => [
                "enter a title and an address",
                "Titel und Adresse gehören dazu",
            ],
            Self::Title => [
                "use a title of at most 60 plain characters",
                "der Titel darf höchstens 60 einfache Zeichen haben",
            ],
            Self::Address => [
                "use an address that starts with https:// or, on this site, a path without detours",
                "die Adresse muss mit https:// beginnen oder, auf dieser Website, ein Pfad ohne Umwege sein",
            ],
            Self::TooMany => [
                "at most 20 links fit into the sidebar",
                "in die Seitenleiste passen höchstens 20 Links",
            ],
        }
    }
}

/// What is stored, read by the rules that hold now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Read {
    /// Those to show.
    pub links: Vec<Link>,
    /// Those left out.
    pub skipped: Vec<Skipped>,
    /// They are the lines that an earlier version asked for, and the list is still empty.
    pub as_text: bool,
}

/// The most wrong lines that are named at once.
const MAX_NAMED: usize = 5;

/// What is wrong with the links that were entered: of the list each row at its field, of the lines all in one sentence.
pub fn problems(values: &Values) -> Vec<SettingProblem> {
    let Read {
        skipped, as_text, ..
    } = read(values);
    // What was stored before is no fault of who saves now.
    if skipped.is_empty() || as_text {
        return Vec::new();
    }
    if is_text(values) {
        return vec![SettingProblem {
            field: LINES.to_owned(),
            message: text(
                &in_lines(&skipped, "Line", 0),
                &in_lines(&skipped, "Zeile", 1),
            ),
        }];
    }
    skipped
        .iter()
        .map(|Skipped { number, mistake }| {
            let at = number.saturating_sub(1);
            let row = values.get(ENTRIES).and_then(|rows| rows.get(at));
            let member = match mistake {
                Mistake::Address => row.map_or("url", address_key),
                _ => "title",
            };
            let [en, de] = mistake.sentence().map(capitalised);
            SettingProblem {
                field: format!("{ENTRIES}.{at}.{member}"),
                message: text(&en, &de),
            }
        })
        .collect()
}

fn in_lines(skipped: &[Skipped], word: &str, language: usize) -> String {
    let mut named: Vec<String> = skipped
        .iter()
        .take(MAX_NAMED)
        .map(|skipped| {
            let sentence = skipped.mistake.sentence()[language];
            format!("{word} {}: {sentence}.", skipped.number)
        })
        .collect();
    if skipped.len() > MAX_NAMED {
        named.push("…".to_owned());
    }
    named.join(" ")
}

fn capitalised(sentence: &str) -> String {
    let mut chars = sentence.chars();
    let first: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    format!("{first}{}.", chars.as_str())
}

/// Reads the stored links. A wrong entry costs only itself.
///
/// An address is `https://…` without a user name or password, or a path on the site itself that a browser reads as it is
/// written. Everything else is refused, above all `javascript:` and what only looks like a path (`//evil`, `/\evil`). The form
/// refuses most of it, too; here it is decided, also over what was stored before a rule was tightened.
///
/// The form hides either the list or the lines, and what is hidden stays stored: only what is shown counts. But lines of an
/// earlier version, which knew nothing else, count until there is a list.
pub fn read(values: &Values) -> Read {
    let rows: Vec<Entry> = match values.get(ENTRIES) {
        Some(Value::Array(rows)) => rows.iter().map(|entered| Some(row(entered))).collect(),
        _ => Vec::new(),
    };
    let stored = values.get(LINES).and_then(Value::as_str);
    let stored = stored.unwrap_or_default();
    let as_text = !is_text(values) && rows.is_empty() && !stored.trim().is_empty();
    let entries = if is_text(values) || as_text {
        lines(stored)
    } else {
        rows
    };
    let mut read = Read {
        as_text,
        ..Read::default()
    };
    for (entry, number) in entries.into_iter().zip(1..) {
        let mistake = match entry {
            None => continue,
            Some(Ok(_)) if is_full(&read.links) => Mistake::TooMany,
            Some(Ok(link)) => {
                read.links.push(link);
                continue;
            }
            Some(Err(mistake)) => mistake,
        };
        read.skipped.push(Skipped { number, mistake });
    }
    read
}

fn is_text(values: &Values) -> bool {
    values.get(AS_TEXT) == Some(&Value::Bool(true))
}

fn is_full(links: &[Link]) -> bool {
    u32::try_from(links.len()).is_ok_and(|links| links >= MAX_LINKS)
}

type Entry = Option<Result<Link, Mistake>>;

fn row(row: &Value) -> Result<Link, Mistake> {
    let text = |key: &str| row[key].as_str().unwrap_or_default();
    link(text("title"), text(address_key(row)))
}

/// The member that the form shows for the chosen target.
fn address_key(row: &Value) -> &'static str {
    if row["target"] == "page" {
        "path"
    } else {
        "url"
    }
}

/// `None`: an empty line.
fn lines(text: &str) -> Vec<Entry> {
    let line = |line: &str| match line.rsplit_once('|') {
        _ if line.trim().is_empty() => None,
        Some((title, address)) => Some(link(title, address)),
        None => Some(Err(Mistake::Shape)),
    };
    text.lines().map(line).collect()
}

fn link(title: &str, address: &str) -> Result<Link, Mistake> {
    let (title, address) = (title.trim(), address.trim());
    if title.is_empty() || address.is_empty() {
        return Err(Mistake::Shape);
    }
    let length = u32::try_from(title.chars().count()).unwrap_or(u32::MAX);
    if length > MAX_TITLE || title.chars().any(is_deceptive) {
        return Err(Mistake::Title);
    }
    let (url, external) = if address.starts_with('/') {
        (path(address), false)
    } else {
        (https(address), true)
    };
    Ok(Link {
        title: title.to_owned(),
        url: url.ok_or(Mistake::Address)?,
        external,
    })
}

fn https(address: &str) -> Option<String> {
    // Browsers accept `https:evil` and drop tabs; what was typed must say where it leads.
    let shown = address.to_ascii_lowercase().starts_with("https://");
    let plain = !address.contains(|c: char| c.is_control() || c == '\\');
    let url = Url::parse(address).ok()?;
    let open = url.username().is_empty() && url.password().is_none() && url.has_host();
    (shown && plain && open && url.scheme() == "https").then(|| url.into())
}

/// A path that means on any site what it says: resolved against a made-up origin it stays there, unchanged.
fn path(address: &str) -> Option<String> {
    let base = Url::parse("https://origin.invalid").ok()?;
    let resolved = base.join(address).ok()?;
    let written = resolved.as_str().strip_prefix("https://origin.invalid")?;
    (written == address).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn stored(values: Value) -> Values {
        serde_json::from_value(values).unwrap()
    }

    fn rows(rows: Value) -> Values {
        stored(json!({ "entries": rows }))
    }

    fn pasted(text: impl Into<Value>) -> Values {
        let text: Value = text.into();
        stored(json!({ "as_text": true, "links": text }))
    }

    fn website(title: &str, url: &str) -> Value {
        json!({ "title": title, "target": "website", "url": url })
    }

    fn page(title: &str, path: &str) -> Value {
        json!({ "title": title, "target": "page", "path": path })
    }

    fn mistakes(read: &Read) -> Vec<(usize, Mistake)> {
        let mistake = |skipped: &Skipped| (skipped.number, skipped.mistake);
        read.skipped.iter().map(mistake).collect()
    }

    fn shown(read: &Read) -> Vec<(&str, &str, bool)> {
        read.links
            .iter()
            .map(|link| (&*link.title, &*link.url, link.external))
            .collect()
    }

    #[test]
    fn rows_are_read_with_the_address_that_they_show() {
        let mut both = page(" Orders ", "/admin/orders?open=1");
        both["url"] = json!("https://hidden.example");
        let read = read(&rows(json!([
            website("Handbook", "https://wiki.example.com/handbook?x=1#top"),
            both
        ])));
        assert_eq!(read.skipped, []);
        assert!(!read.as_text);
        assert_eq!(
            shown(&read),
            [
                (
                    "Handbook",
                    "https://wiki.example.com/handbook?x=1#top",
                    true
                ),
                ("Orders", "/admin/orders?open=1", false),
            ]
        );
    }

    #[test]
    fn lines_are_links_and_what_the_form_hides_does_not_count() {
        let lines = "\n Handbook | https://wiki.example.com/ \r\nno bar\nOrders|/admin/orders\nA | B | https://b.example\n| https://c.example\nEmpty |\n";
        let read_lines = read(&pasted(lines));
        assert_eq!(
            shown(&read_lines),
            [
                ("Handbook", "https://wiki.example.com/", true),
                ("Orders", "/admin/orders", false),
                ("A | B", "https://b.example/", true),
            ]
        );
        let wrong = [3, 6, 7].map(|line| (line, Mistake::Shape));
        assert_eq!(mistakes(&read_lines), wrong);
        let problem = problems(&pasted(lines)).remove(0);
        assert_eq!(problem.field, "links");
        let said = problem.message.text("de");
        assert!(said.starts_with("Zeile 3: Titel"), "{said}");
        assert!(said.contains("Zeile 7:"), "{said}");

        let both = |as_text: bool| {
            stored(json!({
                "as_text": as_text, "entries": [page("Row", "/row")], "links": "Line | /line"
            }))
        };
        assert_eq!(shown(&read(&both(true))), [("Line", "/line", false)]);
        assert_eq!(shown(&read(&both(false))), [("Row", "/row", false)]);
    }

    #[test]
    fn lines_of_an_earlier_version_count_until_there_is_a_list() {
        let earlier =
            |rows: Value| stored(json!({ "entries": rows, "links": "Line | /line\nno bar" }));
        for none in [Value::Null, json!([])] {
            let read = read(&earlier(none.clone()));
            assert!(read.as_text);
            assert_eq!(shown(&read), [("Line", "/line", false)]);
            assert_eq!(problems(&earlier(none)), []);
        }
        let read_rows = read(&earlier(json!([page("Row", "/row")])));
        assert!(!read_rows.as_text);
        assert_eq!(shown(&read_rows), [("Row", "/row", false)]);
        for nothing in [stored(json!({})), rows(json!([])), pasted(" ")] {
            assert_eq!(read(&nothing), Read::default());
        }
    }

    #[test]
    fn threat_01_addresses_that_lead_elsewhere_or_run_code_are_no_links() {
        for address in [
            "javascript:alert(1)",
            "jaVa\tscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "blob:https://x",
            "http://plain.example",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "\\\\evil.example",
            "/a/../b",
            "/%2e%2e/b",
            "https:evil.example",
            "https://user:secret@evil.example",
            "https://wiki.example@evil.example",
            "https://wiki.example\\@evil.example",
            "https://",
            "wiki.example",
            "mailto:a@b.example",
        ] {
            for values in [
                rows(json!([website("x", address)])),
                rows(json!([page("x", address)])),
                pasted(format!("x | {address}")),
            ] {
                let read = read(&values);
                assert_eq!(mistakes(&read), [(1, Mistake::Address)], "{address:?}");
            }
        }
    }

    #[test]
    fn wrong_entries_are_named_and_cost_only_themselves() {
        let good = "https://a.example";
        let values = rows(json!([
            website("Good", good),
            website(&"x".repeat(61), good),
            website("safe\u{202e}txt", good),
            { "title": "No address" },
            "no row",
            page("Better", "/admin")
        ]));
        let read = read(&values);
        assert_eq!(read.links.len(), 2);
        let expected = [
            (2, Mistake::Title),
            (3, Mistake::Title),
            (4, Mistake::Shape),
            (5, Mistake::Shape),
        ];
        assert_eq!(mistakes(&read), expected);
        let named = problems(&values);
        let fields: Vec<&str> = named.iter().map(|problem| &*problem.field).collect();
        let titles = [1, 2, 3, 4].map(|row| format!("entries.{row}.title"));
        assert_eq!(fields, titles);
        let said = named[0].message.text("en");
        assert_eq!(said, "Use a title of at most 60 plain characters.");
    }

    #[test]
    fn a_wrong_address_is_named_at_the_member_that_holds_it() {
        let values = rows(json!([website("A", "https://"), page("B", "/a/../b")]));
        let fields: Vec<String> = problems(&values).into_iter().map(|it| it.field).collect();
        assert_eq!(fields, ["entries.0.url", "entries.1.path"]);
    }

    #[test]
    fn what_is_right_is_not_complained_about() {
        let values = rows(json!([
            website("Good", "https://a.example"),
            page("Orders", "/admin/orders")
        ]));
        assert_eq!(problems(&values), []);
    }

    #[test]
    fn the_sidebar_takes_twenty_links() {
        let read = read(&pasted("x | /admin\n".repeat(22)));
        assert_eq!((read.links.len(), read.skipped.len()), (20, 2));
        assert_eq!(read.skipped[0].mistake, Mistake::TooMany);
    }
}
