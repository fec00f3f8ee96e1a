import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createRecords } from "../kit/records.js";

/** A write that the test ends. */
function pending() {
  const write = {};
  write.call = () => new Promise((resolve, reject) => Object.assign(write, { resolve, reject, isCalled: true }));
  return write;
}
const settled = () => new Promise((resolve) => setTimeout(resolve));
const loaded = async (entries) => {
  const records = createRecords();
  await records.load(async () => entries);
  return records;
};

describe("records", () => {
  test("show a change at once, and keep it when it was taken", async () => {
    const records = await loaded([["a", 1]]);
    const write = pending();
    const done = records.change("a", 2, write.call);
    assert.equal(records.state.values.get("a"), 2);
    await settled();
    write.resolve();
    assert.equal(await done, true);
    assert.equal(records.state.values.get("a"), 2);
  });

  test("go back to what the host has when it refuses", async () => {
    const records = await loaded([["a", 1]]);
    assert.equal(await records.change("a", 2, () => Promise.reject(new Error("no"))), false);
    assert.deepEqual([records.state.values.get("a"), records.state.problem.message], [1, "no"]);
    assert.equal(await records.change("b", 1, () => Promise.reject(new Error("no"))), false);
    assert.equal(records.state.values.has("b"), false);
    assert.equal(await records.change("a", undefined, () => Promise.reject(new Error("no"))), false);
    assert.equal(records.state.values.get("a"), 1);
  });

  test("write changes of one key one after another, and go back past both", async () => {
    const records = await loaded([["a", 1]]);
    const [first, second] = [pending(), pending()];
    records.change("a", 2, first.call);
    const last = records.change("a", 3, second.call);
    await settled();
    assert.equal(second.isCalled, undefined);
    first.reject(new Error("first"));
    await settled();
    assert.equal(records.state.values.get("a"), 3, "a later change says itself what is shown");
    second.reject(new Error("second"));
    await last;
    assert.equal(records.state.values.get("a"), 1);
  });

  test("leave other keys alone", async () => {
    const records = await loaded([["a", 1]]);
    const write = pending();
    const other = records.change("b", 5, write.call);
    await records.change("a", 2, () => Promise.reject(new Error("no")));
    assert.equal(records.state.values.get("b"), 5);
    write.resolve();
    await other;
  });

  test("forget answers of an earlier load", async () => {
    const records = createRecords();
    let late;
    const first = records.load(() => new Promise((resolve) => (late = resolve)));
    await records.load(async () => [["new", 1]]);
    late([["old", 1]]);
    await first;
    assert.deepEqual([...records.state.values], [["new", 1]]);
  });

  test("fail to load without losing their voice", async () => {
    const records = createRecords();
    let told = 0;
    records.subscribe(() => (told += 1));
    await records.load(() => Promise.reject(new Error("no")));
    assert.deepEqual([records.state.phase, told], ["failed", 2]);
  });
});
