// Random values of every type that passes the bridge, how two of them are compared, and smaller ones; for the page and for the worker.

export const VIEWS = [Uint8Array, Int8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView];
const ERRORS = [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError];
const NUMBERS = [0, -0, 1, -1, 63, 64, -64, -65, 127, 128, 0.1, -0.5, 1e21, 5e-324, Number.MAX_VALUE, NaN, Infinity, -Infinity]
  .concat([31, 32, 50, 51, 52, 53, 63, 64].flatMap((bits) => [2 ** bits - 1, 2 ** bits, 2 ** bits + 1, -(2 ** bits) - 1, -(2 ** bits), -(2 ** bits) + 1]));
const TEXTS = ["", "a", "ü", "€", "😀", "\0", "\n", "\ud800", "\udc00x", "a\udbffb", "\ud83d\ud83d\ude00", "￾", "\ufeff", "<b>", "_@g", "then", "constructor"];
const KEYS = ["", "a", "b", "0", "7", "key with spaces", "constructor", "prototype", "toString", "valueOf", "then", "length", "ключ", "k\ud800", "x".repeat(70)];
const PATTERNS = [/a/, /(?:)/, /[/\]]+\/\n/g, /ü+/iu, /\p{L}/v, /^a$/dgimsy, new RegExp("\n")];

