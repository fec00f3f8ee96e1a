// THREATS 10, 11, 12, 14 and 18: attributes, elements, namespaces, names, inputs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { FIREFOX } from "../browser.js";
import { el, leak, listener, openLab, shown, text } from "./lab.js";

let lab;
before(async () => {
  lab = await openLab();
});
after(() => lab.close());

const PNG = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const press = () => ({ children: [text("Press here")] });
/** Attributes of what is in the plugin's place, without ours. */
const attributes = (page) => page.evaluate(() => [...new Set([...window.root().querySelectorAll("*")].flatMap((each) => each.getAttributeNames()))].sort());

test("THREATS 10 and PARITY 40: code in attributes and properties passes in no channel and no case", async () => {
  const code = (n) => `hit(${n})`;
  const attacks = [];
  /** One name in every spelling, as attribute, as a later record with a kind and without. */
  const everywhere = (name, spellings, element, { act, value = code, more = {}, ...rest } = {}) => {
    for (const spelling of spellings) attacks.push({ name: `${element} ${spelling}`, nodes: (n) => el(element, { ...more, [spelling]: value(n) }, press()), act, ...rest });
    attacks.push(
      { name: `${element} ${name}, later`, nodes: () => el(element, more, press()), then: (id, n) => [[3, id, name, value(n)]], act, ...(["srcdoc", "style"].includes(name) ? {} : { dead: "remote-dom takes it for a property, which needs a function" }), ...rest },
      { name: `${element} ${name}, later, as attribute`, nodes: () => el(element, more, press()), then: (id, n) => [[3, id, name, value(n), 2]], act, ...rest },
    );
  };
  everywhere("onclick", ["onclick", "ONCLICK", "OnClick"], "p", { act: "click" });
  everywhere("onmouseover", ["onmouseover", "ONMOUSEOVER"], "b", { act: "hover" });
  everywhere("onpointerenter", ["onpointerenter"], "button", { act: "hover" });
  everywhere("onfocus", ["onfocus", "onFocus"], "input", { act: "focus" });
  everywhere("onerror", ["onerror", "OnError"], "img", { more: { src: "/none" } });
  everywhere("onload", ["onload", "ONLOAD"], "img", { more: { src: PNG } });
  everywhere("onanimationstart", ["onanimationstart"], "i", { more: { style: "animation:1s blink" } });
  everywhere("ontoggle", ["ontoggle", "onToggle"], "details", { more: { open: "" } });
  everywhere("onbeforetoggle", ["onbeforetoggle"], "details", { more: { open: "" }, dead: "only what pops up tells before" });
  everywhere("srcdoc", ["srcdoc", "SrcDoc"], "iframe", { value: (n) => `<script>parent.hit(${n})</script>` });
  everywhere("formaction", ["formaction", "formAction"], "button", { value: (n) => `javascript:hit(${n})`, act: "click", dead: "only in a form, which is the next test's" });
  everywhere("xlink:href", ["xlink:href", "XLINK:HREF"], "a", { value: (n) => `javascript:hit(${n})`, act: "click", dead: "with setAttribute it is a name with a colon" });
  everywhere("is", ["is", "IS"], "button", { value: () => "evil-button", dead: "only createElement hears of it, and no such element is defined" });
  everywhere("style", ["style", "STYLE"], "p", { value: (n) => `background:url(${leak(n)})` });
  everywhere("autofocus", ["autofocus"], "input", { more: { onfocus: "hit(1)" }, dead: "a page that has had a focus gives it to nobody" });
  // As properties these parse HTML, or are code.
  const markup = (n) => `<img src=x onerror=hit(${n})>`;
  for (const [element, name, value, dead] of [
    ["p", "innerHTML", markup], ["p", "outerHTML", markup, "it is no element of the page yet, so there is nothing to replace"], ["iframe", "srcdoc", (n) => `<script>parent.hit(${n})</script>`],
    ["p", "onclick", code, "a text is no function"], ["p", "style", (n) => `background:url(${leak(n)})`], ["p", "cssText", (n) => `background:url(${leak(n)})`, "of the style, not of the element"],
    ["p", "insertAdjacentHTML", markup, "a method"], ["p", "setHTMLUnsafe", markup, "a method"],
    ["p", "nonce", () => "n", "says nothing here"], ["p", "INNERHTML", markup, "there is no such property"], ["script", "text", code], ["script", "textContent", code], ["script", "innerText", code],
  ]) attacks.push({ name: `${element}.${name}`, nodes: (n) => el(element, {}, { properties: { [name]: value(n) } }), act: name === "onclick" ? "click" : undefined, dead });
  attacks.push(
    { name: "p.innerHTML, later", nodes: () => el("p"), then: (id, n) => [[3, id, "innerHTML", markup(n), 1]] },
    { name: "p.outerHTML, later", nodes: () => el("p"), then: (id, n) => [[3, id, "outerHTML", markup(n), 1]] },
    // As listeners: what is no function is none, and a name is no attribute.
    { name: "a text as listener", nodes: (n) => el("p", {}, { ...press(), eventListeners: { click: code(n) } }), act: "click", dead: "addEventListener takes no text" },
    { name: "a text as listener onclick", nodes: (n) => el("p", {}, { ...press(), eventListeners: { onclick: code(n) } }), act: "click", dead: "addEventListener takes no text" },
    { name: "a text as listener, later", nodes: () => el("p", {}, press()), then: (id, n) => [[3, id, "onclick", code(n), 3]], act: "click", dead: "addEventListener takes no text" },
    { name: "an object with handleEvent as listener", nodes: (n) => el("p", {}, { ...press(), eventListeners: { click: { handleEvent: code(n) } } }), act: "click", dead: "its handleEvent is a text" },
  );
  const page = await lab.battle(attacks, { prepare: (page) => page.addStyleTag({ content: "@keyframes blink { to { opacity: 1 } }" }) });
  // `/none` is an address of the host, so no image has it; of all that was sent, this is left.
  assert.deepEqual(await attributes(page), ["autocomplete", "open", "src", "style"]);
  assert.deepEqual(await page.evaluate(() => [...window.root().querySelectorAll("[style]")].filter((each) => [...each.style].some((name) => !name.startsWith("animation-"))).length), 0);
  assert.deepEqual(await page.evaluate(() => [...window.root().querySelectorAll("*")].filter((each) => [...Object.keys(Object.getOwnPropertyDescriptors(HTMLElement.prototype))].some((name) => name.startsWith("on") && each[name])).length), 0);
});

