// What the receiver is given. A module of a few lines stands in for it.
import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.PORTICO_RECEIVER = encodeURIComponent(`
  export default async () => {};
  export const calls = (globalThis.receiverCalls = []);
  export const mount = (place, options) => (calls.push(["mount", options]), { update: (changed) => calls.push(["update", changed]), destroy: () => calls.push(["destroy"]) });
  export const grants = (capabilities, base, fetch) => ({ loadRecord: () => fetch(base + "records/a", { method: "GET" }), onRate: () => "of Portico" });
`);
const { mountSandbox } = await import("../src/sandbox.js");

const item = {
  id: "reviews_list", plugin: "reviews", version: "1.0.0",
  sandbox: { entry: "https://p.example/main.js", frame_url: "https://p.example/sandbox/x", digest: "sha384-x", capabilities: { props: ["productId", "toString"], callbacks: ["onRate", "loadRecord", "emit"], host_components: ["Button", "constructor"], network: [] } },
};

test("a plugin gets what its capabilities name, what Portico does for it, and is heard", async () => {
  const [fetched, said, states] = [[], [], []];
  const attempt = {
    item, surface: "store",
    session: { origin: "data:text/javascript,", fetch: async (...args) => fetched.push(args) },
    place: { isConnected: true, dispatchEvent: (event) => said.push([event.type, event.bubbles, event.detail]) },
    given: { props: { productId: "1", secret: "canary" }, callbacks: { onRate: () => "of the page", emit: () => "of the page", onSecret() {} }, components: { Button: { tag: "acme-button", props: {} }, Other: { tag: "x-y" } }, sensitive: ["onRate"], locale: "de", theme: "dark" },
    live: () => states.push("live"),
    fail: (why) => states.push(why),
  };
  const mounted = mountSandbox(attempt);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const calls = globalThis.receiverCalls;
  const [[, options]] = calls;
  assert.deepEqual(options.props, { productId: "1" });
  assert.deepEqual(Object.keys(options.callbacks).sort(), ["emit", "loadRecord", "onRate"]);
  assert.equal(options.callbacks.onRate(), "of the page", "the owner of the slot goes first");
  await options.callbacks.loadRecord();
  assert.deepEqual(fetched, [["/api/v1/store/plugins/reviews/records/a", { method: "GET" }]]);
  options.callbacks.emit("rated", 5);
  assert.deepEqual(said, [["plugin-event", true, { name: "rated", detail: 5 }]]);
  assert.deepEqual(Object.keys(options.components), ["Button"]);
  assert.deepEqual([options.locale, options.theme, options.frameUrl, options.entry], ["de", "dark", "https://p.example/sandbox/x", "https://p.example/main.js"]);

  assert.deepEqual(options.sensitive, ["onRate"]);

  options.onState("live");
  mounted.update({ theme: "light" });
  mounted.update({ props: { productId: "2", secret: "canary" }, callbacks: {} });
  assert.deepEqual(calls[1], ["update", { theme: "light" }]);
  assert.deepEqual([calls[2][1].props, Object.keys(calls[2][1].callbacks).sort()], [{ productId: "2" }, ["emit", "loadRecord", "onRate"]]);
  mounted.update({ sensitive: [] });
  assert.deepEqual(calls[3], ["update", { sensitive: [] }]);
  options.onState("stopped", "start_timeout");
  options.onState("stopped", "messages_per_second");
  mounted.destroy();
  options.onState("stopped", "unresponsive");
  assert.deepEqual(states, ["live", "timeout", "limit"]);
  assert.deepEqual(calls.at(-1), ["destroy"]);
});
