//! Words as the search compares them, and how far two of them are apart.

/// Letters of a word that count; what is longer is told apart by its beginning.
const MAX_LETTERS: usize = 32;

/// The words of a text: small letters and digits, without marks on letters.
pub(super) fn terms(text: &str) -> impl Iterator<Item = Vec<char>> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            word.chars()
                .flat_map(char::to_lowercase)
                .flat_map(without_mark)
                .take(MAX_LETTERS)
                .collect()
        })
}

/// A letter as people type it who do not have its key. Others are as they are.
fn without_mark(letter: char) -> impl Iterator<Item = char> {
    let plain = match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ł' | 'ĺ' | 'ļ' | 'ľ' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        // The dot that `İ` leaves behind when it becomes small.
        '\u{307}' => "",
        _ => return Letters::One(Some(letter)),
    };
    Letters::Some(plain.chars())
}

/// One letter or those that stand for it.
enum Letters {
    One(Option<char>),
    Some(std::str::Chars<'static>),
}

impl Iterator for Letters {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self {
            Self::One(letter) => letter.take(),
            Self::Some(letters) => letters.next(),
        }
    }
}

/// How many slips a typed word may have: none while it is so short that every other word is near.
pub(super) fn slips_allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// How many slips lead from what was typed to the beginning of a word, if not more than `limit`: a letter too much, too
/// little or wrong, or two neighbours swapped (Damerau's measure in its restricted form). To the beginning, because people
/// are still typing.
pub(super) fn slips(typed: &[char], word: &[char], limit: usize) -> Option<usize> {
    // What is further along than this cannot be within the limit.
    let word = &word[..word.len().min(typed.len() + limit)];
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=word.len()).collect();
    for (row, letter) in typed.iter().enumerate() {
        let mut current = Vec::with_capacity(last.len());
        current.push(row + 1);
        for (column, other) in word.iter().enumerate() {
            let replaced = last[column] + usize::from(letter != other);
            let mut best = replaced.min(last[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && *letter == word[column - 1] && typed[row - 1] == *other {
                best = best.min(before_last[column - 1] + 1);
            }
            current.push(best);
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last.into_iter().min().filter(|slips| *slips <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Vec<char> {
        terms(text).next().unwrap_or_default()
    }

    #[test]
    fn words_are_split_at_everything_that_is_no_letter_or_digit() {
        let of = |text: &str| -> Vec<String> {
            terms(text).map(|term| term.into_iter().collect()).collect()
        };
        assert_eq!(of(" Acme-Pay,  ÜBER 3"), ["acme", "pay", "uber", "3"]);
        assert_eq!(
            of("Straße İstanbul Œuvre"),
            ["strasse", "istanbul", "oeuvre"]
        );
        assert!(of("% _ ' --").is_empty());
        assert_eq!(of(&"x".repeat(99)), ["x".repeat(MAX_LETTERS)]);
    }

    #[test]
    fn a_slip_is_a_letter_too_much_too_little_or_wrong_or_two_swapped() {
        let word = first("survey");
        for typed in [
            "surevy", "survei", "urvey", "surrvey", "survy", "usrvey", "surevey",
        ] {
            assert_eq!(slips(&first(typed), &word, 2), Some(1), "{typed}");
        }
        assert_eq!(slips(&first("survey"), &word, 2), Some(0));
        assert_eq!(slips(&first("surv"), &word, 2), Some(0), "still typing");
        assert_eq!(slips(&first("surev"), &word, 1), Some(1), "still typing");
        assert_eq!(slips(&first("chart"), &word, 2), None);
        assert_eq!(slips(&first("surveyor"), &word, 1), None);
        assert_eq!(slips(&first("surveyor"), &word, 2), Some(2));
    }
}
