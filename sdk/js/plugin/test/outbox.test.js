// How mutation records are sent: in order, in batches within the limits, at a pace.
import "./scope.js";
import assert from "node:assert/strict";
import { after, test } from "node:test";
import "../src/index.js";
import { createOutbox } from "../src/mirror/outbox.js";
import { sizeOf } from "../src/mirror/size.js";
import { divide, MAX_BYTES, MAX_RECORDS } from "../src/mirror/split.js";
import { close } from "./scope.js";

after(close);

const microtasks = () => new Promise((resolve) => setImmediate(resolve));
const update = (id, value, name = "title") => [3, id, name, value, 2];
const node = (id, children = []) => ({ id, type: 1, element: "div", children });

/** An outbox whose host and time are the test's. */
function create({ answers = true } = {}) {
  const at = { now: 0, batches: [], calls: [], waiting: [], pending: [] };
  const host = {
    mutate(records) {
      at.batches.push(records);
      return answers ? undefined : new Promise((resolve) => at.pending.push(resolve));
    },
    call(...call) {
      at.calls.push([at.batches.flat().length, ...call]);
      return "answer";
    },
  };
  const outbox = createOutbox(host, { now: () => at.now, wait: (callback) => at.waiting.push(callback) });
  /** Lets time pass until nothing waits. */
  at.run = async (milliseconds = Infinity) => {
    await microtasks();
    for (const end = at.now + milliseconds; at.waiting.length > 0 && at.now < end; ) {
      at.now += 16;
      at.waiting.shift()();
      await microtasks();
    }
  };
  return { outbox, at };
}

/** Applies insertions as a receiver does, and gives the tree as text. */
function treeOf(records) {
  const root = { children: [] };
  const nodes = new Map([["~", root]]);
  const keep = (one) => {
    const kept = { ...one, children: one.children.map(keep) };
    nodes.set(one.id, kept);
    return kept;
  };
  for (const [, parent, child, index] of records) nodes.get(parent).children.splice(index, 0, keep(child));
  const text = ({ id, children }) => `${id ?? ""}(${children.map(text).join(" ")})`;
  return text(root);
}

test("what is changed in one turn is one message", async () => {
  const { outbox, at } = create();
  outbox.mutate([update("1", "a")]);
  outbox.mutate([update("2", "b"), update("3", "c")]);
  assert.equal(at.batches.length, 0);
  await microtasks();
  assert.deepEqual(at.batches, [[update("1", "a"), update("2", "b"), update("3", "c")]]);
});

test("of changes in a row to the same thing only the last is sent, and nothing is put in another order", async () => {
  const { outbox, at } = create();
  outbox.mutate([update("1", "a", "style"), update("1", "b", "style"), update("1", "c", "style"), update("1", "x"), update("1", "d", "style")]);
  outbox.mutate([[2, "5", "a"], [2, "5", "b"], [2, "6", "c"]]);
  await microtasks();
  assert.deepEqual(at.batches.flat(), [update("1", "c", "style"), update("1", "x"), update("1", "d", "style"), [2, "5", "b"], [2, "6", "c"]]);
});

test("a batch has at most 1,000 records", async () => {
  const { outbox, at } = create();
  const records = Array.from({ length: 2500 }, (_, index) => update(String(index), "x"));
  outbox.mutate(records);
  await at.run();
  assert.ok(at.batches.every(({ length }) => length <= MAX_RECORDS));
  assert.deepEqual(at.batches.flat(), records);
});

test("a batch has at most 200 KiB, unless one record alone has more", async () => {
  const { outbox, at } = create();
  const records = Array.from({ length: 40 }, (_, index) => update(String(index), "x".repeat(20_000)));
  records.push(update("large", "x".repeat(300_000)));
  outbox.mutate(records);
  await at.run();
  for (const batch of at.batches.slice(0, -1)) assert.ok(sizeOf(batch) <= MAX_BYTES * 1.01, `${sizeOf(batch)}`);
  assert.deepEqual(at.batches.at(-1), [records.at(-1)]);
  assert.deepEqual(at.batches.flat(), records);
});

