// THREATS 26: what is too much ends the plugin, and the page does not notice.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { crc32, deflateSync } from "node:zlib";
import { openLab, reason } from "./lab.js";

let lab;
before(async () => {
  lab = await openLab();
});
after(() => lab.close());

/** The longest time in which nothing else could run, while `what` happens. The page stays bound to what it was beside it. */
const GAPS = `
  window.longest = 0;
  window.record = () => {
    window.longest = 0;
    let last = performance.now();
    clearInterval(window.recording);
    window.recording = setInterval(() => {
      const now = performance.now();
      window.longest = Math.max(window.longest, now - last);
      last = now;
    }, 4);
  };`;
const MOST = 50;

/** Lets a plugin do it once it is live. Answers why it was stopped, and the longest gaps before and meanwhile. */
async function measured(attack, options = "{}", isHere = false) {
  const page = await lab.plugin(
    isHere ? "" : `exported.render = (connection) => { exported.update = () => { ${attack} }; return callHost(connection.mutate, [[0, "~", text("1", "shown"), 0]]); }`,
    options,
    "/guarded",
    (page) => page.evaluate(GAPS),
  );
  if (!isHere) await page.waitForFunction(() => window.states.some(([state]) => state === "live"), null, { timeout: 8_000 });
  await page.evaluate(() => window.record());
  await page.waitForTimeout(400);
  const before = await page.evaluate(() => window.longest);
  await page.evaluate(() => (window.record(), window.go ? window.go() : window.plugin.update({})));
  const why = await reason(page);
  const meanwhile = await page.evaluate(() => window.longest);
  assert.equal(await page.evaluate(() => document.querySelectorAll("iframe").length + document.querySelector("#place").childElementCount), 0);
  return { why, before, meanwhile };
}

/** A machine that is busy has gaps of its own: a page that is held up is so every time. */
async function ends(name, wanted, attack, options, isHere) {
  const seen = [];
  for (let round = 0; round < 3; round++) {
    const { why, before, meanwhile } = await measured(attack, options, isHere);
    assert.equal(why, wanted, name);
    if (meanwhile < Math.max(MOST, 2 * before)) return;
    seen.push(`${meanwhile} ms, ${before} ms before`);
  }
  assert.fail(`${name} holds the page up: ${seen.join("; ")}`);
}

const DEEP = "let value = 0; for (let n = 0; n < 5000; n++)";
const ATTACKS = {
  "an endless loop": ["unresponsive", "for (;;);"],
  "endless microtasks": ["unresponsive", "const again = () => Promise.resolve().then(again); again();"],
  "50,000 messages": ["messages_per_second", "for (let n = 0; n < 50000; n++) postMessage([5, 'mutate'])"],
  "50,000 records of nodes": ["messages_per_second", "for (let n = 0; n < 50000; n++) callHost(connection.mutate, [[0, '~', text('t' + n, 'x'), 0]])"],
  "a text of 64 MiB": ["message_bytes", "postMessage([4, 'x', 'a'.repeat(64 << 20)])"],
  "64 MiB of bytes": ["message_bytes", "postMessage([4, 'x', new Uint8Array(64 << 20)])"],
  "an array of 8,000,000": ["message_bytes", "postMessage([4, 'x', new Array(8e6).fill(0)])"],
  "a number of 64 MiB": ["message_bytes", "postMessage([4, 'x', 1n << (1n << 24n)])"],
  "5,000 arrays in each other": ["depth", `${DEEP} value = [value]; postMessage([4, 'x', value])`],
  "5,000 maps in each other": ["depth", `${DEEP} value = new Map([[value, value]]); postMessage([4, 'x', value])`],
  "5,000 causes of an error": ["depth", `${DEEP} value = new Error('x', { cause: value }); postMessage([4, 'x', undefined, value])`],
  "elements in each other": ["depth", `${DEEP} value = el('e' + n, 'p', {}, [value || text('t', 'x')]); callHost(connection.mutate, [[0, '~', value, 1]])`],
  "something that cannot be read": ["message_error", "postMessage([4, 'x', new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))])"],
};
test("THREATS 26: loops, floods, huge and deep messages end the plugin, and the page runs on", async () => {
  for (const [name, [wanted, attack]] of Object.entries(ATTACKS)) console.error(name, Date.now()), await ends(name, wanted, attack);
});

test("control of THREATS 26: without a sandbox the page stands still, or gets it all", async () => {
  const page = await lab.page("/unguarded", (page) => page.evaluate(GAPS));
  await page.evaluate(() => window.record());
  // In the page's own thread a loop is the page's; it ends here, so that the test does.
  await page.evaluate(() => new Promise((done) => setTimeout(() => { const began = performance.now(); while (performance.now() - began < 1_000); setTimeout(done, 50); })));
  assert.ok((await page.evaluate(() => window.longest)) > 900);
  const got = await page.evaluate(async () => {
    const worker = (code) => new Worker(URL.createObjectURL(new Blob([code])));
    const messages = (code, count) => new Promise((resolve) => {
      const seen = [];
      const it = worker(code);
      it.onmessage = ({ data }) => {
        if (data[0] === 0) window.apply([data]);
        if (seen.push(data) === count) resolve(seen), it.terminate();
      };
    });
    const depthOf = (value) => { let depth = 0; for (; Array.isArray(value); [value] = value) depth++; return depth; };
    return {
      flood: (await messages("for (let n = 0; n < 50000; n++) postMessage([0, '~', { id: 't' + n, type: 3, data: 'x' }, 0])", 50_000)).length,
      nodes: window.root().childNodes.length,
      bytes: (await messages("postMessage('a'.repeat(64 << 20))", 1))[0].length,
      depth: depthOf((await messages("let value = 0; for (let n = 0; n < 5000; n++) value = [value]; postMessage(value)", 1))[0]),
    };
  });
  assert.deepEqual(got, { flood: 50_000, nodes: 50_000, bytes: 64 << 20, depth: 5_000 });
});

