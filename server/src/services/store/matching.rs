//! Which documents fit the words that somebody typed, and how well: pure, over an index of their terms.
//!
//! A word fits where a term starts with it or, from three letters on, contains it. Only a word that fits nothing the reader
//! may see is taken for a slip of the fingers, and then fits the terms that are near. Both are looked up by the pairs of
//! letters that two words share (*q*-gram lemma: one slip changes at most three pairs), so that the work grows with the number
//! of terms that resemble the word, not with the number of documents.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::terms::{slips, slips_allowed, terms};

/// Words beyond these are ignored: nobody types more, and each costs a look-up.
const MAX_WORDS: usize = 8;
/// From how many letters on a word is also looked for inside of terms.
const INSIDE_FROM: usize = 3;
/// Stands before the first letter of a term.
const START: char = '\0';

/// A part of a document and how much it says about it.
pub(super) struct Part<'a> {
    /// The text.
    pub text: &'a str,
    /// More counts more.
    pub weight: u32,
}

/// The terms of all documents. Documents are numbered as they came.
#[derive(Debug, Default)]
pub struct Index {
    documents: usize,
    /// In order.
    terms: Vec<Term>,
    /// Pair of letters → terms that have it, ascending.
    pairs: HashMap<[char; 2], Vec<usize>>,
}

#[derive(Debug)]
struct Term {
    letters: Vec<char>,
    /// Document → the weight of the best part that has the term.
    places: BTreeMap<usize, u32>,
}

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Document → how well it fits; all that fit every word.
    pub scores: BTreeMap<usize, u32>,
    /// At least one word fits nothing as it was typed.
    pub similar: bool,
}

/// How a word fits a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    Whole,
    Start,
    Inside,
    Near(usize),
}

impl Fit {
    fn factor(self) -> u32 {
        match self {
            Self::Whole => 4,
            Self::Start => 3,
            Self::Inside | Self::Near(0..=1) => 2,
            Self::Near(_) => 1,
        }
    }
}

impl Index {
    /// Reads all documents, each as its parts.
    pub(super) fn new<'a>(documents: impl IntoIterator<Item = Vec<Part<'a>>>) -> Self {
        let mut index = Self::default();
        let mut places: BTreeMap<Vec<char>, BTreeMap<usize, u32>> = BTreeMap::new();
        for (document, parts) in documents.into_iter().enumerate() {
            index.documents = document + 1;
            for part in parts {
                for term in terms(part.text) {
                    let weight = places.entry(term).or_default().entry(document).or_default();
                    *weight = part.weight.max(*weight);
                }
            }
        }
        for (at, (letters, places)) in places.into_iter().enumerate() {
            for pair in pairs(&letters) {
                index.pairs.entry(pair).or_default().push(at);
            }
            index.terms.push(Term { letters, places });
        }
        index
    }

    /// What fits all words of a query, among the documents that the reader may see. Without a word everything does.
    pub(super) fn find(&self, query: &str, visible: impl Fn(usize) -> bool) -> Found {
        let mut found = Found {
            scores: (0..self.documents)
                .filter(|document| visible(*document))
                .map(|document| (document, 0))
                .collect(),
            similar: false,
        };
        for word in terms(query).take(MAX_WORDS) {
            let mut fits = self.scores(&self.literally(&word), &visible);
            if fits.is_empty() {
                fits = self.scores(&self.nearly(&word), &visible);
                found.similar |= !fits.is_empty();
            }
            found.scores.retain(|document, score| {
                let fit = fits.get(document);
                *score += fit.unwrap_or(&0);
                fit.is_some()
            });
        }
        found
    }

    /// The best fit of each document that may be seen.
    fn scores(
        &self,
        fits: &[(usize, Fit)],
        visible: impl Fn(usize) -> bool,
    ) -> BTreeMap<usize, u32> {
        let mut scores = BTreeMap::new();
        for (at, fit) in fits {
            for (document, weight) in &self.terms[*at].places {
                if visible(*document) {
                    let score: &mut u32 = scores.entry(*document).or_default();
                    *score = (weight * fit.factor()).max(*score);
                }
            }
        }
        scores
    }

    /// The terms that start with a word or contain it.
    fn literally(&self, word: &[char]) -> Vec<(usize, Fit)> {
        let from = self
            .terms
            .partition_point(|term| term.letters.as_slice() < word);
        let mut fits: Vec<_> = (from..self.terms.len())
            .take_while(|at| self.terms[*at].letters.starts_with(word))
            .map(|at| {
                let whole = self.terms[at].letters.len() == word.len();
                (at, if whole { Fit::Whole } else { Fit::Start })
            })
            .collect();
        if word.len() >= INSIDE_FROM {
            let rarest = word
                .windows(2)
                .map(|pair| self.having([pair[0], pair[1]]))
                .min_by_key(|terms| terms.len());
            let inside = rarest.unwrap_or_default().iter().filter(|at| {
                let letters = &self.terms[**at].letters;
                !letters.starts_with(word) && letters.windows(word.len()).any(|part| part == word)
            });
            fits.extend(inside.map(|at| (*at, Fit::Inside)));
        }
        fits
    }

    /// The terms that a word is near to.
    fn nearly(&self, word: &[char]) -> Vec<(usize, Fit)> {
        let limit = slips_allowed(word.len());
        if limit == 0 {
            return Vec::new();
        }
        let of_word = pairs(word);
        let shared = of_word.len().saturating_sub(3 * limit);
        let candidates: Vec<usize> = if shared == 0 {
            (0..self.terms.len()).collect()
        } else {
            let mut counts: HashMap<usize, usize> = HashMap::new();
            for at in of_word.iter().flat_map(|pair| self.having(*pair)) {
                *counts.entry(*at).or_default() += 1;
            }
            counts.retain(|_, count| *count >= shared);
            counts.into_keys().collect()
        };
        candidates
            .into_iter()
            .filter_map(|at| Some((at, Fit::Near(slips(word, &self.terms[at].letters, limit)?))))
            .collect()
    }

    fn having(&self, pair: [char; 2]) -> &[usize] {
        self.pairs.get(&pair).map_or(&[], Vec::as_slice)
    }
}

