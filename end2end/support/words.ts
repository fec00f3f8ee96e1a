// What on a page is not written in its language: found with the pseudo-locale en-XA, in which every text of ours stands in brackets.
import type { Page } from "@playwright/test";

/**
 * Texts, names and descriptions outside of brackets. Exempt is what says so in the markup: data that others chose (`bdi`), code
 * (`code`, `pre`), what is in another language (`lang`), and what is inside a plugin's own element. The title of the document and the
 * attributes may name data that the page shows as such.
 */
export async function untranslated(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const own = document.documentElement.lang;
    const found: string[] = [];
    const letter = /\p{L}/u;
    const data = "bdi, code, pre, textarea, script, style, template, noscript, [translate=no], [data-kind=component] .plugin-body";
    const isExempt = (element: Element) =>
      element.closest(data) !== null || (element.closest("[lang]")?.getAttribute("lang") ?? own) !== own;

    const shown = new Set<string>();
    for (const element of document.querySelectorAll(`${data}, [lang]`)) {
      if (isExempt(element)) shown.add(element.textContent!.replace(/\s+/g, " ").trim());
    }

    // Through the texts in their order: a sentence may be interrupted by data or by a link.
    let depth = 0;
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const parent = node.parentElement!;
      if (isExempt(parent)) continue;
      let outside = "";
      for (const character of node.nodeValue!) {
        if (character === "⟦") depth++;
        else if (character === "⟧") depth--;
        else if (depth === 0) outside += character;
      }
      if (letter.test(outside)) found.push(`<${parent.localName} class="${parent.className}">: ${outside.trim()}`);
    }
    if (depth !== 0) found.push(`brackets do not match: ${depth}`);

    const withoutWords = (text: string) => {
      let rest = text;
      for (let before = ""; before !== rest; ) {
        before = rest;
        rest = rest.replace(/⟦[^⟦⟧]*⟧/g, "");
      }
      // Examples of addresses and colours are typed as they are.
      const parts = rest.split(/[·,:]\s/).map((part) => part.trim());
      return /^(https?:\/\/|#)\S+$/.test(rest) || parts.every((part) => !letter.test(part) || shown.has(part));
    };
    if (!withoutWords(document.title)) found.push(`title: ${document.title}`);
    for (const element of document.querySelectorAll("*")) {
      if (isExempt(element)) continue;
      for (const name of ["aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "alt", "title", "placeholder", "label"]) {
        const value = element.getAttribute(name);
        // What a plugin adds is called what the plugin calls it, and the examples in its forms are its own.
        if (name === "aria-label" && element.matches("[data-extension]")) continue;
        if (name === "placeholder" && element.closest("form")?.querySelector('[name="portico_plugin"]')) continue;
        if (value && !withoutWords(value)) found.push(`${name} of <${element.localName} class="${element.className}">: ${value}`);
      }
      if (element instanceof HTMLInputElement && ["submit", "button", "reset"].includes(element.type) && !withoutWords(element.value)) {
        found.push(`value of a button: ${element.value}`);
      }
    }
    return found;
  });
}

/** Words that are the same in English and German, or names. */
const SAME = new Set([
  "API", "Host", "Hosts", "Links", "Live", "Logo", "Marketing", "Name", "Origin", "Origins", "Plugin", "Plugins", "Shop", "Slot", "Slots", "Status", "Store",
  "System", "Test", "Text", "Token", "Version", "Webhook", "Website",
]);

/**
 * Texts and names of ours that are the same on a page in English and in German; each page as the server sends it. Exempt is what is
 * exempt in {@link untranslated}, and words that both languages have.
 */
export async function sameWords(page: Page, english: string, german: string): Promise<string[]> {
  const same = await page.evaluate(
    ([english, german]) => {
      const data = "bdi, code, pre, textarea, script, style, template, noscript, [translate=no], [data-kind=component] .plugin-body";
      const words = (html: string) => {
        const page = new DOMParser().parseFromString(html, "text/html");
        const own = page.documentElement.lang;
        const isExempt = (element: Element) => element.closest(data) !== null || (element.closest("[lang]")?.getAttribute("lang") ?? own) !== own;
        const found = new Set<string>();
        const add = (text: string | null) => {
          const said = text?.replace(/\s+/g, " ").trim();
          if (said && /\p{L}{2}/u.test(said)) found.add(said);
        };
        const walk = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
          if (!isExempt(node.parentElement!)) add(node.nodeValue);
        }
        for (const element of page.body.querySelectorAll("*")) {
          if (isExempt(element)) continue;
          for (const name of ["aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "alt", "title", "label"]) {
            // What a plugin adds is called what the plugin calls it.
            if (name !== "aria-label" || !element.matches("[data-extension]")) add(element.getAttribute(name));
          }
        }
        return found;
      };
      const inGerman = words(german);
      return [...words(english)].filter((text) => inGerman.has(text));
    },
    [english, german] as const,
  );
  return same.filter((text) => !SAME.has(text));
}
