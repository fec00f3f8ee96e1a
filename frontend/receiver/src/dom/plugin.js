// A mounted plugin: its place in the page, and what the operations of a session mean that are not about nodes.

/** Most pixels that a plugin's place may be high, unless the page says otherwise. */
const MAX_BLOCK_SIZE = 4000;
/** Most pixels of a picture, and of all canvases of a plugin: a few kilobytes can unpack to gigabytes (THREATS 26). A 4K screen has as many. */
const MAX_PIXELS = 2 ** 23;
/** The root is the plugin's whole page: nothing of it shows outside, and nothing outside is covered (THREATS 16). */
const BOX = { display: "block", position: "relative", contain: "strict", overflow: "auto", "inline-size": "auto", "block-size": "0px" };
const SHEET = ":host{color-scheme:inherit}[data-root]{display:flow-root;position:relative}";

export const createPlugin = (place, options, prefix) => new Plugin(place, options, prefix);
export const setupOf = (plugin) => plugin.setup();
export const assemble = (plugin, ...parts) => plugin.assemble(...parts);
export const perform = (plugin, numbers, text) => plugin.isOver || plugin.applier.push(numbers, text);
export const stopped = (plugin, reason, detail) => plugin.onStopped(reason, detail);

/** Own keys only: `constructor` is no prop, callback or component that anyone granted (PARITY 43). */
const own = (object, keys) => keys.filter((key) => object && Object.hasOwn(object, key));

/** Whether every element takes markup, styles or listeners by this name: no plugin may, whoever grants it (THREATS 10). */
const isForbidden = (prop) => prop === "srcdoc" || (/^((inn|out)erHTML|style|on.*)$/.test(prop) && prop in HTMLElement.prototype);
/** Methods that elements have by nature and that a component may lend all the same. */
const HARMLESS = ["focus", "blur", "click", "scrollIntoView"];

/**
 * A component of the page without what no plugin may have: of a custom element its own props and methods, not those by which every element
 * takes markup, styles or listeners, or leads to the document.
 */
function tame(component) {
  if (!component.tag) return component;
  const props = Object.fromEntries(Object.entries(component.props ?? {}).filter(([prop]) => !isForbidden(prop)));
  const methods = (component.methods ?? []).filter((method) => HARMLESS.includes(method) || !(method in HTMLElement.prototype));
  return { ...component, props, methods };
}

/** Draws a picture that the plugin made (PNG, WebP or JPEG) over the whole of a canvas; `inner` has all of its canvases. */
async function paint(canvas, bytes, inner) {
  if (!(bytes instanceof Uint8Array)) throw new TypeError("paint takes the bytes of a picture");
  const [across, down] = pictureSize(bytes);
  const canvases = [...inner.querySelectorAll("canvas")].reduce((sum, { width, height }) => sum + width * height, 0);
  if (!(across * down <= MAX_PIXELS && canvases <= MAX_PIXELS)) throw new RangeError("the picture or the canvas is too large, or it is no PNG, WebP or JPEG");
  const { width, height } = canvas;
  const picture = await createImageBitmap(new Blob([bytes]));
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
}

/** Width and height as the beginning of a picture says them, before it is decoded; NaN when it is none that is taken. */
function pictureSize(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const is = (text, at) => [...text].every((c, index) => bytes[at + index] === c.charCodeAt(0));
  if (bytes.length < 30) return [NaN, NaN];
  if (is("\x89PNG", 0) && is("IHDR", 12)) return [view.getUint32(16), view.getUint32(20)];
  if (is("RIFF", 0) && is("WEBPVP8", 8)) {
    // Lossy, lossless, extended; 14 bits each but in the last one, which has 24.
    if (is(" ", 15)) return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
    if (is("L", 15)) return [(view.getUint32(21, true) & 0x3fff) + 1, ((view.getUint32(21, true) >> 14) & 0x3fff) + 1];
    if (is("X", 15)) return [(view.getUint32(24, true) & 0xffffff) + 1, (view.getUint32(26, true) >>> 8) + 1];
  }
  // Segments, each with its length, up to the one that begins a frame. Nothing may be between them.
  for (let at = 2; is("\xff\xd8", 0) && at + 9 <= bytes.length && bytes[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = bytes[at + 1];
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xda) || marker === 0xff) break;
    if (marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return [view.getUint16(at + 7), view.getUint16(at + 5)];
  }
  return [NaN, NaN];
}

