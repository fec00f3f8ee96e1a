//! Just enough of an HTML reader for the server's own output: start tags and their attributes.

/// A start tag.
#[derive(Debug)]
pub struct Element {
    /// Attributes in order, values with their character references.
    pub attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(key, _)| key == name)?;
        Some(value)
    }
}

/// All start tags of a page.
pub fn elements(html: &str) -> Vec<Element> {
    html.split('<')
        .filter(|tag| tag.starts_with(|first: char| first.is_ascii_alphabetic()))
        .map(|tag| Element {
            attributes: attributes(tag),
        })
        .collect()
}

fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = tag.trim_start_matches(|letter: char| !letter.is_whitespace() && letter != '>');
    loop {
        rest = rest.trim_start();
        if rest.is_empty() || rest.starts_with(['>', '/']) {
            return found;
        }
        let end = rest
            .find(|letter: char| letter == '=' || letter == '>' || letter.is_whitespace())
            .unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let value = match rest.strip_prefix("=\"") {
            Some(quoted) => {
                let close = quoted.find('"').unwrap_or(quoted.len());
                rest = quoted.get(close + 1..).unwrap_or_default();
                quoted[..close].to_owned()
            }
            None => String::new(),
        };
        found.push((name, value));
    }
}
