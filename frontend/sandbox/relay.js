// The trusted script of the sandbox document (docs/SANDBOX.md). It stands between the page and the Worker in which a plugin's
// code runs: what the worker posts it turns into bridge bytes, so that the page never deserialises a value that a stranger
// made, and what is too much ends here. The server puts this file into the document as it is and its digest into the policy:
// one classic script that needs nothing and that nothing can be added to.
"use strict";
(() => {
  // ---------------------------------------------------------------------------------------------------------------------------
  // Encoder: one value to bridge bytes. No recursion, however deep a value is (THREATS 26). After structured cloning there are
  // no getters, no proxies and no prototypes of the plugin's own left, so reading a value runs no code of strangers.

  const [UNDEFINED, NULL, FALSE, TRUE, INTEGER, NUMBER, TEXT, TEXT_AGAIN, BIGINT, DATE, REGEXP, ARRAY, OBJECT, MAP, SET, ERROR, REF, BYTES] =
    Array(18).keys();
  const VIEWS = [
    "ArrayBuffer", "Uint8Array", "Int8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
    "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array", "DataView",
  ];
  const SHORT_TEXT_BYTES = 64;
  const REMEMBERED_TEXTS = 4096;
  // A zigzag number has to fit into 53 bits.
  const MAX_INTEGER = 2 ** 52;
  // A decimal digit has 3.3 bits. Writing a huge BigInt out is slow, so one that cannot fit is not.
  const MAX_BITS_PER_DIGIT = 4;

  const utf8 = new TextEncoder();

  /** Thrown for a message that breaks a limit; `message` is the name of the limit. */
  class LimitError extends Error {}

  /**
   * @param {unknown} value as structured cloning made it
   * @param {{ message_bytes: number, depth: number }} limits
   * @returns {ArrayBuffer}
   * @throws {LimitError}
   */
  function encode(value, limits) {
    // A limit that is missing is 0: nothing passes.
    const maxBytes = limits.message_bytes >>> 0;
    const maxDepth = limits.depth >>> 0;
    let bytes = new Uint8Array(Math.min(maxBytes, 4096));
    let length = 0;
    const containers = new Map();
    const texts = new Map();
    let remembered = 0;
    // The containers that are open, each with the values that are still to come; the innermost is last.
    const open = [];

    function reserve(count) {
      if (length + count > maxBytes) throw new LimitError("message_bytes");
      if (length + count <= bytes.length) return;
      const larger = new Uint8Array(Math.min(maxBytes, Math.max(length + count, bytes.length * 4)));
      larger.set(bytes.subarray(0, length));
      bytes = larger;
    }

    function writeByte(byte) {
      reserve(1);
      bytes[length++] = byte;
    }

    function writeAll(part) {
      reserve(part.length);
      bytes.set(part, length);
      length += part.length;
    }

    // Arithmetic instead of shifts, which know 32 bits only.
    function writeVarint(number) {
      for (; number > 127; number = Math.floor(number / 128)) writeByte((number % 128) + 128);
      writeByte(number);
    }

    function writeFloat(number) {
      reserve(8);
      new DataView(bytes.buffer).setFloat64(length, number, true);
      length += 8;
    }

    function writeNumber(number) {
      if (Number.isInteger(number) && !Object.is(number, -0) && number >= -MAX_INTEGER && number < MAX_INTEGER) {
        writeByte(INTEGER);
        writeVarint(number < 0 ? -2 * number - 1 : 2 * number);
      } else {
        writeByte(NUMBER);
        writeFloat(number);
      }
    }

    function writeRawText(text) {
      // UTF-8 is never shorter than the text has units: what is too long need not be encoded first.
      reserve(text.length);
      const encoded = utf8.encode(text);
      writeVarint(encoded.length);
      writeAll(encoded);
      return encoded.length;
    }

    function writeText(text) {
      const number = texts.get(text);
      if (number !== undefined) {
        writeByte(TEXT_AGAIN);
        writeVarint(number);
        return;
      }
      writeByte(TEXT);
      if (writeRawText(text) <= SHORT_TEXT_BYTES && remembered < REMEMBERED_TEXTS) texts.set(text, remembered++);
    }

    // The count comes before the values, each of which takes a byte at least: a huge container ends before it is walked.
    function writeCount(count, values) {
      reserve(values);
      writeVarint(count);
    }

    function writeBytes(view, value) {
      const part = view === 0 ? new Uint8Array(value) : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      writeByte(BYTES);
      writeByte(view);
      reserve(part.length);
      writeVarint(part.length);
      writeAll(part);
    }

    function writeContainer(value) {
      const number = containers.get(value);
      if (number !== undefined) {
        writeByte(REF);
        writeVarint(number);
        return;
      }
      // Brands instead of instanceof: they are the same for objects of another realm.
      const brand = Object.prototype.toString.call(value).slice(8, -1);
      const view = VIEWS.indexOf(brand);
      if (view < 0 && !["Date", "RegExp", "Array", "Object", "Map", "Set", "Error"].includes(brand)) {
        writeByte(UNDEFINED);
        return;
      }
      if (open.length >= maxDepth) throw new LimitError("depth");
      containers.set(value, containers.size);

      if (view >= 0) {
        writeBytes(view, value);
      } else if (brand === "Date") {
        writeByte(DATE);
        writeFloat(value.getTime());
      } else if (brand === "RegExp") {
        writeByte(REGEXP);
        writeText(value.source);
        writeText(value.flags);
      } else if (brand === "Error") {
        writeByte(ERROR);
        writeText(String(value.name));
        writeText(String(value.message));
        writeText(String(value.stack ?? ""));
        open.push({ values: [Object.hasOwn(value, "cause") ? value.cause : undefined], next: 0 });
      } else if (brand === "Array") {
        writeByte(ARRAY);
        writeCount(value.length, value.length);
        open.push({ values: value, next: 0 });
      } else if (brand === "Map") {
        writeByte(MAP);
        writeCount(value.size, 2 * value.size);
        open.push({ values: [...value].flat(), next: 0 });
      } else if (brand === "Set") {
        writeByte(SET);
        writeCount(value.size, value.size);
        open.push({ values: [...value], next: 0 });
      } else {
        writeByte(OBJECT);
        const keys = Object.keys(value);
        writeCount(keys.length, 2 * keys.length);
        open.push({ values: keys, of: value, next: 0 });
      }
    }

    function writeValue(value) {
      if (value === null) writeByte(NULL);
      else if (typeof value === "boolean") writeByte(value ? TRUE : FALSE);
      else if (typeof value === "number") writeNumber(value);
      else if (typeof value === "string") writeText(value);
      else if (typeof value === "bigint") writeBigInt(value);
      else if (typeof value === "object") writeContainer(value);
      else writeByte(UNDEFINED);
    }

    function writeBigInt(value) {
      const bits = (maxBytes - length) * MAX_BITS_PER_DIGIT;
      if (BigInt.asIntN(bits, value) !== value) throw new LimitError("message_bytes");
      writeByte(BIGINT);
      writeRawText(String(value));
    }

    writeValue(value);
    while (open.length > 0) {
      const container = open[open.length - 1];
      if (container.next === container.values.length) {
        open.pop();
        continue;
      }
      // A hole reads as undefined.
      const item = container.values[container.next++];
      if (container.of) {
        writeText(item);
        writeValue(container.of[item]);
      } else {
        writeValue(item);
      }
    }
    return bytes.slice(0, length).buffer;
  }

  // ---------------------------------------------------------------------------------------------------------------------------
  // Rate: so many messages in a second. Messages that piled up while this thread was not running are not the plugin's fault, so
  // a second lasts until this thread's timer really ends it, and what it was late counts for the next one as well.

  function createRate(limit) {
    const perSecond = limit >>> 0;
    let count = 0;
    let start = performance.now();
    let late = 0;
    setInterval(() => {
      late = Math.max(0, performance.now() - start - 1000);
      start = performance.now();
      count = 0;
    }, 1000);
    return () => ++count <= (perSecond * (Math.max(1000, performance.now() - start) + late)) / 1000;
  }

  // ---------------------------------------------------------------------------------------------------------------------------
  // One worker, one port to the page.

  const CALL = 1;
  const CALL_RESULT = 2;
  const PING = "__portico_ping";
  const PING_UNTIL_UP_MS = 100;
  const MAX_DETAIL = 1000;

  function run({ code, name, limits }, port) {
    const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    const worker = new Worker(url, { name: String(name) });
    const withinRate = createRate(limits.messages_per_second);
    // Thread calls that are the worker's pings, with the number of the page's ping that each of them answers; undefined for ours.
    const pings = new Map();
    // Nobody can answer before being asked.
    const secret = crypto.getRandomValues(new Uint32Array(4)).join("-");
    let pinged = 0;
    let state = "starting";

    function down(reason, detail) {
      if (state === "down") return;
      state = "down";
      worker.terminate();
      clearInterval(untilUp);
      port.postMessage(["down", reason, String(detail ?? "").slice(0, MAX_DETAIL)]);
    }

    // Any thread answers a call, be it with "no such export": an answer shows that the worker's loop turns.
    function ping(number) {
      const id = `${secret}-${pinged++}`;
      pings.set(id, number);
      worker.postMessage([CALL, id, PING, []]);
    }

    function answered(number) {
      if (state === "starting") {
        state = "up";
        clearInterval(untilUp);
        URL.revokeObjectURL(url);
        port.postMessage(["up"]);
      }
      if (number !== undefined) port.postMessage(["pong", number]);
    }

    worker.onmessage = ({ data }) => {
      // Messages may have been on their way when the worker was ended.
      if (state === "down") return;
      if (Array.isArray(data) && data[0] === CALL_RESULT && pings.has(data[1])) {
        const number = pings.get(data[1]);
        pings.delete(data[1]);
        answered(number);
        return;
      }
      if (!withinRate()) {
        down("messages_per_second");
        return;
      }
      try {
        const bytes = encode(data, limits);
        port.postMessage(bytes, [bytes]);
      } catch (error) {
        // Nothing else than a limit is thrown, unless memory ran out: then it was the message that did it.
        if (error instanceof LimitError) down(error.message);
        else down("message_error", error.message);
      }
    };

    worker.onmessageerror = () => down("message_error");

    worker.onerror = ({ message, lineno, colno }) => {
      if (state === "down") return;
      const detail = message ? `${message} (${lineno}:${colno})` : "the script was not loaded";
      if (state === "starting") down("script_error", detail);
      else if (withinRate()) port.postMessage(["error", detail.slice(0, MAX_DETAIL)]);
      else down("messages_per_second");
    };

    port.onmessage = ({ data }) => {
      if (state === "down") return;
      if (data[0] === "ping") ping(data[1]);
      else if (data[0] === "post") worker.postMessage(data[1], data[2] ?? []);
    };

    // A script may begin to listen later than it begins to run, and then the first pings are lost.
    const untilUp = setInterval(ping, PING_UNTIL_UP_MS);
    ping();
  }

  // Windows of opaque origin all have the origin "null", and siblings can post here: only the parent is listened to, and only
  // once (THREATS 23, 24).
  function start(event) {
    if (event.source !== parent || event.data?.portico !== "start" || event.ports.length !== 1) return;
    removeEventListener("message", start);
    run(event.data, event.ports[0]);
  }

  addEventListener("message", start);
  parent.postMessage({ portico: "ready" }, "*");
})();