test("THREATS 10: listeners are for events that a plugin may hear of", async () => {
  const hostile = ["submit", "formdata", "paste", "copy", "cut", "beforeinput", "beforeunload", "unload", "storage", "message", "error", "load", "securitypolicyviolation", "onclick", "CLICK", "constructor", "dragstart", "drop", "touchstart", "compositionend", "selectionchange", "slotchange", "beforetoggle", "invalid", "gotpointercapture"];
  // Whichever node of the page somebody listens on is written down.
  const watch = (page) => page.evaluate(() => {
    window.heard = [];
    const { addEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (name, ...rest) {
      if (this instanceof Node) window.heard.push(name);
      return addEventListener.call(this, name, ...rest);
    };
  });
  const records = () => {
    const node = el("p", {}, { eventListeners: JSON.parse(`{${hostile.map((name) => `"${name}":{"_@f":"listener"}`).join()},"click":{"_@f":"listener"}}`) });
    return [[0, "~", node, 0], ...hostile.map((name) => [3, node.id, name, listener, 3])];
  };
  const control = await lab.unguarded([records()], watch);
  const wild = await control.evaluate(() => window.heard);
  assert.deepEqual(hostile.filter((name) => !wild.includes(name)), [], "control: each is listened to");
  const heard = async (batches) => (await lab.guarded(batches, "{}", "/guarded", watch)).evaluate(() => window.heard);
  // What the receiver itself has to hear, whatever the plugin does.
  const own = await heard([[]]);
  assert.deepEqual(await heard([records()]), [...own, "click"]);
});

test("THREATS 11: what runs, loads or sends is no element of a plugin", async () => {
  const code = (n) => text(`hit(${n})`);
  const parent = (n) => `<script>parent.hit(${n})</script>`;
  const attacks = [];
  for (const name of ["script", "SCRIPT", "ScRiPt"]) attacks.push({ name, nodes: (n) => el(name, {}, { children: [code(n)] }) });
  attacks.push(
    { name: "script src", nodes: (n) => el("script", { src: leak(n) }) },
    { name: "script type=module", nodes: (n) => el("script", { type: "module" }, { children: [code(n)] }) },
    { name: "script, its text later", nodes: () => el("script"), then: (id, n) => [[0, id, code(n), 0]] },
    { name: "script type=speculationrules", nodes: (n) => el("script", { type: "speculationrules" }, { children: [text(JSON.stringify({ prefetch: [{ urls: [leak(n)] }] }))] }), dead: "no speculation in a browser that is driven" },
    { name: "iframe src", nodes: (n) => el("iframe", { src: leak(n) }) },
    { name: "IFRAME src", nodes: (n) => el("IFRAME", { SRC: leak(n) }) },
    { name: "iframe src javascript:", nodes: (n) => el("iframe", { src: `javascript:parent.hit(${n})` }) },
    { name: "iframe srcdoc", nodes: (n) => el("iframe", { srcdoc: parent(n) }) },
    { name: "iframe data:", nodes: (n) => el("iframe", { src: `data:text/html,<script>new Image().src="${leak(n)}"</script>` }) },
    { name: "object data", nodes: (n) => el("object", { data: leak(n) }) },
    { name: "object data:", nodes: (n) => el("object", { data: `data:text/html,<script>new Image().src="${leak(n)}"</script>` }) },
    { name: "embed src", nodes: (n) => el("embed", { src: leak(n) }) },
    { name: "embed data:image/svg+xml", nodes: (n) => el("embed", { src: `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><script>new Image().src='${leak(n)}'</script></svg>` }) },
    { name: "frame src", nodes: (n) => el("frameset", {}, { children: [el("frame", { src: leak(n) })] }) },
    { name: "link rel=stylesheet", nodes: (n) => el("link", { rel: "stylesheet", href: leak(n) }) },
    { name: "LINK rel=preload", nodes: (n) => el("LINK", { rel: "preload", as: "image", href: leak(n) }) },
    { name: "link rel=prefetch", nodes: (n) => el("link", { rel: "prefetch", href: leak(n) }) },
    { name: "link rel=modulepreload", nodes: (n) => el("link", { rel: "modulepreload", href: leak(n) }) },
    { name: "link rel=icon", nodes: (n) => el("link", { rel: "icon", href: leak(n) }), dead: "a browser without tabs shows no icons" },
    { name: "link rel=dns-prefetch", nodes: (n) => el("link", { rel: "dns-prefetch", href: leak(n) }), dead: "a name that is looked up is no request" },
    { name: "video src", nodes: (n) => el("video", { src: leak(n), preload: "auto" }) },
    { name: "video source", nodes: (n) => el("video", { preload: "auto" }, { children: [el("source", { src: leak(n) })] }) },
    { name: "meta refresh", nodes: (n) => el("meta", { "http-equiv": "refresh", content: `0;url=${leak(n)}` }) },
    { name: "form action", nodes: (n) => el("form", { action: leak(n) }, { children: [el("input", { type: "submit", value: "Press" })] }), act: "click" },
    { name: "form action javascript:", nodes: (n) => el("form", { ACTION: `javascript:hit(${n})` }, { children: [el("button", {}, press())] }), act: "click" },
    { name: "button formaction in a form", nodes: (n) => el("form", {}, { children: [el("button", { formaction: `javascript:hit(${n})` }, press())] }), act: "click" },
    { name: "template", nodes: (n) => el("template", {}, { children: [el("img", { src: leak(n) })] }) },
    { name: "template.innerHTML with a shadow root", nodes: (n) => el("template", { shadowrootmode: "open" }, { properties: { innerHTML: `<img src=${leak(n)}>` } }), dead: "only a parser makes shadow roots" },
    { name: "area href", nodes: (n) => el("map", { name: "m" }, { children: [el("area", { href: `javascript:hit(${n})`, shape: "default" })] }), dead: "an area is clicked where its image is, which the next one has" },
    { name: "img usemap", nodes: (n) => [el("img", { src: PNG, usemap: `#m${n}`, width: "40", height: "20" }), el("map", { name: `m${n}` }, { children: [el("area", { href: `javascript:hit(${n})`, shape: "default" })] })], act: "click" },
    { name: "math href", nodes: (n) => el("math", { href: `javascript:hit(${n})` }, press()), act: "click", dead: "MathML of today has no links" },
    { name: "noscript", nodes: (n) => el("noscript", {}, { children: [el("img", { src: leak(n) })] }) },
    { name: "fencedframe", nodes: (n) => el("fencedframe", { src: leak(n) }), dead: "not in this browser without its own settings" },
    { name: "portal", nodes: (n) => el("portal", { src: leak(n) }), dead: "gone from browsers" },
    { name: "applet", nodes: (n) => el("applet", { code: leak(n) }), dead: "gone from browsers" },
    { name: "bgsound", nodes: (n) => el("bgsound", { src: leak(n) }), dead: "gone from browsers" },
    { name: "xml base", nodes: (n) => el("p", { "xml:base": leak(n) }), dead: "gone from browsers" },
  );
  const page = await lab.battle(attacks, { prepare: (page) => page.evaluate(() => void (window.svg = [])) });
  const left = await page.evaluate(() => [...new Set([...window.root().querySelectorAll(":scope > div *")].map((each) => each.localName))]);
  // What was within a listed element, or is an element that draws.
  assert.deepEqual(left.sort(), ["img", "p"]);
});

test("THREATS 11: no base changes where the page's own links lead", async () => {
  const records = () => [[0, "~", el("base", { href: "http://evil.example/" }), 0], [0, "~", el("BASE", { target: "_blank" }), 1]];
  const control = await lab.unguarded([records()]);
  assert.equal(await control.evaluate(() => document.baseURI), "http://evil.example/");
  const page = await lab.guarded([records()]);
  assert.equal(await page.evaluate(() => document.baseURI === location.href && document.querySelectorAll("base").length + window.root().children.length), 0);
});

test("THREATS 12: of SVG what draws, of MathML nothing, and no parser", async () => {
  const link = (inside, more = {}) => el("svg", { width: "80", height: "20", viewBox: "0 0 80 20" }, { children: [el("a", more, { children: [el("rect", { width: "80", height: "20", fill: "red" }), ...inside] })] });
  const attacks = [
    { name: "a href in SVG", nodes: (n) => link([], { href: `javascript:hit(${n})` }), act: "click" },
    { name: "animate attributeName=href", nodes: (n) => link([el("animate", { attributeName: "href", values: `javascript:hit(${n})` })]), act: "click" },
    { name: "set attributeName=href", nodes: (n) => link([el("set", { attributeName: "href", to: `javascript:hit(${n})` })]), act: "click" },
    { name: "set attributeName=href to another place", nodes: (n) => link([el("set", { attributeName: "href", to: `/hit/${n}` })], { href: "#" }), act: "click" },
    { name: "set attributeName=onclick", nodes: (n) => link([el("set", { attributeName: "onclick", to: `hit(${n})` })]), act: "click", dead: "handlers are not animated" },
    { name: "animate onbegin", nodes: (n) => el("svg", {}, { children: [el("animate", { onbegin: `hit(${n})`, attributeName: "x", dur: "1s" })] }) },
    { name: "svg onload", nodes: (n) => el("svg", { onload: `hit(${n})` }), dead: "only a parser's svg tells that it is there" },
    { name: "svg script", nodes: (n) => el("svg", {}, { children: [el("script", {}, { children: [text(`hit(${n})`)] })] }) },
    { name: "svg script href", nodes: (n) => el("svg", {}, { children: [el("script", { href: leak(n) })] }) },
    { name: "foreignObject with an iframe", nodes: (n) => el("svg", { width: "80", height: "20" }, { children: [el("foreignObject", { width: "80", height: "20" }, { children: [el("iframe", { srcdoc: `<script>parent.hit(${n})</script>` })] })] }) },
    { name: "image href", nodes: (n) => el("svg", {}, { children: [el("image", { href: leak(n) })] }) },
    { name: "feImage href", nodes: (n) => el("svg", { width: "80", height: "20" }, { children: [el("filter", { id: `f${n}` }, { children: [el("feImage", { href: leak(n) })] }), el("rect", { width: "80", height: "20", filter: `url(#f${n})` })] }) },
    { name: "use of somebody else's file", nodes: (n) => el("svg", {}, { children: [el("use", { href: `${leak(n)}#x` })] }), dead: "use takes files of the same host only" },
    { name: "use of a file of the host", nodes: (n) => el("svg", {}, { children: [el("use", { href: `/hit/${n}#x` })] }) },
    { name: "style in SVG", nodes: (n) => el("svg", {}, { children: [el("style", {}, { children: [text(`#title { background: url(${leak(n)}) }`)] })] }) },
    { name: "fill with an address", nodes: (n) => el("svg", { width: "80", height: "20" }, { children: [el("rect", { width: "80", height: "20", fill: `url(${leak(n)}#x)` })] }) },
    { name: "fill with an address of the host", nodes: (n) => el("svg", { width: "80", height: "20" }, { children: [el("rect", { width: "80", height: "20", fill: `url(/hit/${n}#x)` })] }) },
    { name: "mask with an address", nodes: (n) => el("svg", { width: "80", height: "20" }, { children: [el("rect", { width: "80", height: "20", mask: `url(/hit/${n}#x)` })] }) },
    { name: "annotation-xml", nodes: (n) => el("math", {}, { children: [el("annotation-xml", { encoding: "text/html" }, { children: [el("iframe", { srcdoc: `<script>parent.hit(${n})</script>` })] })] }) },
    { name: "mglyph and style, for a parser", nodes: (n) => el("svg", {}, { children: [el("desc", {}, { children: [el("style", {}, { children: [text(`</style><img src=x onerror=hit(${n})>`)] })] })] }), dead: "no one parses what is shown" },
    { name: "title of SVG, for a parser", nodes: (n) => el("svg", {}, { children: [el("title", {}, { children: [text(`</title><img src=x onerror=hit(${n})>`)] })] }), dead: "no one parses what is shown" },
    { name: "an element with a tag as its name", nodes: (n) => el(`img src=x onerror=hit(${n}) `), dead: "it is no name of an element" },
    { name: "an element with a colon", nodes: (n) => el("svg:script", {}, { children: [text(`hit(${n})`)] }), dead: "createElement makes an element of HTML of it, which is unknown" },
    { name: "a comment", nodes: (n) => ({ id: `comment${n}`, type: 8, data: `--><img src=x onerror=hit(${n})>` }), dead: "no one parses what is shown" },
  ];
  const svg = (page) => page.evaluate(() => void (window.svg = "a rect animate set script foreignObject image feImage filter use style title desc".split(" ")));
  const page = await lab.battle(attacks, { prepare: svg });
  const found = await page.evaluate(() => [...window.root().querySelectorAll(":scope > div *")].map((each) => `${each.namespaceURI.split("/").at(-1)}:${each.localName}`));
  assert.deepEqual([...new Set(found)].sort(), ["svg:desc", "svg:rect", "svg:svg", "svg:title", "xhtml:a", "xhtml:style"].filter((name) => found.includes(name)));
  assert.deepEqual(await page.evaluate(() => [...window.root().querySelectorAll("[fill]")].map((each) => each.getAttribute("fill")).filter((fill) => fill !== "red")), []);
});

test("THREATS 14: names of a plugin are nobody else's, in the page and on its document", async () => {
  const names = ["cookie", "getElementById", "title", "pay", "forms", "body", "hit", "plugin", "toString"];
  const records = () => names.flatMap((name, index) => [
    [0, "~", el("div", {}, { children: [el("img", { name, id: name }), el("input", { ID: name, NAME: name }), el("button", { "xml:id": name }), el("p", {}, { properties: { id: name, name } }), el("form", { name }), el("label", { for: "mine" }, { children: [text("label")] })] }), index],
  ]);
  const clobbered = (page) => page.evaluate((names) => names.filter((name) => [document[name], document[name]?.[0], window[name], window[name]?.[0]].some((it) => it instanceof Node && document.querySelector("#place").contains(it)) || document.getElementsByName(name).length > 0 || document.querySelectorAll(`#${name}, [name=${name}]`).length > (["title", "pay", "mine"].includes(name) ? 1 : 0)), names);
  // A page that has itself in mind, as pages do: `document.cookie` is an image now.
  const control = await lab.unguarded([records()]);
  assert.deepEqual(await clobbered(control), names, "control");
  assert.equal(await control.evaluate(() => typeof document.cookie), "object");

  const page = await lab.guarded([records()]);
  assert.deepEqual(await clobbered(page), []);
  const found = await page.evaluate(() => [...window.root().querySelectorAll("*")].flatMap((each) => ["id", "name", "for", "xml:id"].map((name) => each.getAttribute(name)).filter(Boolean)));
  assert.ok(found.length >= names.length * 4);
  assert.deepEqual(found.filter((id) => !/^p[\w-]*-(cookie|getElementById|title|pay|forms|body|hit|plugin|toString|mine)$/.test(id)), []);
  // Nothing leads from the plugin to a control of the page.
  await page.locator("label").first().click();
  assert.notEqual(await page.evaluate(() => document.activeElement.id), "mine");
});

test("THREATS 18: passwords, cards and files are not asked for", async () => {
  const inputs = () => [
    el("input", { type: "password" }), el("input", { TYPE: "PassWord" }), el("input", {}, { properties: { type: "password" } }), el("input", { type: "file" }), el("input", {}, { properties: { type: "file" } }), el("input", { type: "FILE", multiple: "", webkitdirectory: "" }),
    ...["cc-number", "CC-CSC", "section-a billing cc-exp", "cc-name", "current-password", "new-password", "one-time-code", "username webauthn"].flatMap((autocomplete) => [el("input", { autocomplete }), el("textarea", { AutoComplete: autocomplete }), el("select", {}, { properties: { autocomplete } })]),
  ];
  const records = () => {
    const nodes = inputs();
    const text = el("input", { type: "text", autocomplete: "given-name" });
    return [...[...nodes, text].map((node, index) => [0, "~", node, index]), [3, text.id, "type", "password"], [3, text.id, "type", "file", 1]];
  };
  const asks = (page) => page.evaluate(() => [...window.root().querySelectorAll("input, textarea, select")].filter((each) => ["password", "file"].includes(each.type) || /cc-|password|code|webauthn/.test(each.autocomplete) || (each.getAttribute("autocomplete") ?? "on") === "on").length);
  const control = await lab.unguarded([records()]);
  if (!FIREFOX) assert.equal(await asks(control), inputs().length + 1, "control: each of them asks");
  const page = await lab.guarded([records()]);
  assert.equal(await asks(page), 0);
  assert.deepEqual(await page.evaluate(() => [...new Set([...window.root().querySelectorAll("*")].map((each) => `${each.type} ${each.autocomplete}`))].sort()), ["select-one off", "text given-name", "text off", "textarea off"]);
  // A click on what would have been a file's control opens no dialogue.
  let chooser = false;
  page.on("filechooser", () => (chooser = true));
  await page.locator("#place input").nth(3).click();
  await page.waitForTimeout(200);
  assert.equal(chooser, false);
  assert.match(await shown(page), /^(<(input|textarea|select)[^>]*>(<\/\w+>)?)+$/);
});

test("THREATS 18: a control whose autocomplete is taken away is not left to the browser's guesses", async () => {
  const build = () => [el("input", { autocomplete: "given-name" }), el("input", { autocomplete: "given-name" })];
  const records = () => {
    const [refused, removed] = build();
    return [[0, "~", refused, 0], [0, "~", removed, 1], [3, refused.id, "autocomplete", "cc-number", 2], [3, removed.id, "autocomplete", null, 2]];
  };
  const found = (page) => page.evaluate(() => [...window.root().children].map((each) => each.getAttribute("autocomplete")));
  assert.deepEqual(await found(await lab.unguarded([records()])), ["cc-number", null], "control");
  assert.deepEqual(await found(await lab.guarded([records()])), ["off", "off"]);
});
