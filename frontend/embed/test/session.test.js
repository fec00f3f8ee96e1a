import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";
import { createClient } from "../src/client.js";
import { itemsOf } from "../src/manifest.js";
import { Session } from "../src/session.js";

let requests;
let answer;
let heard;
let session;
const tokenOf = (claims, life = 600) => `h.${Buffer.from(JSON.stringify({ iat: 0, exp: life, ...claims })).toString("base64url")}.${Math.random()}`;
const json = (body, status = 200) => new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
const settle = async () => {
  for (let n = 0; n < 20; n++) await Promise.resolve();
};

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 0 });
  requests = [];
  heard = [];
  answer = () => json({ data: { extensions: [] } });
  mock.method(globalThis, "fetch", async (url, init) => {
    requests.push({ url, token: init.headers.get("authorization"), ...init });
    return answer(init, requests.length);
  });
  session = new Session("https://portico.example", { expired: (error) => heard.push(["expired", error?.message]), changed: () => heard.push(["changed"]) });
});
afterEach(() => {
  session.stop();
  mock.restoreAll();
  mock.timers.reset();
});

test("requests carry the token, and never cookies", async () => {
  await session.fetch("/api/v1/me");
  session.setToken(tokenOf({ uid: "ada" }));
  await session.fetch("/api/v1/me");
  assert.deepEqual(requests.map(({ url, credentials }) => [url, credentials]), Array(2).fill(["https://portico.example/api/v1/me", "omit"]));
  assert.equal(requests[0].token, null);
  assert.match(requests[1].token, /^Bearer h\./);
});

test("a token that does not name a secret of its host is sent with the host in the address", async () => {
  const header = (fields) => Buffer.from(JSON.stringify(fields)).toString("base64url");
  const payload = tokenOf({ uid: "ada" }).split(".")[1];
  session.host = "a&b";
  for (const [fields, expected] of [
    [{ alg: "HS256", kid: "k1" }, ["/x?y=1", "/x"]],
    [{ alg: "HS256" }, ["/x?y=1&host=a%26b", "/x?host=a%26b"]],
    [{ alg: "ES256", kid: "theirs" }, ["/x?y=1&host=a%26b", "/x?host=a%26b"]],
  ]) {
    session.setToken(`${header(fields)}.${payload}.s`);
    requests = [];
    await session.fetch("/x?y=1");
    await session.fetch("/x");
    await session.fetch("/x?host=own");
    assert.deepEqual(requests.map(({ url }) => url.slice("https://portico.example".length)), [...expected, "/x?host=own"]);
  }
});

test("the page is asked for the first token, once; a visitor who is signed out has none", async () => {
  let asked = 0;
  session.setSource(() => (asked++, null));
  await Promise.all([session.fetch("/a"), session.fetch("/b")]);
  await session.fetch("/c");
  assert.equal(asked, 1);
  assert.deepEqual(requests.map(({ token }) => token), [null, null, null]);
  assert.deepEqual(heard, []);
});

test("it is renewed ahead of its end, and again", async () => {
  let asked = 0;
  session.setSource(async () => tokenOf({ uid: "ada", exp: 600 + 540 * ++asked, iat: 540 * asked }));
  session.setToken(tokenOf({ uid: "ada" }));
  mock.timers.tick(539_000);
  await settle();
  assert.equal(asked, 0);
  mock.timers.tick(1_000);
  await settle();
  assert.equal(asked, 1);
  mock.timers.tick(540_000);
  await settle();
  assert.equal(asked, 2);
  assert.deepEqual(heard, []);
  session.stop();
  mock.timers.tick(10_000_000);
  await settle();
  assert.equal(asked, 2);
});

test("without a way to renew it expires", async () => {
  session.setToken(tokenOf({ uid: "ada" }));
  mock.timers.tick(599_000);
  assert.deepEqual(heard, []);
  mock.timers.tick(1_000);
  assert.deepEqual(heard, [["expired", undefined]]);
});

test("a renewal that fails is told with its reason, and so is an answer that is no token", async () => {
  session.setToken(tokenOf({ uid: "ada" }));
  session.setSource(() => Promise.reject(new Error("session over")));
  mock.timers.tick(540_000);
  await settle();
  session.setSource(() => 7);
  await assert.rejects(session.renew());
  assert.deepEqual(heard.map(([, message]) => message), ["session over", "getToken() answers a string, or null for a visitor who is signed out"]);
});

