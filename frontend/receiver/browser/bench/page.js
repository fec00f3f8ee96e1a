// The page of ../bench.js: one stream of records for ours, for DOMRemoteReceiver, and as plain DOM calls.
import init, { measure, mount } from "receiver:receiver.js";
import { createFrame } from "receiver:frame.js";
import { DOMRemoteReceiver } from "@remote-dom/core/receivers";
import { encode } from "../bridge.js";

const wasm = await init();
const ROWS = 2_500;
const MOVED = 1_000;
const UPDATES = 10_000;
const LIMITS = ["message_bytes", "messages_per_second", "records_per_message", "records_per_second", "nodes", "listeners", "functions"];
const RAISED = Object.fromEntries(LIMITS.map((name) => [name, 2 ** 32 - 1]));

// ---------------------------------------------------------------------------------------------------------------------------
// What is measured: streams of records. Functions are made by `listener`, since the two sides get them differently.

/** Four nodes: an element with a listener in every fifth, two in it, a text. */
function row(number, listener) {
  const id = number * 4;
  const text = { id: `t${id}`, type: 3, data: `Value of row ${number}` };
  const cell = { id: `c${id}`, type: 1, element: "span", attributes: { class: "cell" }, eventListeners: {}, children: [text] };
  const mark = { id: `m${id}`, type: 1, element: "i", attributes: {}, eventListeners: {}, children: [] };
  const attributes = { class: number % 2 ? "row odd" : "row", title: `Row ${number}` };
  return { id: `r${id}`, type: 1, element: "div", attributes, eventListeners: number % 5 ? {} : { click: listener(number) }, children: [cell, mark] };
}

const inserted = (rows, listener) => Array.from({ length: rows }, (_, number) => [0, "~", row(number, listener), number]);
const written = () => Array.from({ length: UPDATES }, (_, number) => [2, `t${(number % ROWS) * 4}`, `Update ${number}`]);
/** The last one goes to the front of those that were not moved: in the end the order is the other way round. */
const reversed = (listener) => Array.from({ length: MOVED }, (_, number) => [[1, "~", MOVED - 1], [0, "~", row(MOVED - 1 - number, listener), number]]).flat();

const local = (number) => () => number;
const remote = (number) => ({ "_@f": `f${number}` });
const NONE = () => [];
const streams = {
  "insert 10,000 nodes": { before: NONE, records: (listener) => inserted(ROWS, listener), plain: { before: () => {}, run: plainInsert } },
  "update 10,000 texts": { before: (listener) => inserted(ROWS, listener), records: written, plain: { before: plainInsert, run: plainWrite } },
  "reorder 1,000 rows": { before: (listener) => inserted(MOVED, listener), records: reversed, plain: { before: (at) => plainInsert(at, MOVED), run: plainReverse } },
};
const bytesOf = (records) => encode([3, "call", "mutate", [records]]);
for (const stream of Object.values(streams)) {
  stream.received = { before: stream.before(local), records: stream.records(local) };
  stream.bytes = { before: bytesOf(stream.before(remote)), records: bytesOf(stream.records(remote)) };
}
const insertion = encode(inserted(ROWS, remote));

function plainInsert(at, rows = ROWS) {
  for (let number = 0; number < rows; number++) {
    const element = document.createElement("div");
    element.setAttribute("class", number % 2 ? "row odd" : "row");
    element.setAttribute("title", `Row ${number}`);
    if (number % 5 === 0) element.addEventListener("click", local(number));
    const cell = document.createElement("span");
    cell.setAttribute("class", "cell");
    cell.append(`Value of row ${number}`);
    element.append(cell, document.createElement("i"));
    at.append(element);
  }
}
function plainWrite(at) {
  const texts = Array.from(at.children, (element) => element.firstChild.firstChild);
  for (let number = 0; number < UPDATES; number++) texts[number % ROWS].data = `Update ${number}`;
}
function plainReverse(at) {
  for (let number = 0; number < MOVED; number++) {
    const last = at.lastChild;
    last.remove();
    at.insertBefore(last, at.childNodes[number]);
  }
}

// ---------------------------------------------------------------------------------------------------------------------------
// Ours without its frame: what the frame would deliver is given to the receiver, all at once instead of some each frame.

let frame;
let isReal = false;
const { prototype } = createFrame({}).constructor;
const { post, start } = prototype;
prototype.start = function () {
  frame = this;
  if (isReal) start.call(this);
};
prototype.post = function (message) {
  if (isReal) post.call(this, message);
};

const options = {
  plugin: "bench", version: "1.0.0", frameUrl: "/frame", entry: "", digest: "", locale: "en", theme: "light", props: {}, callbacks: {}, components: {},
  capabilities: { props: [], callbacks: [], host_components: [], network: [] },
};

function createOurs(place) {
  const plugin = mount(place, { ...options, limits: RAISED });
  const { receiver, applier, inner } = frame.plugin;
  applier.budget = Infinity;
  receiver.ready(0);
  receiver.up();
  return { inner, send: (bytes) => receiver.message(bytes, performance.now()), end: () => plugin.destroy() };
}

// ---------------------------------------------------------------------------------------------------------------------------

const html = {};
let host;
let end;
let run;
let at;

/** Makes everything for a run; what is left of the last one goes. */
window.prepare = (name, which) => {
  end?.();
  host?.remove();
  end = undefined;
  host = document.createElement("div");
  // Layout and painting are the same for all, and most of the time.
  host.style.display = "none";
  document.body.append(host);
  const { received, bytes, plain } = streams[name];
  if (which === "ours") {
    const ours = createOurs(host);
    ours.send(bytes.before);
    [at, run, end] = [ours.inner, () => ours.send(bytes.records), ours.end];
    return;
  }
  at = document.createElement("div");
  host.attachShadow({ mode: "open" }).append(at);
  if (which === "plain") {
    plain.before(at);
    run = () => plain.run(at);
  } else if (which === "theirs") {
    // Nodes that move are the same nodes, as with ours.
    const receiver = new DOMRemoteReceiver({ root: at, cache: { maxAge: 1_000 } });
    receiver.connection.mutate(received.before);
    run = () => receiver.connection.mutate(received.records);
  } else {
    const place = { inner: at, budget: Infinity, events: { listen() {}, unlisten() {} } };
    run = () => measure(place, insertion, which === "decode" ? 0 : 1);
  }
};
window.run = () => run();
window.html = () => at.innerHTML;
window.streams = Object.keys(streams);

/** Mounts and ends a plugin; resolves when it has shown something. */
window.round = (entry, digest) => {
  isReal = true;
  return new Promise((resolve, reject) => {
    const plugin = mount(document.querySelector("#place"), {
      ...options, entry, digest,
      onState: (state, reason) => {
        if (state === "live") {
          plugin.destroy();
          resolve();
        } else if (state === "stopped") reject(new Error(reason));
      },
    });
  });
};
window.memory = async () => {
  for (let round = 0; round < 5; round++) {
    globalThis.gc();
    await new Promise((done) => setTimeout(done, 50));
  }
  return { heap: performance.memory.usedJSHeapSize, wasm: wasm.memory.buffer.byteLength };
};
window.ready = true;
