// Applies operations (../ops.rs, which numbers them) to the page, in order and for a few milliseconds a frame.

const SVG = "http://www.w3.org/2000/svg";
/** Milliseconds of a frame that operations may take (THREATS j). */
const BUDGET = 6;
/** After so many operations the clock is looked at. */
const STRIDE = 64;
/** Between two looks while the page is hidden and has no frames. */
const HIDDEN_FRAME = 50;

/** Names that numbers stand for; the same for every plugin. */
export let names;

/** @param {string} packed elements, number of HTML elements, attributes, properties, events; names parted by spaces */
export function setNames(packed) {
  const [elements, html, attributes, properties, events] = packed.split("\n").map((list) => list.trim().split(" "));
  const isFrequent = events.map((name) => name.endsWith("*"));
  names = { elements, html: Number(html), attributes, properties, events: events.map((name) => name.replace("*", "")), isFrequent };
}

export const createApplier = (plugin) => (plugin.applier = new Applier(plugin));

export class Applier {
  /** Nodes by handle. */
  nodes = [];
  /** Where the children of a node go, when that is another node: components. */
  insides = [];
  /** Handles by element. */
  handles = new WeakMap();
  sheets = new Map();
  batches = [];
  /** Where in the first batch the next operation and its text begin. */
  at = 0;
  textAt = 0;
  frame = 0;
  spent = 0;
  /** To be done when a batch is: what needs all nodes of it. */
  after = [];

  constructor(plugin) {
    this.plugin = plugin;
    this.budget = plugin.budget ?? BUDGET;
    this.nodes[0] = plugin.inner;
    this.handles.set(plugin.inner, 0);
  }

  /** Takes a batch over. Its numbers lie in wasm's memory and have to be copied. */
  push(numbers, text) {
    this.batches.push({ numbers: numbers.slice(), text });
    if (this.batches.length === 1) this.run();
  }

  stop() {
    this.batches = [];
    cancelAnimationFrame(this.frame);
    clearTimeout(this.frame);
    this.stopped = true;
  }

  run() {
    if (this.stopped) return;
    const began = performance.now();
    while (this.batches.length > 0 && this.some(began)) {
      this.batches.shift();
      this.at = this.textAt = 0;
      this.finish();
    }
    this.spent += performance.now() - began;
    this.nextFrame();
  }

  nextFrame() {
    if (this.frame !== 0 || this.stopped) return;
    const next = () => {
      this.frame = 0;
      this.spent = 0;
      if (this.batches.length > 0) this.run();
    };
    this.frame = document.hidden ? setTimeout(next, HIDDEN_FRAME) : requestAnimationFrame(next);
  }

  finish() {
    for (const late of this.after.splice(0)) {
      try {
        late();
      } catch (error) {
        // The page's own; what else waits goes on.
        reportError(error);
      }
    }
    if (this.sheets.size > 0) this.adopt();
  }

  /** The plugin's style sheets in the order of the document, after ours. */
  adopt() {
    const { nodes, plugin } = this;
    const shown = [...this.sheets].filter(([handle]) => nodes[handle]?.isConnected);
    shown.sort(([a], [b]) => (nodes[a].compareDocumentPosition(nodes[b]) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    const wanted = [plugin.sheet, ...shown.map(([, sheet]) => sheet)];
    const { adoptedStyleSheets } = plugin.root;
    if (wanted.length !== adoptedStyleSheets.length || wanted.some((sheet, index) => sheet !== adoptedStyleSheets[index])) {
      plugin.root.adoptedStyleSheets = wanted;
    }
  }

  /** Carries out operations of the first batch. False: there was no time for all. */
  some(began) {
    const { numbers: n, text } = this.batches[0];
    const { nodes, insides, handles } = this;
    const { elements, html, attributes } = names;
    const end = n.length;
    let i = this.at;
    let t = this.textAt;
    let left = STRIDE;
    while (i < end) {
      if (--left === 0) {
        left = STRIDE;
        if (this.spent + performance.now() - began > this.budget) {
          this.at = i;
          this.textAt = t;
          return false;
        }
      }
      const handle = n[i + 1];
      switch (n[i]) {
        case 1: {
          const name = elements[n[i + 2]];
          const node = n[i + 2] < html ? document.createElement(name) : document.createElementNS(SVG, name);
          nodes[handle] = node;
          handles.set(node, handle);
          i += 3;
          break;
        }
        case 2:
          nodes[handle] = document.createTextNode(text.substring(t, (t += n[i + 2])));
          i += 3;
          break;
        case 3:
          nodes[handle] = document.createComment("");
          i += 2;
          break;
        case 5:
          (insides[handle] ?? nodes[handle]).appendChild(nodes[n[i + 2]]);
          i += 3;
          break;
        case 6:
          (insides[handle] ?? nodes[handle]).insertBefore(nodes[n[i + 2]], nodes[n[i + 3]]);
          i += 4;
          break;
        case 7:
          nodes[handle].remove();
          i += 2;
          break;
        case 9:
          nodes[handle].setAttribute(attributes[n[i + 2]], text.substring(t, (t += n[i + 3])));
          i += 4;
          break;
        case 10:
          nodes[handle].removeAttribute(attributes[n[i + 2]]);
          i += 3;
          break;
        case 11:
          nodes[handle].setAttribute(text.substring(t, (t += n[i + 2])), text.substring(t, (t += n[i + 3])));
          i += 4;
          break;
        case 12:
          nodes[handle].removeAttribute(text.substring(t, (t += n[i + 2])));
          i += 3;
          break;
        case 13:
          nodes[handle].data = text.substring(t, (t += n[i + 2]));
          i += 3;
          break;
        default: {
          const reader = { numbers: n, at: i + 1, text, textAt: t };
          this.seldom(n[i], reader);
          // What was done may have ended the plugin.
          if (this.stopped) return false;
          i = reader.at;
          t = reader.textAt;
        }
      }
    }
    return true;
  }

  seldom(code, reader) {
    const { nodes, plugin } = this;
    const number = () => reader.numbers[reader.at++];
    const take = (length) => reader.text.substring(reader.textAt, (reader.textAt += length));
    switch (code) {
      case 4:
        return plugin.components.create(number(), number());
      case 8: {
        const handle = number();
        plugin.components.free(handle);
        this.sheets.delete(handle);
        nodes[handle] = undefined;
        return;
      }
      case 14: {
        const node = nodes[number()];
        const name = names.properties[number()];
        return this.setProperty(node, name, plugin.values.read(reader));
      }
      case 15:
        return nodes[number()].removeAttribute("style");
      case 16: {
        const [handle, name, value, important] = [number(), number(), number(), number()];
        return nodes[handle].style.setProperty(take(name), take(value), important ? "important" : "");
      }
      case 17:
        return plugin.events.listen(number());
      case 18:
        return plugin.events.unlisten(number());
      case 19: {
        const handle = number();
        const sheet = this.sheets.get(handle) ?? new CSSStyleSheet();
        sheet.replaceSync(take(number()));
        this.sheets.set(handle, sheet);
        return;
      }
      case 30: {
        const node = nodes[number()];
        node.target = "_blank";
        node.rel = "noopener noreferrer";
        return;
      }
      default:
        return plugin.effect(code, number, take, reader);
    }
  }

  setProperty(node, name, value) {
    if (name.startsWith("scroll") || node.localName === "select") {
      // There is nothing to choose or to scroll yet.
      this.after.push(() => (node[name] = value ?? ""));
      if (node.localName !== "select") return;
    }
    node[name] = value ?? (typeof node[name] === "boolean" ? false : "");
  }
}