test("after a 401 there is one new token and one more try, however many asked", async () => {
  let asked = 0;
  session.setToken(tokenOf({ uid: "ada" }));
  session.setSource(async () => (asked++, tokenOf({ uid: "ada" })));
  const old = [];
  answer = (init, number) => (number <= 3 ? (old.push(init.headers.get("authorization")), json({}, 401)) : json({ ok: true }));
  const answers = await Promise.all([session.fetch("/a"), session.fetch("/b"), session.fetch("/c")]);
  assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200]);
  assert.equal(asked, 1);
  assert.equal(requests.length, 6);
  assert.ok(!old.includes(requests[3].token));
  answer = () => json({}, 401);
  assert.equal((await session.fetch("/a")).status, 401);
  assert.equal(asked, 2);
});

test("a new token of the same person changes nothing; of another person, or none, it does", async () => {
  session.setToken(tokenOf({ uid: "ada" }));
  assert.deepEqual(heard, [], "nothing was asked yet");
  await session.fetch("/a");
  session.setToken(tokenOf({ uid: "ada" }));
  assert.deepEqual(heard, []);
  session.setToken(tokenOf({ uid: "bob" }));
  assert.deepEqual(heard, [["changed"]]);
  session.setToken(null);
  assert.deepEqual(heard, [["changed"], ["changed"]]);
});

describe("the manifest", () => {
  test("is asked of the slot's surface and host; the slot's items stay in order", async () => {
    answer = () => json({ data: { extensions: [{ id: "b", slot: "admin:x" }, { id: "other", slot: "admin:y" }, { id: "a", slot: "admin:x" }] } });
    const items = await itemsOf(session, "a&b", "admin:x");
    assert.deepEqual(items.map(({ id }) => id), ["b", "a"]);
    assert.equal(requests[0].url, "https://portico.example/api/v1/admin/plugin-manifest?host=a%26b");
    await itemsOf(session, "", "storefront:x");
    assert.equal(requests[1].url, "https://portico.example/api/v1/store/plugin-manifest");
  });

  test("is empty for those who may not see the slot, and an error for everything else", async () => {
    answer = () => json({ error: { code: "unauthorized" } }, 401);
    assert.deepEqual(await itemsOf(session, "h", "admin:x"), []);
    answer = () => json({ error: { code: "admin_required" } }, 403);
    assert.deepEqual(await itemsOf(session, "h", "admin:x"), []);
    answer = () => json({ error: { code: "origin_not_allowed", message: "Register it." } }, 403);
    await assert.rejects(itemsOf(session, "h", "admin:x"), { status: 403, code: "origin_not_allowed", message: "Register it." });
    session.setToken(tokenOf({ uid: "ada" }));
    answer = () => json({ error: { code: "token_expired" } }, 401);
    await assert.rejects(itemsOf(session, "h", "admin:x"), { status: 401 });
    answer = () => new Response("<h1>Bad gateway", { status: 502, headers: { "content-type": "text/html" } });
    await assert.rejects(itemsOf(session, "h", "admin:x"), { status: 502, message: "HTTP 502" });
  });
});

describe("the client of a component", () => {
  test("calls with the token; unwraps short forms, leaves the rest, and answers null for nothing", async () => {
    session.setToken(tokenOf({ uid: "ada" }));
    const { client } = createClient(session, "store");
    answer = () => json({ data: { id: 1 } });
    assert.deepEqual(await client.post("/store/things", { a: 1 }), { id: 1 });
    assert.deepEqual(await client.get("/api/v1/store/things"), { data: { id: 1 } });
    answer = () => new Response(null, { status: 204 });
    assert.equal(await client.delete("/plugins/x/y"), null);
    answer = () => new Response("plain", { headers: { "content-type": "text/plain" } });
    assert.equal(await client.get("/plugins/x/y"), "plain");
    const [post] = requests;
    assert.deepEqual([post.method, post.body, post.headers.get("content-type"), post.headers.get("accept")], ["POST", '{"a":1}', "application/json", "application/json"]);
    assert.match(post.token, /^Bearer /);
    assert.ok(Object.isFrozen(client));
  });

  test("says why not, and stops with its element", async () => {
    const { client, stop } = createClient(session, "store");
    answer = () => json({ error: { code: "invalid", message: "No.", fields: { a: "b" } } }, 422);
    await assert.rejects(client.put("/store/x", {}), { status: 422, code: "invalid", message: "No.", fields: { a: "b" } });
    await assert.rejects(client.get("/admin/x"), { status: 0, code: "foreign_prefix" });
    assert.equal(requests.length, 1);
    stop();
    await assert.rejects(client.get("/store/x"), { code: "gone" });
    assert.equal(requests.length, 1);
  });
});
