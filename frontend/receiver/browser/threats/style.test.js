// THREATS 15 and 16: style sheets, styles and what they could cover.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { el, leak, openLab, text } from "./lab.js";

let lab;
before(async () => {
  lab = await openLab();
});
after(() => lab.close());

/** A style sheet of its own for each, and something that it is about. */
const sheet = (css, inside = (n) => [el("p", { class: `x${n}` }, { children: [text("x")] })]) => (n) => [el("style", {}, { children: [text(css.replaceAll("@@", leak(n)).replaceAll("$", n))] }), ...inside(n)];
const p = (declarations) => sheet(`.x$ { ${declarations} }`);

/** Declarations that ask somebody for something. */
const LOADING = [
  ["background: url(@@)"], ["background: url('@@')"], ["BACKGROUND: URL(@@)"], ["background-image: url(@@), none"],
  ["background: \\75rl(@@)"], ["background: u\\72 l(@@)"], ["background: \\000075\\000072\\00006c(@@)"], ["b\\61 ckground: url(@@)"], ["background/**/:/**/url(@@)"], ["background: ur\\6c ('@@')"],
  ["background: image-set('@@' 1x)"], ["background: -webkit-image-set(url(@@) 1x)"], ["background: IMAGE-SET(url('@@') 1x)"], ["background: -webkit-cross-fade(url(@@), url(@@), 50%)"],
  ["background: cross-fade(url(@@), red)", "not in Chromium without its prefix"], ["background: image('@@')", "not in Chromium"], ["background: src('@@')", "not in Chromium"], ["background: element(#x)", "not in Chromium"],
  ["--u: url(@@); background: var(--u)"], ["background: var(--none, url(@@))"], ["--u: '@@'; background: image-set(var(--u) 1x)"],
  ["list-style: url(@@) inside; display: list-item"], ["list-style-image: url(@@); display: list-item"], ["border-image: url(@@) 1"], ["border: 9px solid; border-image-source: url(@@)"], ["content: url(@@)"],
  ["-webkit-mask: url(@@)"], ["mask-image: url(@@)"], ["-webkit-box-reflect: below 0 url(@@)"], ["shape-outside: url(@@); float: left"], ["filter: url(/hit/$#f)"], ["filter: url(@@#f)", "filters are taken from files of the same host only"], ["clip-path: url(@@#c)"], ["background: linear-gradient(red, red), url(@@)"],
  ["offset-path: url(@@#p)", "only of the same document"], ["behavior: url(@@)", "gone from browsers"], ["-moz-binding: url(@@)", "gone from browsers"], ["src: url(@@)", "only in @font-face"], ["width: attr(x url, url(@@))", "not in Chromium"],
];

test("THREATS 15: no declaration asks anybody for anything, in a sheet, as an attribute, as a property or later", async () => {
  const attacks = LOADING.flatMap(([declarations, dead]) => {
    const name = declarations.replaceAll("@@", "…");
    const style = (n) => declarations.replaceAll("@@", leak(n)).replaceAll("$", n);
    const box = (attributes, properties) => el("p", attributes, { properties, children: [text("x")] });
    return [
      { name: `sheet ${name}`, nodes: p(declarations), dead },
      { name: `attribute ${name}`, nodes: (n) => box({ style: style(n) }), dead },
      { name: `property ${name}`, nodes: (n) => box({}, { style: style(n) }), dead },
    ];
  });
  attacks.push(
    { name: "attribute STYLE", nodes: (n) => el("p", { STYLE: `background: url(${leak(n)})` }, { children: [text("x")] }) },
    { name: "attribute, later", nodes: () => el("p", { style: "color: red" }, { children: [text("x")] }), then: (id, n) => [[3, id, "style", `background: url(${leak(n)})`, 2]] },
    { name: "cursor", nodes: (n) => el("p", { style: `cursor: url(${leak(n)}), auto` }, { children: [text("x")] }), act: "hover" },
  );
  // The text of a style is a record of its own.
  const data = text("");
  attacks.push({ name: "a style's text, later", nodes: (n) => [el("style", {}, { children: [data] }), el("p", { class: `x${n}` }, { children: [text("x")] })], then: (_, n) => [[2, data.id, `.x${n} { background: url(${leak(n)}) }`]] });
  const page = await lab.battle(attacks, { prepare: (page) => page.evaluate(() => void (window.svg = [])) });
  const rules = await page.evaluate(() => window.root().getRootNode().adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join("\n"));
  assert.doesNotMatch(rules, /url|evil|image-set|cross-fade|src|hit/i);
  const styles = await page.evaluate(() => [...window.root().querySelectorAll("[style]")].map((each) => each.getAttribute("style")).join("\n"));
  assert.doesNotMatch(styles, /url|evil|image-set|cross-fade|src|hit/i);
});

