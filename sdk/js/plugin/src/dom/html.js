// What the polyfill's parser of `innerHTML` does not understand: comments without text, and names of characters.
import { window } from "./window.js";

const NAMES = {
  nbsp: "\u00a0", copy: "©", reg: "®", trade: "™", hellip: "…", mdash: "—", ndash: "–", laquo: "«", raquo: "»", lsquo: "‘", rsquo: "’",
  ldquo: "“", rdquo: "”", bdquo: "„", bull: "•", middot: "·", times: "×", deg: "°", euro: "€", pound: "£", larr: "←", rarr: "→", uarr: "↑",
  darr: "↓", check: "✓", shy: "\u00ad", ensp: "\u2002", emsp: "\u2003", thinsp: "\u2009", hearts: "♥", star: "☆", starf: "★",
};

// The polyfill takes an empty comment for nothing, so it gets a text that is taken out again: Svelte knows its marks by having none.
const EMPTY = "\u{f0000}";

const understood = (html) =>
  String(html)
    .replaceAll("<!---->", `<!--${EMPTY}-->`)
    .replace(/&([a-z]+);/gi, (reference, name) => (Object.hasOwn(NAMES, name) ? NAMES[name] : reference));

function emptyComments(node) {
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === 8 && child.data === EMPTY) child.data = "";
    else emptyComments(child);
  }
}

for (const { prototype } of [window.Element, window.HTMLTemplateElement]) {
  const { get, set } = Object.getOwnPropertyDescriptor(prototype, "innerHTML");
  Object.defineProperty(prototype, "innerHTML", {
    configurable: true,
    get,
    set(html) {
      const text = html === null || html === undefined ? "" : understood(html);
      set.call(this, text);
      if (text.includes(EMPTY)) emptyComments(this.content ?? this);
    },
  });
}
