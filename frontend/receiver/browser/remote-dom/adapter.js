// Our receiver with the interface of DOMRemoteReceiver, so that remote-dom's own tests can be run with it.
//
// Its tests are synchronous: records go in, and the page has changed. So the frame is left out, and only the frame: what it would have
// delivered, bridge bytes, is given to the receiver that `mount` made. Everything behind it is the real thing: wasm, operations,
// applier, components, calls of methods and functions. remote-dom.test.js sends the same records through real frames afterwards.
//
// What is translated, and how:
// - `elements`: custom elements become components of the host, with the members that are listed, or those of ordinary components. One
//   member has one name, be it called property or attribute. Native elements are the same for every plugin.
// - Refusals: theirs throws. Ours leaves out what is refused and counts it (THREATS j), or drops a record that makes no sense
//   and counts that. Whether it did so is asked of a second session without a page, which has used up its patience with
//   broken rules: one more ends it. If it did, we throw, and take the node that was inserted away as a plugin would.
// - Removed nodes: without `cache`, time passes until ours has forgotten them; with it, its second is their `maxAge`.
// - Functions and containers that came over the bridge are copies: the same when they call the same and contain the same.
// - `call` returns a promise.
import init, { mount } from "receiver:receiver.js";
import { createFrame } from "receiver:frame.js";
import { encode } from "../bridge.js";
import { values } from "vitest";

await init();

const ROOT_ID = "~";
const FUNCTION = "_@f";
/** As src/tree/limbo.rs and src/session/receive.rs have it. */
const KEPT = 1_000;
const MOST_ERRORS = 20;
const ERROR_WINDOW = 60_000;

/** Members of a component when the policy says nothing about them. */
const PROPS = ["label", "disabled", "value", "data", "protocol"];
const ATTRIBUTES = ["primary", "aria-label", "title"];
const EVENTS = ["click", "change"];
const METHODS = ["focus", "blur", "activate", "ping"];
const COMPONENTS = ["ui-button", "ui-cache-child", "compatibility-button"];

