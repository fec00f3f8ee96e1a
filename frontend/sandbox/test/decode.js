// Reads bridge bytes (docs/SANDBOX.md) the plain way: what relay.js writes has to come back as it was.

const VIEWS = [
  ArrayBuffer, Uint8Array, Int8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array,
  Float64Array, BigInt64Array, BigUint64Array, DataView,
];
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * @param {ArrayBuffer} buffer
 * @param {{ depth?: number, protoKey?: boolean }} options `protoKey`: let the key `__proto__` pass, as data
 */
export function decode(buffer, { depth: maxDepth = 64, protoKey = false } = {}) {
  const bytes = new Uint8Array(buffer);
  const data = new DataView(buffer);
  const containers = [];
  const texts = [];
  let at = 0;
  const result = value(0);
  if (at !== bytes.length) throw new Error(`${bytes.length - at} bytes after the end`);
  return result;

  function byte() {
    if (at >= bytes.length) throw new Error("the bytes end too early");
    return bytes[at++];
  }

  function take(count) {
    if (at + count > bytes.length) throw new Error("the bytes end too early");
    at += count;
    return bytes.slice(at - count, at);
  }

  function float() {
    take(8);
    return data.getFloat64(at - 8, true);
  }

  function varint() {
    let number = 0;
    for (let factor = 1; ; factor *= 128) {
      const part = byte();
      number += (part % 128) * factor;
      if (number >= 2 ** 53) throw new Error("a number of more than 53 bits");
      if (part < 128) return number;
    }
  }

  function integer() {
    const zigzag = varint();
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }

  function rawText() {
    return utf8.decode(take(varint()));
  }

  function text(tag = byte()) {
    if (tag === 7) {
      const number = varint();
      if (!(number < texts.length)) throw new Error(`text ${number} was not remembered`);
      return texts[number];
    }
    if (tag !== 6) throw new Error(`tag ${tag} where a text belongs`);
    const before = at;
    const read = rawText();
    const size = at - before - (at - before > 128 ? 2 : 1);
    if (size <= 64 && texts.length < 4096) texts.push(read);
    return read;
  }

  function begin(depth, container) {
    if (depth >= maxDepth) throw new Error("too deep");
    containers.push(container);
    return container;
  }

  // Recursive: what tests read is 64 levels deep at most.
  function value(depth) {
    const tag = byte();
    switch (tag) {
      case 0: return undefined;
      case 1: return null;
      case 2: return false;
      case 3: return true;
      case 4: return integer();
      case 5: return float();
      case 6: case 7: return text(tag);
      case 8: return BigInt(rawText());
      case 9: return begin(depth, new Date(float()));
      case 10: return begin(depth, new RegExp(text(), text()));
      case 11: return array(depth);
      case 12: return object(depth);
      case 13: return map(depth);
      case 14: return set(depth);
      case 15: return error(depth);
      case 16: return reference();
      case 17: return view(depth);
      default: throw new Error(`unknown tag ${tag}`);
    }
  }

  function array(depth) {
    const length = varint();
    const container = begin(depth, []);
    for (let index = 0; index < length; index++) container.push(value(depth + 1));
    return container;
  }

  function object(depth) {
    const count = varint();
    const container = begin(depth, {});
    for (let index = 0; index < count; index++) {
      const key = text();
      if (key === "__proto__" && !protoKey) throw new Error("the key __proto__");
      Object.defineProperty(container, key, { value: value(depth + 1), enumerable: true, configurable: true, writable: true });
    }
    return container;
  }

  function map(depth) {
    const count = varint();
    const container = begin(depth, new Map());
    for (let index = 0; index < count; index++) container.set(value(depth + 1), value(depth + 1));
    return container;
  }

  function set(depth) {
    const count = varint();
    const container = begin(depth, new Set());
    for (let index = 0; index < count; index++) container.add(value(depth + 1));
    return container;
  }

  function error(depth) {
    const container = begin(depth, new Error());
    for (const key of ["name", "message", "stack"]) Object.defineProperty(container, key, { value: text(), configurable: true });
    const cause = value(depth + 1);
    if (cause !== undefined) Object.defineProperty(container, "cause", { value: cause, configurable: true });
    return container;
  }

  function reference() {
    const number = varint();
    if (!(number < containers.length)) throw new Error(`container ${number} has not begun`);
    return containers[number];
  }

  function view(depth) {
    const View = VIEWS[byte()];
    const { buffer: part } = take(varint());
    return begin(depth, View === ArrayBuffer ? part : new View(part));
  }
}
