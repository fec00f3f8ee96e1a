// What Portico does for plugins: which calls a capability becomes, and what a refusal is.
import assert from "node:assert/strict";
import test from "node:test";
import { grantsOf } from "../src/dom/grants.js";

const BASE = "https://portico.example/api/v1/store/plugins/notes/";
const ALL = ["loadRecord", "saveRecord", "deleteRecord", "listRecords", "shareRecord", "unshareRecord", "listShared"];

/** A server that answers the same to everything and keeps what it was asked. */
function server(status, body) {
  const asked = [];
  const fetch = async (url, { method, body: sent }) => {
    asked.push([method, url.replace(BASE, ""), sent && JSON.parse(sent)]);
    return new Response(status === 204 ? null : JSON.stringify(body), { status });
  };
  return { asked, fetch };
}

test("a plugin gets the callbacks it names and no others", () => {
  const { fetch } = server(204);
  assert.deepEqual(Object.keys(grantsOf({ callbacks: ["saveRecord", "onRate", "constructor", "__proto__"] }, BASE, fetch)), ["saveRecord"]);
  assert.deepEqual(Object.keys(grantsOf({ callbacks: [...ALL, "getUserToken"] }, BASE, fetch)), ALL);
  assert.deepEqual(Object.keys(grantsOf({ user: true }, BASE, fetch)), ["getUserToken"]);
  assert.deepEqual(grantsOf(undefined, BASE, fetch), {});
});

test("records are read and written by their keys, whatever is in them", async () => {
  const { asked, fetch } = server(200, { data: { key: "a", value: 7, at: 1 } });
  const { loadRecord, saveRecord, shareRecord, deleteRecord, unshareRecord } = grantsOf({ callbacks: ALL }, BASE, fetch);
  assert.equal(await loadRecord("a/b ?#%.."), 7);
  await saveRecord("k", { deep: [1] });
  await shareRecord("k", null);
  await deleteRecord("k");
  await unshareRecord("k");
  assert.deepEqual(asked, [
    ["GET", "records/a%2Fb%20%3F%23%25..", undefined],
    ["PUT", "records/k", { value: { deep: [1] }, shared: false }],
    ["PUT", "records/k", { value: null, shared: true }],
    ["DELETE", "records/k", undefined],
    ["DELETE", "records/k?shared=true", undefined],
  ]);
  for (const key of ["", ".", "..", undefined, {}]) await assert.rejects(async () => saveRecord(key, 1), /^PorticoError: record_key_invalid/);
});

test("lists are asked for by prefix", async () => {
  const { asked, fetch } = server(200, { data: [] });
  const { listRecords, listShared } = grantsOf({ callbacks: ALL }, BASE, fetch);
  assert.deepEqual(await listRecords(), []);
  await listShared("product:1&limit=9");
  assert.deepEqual(asked.map(([, path]) => path), ["records?limit=200&prefix=", "records?limit=200&prefix=product%3A1%26limit%3D9&shared=true"]);
});

test("a refusal begins with its code, and what is not there is null", async () => {
  const error = (status, code) => server(status, { error: { code, message: "Sentence.", request_id: "1" } }).fetch;
  await assert.rejects(grantsOf({ callbacks: ALL }, BASE, error(401, "sign_in_required")).saveRecord("k", 1), { message: "sign_in_required: Sentence.", status: 401 });
  assert.equal(await grantsOf({ callbacks: ALL }, BASE, server(200, { data: null }).fetch).loadRecord("k"), null);
  const down = async () => {
    throw new TypeError("failed to fetch");
  };
  await assert.rejects(grantsOf({ user: true }, BASE, down).getUserToken(), { message: /^network: / });
});
