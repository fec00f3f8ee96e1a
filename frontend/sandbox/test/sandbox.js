// A sandbox document for relay.js without a browser: window, parent, Worker and port are fakes, time is ours. What the fakes
// hand over is cloned as a browser would do it.
import { readFileSync } from "node:fs";
import vm from "node:vm";

export const SOURCE = readFileSync(new URL("../relay.js", import.meta.url), "utf8");
export const LIMITS = { message_bytes: 256 * 1024, messages_per_second: 200, depth: 64 };

/** Runs relay.js; the result is everything that happens around it. */
export function createSandbox() {
  const sandbox = {
    /** What the parent got by postMessage. */
    toParent: [],
    /** The workers that were made. */
    workers: [],
    /** URLs that exist, with the text behind them. */
    urls: new Map(),
    now: 0,
    tick,
    post,
    start,
    parent: { postMessage: (message, origin) => sandbox.toParent.push([message, origin]) },
  };
  const listeners = new Set();
  const timers = new Map();
  let nextTimer = 1;
  let nextUrl = 1;

  class Worker {
    toWorker = [];
    terminated = false;
    constructor(url, options) {
      Object.assign(this, { url, options, code: sandbox.urls.get(url) });
      sandbox.workers.push(this);
    }
    postMessage(message, transfer) {
      this.toWorker.push(structuredClone(message, { transfer }));
    }
    terminate() {
      this.terminated = true;
    }
    /** What `self.postMessage` of the worker's code would do. */
    emit(message) {
      this.onmessage?.({ data: structuredClone(message) });
    }
    /** Like emit, for what is a clone already. */
    emitClone(data) {
      this.onmessage?.({ data });
    }
    /** Answers all pings as @quilted/threads does. */
    answerPings() {
      for (const [type, id, name] of this.toWorker.splice(0)) {
        if (type === 1 && name === "__portico_ping") this.emit([2, id, undefined, new Error("no such export")]);
      }
    }
  }

  const context = {
    addEventListener: (type, listener) => type === "message" && listeners.add(listener),
    removeEventListener: (type, listener) => type === "message" && listeners.delete(listener),
    parent: sandbox.parent,
    Worker,
    Blob: class {
      constructor(parts, options) {
        Object.assign(this, { text: parts.join(""), options });
      }
    },
    URL: {
      createObjectURL(blob) {
        const url = `blob:null/${nextUrl++}`;
        sandbox.urls.set(url, blob.text);
        return url;
      },
      revokeObjectURL: (url) => sandbox.urls.delete(url),
    },
    TextEncoder,
    crypto,
    performance: { now: () => sandbox.now },
    setInterval(callback, every) {
      timers.set(nextTimer, { callback, every, due: sandbox.now + every });
      return nextTimer++;
    },
    clearInterval: (timer) => timers.delete(timer),
  };
  vm.runInNewContext(SOURCE, context);

  /** Lets time pass; a timer that is late runs once, as in a browser. */
  function tick(milliseconds, { stalled = false } = {}) {
    const end = sandbox.now + milliseconds;
    for (;;) {
      const [next] = [...timers.values()].sort((a, b) => a.due - b.due);
      if (!next || next.due > end || stalled) break;
      sandbox.now = Math.max(sandbox.now, next.due);
      next.due = sandbox.now + next.every;
      next.callback();
    }
    sandbox.now = end;
  }

  /** Posts to the sandbox document's window. */
  function post(data, { source = sandbox.parent, ports = [] } = {}) {
    for (const listener of [...listeners]) listener({ data, source, ports, origin: "null" });
  }

  /** The page's part: a port that records, and the only `start`. */
  function start({ code = "", name = "reviews", limits = LIMITS, source } = {}) {
    const port = {
      got: [],
      transferred: [],
      postMessage(message, transfer = []) {
        port.got.push(message);
        port.transferred.push(transfer);
      },
      send: (message) => port.onmessage?.({ data: message }),
      /** The messages that are no bridge bytes. */
      words: () => port.got.filter((message) => Array.isArray(message)).map((message) => [...message]),
      bytes: () => port.got.filter((message) => !Array.isArray(message)),
    };
    post({ portico: "start", code, name, limits }, { source, ports: [port] });
    return port;
  }

  return sandbox;
}

/** A sandbox whose worker is up. */
export function createRunning(options) {
  const sandbox = createSandbox();
  const port = sandbox.start(options);
  const [worker] = sandbox.workers;
  worker.answerPings();
  port.got.length = port.transferred.length = 0;
  return { sandbox, port, worker };
}
