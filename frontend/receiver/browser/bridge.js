// Writes bridge bytes, as the relay does; for tests and measurements.

const TEXT = new TextEncoder();
const FLOAT = new DataView(new ArrayBuffer(8));
const VIEWS = [ArrayBuffer, Uint8Array, Int8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView];

const PASSING = new Set(["Array", "Object", "Date", "RegExp", "Map", "Set", "Error", ...VIEWS.map(({ name }) => name)]);

export function encode(value) {
  const bytes = [];
  const texts = new Map();
  const containers = new Map();
  const varint = (number) => {
    while (number >= 128) {
      bytes.push((number % 128) + 128);
      number = Math.floor(number / 128);
    }
    bytes.push(number);
  };
  const raw = (more) => {
    for (const byte of more) bytes.push(byte);
  };
  const plain = (text) => {
    const encoded = TEXT.encode(text);
    varint(encoded.length);
    raw(encoded);
  };
  const text = (value) => {
    const known = texts.get(value);
    if (known !== undefined) return bytes.push(7), varint(known);
    const encoded = TEXT.encode(value);
    if (encoded.length <= 64 && texts.size < 4096) texts.set(value, texts.size);
    bytes.push(6);
    varint(encoded.length);
    raw(encoded);
  };
  const float = (tag, number) => {
    FLOAT.setFloat64(0, number, true);
    bytes.push(tag);
    raw(new Uint8Array(FLOAT.buffer));
  };
  const write = (value) => {
    switch (typeof value) {
      case "boolean":
        return bytes.push(value ? 3 : 2);
      case "number":
        if (Number.isInteger(value) && Math.abs(value) < 2 ** 51 && !Object.is(value, -0)) {
          bytes.push(4);
          return varint(value >= 0 ? value * 2 : -value * 2 - 1);
        }
        return float(5, value);
      case "string":
        return text(value);
      case "bigint":
        bytes.push(8);
        return plain(String(value));
      case "object":
        return value === null ? bytes.push(1) : container(value);
      default:
        return bytes.push(0);
    }
  };
  const container = (value) => {
    // Nothing else passes.
    if (!PASSING.has(Object.prototype.toString.call(value).slice(8, -1))) return bytes.push(0);
    if (containers.has(value)) return bytes.push(16), varint(containers.get(value));
    containers.set(value, containers.size);
    if (Array.isArray(value)) {
      bytes.push(11);
      varint(value.length);
      for (const item of value) write(item);
    } else if (value instanceof Date) float(9, Number(value));
    else if (value instanceof RegExp) bytes.push(10), text(value.source), text(value.flags);
    else if (value instanceof Map) {
      bytes.push(13);
      varint(value.size);
      for (const [key, item] of value) write(key), write(item);
    } else if (value instanceof Set) {
      bytes.push(14);
      varint(value.size);
      for (const item of value) write(item);
    } else if (value instanceof Error) bytes.push(15), text(value.name), text(value.message), text(String(value.stack)), write(value.cause);
    else if (VIEWS.some((view) => value instanceof view)) {
      bytes.push(17, VIEWS.findIndex((view) => value instanceof view));
      const view = value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      varint(view.length);
      raw(view);
    } else {
      const entries = Object.entries(value);
      bytes.push(12);
      varint(entries.length);
      for (const [key, item] of entries) text(key), write(item);
    }
  };
  write(value);
  return new Uint8Array(bytes);
}
