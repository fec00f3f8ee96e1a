// Values and functions between two threads, ours and the default of @quilted/threads.
import "./scope.js";
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { MessageChannel } from "node:worker_threads";
import { Thread, ThreadSerializationStructuredClone } from "@quilted/threads";
import "../src/index.js";
import { pin, ThreadFunctions } from "../src/thread/functions.js";
import { ThreadSerialization } from "../src/thread/serialization.js";
import { createThread } from "../src/thread/thread.js";
import { close } from "./scope.js";

after(close);
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

/** Two threads that are connected; each has functions that give back or keep what they get. */
function connect(other = "ours") {
  const { port1, port2 } = new MessageChannel();
  after(() => port1.close());
  const sent = [[], []];
  const got = [];
  const exports = { same: (value) => (got.push(value), value), take: (value) => void got.push(value), fail: (value) => { throw value; } };
  const scopeOf = (port, index) => ({
    postMessage: (message, transfer) => {
      sent[index].push(message);
      port.postMessage(message, transfer);
    },
    addEventListener: (type, listener) => port.on("message", (data) => listener({ data })),
  });
  const one = createThread(scopeOf(port1, 0), exports);
  const two =
    other === "ours"
      ? createThread(scopeOf(port2, 1), exports)
      : new Thread({ send: (...message) => scopeOf(port2, 1).postMessage(...message), listen: (listener) => port2.on("message", listener) }, { exports });
  return { one, two, sent, got, port: port2 };
}

const value = () => ({
  text: "a", number: -0, big: 3n, nothing: null, absent: undefined, list: [1, [2]], date: new Date(5), map: new Map([["k", { v: 1 }]]),
  set: new Set([1, "b"]), expression: /x/gi, bytes: new Uint8Array([1, 2, 3]), buffer: new ArrayBuffer(4), floats: new Float64Array([0.5]),
});

describe("PARITY 28: values across the bridge", () => {
  for (const other of ["ours", "quilted"]) {
    test(`every type comes back, with ${other} at the other end`, async () => {
      const { one, two } = connect(other);
      assert.deepEqual(await one.imports.same(value()), value());
      assert.deepEqual(await two.imports.same(value()), value());
    });

    test(`errors come back as errors, with ${other} at the other end`, async () => {
      const { one, two } = connect(other);
      for (const imports of [one.imports, two.imports]) {
        const error = await imports.same(new RangeError("far", { cause: "inside" }));
        assert.ok(error instanceof RangeError);
        assert.deepEqual([error.message, error.cause], ["far", "inside"]);
        await assert.rejects(imports.fail(new TypeError("wrong")), { name: "TypeError", message: "wrong" });
      }
    });

    test(`functions can be called both ways, with ${other} at the other end`, async () => {
      const { one, two } = connect(other);
      for (const imports of [one.imports, two.imports]) {
        const { add, deep } = await imports.same({ add: (a, b) => a + b, deep: { list: [(text) => text.toUpperCase()] } });
        assert.equal(await add(1, 2), 3);
        assert.equal(await deep.list[0]("x"), "X");
      }
    });

    test(`an asynchronous generator can be walked, with ${other} at the other end`, async () => {
      const { one } = connect(other);
      async function* count() {
        yield 1;
        yield 2;
      }
      const walked = [];
      for await (const number of await one.imports.same(count())) walked.push(number);
      assert.deepEqual(walked, [1, 2]);
    });
  }

  test("what is written without cycles is what the default writes", () => {
    const thread = { functions: { serialize: () => "f1" } };
    const shared = { s: 1 };
    const both = { ...value(), call: () => {}, twice: [shared, shared], error: new Error("e"), empty: [{}, [], new Map(), new Set()] };
    const ours = new ThreadSerialization().serialize(both, thread, []);
    assert.deepEqual(ours, new ThreadSerializationStructuredClone().serialize(both, thread, []));
    assert.equal(ours.twice[0], ours.twice[1]);
  });

  test("cycles and identity survive", async () => {
    const { one, got } = connect();
    const cyclic = { list: [], map: new Map(), set: new Set() };
    const call = () => 1;
    Object.assign(cyclic, { self: cyclic, a: call, b: call });
    cyclic.list.push(cyclic.list, cyclic);
    cyclic.map.set("self", cyclic.map);
    cyclic.set.add(cyclic.set);
    const back = await one.imports.same(cyclic);
    for (const each of [got[0], back]) {
      assert.equal(each.self, each);
      assert.equal(each.list[0], each.list);
      assert.equal(each.list[1], each);
      assert.equal(each.map.get("self"), each.map);
      assert.ok(each.set.has(each.set));
      assert.equal(each.a, each.b);
    }
  });

  test("an error whose cause has a function or is the error itself passes", async () => {
    const { one } = connect();
    const error = new Error("outer", { cause: { retry: () => "again" } });
    const back = await one.imports.same(error);
    assert.equal(await back.cause.retry(), "again");
    const round = new Error("round");
    round.cause = round;
    const cut = await one.imports.same(round);
    assert.deepEqual([cut.message, cut.cause], ["round", undefined]);
  });

  test("events and nodes are not dragged over with the whole document", async () => {
    const { one } = connect();
    const event = new MouseEvent("click", { clientX: 3, bubbles: true });
    document.body.dispatchEvent(event);
    const back = await one.imports.same([event, document.body, new CustomEvent("rate", { detail: 5 })]);
    assert.deepEqual([back[0].type, back[0].clientX, back[0].target], ["click", 3, undefined]);
    assert.equal(back[1], undefined);
    assert.equal(back[2].detail, 5);
  });

  test("what is too deep fails where it was passed, and nothing else does", async () => {
    const { one } = connect();
    let deep = 1;
    for (let level = 0; level < 5000; level++) deep = [deep];
    await assert.rejects(one.imports.same(deep), /64 levels/);
    assert.equal(await one.imports.same("still there"), "still there");
  });
});

