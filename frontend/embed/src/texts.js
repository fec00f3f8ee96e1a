// What the embed itself says, in English and German, and the choice among a plugin's own texts.

const TEXTS = {
  en: {
    failed: "{plugin} could not be shown",
    stopped: "{plugin} was stopped",
    off: "{plugin} is off for you now",
    slotFailed: "The plugins could not be loaded",
    retry: "Try again",
    again: "Turn on again",
    why: "Why?",
    store: "Open the plugin store",
    timeout: "It did not answer within 10 seconds.",
    network: "Its files could not be loaded.",
    integrity: "Its code is not the code that was reviewed, so it was not run.",
    crashed: "It stopped with an error of its own.",
    undefined: "It loaded, but did not define what it promised.",
    twice: "Its script defines an element that exists already.",
    flooded: "It put more onto the page than a plugin may, so it was taken out.",
    unresponsive: "It stopped answering, so it was ended.",
    limit: "It asked more of the page than a plugin may, so it was ended.",
    protocol: "It did not keep to the rules between plugin and page, so it was ended.",
    navigated: "It tried to leave for another address, so it was ended.",
    suspended: "It had to be stopped three times within ten minutes.",
    stillOff: "Your organisation has it off, too.",
    server: "The server could not be reached, or refused this page.",
    goesOn: "The page goes on without it.",
  },
  de: {
    failed: "{plugin} konnte nicht angezeigt werden",
    stopped: "{plugin} wurde beendet",
    off: "{plugin} ist jetzt für Sie aus",
    slotFailed: "Die Plugins konnten nicht geladen werden",
    retry: "Erneut versuchen",
    again: "Wieder einschalten",
    why: "Warum?",
    store: "Plugin-Store öffnen",
    timeout: "Es hat nicht innerhalb von 10 Sekunden geantwortet.",
    network: "Seine Dateien konnten nicht geladen werden.",
    integrity: "Sein Code ist nicht der geprüfte, darum wurde er nicht ausgeführt.",
    crashed: "Es hat sich mit einem eigenen Fehler beendet.",
    undefined: "Es wurde geladen, hat aber nicht bereitgestellt, was es zugesagt hat.",
    twice: "Sein Skript definiert ein Element, das es schon gibt.",
    flooded: "Es hat mehr auf die Seite gesetzt, als ein Plugin darf, darum wurde es entfernt.",
    unresponsive: "Es hat nicht mehr geantwortet, darum wurde es beendet.",
    limit: "Es hat mehr von der Seite verlangt, als ein Plugin darf, darum wurde es beendet.",
    protocol: "Es hat sich nicht an die Regeln zwischen Plugin und Seite gehalten, darum wurde es beendet.",
    navigated: "Es wollte zu einer anderen Adresse wechseln, darum wurde es beendet.",
    suspended: "Es musste dreimal in zehn Minuten beendet werden.",
    stillOff: "Ihre Organisation hat es auch ausgeschaltet.",
    server: "Der Server war nicht erreichbar oder hat diese Seite abgewiesen.",
    goesOn: "Die Seite funktioniert ohne es weiter.",
  },
};

/** @typedef {keyof typeof TEXTS.en} TextKey */

/**
 * @param {string} locale BCP 47
 * @returns {"de" | "en"} the language that is spoken to it
 */
export const languageOf = (locale) => (/^de(-|$)/i.test(locale) ? "de" : "en");

/**
 * @param {string} locale
 * @param {TextKey} key
 * @param {string} [plugin]
 */
export function say(locale, key, plugin = "") {
  return TEXTS[languageOf(locale)][key].replace("{plugin}", () => plugin);
}

/**
 * The best of a plugin's texts, as sdk/src/i18n.rs chooses: the tag, then shortened from the right, then the plugin's default (`*`),
 * then English, then the first one there is. An empty text counts as missing (PARITY 20).
 * @param {Record<string, string> | undefined} texts
 * @param {string} locale
 */
export function localized(texts, locale) {
  const { "*": fallback = "", ...own } = Object(texts);
  const known = Object.entries(own).filter(([, text]) => text);
  const wanted = [...shortened(locale), ...shortened(fallback), "en"];
  for (const tag of wanted) {
    const found = known.find(([lang]) => lang.toLowerCase() === tag.toLowerCase());
    if (found) return found[1];
  }
  return known[0]?.[1] ?? "";
}

function shortened(tag) {
  const parts = tag.split("-");
  return parts.map((_, at) => parts.slice(0, parts.length - at).join("-")).filter(Boolean);
}
