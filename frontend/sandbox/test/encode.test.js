// Bridge bytes: what goes in comes out, or a limit says why not.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decode } from "./decode.js";
import { createRunning, LIMITS } from "./sandbox.js";

/** The bytes for a value, by way of a worker that posts it. */
function encode(value, { clone = true, limits = LIMITS } = {}) {
  const { port, worker } = createRunning({ limits });
  if (clone) worker.emit(value);
  else worker.emitClone(value);
  const [message] = port.got;
  if (Array.isArray(message)) throw Object.assign(new Error(message[1]), { limit: message[1], worker, port });
  return message;
}

const roundTrip = (value, options) => decode(encode(value, options), options);
const limitOf = (value, options) => {
  try {
    encode(value, options);
  } catch (error) {
    return error.limit;
  }
};

/** A generator of the same numbers at every run (mulberry32). */
function createRandom(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const PRIMITIVES = [
  undefined, null, true, false, "", "a", "ä€😀", "\0", "\ufeff", "x".repeat(64), "x".repeat(65), "ü".repeat(32), "ü".repeat(33), "x".repeat(300),
  0, -0, 1, -1, 63, 64, -64, -65, 127, 128, 2 ** 31, -(2 ** 31), 2 ** 32 + 1, 2 ** 52 - 1, 2 ** 52, -(2 ** 52), -(2 ** 52) - 1,
  2 ** 53, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.MAX_VALUE, Number.MIN_VALUE, 0.1, NaN, Infinity, -Infinity,
  0n, 1n, -1n, 2n ** 200n, -(2n ** 200n),
];

for (const value of PRIMITIVES) {
  test(`a primitive comes back: ${Object.is(value, -0) ? "-0" : String(value).slice(0, 20)} (${typeof value})`, () => {
    assert.ok(Object.is(roundTrip(value), value));
  });
}

test("integers are as short as their tag says, everything else has eight bytes", () => {
  const size = (value) => encode(value).byteLength;
  assert.deepEqual([0, 63, -64, 64, 8191, 8192].map(size), [2, 2, 2, 3, 3, 4]);
  assert.deepEqual([2 ** 52 - 1, -(2 ** 52)].map(size), [9, 9]);
  assert.deepEqual([-0, 0.5, NaN, Infinity, 2 ** 52].map(size), [9, 9, 9, 9, 9]);
});

test("lone surrogates become U+FFFD, because a text is UTF-8", () => {
  assert.equal(roundTrip("a\ud800b"), "a\ufffdb");
  assert.equal(roundTrip("\udc00"), "\ufffd");
  // Two texts that become the same are still numbered like two.
  assert.deepEqual(roundTrip(["\ud800", "\ud801", "\ud800", "b", "b"]), ["\ufffd", "\ufffd", "\ufffd", "b", "b"]);
});

test("containers of every kind come back with what is in them", () => {
  const value = {
    array: [1, [2, [3]], {}],
    date: new Date(86_400_000.5),
    expression: /a\/[b]+/giu,
    map: new Map([["a", 1], [{ key: true }, new Map()], [NaN, undefined]]),
    set: new Set([1, "a", [2], new Set([3])]),
    nothing: undefined,
    "": "empty key",
    length: 3,
    constructor: { prototype: 1 },
    toString: "own",
  };
  assert.deepEqual(roundTrip(value), value);
  const invalid = roundTrip(new Date(NaN));
  assert.ok(invalid instanceof Date && Number.isNaN(invalid.getTime()));
});

test("errors keep name, message, stack and cause", () => {
  const error = new TypeError("outer", { cause: new RangeError("inner", { cause: { code: 7 } }) });
  const back = roundTrip(error);
  assert.deepEqual([back.name, back.message, back.stack], ["TypeError", "outer", error.stack]);
  assert.deepEqual([back.cause.name, back.cause.message, back.cause.cause], ["RangeError", "inner", { code: 7 }]);
  assert.equal(Object.hasOwn(roundTrip(new Error("none")), "cause"), false);
});

test("an error that is its own cause is a reference", () => {
  const error = new Error("round");
  error.cause = error;
  const back = roundTrip(error, { clone: false });
  assert.equal(back.cause, back);
});

test("bytes keep their view, and only what the view shows is sent", () => {
  const buffer = new Uint8Array(64).map((_, index) => index * 3).buffer;
  const kinds = [
    Uint8Array, Int8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array,
    BigInt64Array, BigUint64Array,
  ];
  for (const Kind of kinds) {
    const view = new Kind(buffer, 16, 2);
    const back = roundTrip(view);
    assert.equal(back.constructor, Kind);
    assert.deepEqual(back, view);
    assert.equal(back.buffer.byteLength, view.byteLength);
  }
  const back = roundTrip(new DataView(buffer, 3, 5));
  assert.ok(back instanceof DataView);
  assert.deepEqual(new Uint8Array(back.buffer), new Uint8Array(buffer, 3, 5));
  assert.deepEqual(roundTrip(buffer), buffer);
  assert.equal(roundTrip(new ArrayBuffer(0)).byteLength, 0);
});

test("identity and cycles survive", () => {
  const shared = { x: 1 };
  const bytes = new Uint8Array([1, 2]);
  const date = new Date(0);
  const value = { a: shared, b: shared, list: [], map: new Map(), set: new Set(), bytes: [bytes, bytes], dates: [date, date] };
  value.self = value;
  value.list.push(value.list, shared);
  value.map.set(value.map, shared);
  value.set.add(value.set);
  const back = roundTrip(value);
  assert.equal(back.a, back.b);
  assert.equal(back.self, back);
  assert.equal(back.list[0], back.list);
  assert.equal(back.list[1], back.a);
  assert.deepEqual([...back.map.keys()], [back.map]);
  assert.equal(back.map.get(back.map), back.a);
  assert.ok(back.set.has(back.set));
  assert.equal(back.bytes[0], back.bytes[1]);
  assert.equal(back.dates[0], back.dates[1]);
});

test("holes are undefined, other keys of an array are not sent", () => {
  const value = [1, , 3];
  value.extra = true;
  const back = roundTrip(value);
  assert.deepEqual(back, [1, undefined, 3]);
  assert.ok(1 in back);
});

test("of the texts, the first 4,096 short ones are remembered, and more are no problem", () => {
  const texts = Array.from({ length: 5000 }, (_, index) => `text ${index}`);
  assert.deepEqual(roundTrip([...texts, ...texts]), [...texts, ...texts]);
  const again = encode(Array(1000).fill("a text that comes again")).byteLength;
  assert.ok(again < 3 * 1000, `${again} bytes`);
  // Keys are texts as well.
  const rows = encode(Array.from({ length: 1000 }, (_, id) => ({ a_long_key: id, another_key: true }))).byteLength;
  assert.ok(rows < 12 * 1000, `${rows} bytes`);
});

test("what cannot pass becomes undefined and takes no number", () => {
  const other = [new Number(1), new String("s"), Object(1n), Object(true), new Blob(["x"])];
  const shared = {};
  assert.deepEqual(roundTrip([...other, shared, shared], { clone: false }), [undefined, undefined, undefined, undefined, undefined, {}, {}]);
  const back = roundTrip([new Blob([]), shared, shared], { clone: false });
  assert.equal(back[1], back[2]);
});

test("a thousand random values come back as they were", () => {
  const random = createRandom(1);
  const pick = (list) => list[Math.floor(random() * list.length)];
  for (let run = 0; run < 1000; run++) {
    const made = [];
    const make = (depth) => {
      if (made.length > 0 && random() < 0.15) return pick(made);
      if (depth > 6 || random() < 0.4) return pick(PRIMITIVES);
      const size = Math.floor(random() * 5);
      const container = pick([() => [], () => ({}), () => new Map(), () => new Set(), () => new Date(random() * 1e12), () => new Uint8Array(size).fill(run)])();
      made.push(container);
      for (let index = 0; index < size; index++) {
        if (Array.isArray(container)) container.push(make(depth + 1));
        else if (container instanceof Map) container.set(make(depth + 1), make(depth + 1));
        else if (container instanceof Set) container.add(make(depth + 1));
        else if (Object.getPrototypeOf(container) === Object.prototype) container[pick(["a", "b", "constructor", "ä", "1"])] = make(depth + 1);
      }
      return container;
    };
    const value = make(0);
    assert.deepEqual(roundTrip(value), value, `run ${run}`);
  }
});

test("THREATS 26: a value of 5,000 levels ends in the limit depth, not in a stack overflow", () => {
  for (const wrap of [(inner) => [inner], (inner) => ({ inner }), (inner) => new Map([[inner, 1]]), (inner) => new Set([inner])]) {
    let value = 1;
    for (let level = 0; level < 5000; level++) value = wrap(value);
    // Not cloned: Node's own clone would recurse.
    assert.equal(limitOf(value, { clone: false }), "depth");
  }
  let error = new Error("innermost");
  for (let level = 0; level < 5000; level++) error = new Error("outer", { cause: error });
  assert.equal(limitOf(error, { clone: false }), "depth");
});

test("THREATS 26: 64 levels pass, 65 do not, and anything with a number is a level", () => {
  const nest = (levels, innermost) => {
    let value = innermost;
    for (let level = 0; level < levels; level++) value = [value];
    return value;
  };
  assert.deepEqual(roundTrip(nest(64, 1)), nest(64, 1));
  assert.equal(limitOf(nest(65, 1)), "depth");
  for (const innermost of [[], {}, new Date(0), /a/, new Uint8Array(1), new Error("e")]) {
    assert.equal(limitOf(nest(64, innermost)), "depth");
    assert.equal(limitOf(nest(63, innermost)), undefined);
  }
  assert.deepEqual(roundTrip(nest(3, 1), { limits: { ...LIMITS, depth: 3 } }), nest(3, 1));
  assert.equal(limitOf(nest(4, 1), { limits: { ...LIMITS, depth: 3 } }), "depth");
});

test("THREATS 26: messages end at the limit of bytes, exactly", () => {
  const limits = { ...LIMITS, message_bytes: 100 };
  // Tag and one byte of length.
  assert.equal(roundTrip("x".repeat(98), { limits }), "x".repeat(98));
  assert.equal(limitOf("x".repeat(99), { limits }), "message_bytes");
  assert.equal(limitOf("€".repeat(33), { limits }), "message_bytes");
  assert.equal(roundTrip(new Uint8Array(97), { limits }).length, 97);
  assert.equal(limitOf(new Uint8Array(98), { limits }), "message_bytes");
  assert.equal(roundTrip(Array(98).fill(true), { limits }).length, 98);
  assert.equal(limitOf(Array(99).fill(true), { limits }), "message_bytes");
  assert.equal(roundTrip(10n ** 97n, { limits }), 10n ** 97n);
  assert.equal(limitOf(10n ** 98n, { limits }), "message_bytes");
  assert.equal(encode("x".repeat(LIMITS.message_bytes - 4)).byteLength, LIMITS.message_bytes);
});

test("THREATS 26: huge things end before they are walked or written out", () => {
  const huge = {
    "a text of 64 MiB": "x".repeat(64 * 1024 * 1024),
    "bytes of 64 MiB": new Uint8Array(64 * 1024 * 1024),
    "the longest sparse array there is": Object.assign([], { length: 2 ** 32 - 1 }),
    "a set of a million": new Set(Array(1_000_000).keys()),
    "a map of half a million": new Map(Array.from({ length: 500_000 }, (_, key) => [key, key])),
    "an object of 300,000 keys": Object.fromEntries(Array.from({ length: 300_000 }, (_, key) => [`k${key}`, 1])),
    "a BigInt of 64 million bits": 1n << 64_000_000n,
  };
  for (const [name, value] of Object.entries(huge)) {
    // To walk the sparse array, or to write the number out, would take longer than a test may.
    assert.equal(limitOf(value, { clone: false }), "message_bytes", name);
  }
});

test("THREATS 27: the keys __proto__, constructor and prototype are data and change nothing here", () => {
  const value = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "a": 1}');
  const bytes = encode(value);
  assert.equal({}.polluted, undefined);
  // The reader is the one who refuses: a message with that key is a broken rule, which it counts.
  assert.throws(() => decode(bytes), /__proto__/);
  const back = decode(bytes, { protoKey: true });
  assert.deepEqual(Object.keys(back), ["__proto__", "constructor", "a"]);
  assert.deepEqual(Object.getOwnPropertyDescriptor(back, "__proto__").value, { polluted: 1 });
});

test("a limit that is missing lets nothing pass", () => {
  assert.equal(limitOf("x", { limits: { messages_per_second: 200 } }), "message_bytes");
  assert.equal(limitOf("x", { limits: {} }), "messages_per_second");
  assert.equal(limitOf(["x"], { limits: { messages_per_second: 200, message_bytes: 100 } }), "depth");
});
