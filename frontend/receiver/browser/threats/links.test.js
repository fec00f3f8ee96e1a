// THREATS 9, 13 and 17: addresses, and where they lead.
//   node --test browser/threats/*.test.js     (after scripts/site.sh)
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { el, EVIL, leak, openLab, perform, text } from "./lab.js";

let lab;
before(async () => {
  lab = await openLab();
});
after(() => lab.close());

const label = [text("Press here")];
const link = (attributes, properties = {}) => el("a", attributes, { properties, children: label.map(({ data }) => text(data)) });

/** Addresses that run code in the page; `$` is the number of the attack. */
const CODE = ["javascript:hit($)", "jaVa\tscript:hit($)", "java\nscript:hit($)", "java\r\nscript:hit($)", "\x01javascript:hit($)", "\x1f \tJAVASCRIPT:hit($)", " javascript:hit($)", "javascript://%0ahit($)", "javascript:'<img src=x onerror=opener.hit($)>',hit($)"];

/** What does nothing in Chromium, and why. */
const DEAD = [
  ["vbscript:hit($)", "no browser runs VBScript any more"],
  ["livescript:hit($)", "nor LiveScript"],
  ["java\0script:hit($)", "NUL within a scheme makes it no scheme: an address within the host"],
  ["javascript&colon;hit($)", "nothing here parses HTML, so there are no entities: an address within the host"],
  ["data:text/html,<script>new Image().src='http://evil.example/hit/$'</script>", "no tab is taken to data: from a page"],
  ["data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><script>new Image().src='http://evil.example/hit/$'</script></svg>", "no tab is taken to data: from a page"],
  ["file:///hit/$", "no tab is taken to file: from a page"],
  ["view-source:http://evil.example/hit/$", "no tab is taken to view-source: from a page"],
  ["filesystem:http://evil.example/hit/$", "filesystem: is gone"],
];
/** Addresses that take the page itself away, to somebody else or to an address of the host that the plugin picks. */
const AWAY = ["//evil.example/hit/$", "/hit/$", "hit/$", "\\\\evil.example/hit/$", "http:\\\\evil.example/hit/$", "http:/evil.example/../../hit/$", "http://user@evil.example/hit/$", "http://127.0.0.1@evil.example/hit/$", "http://evil.example\t/hit/$", "HTTP://evil.example/hit/$"];

test("THREATS 9: addresses that run code or leave unseen are in no link, in no channel and case", async () => {
  const attacks = [];
  const attribute = (address, dead) => ({ name: `attribute href ${JSON.stringify(address)}`, nodes: (n) => link({ href: address.replaceAll("$", n) }), act: "click", dead });
  const property = (address) => ({ name: `property href ${JSON.stringify(address)}`, nodes: (n) => link({}, { href: address.replaceAll("$", n) }), act: "click" });
  for (const address of CODE) attacks.push(attribute(address), property(address));
  for (const [address, dead] of DEAD) attacks.push(attribute(address, dead));
  attacks.push(
    { name: "attribute HREF", nodes: (n) => link({ HREF: `javascript:hit(${n})` }), act: "click" },
    { name: "attribute hReF", nodes: (n) => link({ hReF: ` jAvascript:hit(${n})` }), act: "click" },
    // A property has one spelling only.
    { name: "property HREF", nodes: (n) => link({}, { HREF: `javascript:hit(${n})` }), act: "click", dead: "there is no such property" },
    { name: "update of the attribute", nodes: () => link({ href: "https://good.example/" }), then: (id, n) => [[3, id, "href", `javascript:hit(${n})`, 2]], act: "click" },
    { name: "update of the property", nodes: () => link({ href: "https://good.example/" }), then: (id, n) => [[3, id, "href", `javascript:hit(${n})`, 1]], act: "click" },
    { name: "update without a kind", nodes: () => link({}), then: (id, n) => [[3, id, "href", `javascript:hit(${n})`]], act: "click" },
    { name: "the parts of an address", nodes: (n) => link({ href: "https://good.example/" }), then: (id, n) => [[3, id, "protocol", "http:", 1], [3, id, "host", "evil.example", 1], [3, id, "pathname", `/hit/${n}`, 1], [3, id, "target", "_self", 1]], act: "click", },
  );
  // The last one leaves a good link, which may be followed: nobody clicks it.
  const parts = attacks.pop();
  const page = await lab.battle(attacks);
  const hrefs = await page.evaluate(() => [...window.root().querySelectorAll("[href]")].map((each) => each.getAttribute("href")));
  assert.deepEqual(hrefs, [], "what was good before is not kept when what comes is bad");

  const bad = parts.nodes(0);
  const records = [[0, "~", bad, 0], ...parts.then(bad.id, 0)];
  const control = await lab.unguarded([records]);
  assert.equal(await control.evaluate(() => window.root().querySelector("a").href), leak(0));
  const guarded = await lab.guarded([records]);
  assert.deepEqual(await guarded.evaluate(() => [window.root().querySelector("a").href, window.root().querySelector("a").target]), ["https://good.example/", "_blank"]);
});

