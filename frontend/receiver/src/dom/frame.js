// The frame in which a plugin's code runs, and the port to its relay (docs/SANDBOX.md "Messages between page, relay and frame").

/** As ../watchdog.rs has it. */
const TICK = 250;

export const createFrame = (plugin) => new Frame(plugin);

class Frame {
  constructor(plugin) {
    this.plugin = plugin;
    this.began = performance.now();
  }

  now() {
    return performance.now() - this.began;
  }

  start() {
    const { receiver, options, place } = this.plugin;
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.setAttribute("allow", "");
    frame.setAttribute("referrerpolicy", "no-referrer");
    frame.hidden = true;
    frame.title = "";
    // A second document in the frame is not the one we gave it (THREATS 19).
    frame.addEventListener("load", () => receiver.load());
    frame.src = options.frameUrl;
    this.element = frame;
    const code = this.fetchCode();
    // Frames of opaque origin all say that it is "null": only the window tells them apart (THREATS 24).
    this.onReady = (event) => {
      if (event.source !== frame.contentWindow || event.data?.portico !== "ready" || !receiver.ready(this.now())) return;
      removeEventListener("message", this.onReady);
      code.then((text) => text !== undefined && this.connect(text));
    };
    addEventListener("message", this.onReady);
    this.timer = setInterval(() => {
      const ping = receiver.tick(this.now(), document.hidden);
      if (ping) this.port?.postMessage(["ping", ping]);
    }, TICK);
    place.append(frame);
  }

  /** The bundle, when it is the one that was approved. */
  async fetchCode() {
    const { receiver, options } = this.plugin;
    try {
      const response = await fetch(options.entry, { credentials: "omit", redirect: "error" });
      if (!response.ok) throw new Error(`status ${response.status}`);
      const bytes = await response.arrayBuffer();
      const digest = await crypto.subtle.digest("SHA-384", bytes);
      const written = `sha384-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
      if (written === options.digest) return new TextDecoder().decode(bytes);
      if (!this.stopped) receiver.fail("digest_mismatch", written);
    } catch (error) {
      if (!this.stopped) receiver.fail("fetch_failed", String(error?.message));
    }
    return undefined;
  }

  connect(code) {
    if (this.stopped) return;
    const { receiver, options, limits } = this.plugin;
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    port1.onmessage = ({ data }) => {
      if (data instanceof ArrayBuffer) receiver.message(new Uint8Array(data), this.now());
      else if (Array.isArray(data)) this.onRelay(data);
    };
    this.element.contentWindow.postMessage({ portico: "start", code, name: options.plugin, limits }, "*", [port2]);
  }

  onRelay([kind, first, second]) {
    const { receiver, options } = this.plugin;
    if (kind === "up") receiver.up();
    else if (kind === "pong") receiver.pong(Number(first) >>> 0);
    else if (kind === "down") receiver.down(String(first), String(second ?? ""));
    else if (kind === "error" && receiver.error(this.now())) options.onError?.(String(first));
  }

  /** Nothing is ever transferred: what the page hands over stays the page's. */
  post(message) {
    if (!this.stopped) this.port?.postMessage(["post", message, []]);
  }

  /** Removing the frame ends everything in it, nested workers, too (THREATS 29). */
  stop() {
    this.stopped = true;
    clearInterval(this.timer);
    if (this.onReady) removeEventListener("message", this.onReady);
    if (this.port) this.port.onmessage = null;
    this.port?.close();
    this.element?.remove();
  }
}