// A component of the host says by itself which of its props it shows as attributes.
class Button extends HTMLElement {}
for (const name of ATTRIBUTES) {
  Object.defineProperty(Button.prototype, name, {
    configurable: true,
    set(value) {
      if (value === undefined || value === null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
  });
}
customElements.define("ui-button", Button);

// ---------------------------------------------------------------------------------------------------------------------------
// One mounted plugin without a frame.

let started;
const Frame = Object.getPrototypeOf(createFrame({})).constructor;
const { now, start } = Frame.prototype;
let isReal = false;
Frame.prototype.start = function () {
  if (isReal) return start.call(this);
  started = this;
};
Frame.prototype.now = function () {
  return this.clock ?? now.call(this);
};
Frame.prototype.post = function (message) {
  if (this.port) this.port.postMessage(["post", message, []]);
  else this.onPost?.(message);
};

class Session {
  constructor(options, onPost, isQuiet) {
    this.place = document.createElement("div");
    const { destroy, refused } = mount(this.place, { ...options, onState: (state, reason) => (this.stopped = state === "stopped" && reason) });
    this.destroy = destroy;
    this.refused = refused;
    this.frame = started;
    this.plugin = started.plugin;
    // An export was called: there is none.
    this.frame.onPost = (message) => (message[0] === 1 ? this.send(encode([2, message[1], undefined]), this.frame.clock) : onPost(message));
    this.frame.clock = 0;
    if (isQuiet) this.plugin.applier.push = () => {};
    this.plugin.receiver.ready(0);
    this.plugin.receiver.up();
  }

  send(bytes, at) {
    this.frame.clock = at;
    this.plugin.receiver.message(bytes, at);
  }

  tick(at) {
    this.frame.clock = at;
    const ping = this.plugin.receiver.tick(at, false);
    if (ping) this.plugin.receiver.pong(ping);
  }
}

// ---------------------------------------------------------------------------------------------------------------------------

/** What was sent to each receiver, and what it showed in the end. */
const recordings = [];
window.recordings = recordings;

/**
 * Sends the records that a receiver took through a frame, a relay and a worker that run `entry`. Returns what it showed and what is
 * shown now; nothing when there were none, or methods changed what it showed.
 */
window.replay = async (number, entry, digest) => {
  isReal = true;
  const { setup, session, log, isCalled } = recordings[number];
  if (log.length === 0 || isCalled) return undefined;
  const records = log.flatMap(([, , message]) => message?.[3][0] ?? []);
  const place = document.createElement("div");
  document.body.append(place);
  const plugin = await new Promise((resolve, reject) => {
    const mounted = mount(place, {
      ...setup, entry, digest, props: { records }, callbacks: { onDone: () => resolve(mounted) },
      capabilities: { ...setup.capabilities, props: ["records"], callbacks: ["onDone"] },
      onState: (state, ...why) => state === "stopped" && reject(new Error(why.join(": "))),
    });
  });
  const html = (inner) => inner.innerHTML.replace(/plugin\d+-/g, "");
  const outcome = { before: html(session.plugin.inner), now: html(place.firstChild.shadowRoot.querySelector("[data-root]")) };
  plugin.destroy();
  place.remove();
  return outcome;
};

/** Asks a function that came over the bridge whether it is `original`. */
let asked;

values.same = (got, wanted) => {
  if (typeof got !== typeof wanted || got instanceof Node || wanted instanceof Node) return false;
  if (typeof got === "function") {
    asked = { original: wanted, isSame: false };
    got().catch(() => {});
    const { isSame } = asked;
    asked = undefined;
    return isSame;
  }
  if (typeof got !== "object" || !got || !wanted) return false;
  const keys = Object.keys(wanted);
  return Array.isArray(got) === Array.isArray(wanted) && keys.length === Object.keys(got).length && keys.every((key) => Object.is(got[key], wanted[key]) || values.same(got[key], wanted[key]));
};

export class DOMRemoteReceiver {
  functions = new Map();
  ids = new Map();
  answers = new Map();
  /** Bytes that the receiver took, with their time. */
  log = [];
  next = 0;
  time = 0;
  began = performance.now();
  /** Properties of nodes by id, for `release`. */
  properties = new Map();
  handles = new Map();

  constructor(options = {}) {
    this.options = options;
    this.setup = setupOf(options);
    this.session = new Session(this.setup, (message) => this.onPost(message));
    this.judge = this.createJudge();
    this.connection = { mutate: (records) => records.forEach((record) => this.mutate(record)), call: (...args) => this.call(...args) };
    if (options.root) this.connect(options.root);
    const { maxAge } = options.cache ?? {};
    if (maxAge) setInterval(() => this.tick(), maxAge / 100);
    recordings.push(this);
  }

  /** The element that has the plugin's nodes. */
  get root() {
    return this.session.plugin.inner;
  }

  connect(element) {
    element.append(this.session.place);
  }

  disconnect() {
    this.session.place.remove();
    return this.root;
  }

  now() {
    const { maxAge } = this.options.cache ?? {};
    return maxAge ? ((performance.now() - this.began) * KEPT) / maxAge : this.time;
  }

  tick() {
    const at = this.now();
    for (const session of [this.session, this.judge]) session.tick(at);
    for (const [id, handle] of this.handles) {
      if (this.session.plugin.applier.nodes[handle]) continue;
      this.handles.delete(id);
      this.options.release?.(this.properties.get(id));
    }
  }

  /** Removed nodes are forgotten. */
  forget() {
    if (this.options.cache?.maxAge) return;
    this.time += KEPT + 1;
    this.tick();
  }

  /** A session that takes what ours took and is ended by the next broken rule. */
  createJudge() {
    const judge = new Session(this.setup, () => {}, true);
    for (const [bytes, at] of this.log) {
      if (bytes) judge.send(bytes, at);
      else judge.tick(at);
    }
    judge.since = this.now();
    for (let error = 0; error < MOST_ERRORS; error++) judge.send(encode([5, "no such function"]), judge.since);
    return judge;
  }

  /** Whether ours takes a message without leaving anything out. */
  accepts(bytes) {
    if (this.now() - this.judge.since > ERROR_WINDOW / 2) this.replaceJudge();
    const before = this.judge.refused();
    this.judge.send(bytes, this.now());
    const accepted = !this.judge.stopped && this.judge.refused() === before;
    if (!accepted) this.replaceJudge();
    return accepted;
  }

  replaceJudge() {
    this.judge.destroy();
    this.judge = this.createJudge();
  }

  mutate(record) {
    const [kind, id] = record;
    const message = [3, `c${this.next++}`, "mutate", [[this.pack(record)]]];
    const bytes = encode(message);
    const child = kind === 0 ? record[2] : undefined;
    const wasThere = child && this.isAttached(child.id);
    const accepted = this.accepts(bytes);
    this.session.send(bytes, this.now());
    if (!accepted) {
      if (child && !wasThere && this.isAttached(child.id)) this.session.send(encode([3, `c${this.next++}`, "mutate", [[[1, id, record[3]]]]]), this.now());
      this.forget();
      throw new Error(refusal(record));
    }
    this.log.push([bytes, this.now(), message]);
    if (child) this.note(child);
    if (kind === 3) {
      const before = this.properties.get(id)?.[record[2]];
      this.options.retain?.(record[3]);
      this.options.release?.(before);
    }
    if (kind === 1) {
      this.forget();
      this.log.push([undefined, this.now()]);
    }
  }

  /** Remembers what was inserted. */
  note(node) {
    this.handles.set(node.id, this.handleOf(node.id));
    this.properties.set(node.id, node.properties);
    for (const value of Object.values(node.properties ?? {})) this.options.retain?.(value);
    for (const child of node.children ?? []) this.note(child);
  }

  call(id, method, ...args) {
    const call = `c${this.next++}`;
    let isLate = false;
    let answer;
    const promise = new Promise((resolve, reject) => {
      this.answers.set(call, (value, error) => {
        if (!isLate) answer = { value, error };
        if (error === undefined) resolve(value);
        else reject(error);
      });
    });
    promise.catch(() => {});
    this.session.send(encode([3, call, "call", this.pack([id, method, ...args])]), this.now());
    isLate = true;
    if (answer?.error === undefined) {
      this.isCalled = true;
      return promise;
    }
    const node = this.session.plugin.applier.nodes[this.handleOf(id)];
    // Theirs counts the element it is connected to as one whose methods could be called.
    const isElement = node instanceof Element || (id === ROOT_ID && this.options.root);
    throw new Error(isElement ? `Method is not allowed: ${method}` : `Method target is missing or is not an element: ${id}`);
  }

  /** What the page posts to the plugin. */
  onPost([kind, id, first, second]) {
    if (kind === 3) {
      const called = this.functions.get(first);
      // Nothing is called: only who would be.
      if (asked) asked.isSame = called === asked.original;
      else this.session.send(encode([4, id, this.pack(called?.(...second))]), this.now());
    } else if (kind === 4) {
      this.answers.get(id)?.(first, second);
      this.answers.delete(id);
    }
  }

  handleOf(id) {
    const { applier, receiver } = this.session.plugin;
    return id === ROOT_ID ? -1 : applier.nodes.findIndex((node, handle) => handle > 0 && node && receiver.id(handle) === id);
  }

  isAttached(id) {
    const node = this.session.plugin.applier.nodes[this.handleOf(id)];
    return node !== undefined && this.root.contains(node);
  }

  /** As the threads of a plugin write it. */
  pack(value) {
    if (typeof value === "function") {
      if (!this.ids.has(value)) {
        this.ids.set(value, `f${this.ids.size}`);
        this.functions.set(this.ids.get(value), value);
      }
      return { [FUNCTION]: this.ids.get(value) };
    }
    if (Array.isArray(value)) return value.map((item) => this.pack(item));
    if (typeof value !== "object" || !value || Object.getPrototypeOf(value) !== Object.prototype) return value;
    const packed = {};
    for (const key of Object.keys(value)) Object.defineProperty(packed, key, { value: this.pack(value[key]), enumerable: true });
    return packed;
  }
}

function refusal([kind, id, name]) {
  if (kind === 3) return typeof name === "string" ? `Remote property is not allowed: ${name}` : "Member name is not allowed";
  return kind === 0 ? `Node is not allowed: ${name?.element ?? name?.id}` : `Update target is not allowed: ${id}`;
}

/** Options of `mount` that mean what the options of DOMRemoteReceiver mean. */
function setupOf({ elements, blockedProperties = [] }) {
  const blocked = blockedProperties.map((name) => name.toLowerCase());
  const entries = elements === undefined ? COMPONENTS.map((name) => [name, {}]) : Array.isArray(elements) ? elements.map((name) => [name, {}]) : Object.entries(elements);
  const components = {};
  for (const [tag, { properties, attributes, events, methods }] of entries) {
    if (!tag.includes("-")) continue;
    const props = {};
    for (const [name, { type, attribute = true }] of Object.entries(properties ?? Object.fromEntries(PROPS.map((each) => [each, {}])))) {
      const attributeName = attribute === true ? name.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase() : attribute;
      if (attributeName) props[attributeName] = "string";
      props[name] = !type || type === "array" || type === "object" ? "json" : type;
    }
    for (const name of attributes ?? (properties ? [] : ATTRIBUTES)) props[name] = "string";
    for (const name of Object.keys(props)) if (blocked.includes(name.toLowerCase())) delete props[name];
    components[tag] = { tag, props, events: events ? Object.keys(events) : EVENTS, methods: methods ? [...methods] : METHODS };
  }
  return {
    plugin: "test", version: "1.0.0", frameUrl: "/frame", entry: "", digest: "", locale: "en", theme: "light", props: {}, callbacks: {},
    capabilities: { props: [], callbacks: [], network: [], host_components: Object.keys(components) }, components,
  };
}
