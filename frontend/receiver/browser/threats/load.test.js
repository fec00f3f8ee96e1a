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

/** Writes down the longest time in which the page could do nothing else, and the same of a worker of its own, which only the machine holds up. */
const GAPS = `
  window.beside = new Worker(URL.createObjectURL(new Blob(["let longest = 0, last = performance.now(); setInterval(() => { const now = performance.now(); longest = Math.max(longest, now - last); last = now; }, 4); onmessage = () => { postMessage(longest); longest = 0; }"])));
  window.askBeside = () => new Promise((resolve) => {
    window.beside.onmessage = ({ data }) => resolve(data);
    window.beside.postMessage(0);
  });
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
  const alone = await page.evaluate(() => window.longest);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async () => (await devtools.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  const start = await worked();
  const before = Math.max(alone, await page.evaluate(() => window.askBeside()));
  await page.evaluate(() => (window.record(), window.go ? window.go() : window.plugin.update({})));
  const why = await reason(page);
  // A thread that was not let run was not held up by its own work, of which this is all.
  const meanwhile = Math.min(await page.evaluate(() => window.longest), (await worked()) - start);
  assert.equal(await page.evaluate(() => document.querySelectorAll("iframe").length + document.querySelector("#place").childElementCount), 0);
  const beside = await page.evaluate(() => window.askBeside());
  return { why, noise: Math.max(before, beside), meanwhile };
}

/** A machine that is busy has gaps of its own: a page that a plugin holds up is so every time. */
async function ends(name, wanted, attack, options, isHere, most = MOST) {
  const seen = [];
  for (let round = 0; round < 3; round++) {
    const { why, noise, meanwhile } = await measured(attack, options, isHere);
    assert.equal(why, wanted, name);
    if (meanwhile < Math.max(most, 2 * noise)) return;
    seen.push(`${meanwhile} ms, where the machine takes ${noise}`);
  }
  assert.fail(`${name} holds the page up: ${seen.join("; ")}`);
}

/** As deep as structured cloning goes in a worker: 5,000, or what its stack is enough for. */
const deep = (start, step, send) => `for (const depth of [5000, 3000, 2000, 1000, 500]) { let value = ${start}; for (let n = 0; n < depth; n++) value = ${step}; try { ${send}; break; } catch {} }`;
const ATTACKS = {
  "an endless loop": ["unresponsive", "for (;;);"],
  "endless microtasks": ["unresponsive", "const again = () => Promise.resolve().then(again); again();"],
  "50,000 messages": ["messages_per_second", "for (let n = 0; n < 50000; n++) postMessage([5, 'mutate'])"],
  "50,000 records of nodes": ["messages_per_second", "for (let n = 0; n < 50000; n++) callHost(connection.mutate, [[0, '~', text('t' + n, 'x'), 0]])"],
  "a text of 64 MiB": ["message_bytes", "postMessage([4, 'x', 'a'.repeat(64 << 20)])"],
  "64 MiB of bytes": ["message_bytes", "postMessage([4, 'x', new Uint8Array(64 << 20)])"],
  "an array of 8,000,000": ["message_bytes", "postMessage([4, 'x', new Array(8e6).fill(0)])"],
  "a number of 64 MiB": ["message_bytes", "postMessage([4, 'x', 1n << (1n << 24n)])"],
  "arrays in each other": ["depth", deep("0", "[value]", "postMessage([4, 'x', value])")],
  "maps in each other": ["depth", deep("0", "new Map([[1, value]])", "postMessage([4, 'x', value])")],
  "causes of an error": ["depth", deep("0", "new Error('x', { cause: value })", "postMessage([4, 'x', undefined, value])")],
  "elements in each other": ["depth", deep("text('t', 'x')", "el('e' + n, 'p', {}, [value])", "postMessage([3, 'w', connection.mutate['_@f'], [[[0, '~', value, 1]]]])")],
};
for (const [name, [wanted, attack]] of Object.entries(ATTACKS)) {
  test(`THREATS 26: ${name} from a plugin: it is ended, and the page runs on`, () => ends(name, wanted, attack));
}

test("control of THREATS 26: without a sandbox the page stands still, or gets it all", async () => {
  const page = await lab.page("/unguarded", (page) => page.evaluate(GAPS));
  await page.evaluate(() => window.record());
  // In the page's own thread a loop is the page's; it ends here, so that the test does.
  await page.evaluate(() => new Promise((done) => setTimeout(() => { const began = performance.now(); while (performance.now() - began < 1_000); setTimeout(done, 50); })));
  assert.ok((await page.evaluate(() => window.longest)) > 900);
  const { depth, ...got } = await page.evaluate(async (deep) => {
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
      flood: (await messages("for (let n = 0; n < 50000; n++) postMessage([0, '~', { id: 't' + n, type: 3, data: 'x' }, 1e9])", 50_000)).length,
      nodes: window.root().childNodes.length,
      bytes: (await messages("postMessage('a'.repeat(64 << 20))", 1))[0].length,
      depth: depthOf((await messages(deep, 1))[0]),
    };
  }, deep("0", "[value]", "postMessage(value)"));
  assert.deepEqual(got, { flood: 50_000, nodes: 50_000, bytes: 64 << 20 });
  assert.ok(depth >= 500, `${depth}`);
});

{
  // In the relay's place something that passes on what it likes: bridge bytes of docs/SANDBOX.md, straight to the port.
  const evil = (name, script) => {
    lab.routes[name] = { body: `<!doctype html><script>parent.postMessage({ portico: "ready" }, "*");
      addEventListener("message", ({ ports: [port] }) => { port.postMessage(["up"]); port.onmessage = ({ data: [kind, n] }) => kind === "ping" && port.postMessage(["pong", n]);
      addEventListener("message", () => { const send = (bytes) => { const { buffer } = Uint8Array.from(bytes); port.postMessage(buffer, [buffer]); }; ${script} }); }, { once: true });</script>`, headers: { "content-type": "text/html" } };
    return `(window.go = () => window[0].postMessage("go", "*"), { frameUrl: "${name}" })`;
  };
  const attacks = {
    // How much it is shows when it is here, which takes as long as it takes: this is what the relay is for.
    "64 MiB": ["message_bytes", "const { buffer } = new Uint8Array(64 << 20); port.postMessage(buffer, [buffer]);", Infinity],
    "5,000 arrays in each other": ["depth", "send([...Array(5000).fill([11, 1]).flat(), 0]);"],
    "5,000 maps in each other": ["depth", "send([...Array(5000).fill([13, 1]).flat(), 0]);"],
    "50,000 messages": ["messages_per_second", "for (let n = 0; n < 50000; n++) send([11, 2, 4, 10, 6, 6, 109, 117, 116, 97, 116, 101]);"],
    "what is no message": ["protocol_errors", "for (let n = 0; n < 30; n++) send([255]);"],
    "lengths that lead nowhere": ["protocol_errors", "for (let n = 0; n < 30; n++) send([11, 255, 255, 255, 255, 255, 255, 15]);"],
    "references to nothing": ["protocol_errors", "for (let n = 0; n < 30; n++) send([11, 1, 16, 99]);"],
    "text that is none": ["protocol_errors", "for (let n = 0; n < 30; n++) send([6, 2, 255, 254]);"],
  };
  for (const [n, [name, [wanted, script, most]]] of Object.entries(attacks).entries()) {
    test(`THREATS 26: ${name} from a relay that lets everything through: the page has its own limits`, () => ends(name, wanted, "", evil(`/evil-relay-${n}`, script), true, most));
  }
}

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