class Plugin {
  /** Calls of the plugin's functions that wait for an answer. */
  calls = new Map();
  nextCall = 0;

  constructor(place, options, prefix) {
    this.place = place;
    this.options = options;
    this.prefix = prefix;
    const { host_components: names = [] } = options.capabilities;
    this.granted = own(options.components, names).map((name) => ({ name, component: tame(options.components[name]) }));
    // One function for each callback, whichever the page passes at the moment.
    this.callbacks = Object.fromEntries((options.capabilities.callbacks ?? []).map((name) => [name, (...args) => this.callback(name, args)]));

    this.box = document.createElement("div");
    for (const [name, value] of Object.entries(BOX)) this.box.style.setProperty(name, value);
    // Open: the plugin has no way to it anyhow, and the page, its tests and checks of accessibility can look inside.
    this.root = this.box.attachShadow({ mode: "open" });
    this.inner = document.createElement("div");
    this.inner.dataset.root = "";
    this.root.append(this.inner);
    this.sheet = new CSSStyleSheet();
    this.sheet.replaceSync(SHEET);
    this.root.adoptedStyleSheets = [this.sheet];
    const most = options.maxBlockSize ?? MAX_BLOCK_SIZE;
    this.resized = new ResizeObserver(([{ borderBoxSize }]) => {
      this.box.style.setProperty("block-size", `${Math.min(Math.ceil(borderBoxSize[0].blockSize), most)}px`);
    });
  }

  /** What ../setup.rs reads. */
  setup() {
    const { limits = {}, capabilities } = this.options;
    const lines = Object.entries(limits).map(([name, value]) => ["limit", name, value]);
    for (const origin of capabilities.network ?? []) lines.push(["image", origin]);
    for (const { name, component } of this.granted) {
      lines.push(component.tag ? ["component", name, component.tag] : ["component", name]);
      for (const [prop, type] of Object.entries(component.props ?? {})) lines.push(["prop", prop, ...(type.enum ? ["enum", ...type.enum] : [type])]);
      for (const event of component.events ?? []) lines.push(["event", event]);
      for (const method of component.methods ?? []) lines.push(["method", method]);
    }
    return lines.map((parts) => parts.map((part) => String(part).replace(/[\t\n]/g, " ")).join("\t")).join("\n");
  }

  assemble(receiver, limits, applier, values, events, components, frame) {
    Object.assign(this, { receiver, applier, values, events, components, frame });
    this.limits = Object.fromEntries(limits.trim().split("\n").map((line) => line.split("\t")).map(([name, value]) => [name, Number(value)]));
    values.callPlugin = (id, args) => this.call((number) => receiver.call(id, number), args);
    values.onCollected = (id) => this.isOver || receiver.collected(id, frame.now());
    this.place.append(this.box);
    this.resized.observe(this.inner);
    this.options.onState?.("loading");
    frame.start();
    return { update: (changed) => this.update(changed), destroy: () => this.destroy(), refused: () => this.receiver?.refused() ?? "" };
  }

  /** What the exports of the plugin get. */
  api() {
    const { options, granted } = this;
    const { capabilities, locale, theme } = options;
    const pick = (from, keys) => Object.fromEntries(own(from, keys).map((key) => [key, from[key]]));
    const callbacks = pick(this.callbacks, own(options.callbacks, capabilities.callbacks ?? []));
    const components = Object.fromEntries(granted.map(({ name, component: { props, events } }) => [name, { props: props ?? {}, events: events ?? [] }]));
    return { ...this.values.write({ props: pick(options.props, capabilities.props ?? []), callbacks, components }), locale, theme, idPrefix: this.prefix };
  }

  update(changed) {
    Object.assign(this.options, changed);
    const id = this.isOver ? undefined : this.receiver.call_export(true);
    if (id) this.post([1, id, "update", [this.api()]]);
  }

  callback(name, args) {
    const { callbacks, sensitive = [] } = this.options;
    if (!callbacks || !Object.hasOwn(callbacks, name)) throw new Error(`the page does not take ${name} now`);
    // What costs the reader something happens only when the reader does something in this place, and once for each time (THREATS l).
    if (sensitive.includes(name) && !this.actions.spend(performance.now())) throw needsAction(name);
    return callbacks[name](...args);
  }

