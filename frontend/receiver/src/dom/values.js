// Values between the page and the plugin. What the plugin says is read from operations, which Rust wrote: nothing is parsed here.
// What the page says becomes something that can be cloned, with functions as `{ "_@f": id }` (docs/SANDBOX.md).

const FUNCTION = "_@f";
const ASYNC_ITERATOR = "_@i";
const VIEWS = [
  ArrayBuffer, Uint8Array, Int8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array,
  BigInt64Array, BigUint64Array, DataView,
];
const ERRORS = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
const FLOAT = new DataView(new ArrayBuffer(8));

export const createValues = (receiver) => new Values(receiver);

class Values {
  /** Functions of the page by their numbers, and the other way round. Numbers are never used again (THREATS 28). */
  functions = new Map();
  numbers = new Map();
  next = 0;
  /** Functions that stand for the plugin's, by its ids. */
  proxies = new Map();

  constructor(receiver) {
    this.receiver = receiver;
    this.collected = new FinalizationRegistry(({ id, proxy }) => {
      // It may have come again since, and have another proxy.
      if (this.proxies.get(id) !== proxy) return;
      this.proxies.delete(id);
      this.onCollected(id);
    });
  }

  /** Reads a value where `reader` stands; ../ops.rs writes it. */
  read(reader) {
    const { numbers: n } = reader;
    const take = (length) => reader.text.substring(reader.textAt, (reader.textAt += length));
    const float = () => {
      FLOAT.setUint32(0, n[reader.at++], true);
      FLOAT.setUint32(4, n[reader.at++], true);
      return FLOAT.getFloat64(0, true);
    };
    let left = n[reader.at++];
    const values = [];
    /** Containers that are not full, each with what is to be done when it is. */
    const open = [];
    while (left-- > 0) {
      // Counted before what is in it: the two texts of a RegExp are read at once.
      const number = values.push(undefined) - 1;
      let value;
      let container;
      switch (n[reader.at++]) {
        case 1:
          value = null;
          break;
        case 2:
          value = false;
          break;
        case 3:
          value = true;
          break;
        case 4:
          value = float();
          break;
        case 5:
          value = take(n[reader.at++]);
          break;
        case 6:
          value = BigInt(take(n[reader.at++]));
          break;
        case 7:
          value = new Date(float());
          break;
        case 8: {
          const view = VIEWS[n[reader.at++]];
          const length = n[reader.at++];
          const words = Math.ceil(length / 4);
          const { buffer } = n.slice(reader.at, reader.at + words);
          reader.at += words;
          value = view === ArrayBuffer ? buffer.slice(0, length) : new view(buffer.slice(0, length));
          break;
        }
        case 9:
          container = { value: [], left: n[reader.at++], add: (to, item) => to.push(item) };
          break;
        case 10:
          container = { value: {}, left: n[reader.at++], add: pairs(setMember) };
          break;
        case 11:
          container = { value: new Map(), left: n[reader.at++], add: pairs((to, key, item) => to.set(key, item)) };
          break;
        case 12:
          container = { value: new Set(), left: n[reader.at++], add: (to, item) => to.add(item) };
          break;
        case 13:
          // Both parts are texts and come next.
          reader.at++;
          value = expression(readText(), readText());
          left -= 2;
          break;
        case 14:
          container = { value: new Error(), left: n[reader.at++], add: errorParts() };
          break;
        case 15:
          value = values[n[reader.at++]];
          break;
        case 16:
          value = this.proxy(take(n[reader.at++]));
          break;
      }
      value = container ? container.value : value;
      values[number] = value;
      const inside = open.at(-1);
      if (inside) {
        inside.add(inside.value, value);
        inside.left--;
      }
      if (container) open.push(container);
      while (open.at(-1)?.left === 0) open.pop();
    }
    return values[0];

    function readText() {
      reader.at++;
      const text = take(n[reader.at++]);
      values.push(text);
      return text;
    }
  }