/// The different pairs of neighbours in a word, the first letter with its start.
fn pairs(letters: &[char]) -> BTreeSet<[char; 2]> {
    let before = std::iter::once(&START).chain(letters);
    before
        .zip(letters)
        .map(|(before, letter)| [*before, *letter])
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::time::{Duration, Instant};

    use proptest::prelude::*;
    use proptest::sample::Index as Pick;

    use super::*;

    fn index(documents: &[String]) -> Index {
        Index::new(documents.iter().map(|text| vec![Part { text, weight: 1 }]))
    }

    fn all(_: usize) -> bool {
        true
    }

    fn found(found: &Found) -> Vec<usize> {
        found.scores.keys().copied().collect()
    }

    /// Documents of words that are alike, so that slips matter.
    fn documents() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec("[a-e]{1,9}( [a-eÄß]{1,9}){0,4}", 1..8)
    }

    /// What one slip of the fingers makes of a word.
    fn slipped(word: &[char], kind: u8, at: Pick, letter: char) -> String {
        let mut word = word.to_vec();
        let at = at.index(word.len());
        match kind % 4 {
            0 => word.insert(at, letter),
            1 => word[at] = letter,
            2 if at + 1 < word.len() => word.swap(at, at + 1),
            _ => {
                word.remove(at);
            }
        }
        word.into_iter().collect()
    }

    #[test]
    fn forms_18_a_swapped_letter_finds_the_survey() {
        let documents = ["After-order survey", "Sales chart", "Survival kit"].map(str::to_owned);
        let index = index(&documents);
        for typed in ["surevy", "SURVY", "surveys", "surve", "surev"] {
            let hits = index.find(typed, all);
            assert!(hits.scores.contains_key(&0), "{typed}");
            assert!(!hits.scores.contains_key(&1), "{typed}");
        }
        assert!(index.find("surevy", all).similar);
        assert!(!index.find("survey", all).similar);
        assert_eq!(found(&index.find("sale surevy", all)), [0; 0], "all words");
        assert_eq!(
            found(&index.find("sle", all)),
            [0; 0],
            "too short to be a slip"
        );
    }

    #[test]
    fn a_whole_word_counts_more_than_its_start_and_that_more_than_its_inside() {
        let documents = ["pay", "payment", "autopay"].map(str::to_owned);
        let scores = index(&documents).find("pay", all).scores;
        assert!(scores[&0] > scores[&1] && scores[&1] > scores[&2]);
    }

    #[test]
    fn a_heavier_part_counts_more() {
        let part = |text, weight| Part { text, weight };
        let index = Index::new([
            vec![part("chart", 16)],
            vec![part("other", 16), part("chart", 1)],
        ]);
        let scores = index.find("chart", all).scores;
        assert!(scores[&0] > scores[&1]);
    }

    proptest! {
        #[test]
        fn a_word_finds_all_documents_that_have_it_and_only_those(
            documents in documents(), word in "[a-e]{1,9}"
        ) {
            let hits = index(&documents).find(&word, all);
            let letters: Vec<char> = word.chars().collect();
            let fits = |term: &[char]| {
                term.starts_with(&letters)
                    || letters.len() >= INSIDE_FROM
                        && term.windows(letters.len()).any(|part| part == letters)
            };
            let near = |term: &[char]| slips(&letters, term, slips_allowed(letters.len())).is_some();
            let with = |fit: &dyn Fn(&[char]) -> bool| -> Vec<usize> {
                (0..documents.len())
                    .filter(|at| terms(&documents[*at]).any(|term| fit(&term)))
                    .collect()
            };
            let literal = with(&fits);
            // The pairs of letters are only a short cut: without them the same is found.
            let wanted = if literal.is_empty() && letters.len() >= 4 { with(&near) } else { literal.clone() };
            prop_assert_eq!(hits.similar, literal.is_empty() && !wanted.is_empty());
            prop_assert_eq!(found(&hits), wanted);
        }

        #[test]
        fn one_slip_in_a_word_of_some_length_still_finds_something(
            documents in documents(), which in any::<Pick>(), kind in any::<u8>(), at in any::<Pick>(), letter in "[a-e]"
        ) {
            let long: Vec<_> = documents
                .iter()
                .flat_map(|text| terms(text))
                .filter(|term| term.len() >= 5)
                .collect();
            prop_assume!(!long.is_empty());
            let typed = slipped(&long[which.index(long.len())], kind, at, letter.chars().next().unwrap());
            prop_assert!(!index(&documents).find(&typed, all).scores.is_empty(), "{}", typed);
        }

        #[test]
        fn what_the_reader_may_not_see_changes_nothing(
            documents in documents(), hidden in any::<Pick>(), query in "[a-e]{1,6}( [a-e]{1,6})?"
        ) {
            let hidden = hidden.index(documents.len());
            let mut without = documents.clone();
            without[hidden] = String::new();
            let seen = |at: usize| at != hidden;
            prop_assert_eq!(index(&documents).find(&query, seen), index(&without).find(&query, seen));
        }

        #[test]
        fn every_further_word_narrows_and_their_order_does_not_matter(
            documents in documents(), one in "[a-e]{1,6}", two in "[a-e]{1,6}"
        ) {
            let index = index(&documents);
            let both = index.find(&format!("{one} {two}"), all);
            let swapped = index.find(&format!("{two}, {one}"), all);
            prop_assert_eq!(&both, &swapped);
            let first = index.find(&one, all);
            prop_assert!(both.scores.keys().all(|at| first.scores.contains_key(at)));
        }

        #[test]
        fn whatever_is_typed_is_answered(documents in prop::collection::vec(".{0,40}", 0..4), query in ".{0,60}") {
            let hits = index(&documents).find(&query, all);
            prop_assert!(hits.scores.keys().all(|at| *at < documents.len()));
        }
    }

    /// Measured by hand: `cargo nextest run --run-ignored only -E 'test(hundred_thousand)' --no-capture`, in release.
    #[test]
    #[ignore = "a measurement"]
    fn a_hundred_thousand_listings_are_searched_within_milliseconds() {
        let mut seed = 7_u64;
        let mut next = move |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) % below
        };
        let syllables = [
            "ba", "der", "fi", "gon", "lu", "mar", "ne", "pos", "ri", "ster", "to", "vey", "sur",
            "zan",
        ];
        let words: Vec<String> = (0..60_000)
            .map(|_| {
                (0..2 + next(3))
                    .map(|_| syllables[usize::try_from(next(14)).unwrap()])
                    .collect()
            })
            .collect();
        let documents: Vec<String> = (0..100_000)
            .map(|_| {
                (0..20).fold(String::new(), |mut text, _| {
                    write!(text, "{} ", words[usize::try_from(next(60_000)).unwrap()]).unwrap();
                    text
                })
            })
            .collect();
        let start = Instant::now();
        let index = index(&documents);
        println!(
            "{} terms indexed in {:?}",
            index.terms.len(),
            start.elapsed()
        );
        for query in ["survey", "surevy", "zanposter", "zanpsoter fi", "s"] {
            let start = Instant::now();
            let hits = index.find(query, all).scores.len();
            let took = start.elapsed();
            println!("{query}: {hits} in {took:?}");
            assert!(took < Duration::from_secs(1));
        }
    }
}