  post(message) {
    this.frame.post(message);
  }

  /** Effects of a session (../ops.rs), in order with the operations on nodes. */
  effect(code, number, take, reader) {
    const { values, components } = this;
    switch (code) {
      case 20:
        return components.setProp(number(), number(), values.read(reader));
      case 21:
        return components.setListener(number(), number(), number() === 1);
      case 22: {
        const call = values.functions.get(number());
        const id = take(number());
        const args = values.read(reader);
        return this.answer(id, () => call(...args));
      }
      case 23: {
        const node = this.applier.nodes[number()];
        const [idLength, nameLength] = [number(), number()];
        const [id, name] = [take(idLength), take(nameLength)];
        const [, , ...args] = values.read(reader);
        return this.method(id, node, name, args);
      }
      case 24: {
        const [kind, idLength, errorLength] = [number(), number(), number()];
        const [id, error] = [take(idLength), take(errorLength)];
        return this.post(error ? [kind, id, undefined, new Error(error)] : [kind, id, undefined]);
      }
      case 25: {
        const call = number();
        const failed = number() === 1;
        const value = values.read(reader);
        const waiting = this.calls.get(call);
        this.calls.delete(call);
        return failed ? waiting?.reject(value) : waiting?.resolve(value);
      }
      case 26: {
        const [length, taken] = [number(), number()];
        return this.post([5, take(length), taken]);
      }
      case 27:
        return values.forget(number());
      case 28:
        return this.options.onState?.("live");
      case 29:
        return this.render();
    }
  }

  render() {
    const id = this.receiver.call_export(false);
    const connection = { mutate: { "_@f": "mutate" }, call: { "_@f": "call" } };
    if (id) this.post([1, id, "render", [connection, this.api()]]);
  }

  method(id, node, name, args) {
    if (name === "paint") {
      // One at a time, whatever the plugin waits for.
      const last = this.painting;
      this.painting = this.answer(id, async () => {
        await last;
        if (!this.isOver) await paint(node, args[0], this.inner);
      });
      return;
    }
    return this.answer(id, () => {
      if (name === "focus" && !isSafeToFocus(this.box)) throw new Error("the reader is somewhere else");
      const result = node[name](...args);
      return this.components.instances.get(this.applier.handles.get(node)) ? result : undefined;
    });
  }

  /** Calls something of the page and posts what comes of it. */
  async answer(id, call) {
    let message;
    try {
      message = [4, id, this.values.write(await call())];
    } catch (error) {
      message = [4, id, undefined, this.values.write(error instanceof Error ? error : new Error(String(error)))];
    }
    if (this.isOver) return;
    this.receiver.answered();
    this.post(message);
  }

  /** Calls a function of the plugin. `begin` gets the number of the call and returns the ids of call and function. */
  call(begin, args) {
    const number = this.nextCall++;
    const ids = this.isOver ? undefined : begin(number);
    if (!ids) return Promise.reject(new Error("the function was released, or its plugin does not answer"));
    return new Promise((resolve, reject) => {
      this.calls.set(number, { resolve, reject });
      this.post([3, ...ids, this.values.write(args)]);
    });
  }

  onStopped(reason, detail) {
    this.end();
    this.options.onState?.("stopped", reason, detail);
  }

  destroy() {
    this.end();
    const { receiver } = this;
    this.receiver = undefined;
    // It may be what called us.
    if (receiver) setTimeout(() => receiver.free());
  }

  end() {
    if (this.isOver) return;
    this.isOver = true;
    this.applier.stop();
    this.events.stop();
    this.components.stop();
    this.resized.disconnect();
    this.frame.stop();
    this.box.remove();
    for (const { reject } of this.calls.values()) reject(new Error("the plugin was ended"));
    this.calls.clear();
  }
}

/** As in grants.js, the code comes first in the message. */
function needsAction(name) {
  const message = `user_action_required: ${name} needs a click in the plugin within the last 5 seconds, and each click pays for one call.`;
  return Object.assign(new Error(message), { name: "PorticoError" });
}

/** Whether a plugin may take the focus: not away from where the reader is typing. */
function isSafeToFocus(box) {
  let active = document.activeElement;
  while (active && active !== box && active.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return !active || active === box || !active.matches("input, textarea, select, [contenteditable], iframe");
}
