//! From lines of text to links that are safe to put on a page. Pure.

use portico_sdk::i18n::{LocaleText, is_deceptive};
use serde::Serialize;
use url::Url;

/// The most links of one organisation; a sidebar is no directory.
const MAX_LINKS: usize = 20;
const MAX_TITLE: usize = 60;

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

/// A line that is no link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Number of the line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub mistake: Mistake,
}

/// Why a line is no link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mistake {
    /// No vertical bar, or nothing on one side of it.
    Shape,
    /// The title has more than 60 characters, or some that hide what it says.
    Title,
    /// The address is neither `https://…` nor a plain path, or it carries a user name or password.
    Address,
    /// There are 20 links already.
    TooMany,
}

impl Mistake {
    /// What is wrong and how to mend it, in English and German.
    fn sentences(self) -> [&'static str; 2] {
        match self {
            Self::Shape => [
                "write a title, a vertical bar and an address",
                "ein Titel, ein senkrechter Strich und eine Adresse gehören dazu",
            ],
            Self::Title => [
                "use a title of at most 60 plain characters",
                "der Titel darf höchstens 60 einfache Zeichen haben",
            ],
            Self::Address => [
                "use an address that starts with https:// or, on this site, with a slash",
                "die Adresse muss mit https:// oder, auf dieser Website, mit einem Schrägstrich beginnen",
            ],
            Self::TooMany => [
                "at most 20 links fit into the sidebar",
                "in die Seitenleiste passen höchstens 20 Links",
            ],
        }
    }
}

/// The most wrong lines that are named at once.
const MAX_NAMED: usize = 5;

/// What is wrong with a text, line by line; `None`: nothing.
pub fn complaint(text: &str) -> Option<LocaleText> {
    let (_, skipped) = parse(text);
    if skipped.is_empty() {
        return None;
    }
    let lines = |word: &str, language: usize| {
        let mut lines: Vec<String> = skipped
            .iter()
            .take(MAX_NAMED)
            .map(|skipped| {
                let sentence = skipped.mistake.sentences()[language];
                format!("{word} {}: {sentence}.", skipped.line)
            })
            .collect();
        if skipped.len() > MAX_NAMED {
            lines.push("…".to_owned());
        }
        lines.join(" ")
    };
    Some(portico_plugin_kit::text(
        &lines("Line", 0),
        &lines("Zeile", 1),
    ))
}

/// Reads one link per line, `Title | address`. Empty lines are ignored; a wrong line costs only itself.
///
/// An address is `https://…` without a user name or password, or a path on the site itself that a browser reads as it is
/// written. Everything else is refused, above all `javascript:` and what only looks like a path (`//evil`, `/\evil`).
///
/// ```
/// let (links, skipped) = portico_plugin_link_list::parse("Wiki | https://wiki.example.com\nBad | javascript:alert(1)");
/// assert_eq!(links[0].title, "Wiki");
/// assert_eq!(skipped[0].line, 2);
/// ```
pub fn parse(text: &str) -> (Vec<Link>, Vec<Skipped>) {
    let mut links = Vec::new();
    let mut skipped = Vec::new();
    let numbered = text
        .lines()
        .zip(1..)
        .map(|(text, line)| (text.trim(), line));
    for (text, line) in numbered.filter(|(text, _)| !text.is_empty()) {
        match link(text) {
            Ok(_) if links.len() >= MAX_LINKS => skipped.push(Skipped {
                line,
                mistake: Mistake::TooMany,
            }),
            Ok(link) => links.push(link),
            Err(mistake) => skipped.push(Skipped { line, mistake }),
        }
    }
    (links, skipped)
}

fn link(line: &str) -> Result<Link, Mistake> {
    let (title, address) = line.rsplit_once('|').ok_or(Mistake::Shape)?;
    let (title, address) = (title.trim(), address.trim());
    if title.is_empty() || address.is_empty() {
        return Err(Mistake::Shape);
    }
    if title.chars().count() > MAX_TITLE || title.chars().any(is_deceptive) {
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
    use super::*;

    fn mistake(line: &str) -> Option<Mistake> {
        parse(line).1.first().map(|skipped| skipped.mistake)
    }

    #[test]
    fn titles_and_addresses_are_read_from_lines() {
        let (links, skipped) = parse(
            "\n Handbook | https://wiki.example.com/handbook?x=1#top \r\nOrders|/admin/orders?open=1\nA | B | https://b.example\n",
        );
        assert_eq!(skipped, []);
        let shown: Vec<_> = links
            .iter()
            .map(|link| (&*link.title, &*link.url, link.external))
            .collect();
        assert_eq!(
            shown,
            [
                (
                    "Handbook",
                    "https://wiki.example.com/handbook?x=1#top",
                    true
                ),
                ("Orders", "/admin/orders?open=1", false),
                ("A | B", "https://b.example/", true),
            ]
        );
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
            assert_eq!(
                mistake(&format!("x | {address}")),
                Some(Mistake::Address),
                "{address:?}"
            );
        }
    }

    #[test]
    fn wrong_lines_are_named_and_cost_only_themselves() {
        let text = format!(
            "no bar\n| https://a.example\nEmpty |\n{} | https://a.example\nsafe\u{202e}txt | https://a.example\nGood | https://a.example",
            "x".repeat(61)
        );
        let (links, skipped) = parse(&text);
        assert_eq!(links.len(), 1);
        let mistakes: Vec<_> = skipped
            .iter()
            .map(|line| (line.line, line.mistake))
            .collect();
        assert_eq!(
            mistakes,
            [
                (1, Mistake::Shape),
                (2, Mistake::Shape),
                (3, Mistake::Shape),
                (4, Mistake::Title),
                (5, Mistake::Title)
            ]
        );
    }

    #[test]
    fn a_complaint_names_the_lines() {
        assert_eq!(
            complaint("Good | https://a.example\n\nOrders | /admin/orders"),
            None
        );
        let complaint =
            complaint("Good | https://a.example\nBad | javascript:alert(1)\nno bar").unwrap();
        assert_eq!(
            complaint.text("en"),
            "Line 2: use an address that starts with https:// or, on this site, with a slash. \
             Line 3: write a title, a vertical bar and an address."
        );
        assert!(
            complaint
                .text("de")
                .starts_with("Zeile 2: die Adresse muss")
        );
    }

    #[test]
    fn the_sidebar_takes_twenty_links() {
        let (links, skipped) = parse(&"x | /admin\n".repeat(22));
        assert_eq!((links.len(), skipped.len()), (20, 2));
        assert_eq!(skipped[0].mistake, Mistake::TooMany);
    }
}