test("THREATS 15 and PARITY 41: no rule asks anybody, and none leaves its block", async () => {
  const input = (n) => [el("input", { class: `x${n}`, value: "secret" }), el("p", { class: `x${n}`, title: "secret" }, { children: [text("x")] })];
  const page = await lab.battle([
    { name: "@import", nodes: sheet("@import '@@';") }, { name: "@import url()", nodes: sheet("@import url(@@);") }, { name: "@IMPORT", nodes: sheet("@IMPORT '@@';") }, { name: "escaped @import", nodes: sheet("@\\69mport '@@';") },
    { name: "@import after a comment", nodes: sheet("/*x*/@import/**/'@@';") }, { name: "@import with a layer", nodes: sheet("@import '@@' layer(a) supports(display: block) screen;") }, { name: "@charset, then @import", nodes: sheet("@charset 'x'; @import '@@';") },
    { name: "@font-face", nodes: sheet("@font-face { font-family: f$; src: url(@@) } .x$ { font-family: f$ }") },
    { name: "@font-face that reads letters", nodes: sheet("@font-face { font-family: g$; src: url(@@); unicode-range: U+78 } .x$ { font-family: g$ }") },
    { name: "@font-face with image-set", nodes: sheet("@font-face { font-family: h$; src: local('none'), url('@@') } .x$ { font-family: h$ }") },
    { name: "what a control has in it", nodes: sheet("input.x$[value^=s] { background: url(@@) }", input) },
    { name: "what a control of the page has in it", nodes: sheet("#mine[value^=s] { background: url(@@) }") },
    { name: "a title", nodes: sheet("p.x$[title=secret] { background: url(@@) }", input) },
    { name: "with :has()", nodes: sheet("div:has(> .x$[title^=sec]) { background: url(@@) }", input) },
    { name: "with :not()", nodes: sheet(".x$:not([title=other]) { background: url(@@) }") },
    { name: "with @supports", nodes: sheet("@supports (color: red) { .x$ { background: url(@@) } }") },
    { name: "with @layer", nodes: sheet("@layer a { .x$ { background: url(@@) } }") },
    { name: "with @media", nodes: sheet("@media all { .x$ { background: url(@@) } }") },
    { name: "with @container", nodes: sheet("@container (width > 0px) { .x$ { background: url(@@) } }"), dead: "only in a container, which is what contain is for" },
    { name: "with @scope", nodes: sheet("@scope (body) { .x$ { background: url(@@) } }") },
    { name: "with @starting-style", nodes: sheet("@starting-style { .x$ { background: url(@@) } }") },
    { name: "with @property", nodes: sheet("@property --i$ { syntax: '<image>'; inherits: false; initial-value: url(@@) } .x$ { background: var(--i$) }") },
    { name: "@keyframes", nodes: sheet("@keyframes k$ { from, to { background: url(@@) } } .x$ { animation: k$ 9s }") },
    { name: "@page", nodes: sheet("@page { background: url(@@) }"), dead: "nothing is printed" },
    { name: "@counter-style", nodes: sheet("@counter-style c$ { system: cyclic; symbols: url(@@) } .x$ { display: list-item; list-style: c$ inside }"), dead: "symbols are no images in Chromium" },
    { name: "nesting", nodes: sheet(".x$ { & { background: url(@@) } }") },
    { name: "a block that ends early", nodes: sheet(".y { color: red; } } .x$ { background: url(@@) } {"), dead: "the second brace belongs to the next selector, which is none then" },
    { name: "a string that ends early", nodes: sheet(".y { content: 'a\n; } .x$ { background: url(@@) }") },
    { name: "a comment that does not end", nodes: sheet(".x$ { background: url(@@) /*") },
    { name: "an escape at the end of a line", nodes: sheet(".y { content: 'a\\\n' } .x$ { background: url(@@) }") },
    { name: "behind <!--", nodes: sheet("<!-- .x$ { background: url(@@) } -->") },
    { name: "a page's element", nodes: sheet("#title { background: url(@@) }") }, { name: "body", nodes: sheet("body { background: url(@@) }") }, { name: ":root", nodes: sheet(":root { background: url(@@) }") },
    { name: ":host", nodes: sheet(":host { background: url(@@) }"), dead: "the control has no shadow" },
    { name: "::before", nodes: sheet(".x$::before { content: url(@@) }") }, { name: "::selection", nodes: sheet(".x$::selection { background: url(@@) }"), dead: "it takes no images" },
    { name: "a variable of the page's", nodes: sheet(":root { --u$: url(@@) } .x$ { background: var(--u$) }") },
  ]);
  const rules = await page.evaluate(() => window.root().getRootNode().adoptedStyleSheets.slice(1).flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join("\n"));
  assert.doesNotMatch(rules, /url|evil|\[|:has|:host|:root|@import|@font|@layer|@supports|@property/i);
});

test("THREATS 15 and PARITY 41: what a plugin styles is what it shows", async () => {
  const css = ["#title, #pay, body, html, :root, * { color: rgb(255, 0, 0) !important; display: none }", ":host { display: none; position: fixed; inset: 0; contain: none }", ":host-context(body) p { color: red }", "[data-root] { display: none }", "::slotted(*) { color: red }", "} #title { color: rgb(255, 0, 0) } {", "p { color: red; } } body { display: none } { }"];
  const records = () => [...css.map((each, index) => [0, "~", el("style", {}, { children: [text(each)] }), index]), [0, "~", el("p", { style: "color: rgb(0, 0, 1); } #title { color: red" }, { children: [text("mine")] }), css.length]];
  const look = (page) => page.evaluate(() => ["#title", "#pay", "#mine", "body"].map((name) => `${getComputedStyle(document.querySelector(name)).display} ${getComputedStyle(document.querySelector(name)).color}`));
  const untouched = await look(await lab.page("/unguarded"));
  const control = await look(await lab.unguarded([records()]));
  assert.notDeepEqual(control, untouched);
  assert.ok(control.every((each) => each === "none rgb(255, 0, 0)"), `control: ${control}`);
  const page = await lab.guarded([records()]);
  assert.deepEqual(await look(page), untouched);
  const box = await page.evaluate(() => ["display", "position", "contain", "overflow"].map((name) => getComputedStyle(document.querySelector("#place > div"))[name]));
  assert.deepEqual(box, ["block", "relative", "strict", "auto"]);
});

/** What somebody's nodes may cover: the page's button and everything outside of the place. */
const covers = (page) => page.evaluate(() => {
  const place = document.querySelector("#place");
  const { left, right, top, bottom } = place.getBoundingClientRect();
  const isTheirs = (node) => node && place.contains(node);
  const over = [];
  for (let x = 2; x < innerWidth; x += 24) {
    for (let y = 2; y < innerHeight; y += 24) {
      const inside = x >= left && x <= right && y >= top && y <= bottom;
      if (!inside && isTheirs(document.elementFromPoint(x, y))) over.push(`${x},${y}`);
    }
  }
  const pay = document.querySelector("#pay").getBoundingClientRect();
  return { over: over.length, pay: document.elementFromPoint(pay.x + pay.width / 2, pay.y + pay.height / 2)?.id, scrolls: document.documentElement.scrollHeight > 20_000 || document.documentElement.scrollWidth > innerWidth };
});

test("THREATS 16: nothing of a plugin's is over the page, takes its clicks or is painted outside of its place", async () => {
  const fill = "background:rgb(255,0,0);color:red;";
  const styles = [
    "position:fixed;inset:0;z-index:2147483647", "position:fixed;left:0;top:0;width:100vw;height:100vh", "POSITION:FIXED;INSET:0", "position:fi\\78 ed;inset:0", "position:fixed!important;inset:0;opacity:0", "position:absolute;left:-1000px;top:-1000px;width:9999px;height:9999px", "position:absolute;inset:-900px;z-index:99",
    "position:relative;left:300px;top:-100px;width:900px;height:300px", "margin:-200px -900px -200px 0;height:600px", "transform:scale(100)", "transform:translate(400px,-60px) scale(3)", "scale:100", "translate:400px -60px;width:300px;height:100px", "position:sticky;top:0;margin:-300px;width:1900px;height:800px",
    "box-shadow:0 0 0 2000px red", "outline:2000px solid red", "width:9999px;height:200px", "position:absolute;top:0;left:400px;width:600px;height:300px", "display:block;float:left;margin-left:400px;width:600px;height:90px", "position:absolute;top:-60px;left:400px;width:600px;height:200px;opacity:0",
    "text-shadow:480px -60px 0 red;font-size:90px", "filter:drop-shadow(500px -40px 0 red);width:300px;height:99px", "rotate:90deg;width:1900px;height:400px", "inset-area:all;position:fixed;inset:0",
  ];
  const node = (style) => el("p", { style: fill + style }, { children: [text("Cover")] });
  const records = (style) => [[0, "~", el("div", {}, { children: [node(style)] }), 0]];
  const painted = async (page) => {
    // The page without its place, in pixels.
    const png = await page.screenshot({ animations: "disabled" });
    return page.evaluate(async (data) => {
      const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const context = canvas.getContext("2d");
      context.drawImage(picture, 0, 0);
      const { left, right, top, bottom } = document.querySelector("#place").getBoundingClientRect();
      let red = 0;
      const { data: pixels, width } = context.getImageData(0, 0, picture.width, picture.height);
      for (let at = 0; at < pixels.length; at += 4) {
        const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
        const outside = x < left - 1 || x > right + 1 || y < top - 1 || y > bottom + 1;
        if (outside && pixels[at] > 200 && pixels[at + 1] < 60 && pixels[at + 2] < 60) red++;
      }
      return red;
    }, png.toString("base64"));
  };

  const control = await lab.page("/unguarded");
  const harmless = [];
  for (const style of styles) {
    await control.evaluate((records) => window.apply(records), records(style));
    const { over, pay } = await covers(control);
    if (over === 0 && pay === "pay" && (await painted(control)) === 0) harmless.push(style);
    await control.evaluate(() => window.apply([[1, "~", 0]]));
  }
  assert.deepEqual(harmless, [], "control: each of them covers or paints something");

  const page = await lab.guarded([styles.map((style, index) => records(style)[0].with(3, index))]);
  await page.waitForTimeout(200);
  assert.deepEqual({ ...(await covers(page)), red: await painted(page) }, { over: 0, pay: "pay", scrolls: false, red: 0 });
  // The same from a sheet, with everything at once and alone.
  const sheet = (n) => el("style", {}, { children: [text(styles.map((style, index) => `.s${n}-${index} { ${fill}${style} }`).join("\n"))] });
  const alone = await lab.guarded([[[0, "~", sheet(0), 0], ...styles.map((_, index) => [0, "~", el("p", { class: `s0-${index}` }, { children: [text("Cover")] }), index + 1])]]);
  await alone.waitForTimeout(200);
  assert.deepEqual({ ...(await covers(alone)), red: await painted(alone) }, { over: 0, pay: "pay", scrolls: false, red: 0 });
  // And the button is the page's: a real click arrives.
  await alone.evaluate(() => document.querySelector("#pay").addEventListener("click", () => (window.paid = true)));
  const { x, y, width, height } = await alone.locator("#pay").boundingBox();
  await alone.mouse.click(x + width / 2, y + height / 2);
  assert.equal(await alone.evaluate(() => window.paid), true);
});

// Several in each other: presses.test.js.
test("THREATS 16: what can be clicked is seen", async () => {
  const styles = ["opacity:0", "opacity:0.01", "opacity:0%", "opacity:1e-9", "opacity:calc(0)", "opacity:var(--o)", "OPACITY:0", "opacity:.0001!important", "filter:opacity(0)", "animation:9s fade both", "-webkit-mask:linear-gradient(transparent,transparent)"];
  const records = () => [
    [0, "~", el("style", {}, { children: [text("@keyframes fade { from, to { opacity: 0 } } p { --o: 0 }")] }), 0],
    ...styles.map((style, index) => [0, "~", el("p", { style }, { children: [text("Press here")] }), index + 1]),
  ];
  const unseen = (page) => page.evaluate(() => [...window.root().querySelectorAll("p")].flatMap((each, index) => {
    const { opacity, filter, maskImage } = getComputedStyle(each);
    return Number(opacity) < 0.1 || filter.includes("opacity") || maskImage !== "none" ? [index] : [];
  }));
  assert.deepEqual(await unseen(await lab.unguarded([records()])), styles.map((_, index) => index), "control: none of them is seen");
  assert.deepEqual(await unseen(await lab.guarded([records()])), []);
});
