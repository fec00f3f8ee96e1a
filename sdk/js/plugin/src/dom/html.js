// What the polyfill's parser of `innerHTML` does not understand: comments without text, and names of characters.
import { window } from "./window.js";

const NAMES = {
  nbsp: "\u00a0", copy: "©", reg: "®", trade: "™", hellip: "…", mdash: "—", ndash: "–", laquo: "«", raquo: "»", lsquo: "‘", rsquo: "’",
  ldquo: "“", rdquo: "”", bdquo: "„", bull: "•", middot: "·", times: "×", deg: "°", euro: "€", pound: "£", larr: "←", rarr: "→", uarr: "↑",
  darr: "↓", check: "✓", shy: "\u00ad", ensp: "\u2002", emsp: "\u2003", thinsp: "\u2009", hearts: "♥", star: "☆", starf: "★",
};

const understood = (html) =>
  String(html)
    .replaceAll("<!---->", "<!-- -->")
    .replace(/&([a-z]+);/gi, (reference, name) => (Object.hasOwn(NAMES, name) ? NAMES[name] : reference));

for (const { prototype } of [window.Element, window.HTMLTemplateElement]) {
  const { get, set } = Object.getOwnPropertyDescriptor(prototype, "innerHTML");
  Object.defineProperty(prototype, "innerHTML", {
    configurable: true,
    get,
    set(html) {
      set.call(this, html === null || html === undefined ? "" : understood(html));
    },
  });
}