/** The same numbers at every run (mulberry32). */
export function createRandom(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param createFunction makes a function for the values; none are in them without it */
export function createGenerator(seed, createFunction) {
  const random = createRandom(seed);
  const below = (limit) => Math.floor(random() * limit);
  const pick = (list) => list[below(list.length)];
  const many = (make, most = 5) => Array.from({ length: below(most + 1) }, make);
  // Containers that can come again: also those that are not full yet, which makes a cycle.
  let pool = [];
  let left = 0;

  const remember = (value) => {
    pool.push(value);
    return value;
  };

  function text() {
    if (random() < 0.01) return pick(["long ", "ü", "\ud800", "😀"]).repeat(1 + below(4_000));
    return random() < 0.5 ? pick(TEXTS) : many(() => String.fromCharCode(below(random() < 0.5 ? 128 : 65_536)), 80).join("");
  }

  function bytes() {
    const buffer = new Uint8Array(many(() => below(256), 40)).buffer;
    if (random() < 0.3) return buffer;
    const View = pick(VIEWS);
    const size = View.BYTES_PER_ELEMENT ?? 1;
    const offset = Math.min(size * below(2), buffer.byteLength - (buffer.byteLength % size));
    return new View(buffer, offset, Math.floor((buffer.byteLength - offset) / size));
  }

  function error() {
    const Kind = pick(ERRORS);
    if (random() < 0.5) return new Kind(text());
    // An error in its own cause cannot be cloned by the browser: what is in the cause is nowhere else.
    const outer = pool;
    pool = [];
    const cause = value(3);
    pool = outer;
    return new Kind(text(), { cause });
  }

  function container(depth) {
    const next = () => value(depth + 1);
    switch (below(5)) {
      case 0: {
        const list = remember([]);
        const length = below(6);
        for (let index = 0; index < length; index++) if (random() < 0.9) list[index] = next();
        list.length = length;
        return list;
      }
      case 1: {
        const map = remember(new Map());
        for (let count = below(5); count > 0; count--) map.set(next(), next());
        return map;
      }
      case 2: {
        const set = remember(new Set());
        for (let count = below(5); count > 0; count--) set.add(next());
        return set;
      }
      default: {
        const object = remember(random() < 0.1 ? Object.create(null) : {});
        for (let count = below(6); count > 0; count--) object[pick(KEYS)] = next();
        return object;
      }
    }
  }

  function value(depth) {
    if (--left > 0 && depth < 8) {
      if (pool.length > 0 && random() < 0.1) return pick(pool);
      if (random() < (depth === 0 ? 0.7 : 0.35)) return container(depth);
    }
    switch (below(createFunction ? 12 : 11)) {
      case 0:
        return pick([undefined, null, true, false]);
      case 1:
        return pick(NUMBERS);
      case 2:
        return random() < 0.5 ? below(2 ** 32) - 2 ** 31 : (random() - 0.5) * 10 ** below(300);
      case 3:
      case 4:
        return text();
      case 5:
        return pick([0n, -1n, 2n ** 63n, -(2n ** 64n), BigInt(below(2 ** 31)) ** BigInt(1 + below(20))]);
      case 6:
        return remember(new Date(pick([0, -1, NaN, 8.64e15, -8.64e15, below(2 ** 41)])));
      case 7:
        return remember(new RegExp(pick(PATTERNS)));
      case 8:
      case 9:
        return remember(bytes());
      case 10:
        return remember(error());
      default:
        return remember(createFunction(below(1_000)));
    }
  }

  return () => {
    pool = [];
    left = 60;
    return value(0);
  };
}

const brand = (value) => Object.prototype.toString.call(value).slice(8, -1);
const show = (value) => (typeof value === "string" ? JSON.stringify(value) : typeof value === "bigint" ? `${value}n` : Object.is(value, -0) ? "-0" : typeof value === "object" && value ? brand(value) : String(value));

/**
 * The first difference of two values, as a text, or undefined. Texts are compared as the bridge leaves them, holes as undefined.
 * @param notes gets the pairs of functions that stand for each other, and how often each kind of value was met
 */
export function difference(sent, got, notes = { functions: [], kinds: {} }) {
  // What is the same on one side is the same on the other.
  const there = new Map();
  const back = new Map();
  const open = [["value", sent, got]];
  while (open.length > 0) {
    const [path, a, b] = open.pop();
    const met = (kind) => (notes.kinds[kind] = (notes.kinds[kind] ?? 0) + 1);
    const differs = (why) => `${path}: ${why ?? `${show(a)} became ${show(b)}`}`;
    met(typeof a === "object" || typeof a === "function" ? brand(a) : typeof a);
    if (Object.is(a, -0) || (typeof a === "number" && !Number.isFinite(a))) met(String(show(a)));
    if (typeof a === "string") {
      if (!a.isWellFormed()) met("lone surrogate");
      if (a.length > 4_000) met("long text");
      if (a.toWellFormed() !== b) return differs();
      continue;
    }
    if ((typeof a !== "object" && typeof a !== "function") || a === null) {
      if (!Object.is(a, b)) return differs();
      continue;
    }
    if (typeof a !== typeof b || b === null || brand(a) !== brand(b)) return differs();
    if (there.has(a) !== back.has(b) || (there.has(a) && there.get(a) !== b)) return differs(`${brand(a)} is ${there.has(a) ? "not the same any more" : "the same as another one"}`);
    if (there.has(a)) {
      met("shared");
      continue;
    }
    there.set(a, b);
    back.set(b, a);
    const inside = (name, x, y) => open.push([`${path}${name}`, x, y]);
    switch (brand(a)) {
      case "Function":
      case "AsyncFunction":
        notes.functions.push([a, b]);
        break;
      case "Date":
        if (Number.isNaN(a.getTime())) met("invalid Date");
        inside(" (time)", a.getTime(), b.getTime());
        break;
      case "RegExp":
        inside(" (source)", a.source, b.source);
        inside(" (flags)", a.flags, b.flags);
        break;
      case "Array":
        if (a.length !== b.length) return differs(`${a.length} items became ${b.length}`);
        if (Object.keys(a).length < a.length) met("holes");
        for (let index = 0; index < a.length; index++) inside(`[${index}]`, a[index], b[index]);
        break;
      case "Map":
        inside(" (entries)", [...a].flat(), [...b].flat());
        break;
      case "Set":
        inside(" (items)", [...a], [...b]);
        break;
      case "Error":
        if (Object.getPrototypeOf(a).name !== Object.getPrototypeOf(b).name) return differs(`${a.name} became ${b.name}`);
        inside(".name", a.name, b.name);
        inside(".message", a.message, b.message);
        if (a.cause !== undefined) met("cause");
        inside(".cause", a.cause, b.cause);
        break;
      case "Object": {
        const [keys, others] = [Object.keys(a), Object.keys(b)];
        inside(" (keys)", keys, others);
        keys.forEach((key, index) => inside(`.${key.slice(0, 20)}`, a[key], b[others[index]]));
        break;
      }
      default: {
        const [x, y] = [a, b].map((view) => (view instanceof ArrayBuffer ? new Uint8Array(view) : new Uint8Array(view.buffer, view.byteOffset, view.byteLength)));
        if (String(x) !== String(y)) return differs(`bytes ${x} became ${y}`);
      }
    }
  }
  return undefined;
}

/** Values that are a little less than this one. */
export function* smaller(value) {
  if (typeof value === "string") {
    if (value.length > 1) yield* [value.slice(0, value.length >> 1), value.slice(value.length >> 1), value.slice(1), value.slice(0, -1)];
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    yield* value;
    for (let index = 0; index < value.length; index++) yield value.toSpliced(index, 1);
    for (let index = 0; index < value.length; index++) for (const less of smaller(value[index])) yield value.with(index, less);
  } else if (value instanceof Map) {
    yield* [...value].flat();
    for (const [key] of value) yield new Map([...value].filter(([other]) => other !== key));
  } else if (value instanceof Set) {
    yield* value;
    for (const item of value) yield new Set([...value].filter((other) => other !== item));
  } else if (value instanceof Error) {
    yield value.cause;
    if (value.cause !== undefined) yield new value.constructor(value.message);
    if (value.message) yield new value.constructor("", { cause: value.cause });
  } else if (brand(value) === "Object") {
    yield* Object.values(value);
    for (const key of Object.keys(value)) yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
    for (const [key, each] of Object.entries(value)) for (const less of smaller(each)) yield { ...value, [key]: less };
  } else if (ArrayBuffer.isView(value) && value.byteLength > 0) {
    yield new value.constructor(0 in value ? value.slice(1) : new ArrayBuffer(value.byteLength - 1));
  }
}

/** Looks for the smallest value for which `fails` still says something, in at most `most` tries. */
export async function shrink(value, fails, most = 400) {
  let why = await fails(value);
  for (let tries = 0, found = true; found; ) {
    found = false;
    for (const less of smaller(value)) {
      if (++tries > most) return { value, why };
      const still = await fails(less);
      if (still === undefined) continue;
      [value, why, found] = [less, still, true];
      break;
    }
  }
  return { value, why };
}

/** A value as a text that a person can read. */
export function write(value, seen = new Set()) {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return show(value);
  if (seen.has(value)) return `<${brand(value)} again>`;
  seen.add(value);
  const all = (items) => Array.from(items, (item) => write(item, seen)).join(", ");
  if (Array.isArray(value)) return `[${all(value)}]`;
  if (value instanceof Map || value instanceof Set) return `${brand(value)}(${all([...value].flat())})`;
  if (value instanceof Error) return `${value.name}(${show(value.message)}, cause: ${write(value.cause, seen)})`;
  if (value instanceof Date || value instanceof RegExp) return `${brand(value)}(${value instanceof Date ? value.getTime() : value})`;
  if (brand(value) === "Object") return `{ ${Object.keys(value).map((key) => `${show(key)}: ${write(value[key], seen)}`).join(", ")} }`;
  return `${brand(value)}(${value.byteLength ?? ""})`;
}