test("THREATS 9: no link takes the reader's page to another address", async () => {
  const attacks = AWAY.map((address) => ({ name: address, nodes: (n) => link({ href: address.replaceAll("$", n) }), act: "click" }));
  const blob = "BLOB";
  attacks.push({ name: "a blob: of the page's own", nodes: () => link({ href: blob }), act: "click", alone: true });
  // Numbers are the same on both sides, and the blob of each page tells the number of its attack.
  const n = attacks.length - 1;
  attacks[n].nodes = () => link({ href: `javascript:void open(window.blobOf(${n}), "_self")` });
  const page = await lab.battle(attacks, {
    prepare: (page) => page.evaluate((evil) => void (window.blobOf = (n) => URL.createObjectURL(new Blob([`<img src="${evil}/hit/${n}">`], { type: "text/html" }))), EVIL),
  });
  assert.equal(await page.evaluate(() => window.root().querySelectorAll("[href]").length), 0);
});

test("THREATS 9 and PARITY 42: images and what else loads by itself come from nobody, in no channel", async () => {
  const png = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const attacks = [
    // First, where nothing that is loaded moves it from under the mouse.
    { name: "a ping", nodes: (n) => link({ href: "#there", ping: leak(n) }), act: "click" },
    { name: "img src", nodes: (n) => el("img", { src: leak(n) }) },
    { name: "img SRC", nodes: (n) => el("img", { SRC: leak(n) }) },
    { name: "img src as property", nodes: (n) => el("img", {}, { properties: { src: leak(n) } }) },
    { name: "img src, without a scheme", nodes: (n) => el("img", { src: leak(n).slice(5) }) },
    { name: "img src to the host", nodes: (n) => el("img", { src: `/hit/${n}` }) },
    { name: "img src, updated", nodes: () => el("img", { src: png }), then: (id, n) => [[3, id, "src", leak(n)]] },
    { name: "img srcset", nodes: (n) => el("img", { srcset: `${leak(n)} 1x` }) },
    { name: "img SrcSet", nodes: (n) => el("img", { SrcSet: `${leak(n)} 1x` }) },
    { name: "img srcset as property", nodes: (n) => el("img", {}, { properties: { srcset: `${leak(n)} 1x` } }) },
    { name: "img srcset beside a good src", nodes: (n) => el("img", { src: png, srcset: `${leak(n)} 1x, ${leak(n)}/2 2x` }) },
    { name: "picture source srcset", nodes: (n) => el("picture", {}, { children: [el("source", { srcset: leak(n) }), el("img", { src: png })] }) },
    { name: "video poster", nodes: (n) => el("video", { poster: leak(n) }) },
    { name: "video POSTER", nodes: (n) => el("video", { POSTER: leak(n) }) },
    { name: "video poster as property", nodes: (n) => el("video", {}, { properties: { poster: leak(n) } }) },
    { name: "audio src", nodes: (n) => el("audio", { src: leak(n), preload: "auto" }) },
    { name: "track src", nodes: (n) => el("video", {}, { children: [el("track", { src: `/hit/${n}`, default: "" })] }) },
    { name: "table background", nodes: (n) => el("table", { background: leak(n) }, { children: [el("td", {}, { children: [text("x")] })] }) },
    { name: "td BACKGROUND", nodes: (n) => el("table", {}, { children: [el("td", { BACKGROUND: leak(n) }, { children: [text("x")] })] }) },
    { name: "input type=image", nodes: (n) => el("input", { type: "image", src: leak(n) }) },
    { name: "input TYPE=image, src as property", nodes: (n) => el("input", {}, { properties: { type: "image", src: leak(n) } }) },
    { name: "body background", nodes: (n) => el("body", { background: leak(n) }) },
    { name: "img lowsrc", nodes: (n) => el("img", { lowsrc: leak(n) }), dead: "gone from browsers" },
    { name: "img dynsrc", nodes: (n) => el("img", { dynsrc: leak(n) }), dead: "gone from browsers" },
    { name: "img longdesc", nodes: (n) => el("img", { longdesc: leak(n) }), dead: "asks for nothing by itself" },
    { name: "img usemap", nodes: (n) => el("img", { src: png, usemap: leak(n) }), dead: "asks for nothing by itself" },
    { name: "blockquote cite", nodes: (n) => el("blockquote", { cite: `javascript:hit(${n})` }), act: "click", dead: "no browser makes a link of it" },
    { name: "img src data:image/svg+xml", nodes: (n) => el("img", { src: `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"><script>parent.hit(${n})</script><image href="${leak(n)}"/></svg>` }), dead: "an image runs and loads nothing" },
  ];
  const page = await lab.battle(attacks);
  const sources = await page.evaluate(() => [...window.root().querySelectorAll("img")].map((each) => [...each.attributes].map(({ name, value }) => `${name}=${value.slice(0, 15)}`).join()));
  assert.deepEqual([...new Set(sources)].sort(), ["", "src=data:image/png;"].map((each) => each.slice(0, 19)).sort());
});

