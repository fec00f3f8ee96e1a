// Which language an example speaks.

/** German for German, else English. */
export const languageOf = (locale) => (/^de\b/i.test(locale) ? "de" : "en");

/** Numbers and dates in the language of the texts, with the region of the page where it has one. */
export const regionOf = (locale) => (/^(de|en)\b/i.test(locale) ? locale.replaceAll("_", "-") : "en");

/**
 * The texts for a page's language. Those with something to fill in are functions.
 *
 * @template T
 * @param {{ en: T, de: T }} words
 * @returns {T}
 */
export const inLanguage = (words, locale) => words[languageOf(locale)];

/** What went wrong, in words: only one reason is the reader's to know. */
export function reason(error, words) {
  return String(error?.message).startsWith("sign_in_required") ? words.signIn : words.failed;
}
