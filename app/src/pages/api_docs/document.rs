//! What the page shows: the OpenAPI document, brought into the order in which a person reads it.

/// The whole API.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApiDocument {
    /// What it is and how calls say who they are.
    pub about: String,
    /// Operations by tag.
    pub groups: Vec<ApiGroup>,
}

/// The operations of one tag.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApiGroup {
    /// The tag.
    pub name: String,
    /// What they have in common.
    pub about: String,
    /// In order of address.
    pub operations: Vec<ApiOperation>,
}

impl ApiGroup {
    /// Id of its heading.
    pub fn anchor(&self) -> String {
        anchor(&self.name)
    }
}

/// One method of one address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApiOperation {
    /// `GET`, …
    pub method: String,
    /// Address, parameters in braces.
    pub path: String,
    /// What it does, in a line.
    pub summary: String,
    /// More about it; may be empty.
    pub about: String,
    /// Of the address and the query.
    pub parameters: Vec<ApiParameter>,
    /// What is sent.
    pub body: Option<ApiBody>,
    /// By status.
    pub answers: Vec<ApiAnswer>,
    /// A call to copy.
    pub curl: String,
}

impl ApiOperation {
    /// Id of the entry.
    pub fn anchor(&self) -> String {
        anchor(&format!("{} {}", self.method, self.path))
    }
}

/// A parameter of an address, or a field of a body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApiParameter {
    /// Its name.
    pub name: String,
    /// `path`, `query`, or empty for a field.
    pub place: String,
    /// `string`, `integer`, …
    pub kind: String,
    /// A call without it is refused.
    pub required: bool,
    /// What it means.
    pub about: String,
}

/// What is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApiBody {
    /// Media type.
    pub content_type: String,
    /// Its fields.
    pub fields: Vec<ApiParameter>,
}

/// What comes back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApiAnswer {
    /// Status.
    pub status: String,
    /// When.
    pub about: String,
    /// An example of the body; empty: none.
    pub example: String,
}

/// `GET /api/v1/me` → `get-api-v1-me`
fn anchor(text: &str) -> String {
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_is_made_of_words() {
        let operation = ApiOperation {
            method: "PUT".to_owned(),
            path: "/api/v1/orgs/{org}/plugins/{plugin}".to_owned(),
            ..ApiOperation::default()
        };
        assert_eq!(operation.anchor(), "put-api-v1-orgs-org-plugins-plugin");
    }
}