test("a subtree that is too large or too deep is inserted in several records, which make the same tree", () => {
  const wide = node("wide", Array.from({ length: 50 }, (_, index) => ({ ...node(`w${index}`), attributes: { title: "x".repeat(8000) } })));
  let deep = node("d0");
  for (let level = 1; level < 64; level++) deep = node(`d${level}`, [node(`left${level}`), deep, node(`right${level}`)]);
  const both = [0, "~", node("top", [node("first"), wide, deep, node("last")]), 0];
  const parts = divide(both);
  assert.equal(treeOf(parts.map(({ record }) => record)), treeOf([both]));
  for (const { record, size } of parts) {
    assert.ok(size <= MAX_BYTES);
    // With the levels of the message around them; the limit is 64.
    assert.ok(depthOf([[[record]]]) <= 64);
  }

  function depthOf(value) {
    return typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
  }
});

test("what is small is not divided", () => {
  const record = [0, "~", node("a", [node("b", [node("c")]), { id: "t", type: 3, data: "text" }]), 0];
  assert.deepEqual(divide(record).map(({ record: one }) => one), [record]);
});

test("sizes are never guessed too low", () => {
  for (const value of ["ä€😀".repeat(5), "x".repeat(1000), "€".repeat(1000), ["a", 1, null], { key: "value" }, new Map([["a", "b"]]), 2n ** 100n, new Uint8Array(500)]) {
    const bytes = typeof value === "bigint" ? String(value).length : ArrayBuffer.isView(value) ? value.length : Buffer.byteLength(JSON.stringify(value instanceof Map ? [...value] : value)) - 2;
    assert.ok(sizeOf(value) >= bytes, String(value).slice(0, 20));
  }
  const cyclic = [];
  cyclic.push(cyclic);
  assert.ok(sizeOf(cyclic) > 0);
});

test("in no second more is sent than a host allows: 200 messages and 2,000 records", async () => {
  const { outbox, at } = create();
  const sent = [];
  const seen = () => {
    for (const batch of at.batches.slice(sent.length)) sent.push({ time: at.now, records: batch.length });
  };
  for (let turn = 0; turn < 500; turn++) {
    outbox.mutate(Array.from({ length: 20 }, (_, index) => update(`${turn}-${index}`, "x")));
    await at.run(5);
    at.now += 2;
    seen();
  }
  while (at.waiting.length > 0) {
    await at.run(1);
    seen();
  }
  assert.equal(sent.reduce((sum, { records }) => sum + records, 0), 500 * 20);
  for (const { time } of sent) {
    const second = sent.filter((each) => each.time >= time && each.time < time + 1000);
    assert.ok(second.length <= 200, `${second.length} messages`);
    assert.ok(second.reduce((sum, { records }) => sum + records, 0) <= 2000);
  }
});

test("a host that does not answer is not sent more and more", async () => {
  const { outbox, at } = create({ answers: false });
  for (let turn = 0; turn < 30; turn++) {
    outbox.mutate([update(String(turn), "x")]);
    await microtasks();
  }
  assert.equal(at.batches.length, 8);
  at.pending.splice(0, 1)[0]();
  await at.run();
  // All that had piled up goes in one message.
  assert.equal(at.batches.length, 9);
  assert.equal(at.batches.flat().length, 30);
});

test("a method is called after everything that was changed before", async () => {
  const { outbox, at } = create();
  outbox.mutate([update("1", "a")]);
  assert.equal(await outbox.call("1", "focus"), "answer");
  assert.deepEqual(at.calls, [[1, "1", "focus"]]);
  outbox.mutate(Array.from({ length: 2500 }, (_, index) => update(String(index), "x")));
  const called = outbox.call("1", "focus");
  await at.run();
  await called;
  assert.deepEqual(at.calls[1], [2501, "1", "focus"]);
});

test("a change that the host refuses is told and ends nothing", async (context) => {
  const told = context.mock.method(console, "error", () => {});
  const outbox = createOutbox({ mutate: async () => { throw new Error("no such element"); } });
  outbox.mutate([update("1", "a")]);
  await microtasks();
  outbox.mutate([update("2", "b")]);
  await microtasks();
  assert.equal(told.mock.callCount(), 2);
});