describe("PARITY 38: __proto__ in bridge data pollutes nothing", () => {
  const hostile = () => JSON.parse('{"__proto__": {"polluted": true}, "a": {"__proto__": {"polluted": true}}}');

  test("it is not sent", async () => {
    const { one } = connect();
    await assert.rejects(one.imports.same(hostile()), /__proto__/);
  });

  test("it is not taken over when it comes", async () => {
    const { one, got, port } = connect();
    port.postMessage([1, "x", "same", [hostile()]]);
    await one.imports.take("later");
    assert.deepEqual(Object.keys(got[0]), ["a"]);
    assert.equal(got[0].polluted, undefined);
    assert.equal({}.polluted, undefined);
  });

  test("names of Object.prototype are no exports", async () => {
    const { one } = connect();
    for (const name of ["constructor", "__proto__", "hasOwnProperty", "toString", "__portico_ping"]) {
      await assert.rejects(one.imports[name](), new RegExp(`No '${name}' method`));
    }
  });
});

describe("PARITY 28: released functions are collected", () => {
  test("a function that the other side let go is forgotten, and a second release is harmless", () => {
    const functions = new ThreadFunctions();
    const call = () => {};
    const id = functions.serialize(call);
    assert.equal(functions.get(id), call);
    assert.equal(functions.release(id), true);
    assert.equal(functions.get(id), undefined);
    assert.equal(functions.release(id), false);
    assert.equal(functions.release("never there"), false);
    assert.notEqual(functions.serialize(call), id);
  });

  test("a release that crosses another hand-over takes back only what it knew of", () => {
    const functions = new ThreadFunctions();
    const call = () => {};
    const id = functions.serialize(call);
    functions.serialize(call);
    functions.release(id, 1);
    assert.equal(functions.get(id), call);
    functions.release(id, 1);
    assert.equal(functions.get(id), undefined);
  });

  test("a pinned function stays", () => {
    const functions = new ThreadFunctions();
    const call = pin(() => {});
    const id = functions.serialize(call);
    functions.release(id);
    assert.equal(functions.get(id), call);
    assert.equal(functions.serialize(call), id);
  });

  test("a collected proxy is released, with the number of times it was got; the other side then forgets the function", async () => {
    const { one, sent, got } = connect();
    const call = () => "called";
    await one.imports.take(call);
    await one.imports.take(call);
    const releases = () => sent[1].filter(([type]) => type === 5);
    await sleep(20);
    collect();
    await sleep(20);
    assert.deepEqual(releases(), [], "it is still in use");
    got.length = 0;
    for (let attempt = 0; attempt < 100 && releases().length === 0; attempt++) {
      await sleep(5);
      collect();
    }
    const [[, id, count]] = releases();
    assert.equal(count, 2);
    await sleep(5);
    assert.equal(one.functions.get(id), undefined);
  });

  test("a proxy that was lost and got again is not released by the first one's end", async () => {
    const released = [];
    const functions = new ThreadFunctions();
    const thread = { closed: false, messages: { send: (message) => released.push(message) } };
    functions.start(thread);
    let first = functions.deserialize("7", thread);
    assert.equal(functions.deserialize("7", thread), first);
    first = undefined;
    // Collected, but the registry has not been heard of yet: the id comes again in the same turn.
    collect();
    const second = functions.deserialize("7", thread);
    await sleep(50);
    assert.deepEqual(released, []);
    assert.equal(typeof second, "function");
  });
});

test("transferred things are moved", async () => {
  const { one, got, port } = connect();
  const buffer = new ArrayBuffer(8);
  port.postMessage([1, "x", "same", [buffer]], [buffer]);
  await one.imports.take("later");
  assert.equal(got[0].byteLength, 8);
  assert.equal(buffer.byteLength, 0);
});