  /** A function that calls the plugin's. */
  proxy(id) {
    const known = this.proxies.get(id)?.deref();
    if (known) return known;
    const call = (...args) => this.callPlugin(id, args);
    const proxy = new WeakRef(call);
    this.proxies.set(id, proxy);
    this.collected.register(call, { id, proxy });
    return call;
  }

  /** The number of a function of the page. */
  number(call) {
    let number = this.numbers.get(call);
    if (number === undefined) {
      number = this.next++;
      this.numbers.set(call, number);
      this.functions.set(number, call);
    }
    return number;
  }

  forget(number) {
    this.numbers.delete(this.functions.get(number));
    this.functions.delete(number);
  }

  /** A copy of a value of the page that can be posted. */
  write(value) {
    const done = new Map();
    const write = (item) => {
      if (typeof item === "symbol") return undefined;
      if ((typeof item !== "object" && typeof item !== "function") || item === null) return item;
      if (done.has(item)) return done.get(item);
      const put = (result) => {
        done.set(item, result);
        return result;
      };
      if (typeof item === "function") {
        const number = this.number(item);
        this.receiver.give(number);
        return put({ [FUNCTION]: `h${number}` });
      }
      if (Array.isArray(item)) {
        const result = put([]);
        for (let index = 0; index < item.length; index++) result[index] = write(item[index]);
        return result;
      }
      if (item instanceof Map) {
        const result = put(new Map());
        for (const [key, each] of item) result.set(write(key), write(each));
        return result;
      }
      if (item instanceof Set) {
        const result = put(new Set());
        for (const each of item) result.add(write(each));
        return result;
      }
      if (item instanceof Error) {
        const copy = put(copyError(item));
        if (item.cause !== undefined) Object.defineProperty(copy, "cause", member(write(item.cause)));
        return copy;
      }
      if (item instanceof Date || item instanceof RegExp || item instanceof ArrayBuffer || ArrayBuffer.isView(item)) return put(item);
      if (item instanceof Node || item instanceof Promise || item === window) return put(undefined);
      const result = put({});
      for (const key of Object.keys(item)) if (key !== "__proto__") result[key] = write(item[key]);
      return result;
    };
    return write(value);
  }
}

/** Calls `add` for every second value with the one before. */
function pairs(add) {
  let key;
  let has = false;
  return (to, item) => {
    if (has) add(to, key, item);
    else key = item;
    has = !has;
  };
}

function setMember(object, key, value) {
  if (key === ASYNC_ITERATOR) Object.defineProperty(object, Symbol.asyncIterator, { value: () => object });
  // Not by assignment: a key may be that of a setter (THREATS 27).
  else Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true });
}

function errorParts() {
  const parts = ["name", "message", "stack", "cause"];
  return (error, value) => {
    const part = parts.shift();
    if (part === "name" && Object.hasOwn(ERRORS, value)) Object.setPrototypeOf(error, ERRORS[value].prototype);
    if (part !== "cause" || value !== undefined) Object.defineProperty(error, part, { value, configurable: true, writable: true });
  };
}

function expression(source, flags) {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

const member = (value) => ({ value, configurable: true, writable: true });

/** Where the page's code lies is no one else's business: the stack stays here. */
function copyError(error) {
  const Kind = Object.hasOwn(ERRORS, error.name) ? ERRORS[error.name] : Error;
  const copy = withoutStacks(() => new Kind(error.message, "", 0));
  // Cloning knows these names only. Firefox takes an AggregateError without errors apart on the other side: the whole message is lost.
  return Object.defineProperties(copy, { name: member(Kind.name), stack: member("") });
}

/**
 * Firefox clones an error with stack, file and line from where no property reaches, so there must be none from the start: file and line
 * are what it takes as further arguments of `Error`. Other browsers clone the property.
 */
function withoutStacks(make) {
  const limit = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit");
  Reflect.set(Error, "stackTraceLimit", 0);
  try {
    return make();
  } finally {
    if (limit) Reflect.set(Error, "stackTraceLimit", limit.value);
    else Reflect.deleteProperty(Error, "stackTraceLimit");
  }
}