test("THREATS 26: the page holds to the limits whatever a relay lets through", async () => {
  // In the relay's place something that passes on what it likes: bridge bytes of docs/SANDBOX.md, straight to the port.
  const evil = (name, script) => {
    lab.routes[name] = { body: `<!doctype html><script>parent.postMessage({ portico: "ready" }, "*");
      addEventListener("message", ({ ports: [port] }) => { port.postMessage(["up"]); port.onmessage = ({ data: [kind, n] }) => kind === "ping" && port.postMessage(["pong", n]);
      addEventListener("message", () => { const send = (bytes) => { const { buffer } = Uint8Array.from(bytes); port.postMessage(buffer, [buffer]); }; ${script} }); }, { once: true });</script>`, headers: { "content-type": "text/html" } };
    return `(window.go = () => window[0].postMessage("go", "*"), { frameUrl: "${name}" })`;
  };
  const attacks = {
    "64 MiB": ["message_bytes", "const { buffer } = new Uint8Array(64 << 20); port.postMessage(buffer, [buffer]);"],
    "5,000 arrays in each other": ["depth", "send([...Array(5000).fill([11, 1]).flat(), 0]);"],
    "5,000 maps in each other": ["depth", "send([...Array(5000).fill([13, 1]).flat(), 0]);"],
    "50,000 messages": ["messages_per_second", "for (let n = 0; n < 50000; n++) send([11, 2, 4, 10, 6, 1, 120]);"],
    "what is no message": ["protocol_errors", "for (let n = 0; n < 30; n++) send([255]);"],
    "lengths that lead nowhere": ["protocol_errors", "for (let n = 0; n < 30; n++) send([11, 255, 255, 255, 255, 255, 255, 15]);"],
    "references to nothing": ["protocol_errors", "for (let n = 0; n < 30; n++) send([11, 1, 16, 99]);"],
    "text that is none": ["protocol_errors", "for (let n = 0; n < 30; n++) send([6, 2, 255, 254]);"],
  };
  let n = 0;
  for (const [name, [wanted, script]] of Object.entries(attacks)) await ends(name, wanted, "", evil(`/evil-relay-${n++}`, script), true);
});

/** A picture of one colour, in a few kilobytes whatever its size. */
function png(width, height) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body) >>> 0);
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 1;
  const rows = Buffer.alloc(height * (Math.ceil(width / 8) + 1));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]).toString("base64");
}

test("THREATS 26: a picture that unpacks to gigabytes is not unpacked", async () => {
  const paint = async (pictures, path) => {
    const page = await lab.plugin(
      `const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      exported.render = async (connection, { callbacks }) => {
        await callHost(connection.mutate, [[0, "~", el("1", "canvas", { width: "20", height: "10" }), 0]]);
        const outcome = (id, picture) => callHost(connection.call, id, "paint", picture).then(() => "painted", ({ name }) => name);
        const drawn = new OffscreenCanvas(20, 10);
        drawn.getContext("2d").fillRect(0, 0, 20, 10);
        const good = [];
        for (const options of [{ type: "image/png" }, { type: "image/jpeg" }, { type: "image/webp", quality: 0.5 }, { type: "image/webp", quality: 1 }])
          good.push(await outcome("1", new Uint8Array(await (await drawn.convertToBlob(options)).arrayBuffer())));
        const answers = [good];
        for (const picture of ${JSON.stringify(pictures)}) answers.push(await outcome("1", bytes(picture)));
        // Small pictures on what is not small.
        await callHost(connection.mutate, [[0, "~", el("2", "canvas", { width: "30000", height: "30000" }), 1]]);
        answers.push(await outcome("2", bytes(${JSON.stringify(png(9, 9))})));
        await callHost(callbacks.onDone, answers);
      };`,
      "{}",
      path,
    );
    await page.waitForFunction(() => window.answers, null, { timeout: 20_000 });
    return page.evaluate(() => window.answers);
  };
  const gif = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
  // A head of JPEG and of WebP each that says how large the rest would be.
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0x75, 0x30, 0x75, 0x30, ...Array(30).fill(0)]).toString("base64");
  const webp = Buffer.from([...Buffer.from("RIFF\0\0\0\0WEBPVP8X"), 10, 0, 0, 0, 0, 0, 0, 0, 0xff, 0x3f, 0, 0xff, 0x3f, 0, ...Array(30).fill(0)]).toString("base64");
  const bombs = [png(6_000, 6_000), png(100_000, 90), png(90, 100_000), gif, jpeg, webp, "", "AAAA"];
  const without = lab.without({ "plugin.js": [["across * down <= MAX_PIXELS && canvases <= MAX_PIXELS", "true"]] });
  const [, first, , , small] = await paint(bombs.slice(0, 4), without);
  assert.deepEqual([first, small], ["painted", "painted"], "control: they are unpacked, and a GIF as well");
  const [good, ...bad] = await paint(bombs);
  assert.deepEqual(good, ["painted", "painted", "painted", "painted"]);
  assert.deepEqual(bad, Array(bombs.length + 1).fill("RangeError"));
});
