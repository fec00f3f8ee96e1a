//! Several lines of text. Leptos 0.8 writes the children of `<textarea>` unescaped on the server, so every textarea of
//! Portico is made here.

use leptos::prelude::*;

use super::{Field, FieldInfo};

/// A `<textarea>` whose text cannot leave it. The only place where one may be written.
#[component]
pub fn EscapedTextarea(
    /// Id.
    #[prop(into)]
    id: String,
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// The text, unescaped.
    #[prop(optional, into)]
    value: String,
    /// An example in the empty control.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Lines shown at first.
    #[prop(default = 4)]
    rows: u32,
    /// Most characters.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// Must be filled in.
    #[prop(optional)]
    required: bool,
    /// Shown but not to be changed.
    #[prop(optional)]
    readonly: bool,
    /// Not to be used now.
    #[prop(optional)]
    disabled: bool,
    /// Ids of help and error.
    #[prop(optional_no_strip)]
    described_by: Option<String>,
    /// `true` when the value is wrong.
    #[prop(optional_no_strip)]
    invalid: Option<&'static str>,
) -> AnyView {
    view! {
        <textarea
            class="input"
            id=id
            name=name
            rows=rows
            placeholder=placeholder
            maxlength=maxlength
            required=required
            readonly=readonly
            disabled=disabled
            aria-describedby=described_by
            aria-invalid=invalid
            inner_html=content(&value)
        ></textarea>
    }
    .into_any()
}

/// Several lines of text with their field.
#[component]
pub fn TextArea(
    /// Label, help, error and id.
    field: FieldInfo,
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// The text.
    #[prop(optional, into)]
    value: String,
    /// Lines shown at first.
    #[prop(default = 4)]
    rows: u32,
    /// Most characters.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// An example in the empty control.
    #[prop(optional, into)]
    placeholder: String,
    /// Must be filled in.
    #[prop(optional)]
    required: bool,
    /// Shown but not to be changed.
    #[prop(optional)]
    readonly: bool,
    /// Not to be used now.
    #[prop(optional)]
    disabled: bool,
) -> AnyView {
    let (id, described_by, invalid) = (
        field.id().to_owned(),
        field.described_by(),
        field.aria_invalid(),
    );
    view! {
        <Field info=field>
            <EscapedTextarea
                id=id
                name=name
                value=value
                rows=rows
                nostrip:maxlength=maxlength
                nostrip:placeholder=Some(placeholder).filter(|text| !text.is_empty())
                required=required
                readonly=readonly
                disabled=disabled
                described_by=described_by
                invalid=invalid
            />
        </Field>
    }
    .into_any()
}

/// The text as the content of the element. `<` ends the element only as part of `</textarea`, `&` begins a character
/// reference; both are escaped. The parser of a document drops a line feed right after the start tag, so a text that
/// begins with one gets another (WHATWG HTML 13.1.2.5); `innerHTML` in the browser drops none.
fn content(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    if cfg!(feature = "ssr") && text.starts_with(['\n', '\r']) {
        html.push('\n');
    }
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            other => html.push(other),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_leave_its_textarea() {
        let text = "</textarea><script>alert(1)</script>&amp;";
        let html =
            view! { <TextArea field=FieldInfo::new("note", "Note") name="note" value=text /> }
                .to_html();
        assert!(!html.contains("<script"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        assert!(
            html.contains(
                "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;</textarea>"
            ),
            "{html}"
        );
    }

    #[test]
    fn a_leading_line_feed_survives_the_parser() {
        assert!(content("\nsecond line").starts_with("\n\n"));
        assert_eq!(content("first line"), "first line");
    }
}
