//! Catalogues that are made from another one when they are first asked for: the pseudo-locales from English, Swiss German from
//! German. On the server only: islands get their texts as props.

use std::sync::LazyLock;

use super::Text;

/// English, accented, about 40 % longer, each text in brackets: what stands outside of brackets was not translated, and what
/// does not fit will not fit in other languages either.
pub(super) static ACCENTED: LazyLock<Text> =
    LazyLock::new(|| super::EN.map(|_, text| accented(text).leak()));

/// English written from right to left: what a page looks like in Arabic or Hebrew, and still readable.
pub(super) static MIRRORED: LazyLock<Text> =
    LazyLock::new(|| super::EN.map(|_, text| mirrored(text).leak()));

/// German as Switzerland spells it.
pub(super) static SWISS: LazyLock<Text> = LazyLock::new(|| {
    super::DE.map(|_, text| {
        if text.contains('ß') {
            text.replace('ß', "ss").leak()
        } else {
            text
        }
    })
});

fn accented(text: &str) -> String {
    let (mut long, mut added) = (String::from("⟦"), 0);
    let wanted = text.chars().count() * 2 / 5;
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) => {
                for letter in words.chars() {
                    long.push(accent(letter));
                    if added < wanted
                        && matches!(letter.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u')
                    {
                        long.push(accent(letter.to_ascii_lowercase()));
                        added += 1;
                    }
                }
            }
            Piece::Placeholder(name) => long.push_str(name),
        }
    }
    long.extend(std::iter::repeat_n('~', wanted - added));
    long.push('⟧');
    long
}

/// Each stretch of words between a right-to-left override and its end, each placeholder isolated.
fn mirrored(text: &str) -> String {
    let mut turned = String::with_capacity(text.len() + 16);
    for piece in pieces(text) {
        let (open, inner, close) = match piece {
            Piece::Words(words) => ('\u{202e}', words, '\u{202c}'),
            // A text of ours, whose direction is this one.
            Piece::Placeholder("{sentence}") => {
                turned.push_str("{sentence}");
                continue;
            }
            Piece::Placeholder(name) => ('\u{2068}', name, '\u{2069}'),
        };
        turned.push(open);
        turned.push_str(inner);
        turned.push(close);
    }
    turned
}

enum Piece<'a> {
    Words(&'a str),
    /// With its braces.
    Placeholder(&'a str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((open, close)) = placeholder(rest) {
        if open > 0 {
            pieces.push(Piece::Words(&rest[..open]));
        }
        pieces.push(Piece::Placeholder(&rest[open..close]));
        rest = &rest[close..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

/// Where the first placeholder begins and ends.
fn placeholder(text: &str) -> Option<(usize, usize)> {
    let open = text.find('{')?;
    let close = open + text[open..].find('}')?;
    Some((open, close + 1))
}

fn accent(letter: char) -> char {
    const PLAIN: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    const ACCENTED: &str = "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž";
    PLAIN
        .find(letter)
        .and_then(|at| ACCENTED.chars().nth(at))
        .unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{DE, EN, Locale};

    #[test]
    fn i18n_the_accented_locale_is_bracketed_longer_and_keeps_its_placeholders() {
        assert_eq!(accented("Save {name} now"), "⟦Šååṽéé {name} ñööŵ~~~⟧");
        for ((name, plain), (_, long)) in EN.entries().into_iter().zip(ACCENTED.entries()) {
            assert!(
                long.starts_with('⟦') && long.ends_with('⟧'),
                "{name}: {long}"
            );
            let (plain_length, length) = (plain.chars().count(), long.chars().count());
            assert_eq!(length, plain_length + plain_length * 2 / 5 + 2, "{name}");
        }
    }

    #[test]
    fn i18n_the_mirrored_locale_closes_what_it_opens_and_isolates_what_is_filled_in() {
        assert_eq!(
            mirrored("On for {org}"),
            "\u{202e}On for \u{202c}\u{2068}{org}\u{2069}"
        );
        assert_eq!(
            mirrored("{sentence}: {note}"),
            "{sentence}\u{202e}: \u{202c}\u{2068}{note}\u{2069}"
        );
        for (name, text) in MIRRORED.entries() {
            let count = |mark| text.matches(mark).count();
            assert_eq!(count('\u{202e}'), count('\u{202c}'), "{name}");
            assert_eq!(count('\u{2068}'), count('\u{2069}'), "{name}");
        }
    }

    #[test]
    fn i18n_swiss_german_has_no_sharp_s_and_is_else_the_same() {
        let swiss = SWISS.entries();
        assert!(swiss.iter().all(|(_, text)| !text.contains('ß')));
        for ((name, german), (_, swiss)) in DE.entries().into_iter().zip(swiss) {
            assert_eq!(german.replace('ß', "ss"), swiss, "{name}");
        }
        assert_eq!(Locale::DeCh.text().common.close, "Schliessen");
    }
}
