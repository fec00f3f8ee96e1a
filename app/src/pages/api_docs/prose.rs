//! The sentences of the description: plain text in which backticks mark code.

use leptos::prelude::*;

/// Draws text; what stands between backticks is code.
#[component]
pub(super) fn Prose(
    /// The text.
    text: String,
) -> impl IntoView {
    pieces(&text)
        .into_iter()
        .map(|(is_code, piece)| {
            if is_code {
                view! { <code>{piece}</code> }.into_any()
            } else {
                piece.into_any()
            }
        })
        .collect::<Vec<_>>()
}

/// The text in pieces, each with whether it is code. A backtick without a second one is text.
fn pieces(text: &str) -> Vec<(bool, String)> {
    let mut parts: Vec<(bool, String)> = text
        .split('`')
        .enumerate()
        .map(|(index, part)| (index % 2 == 1, part.to_owned()))
        .collect();
    if let Some(last) = parts.last_mut()
        && last.0
    {
        *last = (false, format!("`{}", last.1));
    }
    parts.retain(|(_, part)| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backticks_mark_code_in_pairs() {
        assert_eq!(
            pieces("`a` and `b`, but `"),
            [
                (true, "a".to_owned()),
                (false, " and ".to_owned()),
                (true, "b".to_owned()),
                (false, ", but ".to_owned()),
                (false, "`".to_owned()),
            ]
        );
    }
}
