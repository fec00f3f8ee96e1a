import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { languageOf, localized, say } from "../src/texts.js";

test("German is spoken to every German, English to everyone else", () => {
  for (const tag of ["de", "de-CH", "DE-at"]) assert.equal(languageOf(tag), "de");
  for (const tag of ["en", "den", "fr", ""]) assert.equal(languageOf(tag), "en");
  assert.equal(say("de", "failed", "$& Pay"), "$& Pay konnte nicht angezeigt werden");
});

test("PARITY 20: the best text of a plugin is found, and an empty one is none", () => {
  const texts = { en: "Reviews", de: "Bewertungen", "de-CH": "" };
  assert.equal(localized(texts, "de-CH"), "Bewertungen");
  assert.equal(localized(texts, "DE-AT"), "Bewertungen");
  assert.equal(localized(texts, "fr"), "Reviews");
  assert.equal(localized({ fr: "Avis", it: "", "*": "fr" }, "it"), "Avis");
  assert.equal(localized({ it: "", fr: "Avis" }, "de"), "Avis");
  assert.equal(localized({}, "de"), "");
  assert.equal(localized(undefined, "de"), "");
});

test("what the pages of the store say as well is said in the same words", () => {
  const own = readFileSync(new URL("../../../app/src/i18n/slot.rs", import.meta.url), "utf8");
  for (const key of ["failed", "retry", "why"]) {
    for (const locale of ["en", "de"]) assert.ok(own.includes(`"${say(locale, key, "{plugin}")}"`), `${key} in ${locale}`);
  }
  for (const key of ["network", "integrity", "crashed", "undefined", "twice", "flooded", "unresponsive", "limit", "protocol", "navigated"]) {
    for (const locale of ["en", "de"]) assert.ok(own.includes(`"${say(locale, key)}"`), `${key} in ${locale}`);
  }
});
