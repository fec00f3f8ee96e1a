// Where our receiver and DOMRemoteReceiver differ, and why. Tests are named `group > name`; remote-dom.test.js runs all of them and looks
// whether each entry is true. THREATS and PARITY are the numbered lists that the tests of this repository are named after.

const POLICY = "DOMRemoteReceiver host policy";
const COMPATIBILITY = "DOMRemoteReceiver compatibility defaults";
const DEFINITIONS = "DOMRemoteReceiver member definitions";
const URLS = "DOMRemoteReceiver URL values";
const PROTOCOL = "DOMRemoteReceiver protocol property";

/** What a test is not about and could not pass: it is replaced before the test is run. */
export const SUBSTITUTED = [
  { file: "DOMRemoteReceiver.protocol.test.ts", from: "'custom:path'", to: "'https://custom.example/path'", because: "THREATS 9: a link leads to https, http, mailto or tel" },
  { file: "DOMRemoteReceiver.definitions.test.ts", from: ", new String('Hello')", to: "", because: "THREATS 13: only primitives pass; an object that wraps one arrives as undefined" },
  { file: "DOMRemoteReceiver.definitions.test.ts", from: ", new Boolean(false)", to: "", because: "THREATS 13" },
  { file: "DOMRemoteReceiver.definitions.test.ts", from: ", new Number(0)", to: "", because: "THREATS 13" },
];

/** Tests that do not apply. They are run nevertheless: one that passes has no business here. */
export const SKIPPED = {
  [`${POLICY} > rejects unlisted img elements`]: "PARITY 35: native elements are the same for every plugin; components are listed",
  [`${POLICY} > validates the whole subtree before creating elements or retaining values`]: "THREATS j: what is refused is a placeholder, and what is around it is shown",
  [`${DEFINITIONS} > validates nested types before constructing nodes or retaining values`]: "THREATS j: a refused value is left out, and the element is shown",
  [`${URLS} > validates nested values before DOM construction or retaining values`]: "THREATS j: a refused address is left out, and the element is shown",
  [`${POLICY} > allows only the capabilities declared for each element and channel`]: "PARITY 43: a prop of a component is one member, whether a plugin writes it as property or attribute",
  [`${DEFINITIONS} > authorizes default, explicit, and additional attribute names without reflecting properties`]: "PARITY 43: a prop is one member",
  [`${DEFINITIONS} > does not convert raw attribute values to strings`]: "PARITY 43: a prop is one member, and its type holds for both",
  [`${DEFINITIONS} > keeps compiled definitions separate for each receiver`]: "PARITY 43: a prop is one member",
  [`${DEFINITIONS} > validates initial and updated array properties without coercion`]: "PARITY 43: lists are `json`, which takes every value that passes the bridge",
  [`${DEFINITIONS} > validates initial and updated object properties without coercion`]: "PARITY 43: objects are `json`, which takes every value that passes the bridge",
  [`${POLICY} > keeps explicit call callbacks authoritative`]: "PARITY 43: methods are granted by name",
  [`${POLICY} > allows text updates on node type 8`]: "THREATS 12: a comment of a plugin is an empty comment",
};

const ELEMENT = "THREATS 11: there is no such element for a plugin";
const ADDRESS = "THREATS 9: a link leads to https, http, mailto or tel, never into the page's own site";
const native = (element, member) => [`${URLS} > checks initial and updated ${element}.${member} in both channels`, { because: ELEMENT, refuses: `Node is not allowed: ${element}` }];
const link = (value) => [`${URLS} > preserves supported URL value ${JSON.stringify(value)}`, { because: ADDRESS, refuses: "Node is not allowed: a" }];

/** Tests that want something allowed which is refused: they have to fail for exactly this. */
export const STRICTER = {
  ...Object.fromEntries([native("iframe", "src"), native("form", "action"), native("object", "data"), native("OBJECT", "data"), native("video", "poster")]),
  ...Object.fromEntries(["/orders", "../orders", "#section", "?tab=details", "", "data:image/png;base64,aGVsbG8="].map(link)),
  [`${COMPATIBILITY} > rejects native form.requestSubmit without invoking it`]: { because: ELEMENT, refuses: "Node is not allowed: form" },
  [`${PROTOCOL} > does not reject protocol attribute mutations`]: { because: "THREATS 10: `protocol` is no attribute of a link", refuses: "Remote property is not allowed: protocol" },
  [`${POLICY} > allows prototype-named event types without reading inherited listener entries`]: { because: "THREATS 27: the key `__proto__` is refused wherever it is", refuses: "Node is not allowed: ui-button" },
  [`${POLICY} > allows cached element calls while disconnected from the DOM`]: { because: "THREATS 28: what was removed cannot be called", refuses: "Method is not allowed: focus" },
  "DOMRemoteReceiver cache > stops targeting and reusing a removed element without caching": { because: "THREATS 10: `value` is no property of a div", refuses: "Node is not allowed: div" },
};

/** Tests that should pass and do not. */
export const OPEN = {};
