// Values between the plugin and its host: functions, dates, maps, sets, errors, bytes, cycles and identity. For values without
// cycles it writes and reads what the default of @quilted/threads does, which turns a cycle into undefined when it sends one and
// never comes back when it gets one.
import { SERIALIZE_METHOD, TRANSFERABLE } from "@quilted/threads";

const FUNCTION = "_@f";
const ASYNC_ITERATOR = "_@i";
const PROTO = "__proto__";
// The host refuses more (docs/SANDBOX.md "Limits"), and so does the stack at some point.
const MAX_DEPTH = 64;

const isPlain = (value) => {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
};
const isIterator = (value) => (Symbol.asyncIterator in value || Symbol.iterator in value) && typeof value.next === "function";

export class ThreadSerialization {
  serialize(value, thread, transferable) {
    const done = new Map();
    const write = (item, depth = 0) => {
      if (typeof item === "symbol") return undefined;
      if ((typeof item !== "object" && typeof item !== "function") || item === null) return item;
      if (done.has(item)) return done.get(item);
      if (depth > MAX_DEPTH) throw new RangeError(`a value of more than ${MAX_DEPTH} levels cannot be passed`);
      const put = (result) => {
        done.set(item, result);
        return result;
      };
      const next = (each) => write(each, depth + 1);

      if (typeof item === "function") return put({ [FUNCTION]: thread.functions.serialize(item, thread, transferable) });
      if (item[TRANSFERABLE]) {
        transferable?.push(item);
        return put(item);
      }
      if (typeof item[SERIALIZE_METHOD] === "function") return put(item[SERIALIZE_METHOD]({ serialize: next }));
      // Noted before what is inside is written: that is how a cycle closes.
      if (Array.isArray(item)) {
        const result = put([]);
        for (let index = 0; index < item.length; index++) result[index] = next(item[index]);
        return result;
      }
      if (item instanceof Map) {
        const result = put(new Map());
        for (const [key, each] of item) result.set(next(key), next(each));
        return result;
      }
      if (item instanceof Set) {
        const result = put(new Set());
        for (const each of item) result.add(next(each));
        return result;
      }
      if (item instanceof Error) return writeError(item, put, next);
      // Whoever passes an event or a node on wants to say that something happened, not to send the whole document.
      if (item instanceof globalThis.Event) return put(summary(item));
      if (item instanceof globalThis.Node) return put(undefined);
      if (isIterator(item)) return writeIterator(item, put, next);
      if (!isPlain(item)) return put(item);
      const result = put({});
      for (const key of Object.keys(item)) {
        if (key === PROTO) throw new TypeError(`an object with the key ${PROTO} cannot be passed`);
        result[key] = next(item[key]);
      }
      return result;
    };
    return write(value);
  }

  deserialize(value, thread) {
    const done = new Map();
    const read = (item) => {
      if (typeof item !== "object" || item === null) return item;
      if (done.has(item)) return done.get(item);
      const put = (result) => {
        done.set(item, result);
        return result;
      };

      if (Array.isArray(item)) {
        const result = put([]);
        for (let index = 0; index < item.length; index++) result[index] = read(item[index]);
        return result;
      }
      if (item instanceof Map) {
        const result = put(new Map());
        for (const [key, each] of item) result.set(read(key), read(each));
        return result;
      }
      if (item instanceof Set) {
        const result = put(new Set());
        for (const each of item) result.add(read(each));
        return result;
      }
      if (item instanceof Error) {
        put(item);
        if (typeof item.cause === "object") item.cause = read(item.cause);
        return item;
      }
      if (Object.hasOwn(item, FUNCTION)) return put(thread.functions.deserialize(item[FUNCTION], thread));
      if (!isPlain(item)) return put(item);
      const result = put({});
      for (const key of Object.keys(item)) {
        if (key === ASYNC_ITERATOR) result[Symbol.asyncIterator] = () => result;
        else if (key !== PROTO) result[key] = read(item[key]);
      }
      return result;
    };
    return read(value);
  }
}

/** Structured cloning keeps an error's name, message, stack and cause. */
function writeError(error, put, next) {
  const { cause } = error;
  if (typeof cause !== "object" && typeof cause !== "function") return put(error);
  // It makes an error only after its cause: one that leads back to the error could not be read.
  put(undefined);
  const inside = next(cause);
  const copy = put(new Error(error.message));
  const member = (value) => ({ value, configurable: true, writable: true });
  return Object.defineProperties(copy, { name: member(error.name), stack: member(error.stack), cause: member(inside) });
}

function writeIterator(iterator, put, next) {
  const result = put({});
  for (const key of Object.keys(iterator)) result[key] = next(iterator[key]);
  for (const method of ["next", "return", "throw"]) {
    if (!(method in result) && typeof iterator[method] === "function") result[method] = next(iterator[method].bind(iterator));
  }
  result[ASYNC_ITERATOR] = true;
  return result;
}

function summary(event) {
  const result = {};
  for (const key of Object.keys(event)) if (["string", "number", "boolean"].includes(typeof event[key])) result[key] = event[key];
  if ("detail" in event && typeof event.detail !== "object") result.detail = event.detail;
  return result;
}