test("THREATS 13: what is an object is no address and no text", async () => {
  // Nothing that has a toString of its own outlives cloning; what would have is what a bridge with functions builds again.
  const tricky = (n) => [
    [`javascript:hit(${n})`],
    [[`javascript:hit(${n})`]],
    { toString: { "_@f": "listener" }, href: `javascript:hit(${n})` },
  ];
  const attacks = [0, 1].flatMap((which) => [
    { name: `list ${which} as property href`, nodes: (n) => link({}, { href: tricky(n)[which] }), act: "click" },
    { name: `list ${which} as attribute href`, nodes: (n) => link({ href: tricky(n)[which] }), act: "click" },
    { name: `list ${which}, updated`, nodes: () => link({}), then: (id, n) => [[3, id, "href", tricky(n)[which], 1]], act: "click" },
  ]);
  const page = await lab.battle(attacks);
  assert.equal(await page.evaluate(() => window.root().querySelectorAll("a[href], a[title]").length), 0);

  const node = link({ title: { toString: { "_@f": "listener" } } }, { href: tricky(0)[2], className: ["a"], tabIndex: { valueOf: 1 } });
  const control = await lab.unguarded([[[0, "~", node, 0]]]);
  assert.deepEqual(await control.evaluate(() => [...window.root().firstChild.getAttributeNames()].sort()), ["class", "href", "tabindex", "title"]);
  const guarded = await lab.guarded([[[0, "~", node, 0]]]);
  assert.deepEqual(await guarded.evaluate(() => window.root().firstChild.getAttributeNames()), []);
});

test("THREATS 17: a link opens elsewhere, without an opener, and leaves the page where it is", async () => {
  const targets = [{}, { target: "_top" }, { target: "_self" }, { target: "_parent" }, { TARGET: "_top" }, { target: "named", rel: "opener" }, { target: "_blank", rel: "opener" }, { target: "_blank", REL: "opener", referrerpolicy: "unsafe-url" }, { download: "x.html", href: "/opened" }];
  const properties = [{ target: "_top" }, { target: "_blank", rel: "opener" }];
  const links = [...targets.map((each) => [each, {}]), ...properties.map((each) => [{}, each])];
  const updates = [[3, "$", "target", "_self"], [3, "$", "target", null], [3, "$", "rel", "opener", 2], [3, "$", "target", "_top", 1], [3, "$", "rel", null, 1]];
  lab.routes["/opened"] = { body: `<!doctype html><title>Opened</title><p>Opened</p>`, headers: { "content-type": "text/html" } };

  const outcome = async (page, index) => {
    const before = page.url();
    const { popups, downloads } = page.about;
    await perform(page, index, "click");
    for (let tries = 0; tries < 60 && page.url() === before && popups.length + downloads.length === 0; tries++) await page.waitForTimeout(25);
    await page.waitForTimeout(100);
    const opened = popups.shift() ?? null;
    const opener = opened ? await opened.waitForLoadState().then(() => opened.evaluate(() => [window.opener !== null, document.referrer])) : null;
    await opened?.close();
    return { stays: page.url() === before, opened: opened !== null, opener: opener?.[0] ?? false, referrer: opener?.[1] ?? "", downloads: page.about.downloads.length };
  };
  const base = lab.browser.baseURL;
  const build = () => links.map(([attributes, properties], index) => [[0, "~", el("div", {}, { children: [link({ href: `${EVIL}/opened`, ...attributes, ...(attributes.href ? { href: new URL(attributes.href, base).href } : {}) }, properties)] }), index]]);

  // The first kinds take the page away, the next keep a hand on it, the last saves a file.
  const wild = [];
  for (const [index] of links.entries()) {
    const page = await lab.unguarded([build()[index].map(([kind, parent, node]) => [kind, parent, node, 0])]);
    const { stays, opener, downloads } = await outcome(page, 0);
    wild.push(!stays || opener || downloads > 0);
  }
  assert.deepEqual(wild, links.map(() => true), "control: each of them does harm");

  const records = build().flat();
  const first = records[0][2].children[0].id;
  const page = await lab.guarded([[...records, ...updates.map((record) => record.map((part) => (part === "$" ? first : part)))]]);
  for (const [index] of links.entries()) {
    assert.deepEqual(await outcome(page, index), { stays: true, opened: true, opener: false, referrer: "", downloads: 0 }, JSON.stringify(links[index]));
  }
  const attributes = await page.evaluate(() => [...window.root().querySelectorAll("a")].map((each) => each.getAttributeNames().sort().join()));
  assert.deepEqual([...new Set(attributes)], ["href,rel,target"]);
});
