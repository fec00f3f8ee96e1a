// Language and theme of the place where an element stands, and when they change.

/**
 * The closest `lang`, also across shadow roots; else the browser's language.
 * @param {Element} element
 * @returns {string}
 */
export function localeOf(element) {
  for (let at = element; at; at = at.getRootNode().host) {
    const lang = at.closest("[lang]")?.getAttribute("lang");
    if (lang) return lang;
  }
  return navigator.language || "en";
}

/**
 * The attribute `theme`, else what the reader prefers.
 * @param {Element} element
 * @returns {"light" | "dark"}
 */
export function themeOf(element) {
  const chosen = element.getAttribute("theme");
  if (chosen === "light" || chosen === "dark") return chosen;
  return darkness().matches ? "dark" : "light";
}

const darkness = () => matchMedia("(prefers-color-scheme: dark)");

/**
 * Calls back when the reader prefers another theme, or the document's language changes.
 * @param {() => void} changed
 * @returns {() => void} ends it
 */
export function watchSurroundings(changed) {
  const query = darkness();
  query.addEventListener("change", changed);
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
  return () => {
    query.removeEventListener("change", changed);
    observer.disconnect();
  };
}
