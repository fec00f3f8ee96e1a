import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { window } from "./page.js";

const { act, createElement: h, memo, StrictMode, useState } = await import("react");
const { createRoot } = await import("react-dom/client");
const { PluginPoint } = await import("../src/index.js");

const { document } = window;
const BASE = { server: "https://portico.example", hostId: "acme", pluginPoint: "storefront:product:reviews" };
let root;
const app = document.getElementById("app");
const slot = () => document.querySelector("portico-slot");
const render = (props) => act(() => root.render(h(PluginPoint, { ...BASE, ...props })));
const given = (name) => slot().given.filter(([key]) => key === name).map(([, value]) => value);

beforeEach(() => {
  root = createRoot(app);
});
afterEach(() => {
  act(() => root.unmount());
  mock.restoreAll();
});

function Button({ label, onPress, children, ...others }) {
  return h("button", { "data-others": Object.keys(others).join(), onClick: () => onPress("tea") }, label, children);
}
Button.porticoProps = { label: "string" };
Button.porticoEvents = ["press"];

/** What the receiver does: makes a place, mounts, puts the plugin's children where it is told. */
function mountLent(name, props) {
  const place = document.createElement("div");
  slot().append(place);
  const emitted = [];
  let instance;
  act(() => {
    instance = slot().lent[name].mount(place, { props, emit: async (...args) => emitted.push(args) });
  });
  return { place, instance, emitted };
}

test("the script is loaded once, the element gets everything, the token is in no attribute", () => {
  const props = { productId: "1" };
  act(() => root.render([1, 2].map((key) => h(PluginPoint, { key, ...BASE, jwt: "secret-token", props, theme: "dark", className: "reviews" }))));
  const scripts = document.querySelectorAll('script[src="https://portico.example/embed.js"]');
  assert.equal(scripts.length, 1);
  assert.equal(scripts[0].type, "module");
  const attributes = Object.fromEntries([...slot().attributes].map(({ name, value }) => [name, value]));
  assert.deepEqual(attributes, { class: "reviews", host: "acme", name: "storefront:product:reviews", theme: "dark" });
  assert.deepEqual(given("token"), ["secret-token"]);
  assert.deepEqual(given("context"), [props]);
  assert.ok(!document.documentElement.outerHTML.includes("secret-token"));
});

test("what has not changed is not given again", () => {
  const props = {};
  render({ jwt: "a", props, exposedComponents: { Button }, getToken: () => "1" });
  const before = slot().given.length;
  // New functions and objects of the same meaning, as every render makes them.
  render({ jwt: "a", props, exposedComponents: { Button }, getToken: () => "2" });
  assert.equal(slot().given.length, before);
  assert.equal(slot().renew(), "2");
  render({ jwt: "b", props: { a: 1 }, exposedComponents: { Button, Other: Button }, getToken: undefined });
  assert.deepEqual(given("token"), ["a", "b"]);
  assert.deepEqual(given("components").at(-1), ["Button", "Other"]);
  assert.equal(slot().renew, undefined);
});

test("what is sensitive is given as names, when they change", () => {
  render({});
  assert.deepEqual(given("sensitive"), [[]]);
  render({ sensitive: ["onBuy", "onCancel"] });
  render({ sensitive: ["onBuy", "onCancel"] });
  assert.deepEqual(given("sensitive"), [[], ["onBuy", "onCancel"]]);
  render({});
  assert.deepEqual(given("sensitive").at(-1), []);
});

test("a lent component is rendered by the application with props, children, state and events", async () => {
  render({ exposedComponents: { Button } });
  const { place, instance, emitted } = mountLent("Button", { label: "Buy" });
  const inside = document.createElement("i");
  instance.children.append(inside);
  const button = place.querySelector("button");
  assert.equal(button.textContent, "Buy");
  assert.ok(button.contains(inside));
  assert.equal(button.dataset.others, "");
  act(() => button.click());
  assert.deepEqual(emitted, [["press", "tea"]]);
  act(() => instance.update({ label: "Sell" }));
  assert.equal(place.querySelector("button"), button);
  assert.equal(button.textContent, "Sell");
  assert.ok(button.contains(inside));
  act(() => instance.destroy());
  assert.equal(place.childElementCount, 0);
});

test("the latest component of a name is the one that is shown", () => {
  render({ exposedComponents: { Button } });
  const { place } = mountLent("Button", { label: "Buy" });
  const Other = memo(({ label }) => h("b", null, label));
  render({ exposedComponents: { Button: { component: Other, props: Button.porticoProps, events: Button.porticoEvents } } });
  assert.equal(place.innerHTML, "<b>Buy</b>");
});

test("PARITY 43: own names only, and what React itself reads cannot be declared", () => {
  render({ exposedComponents: Object.create({ Inherited: Button }, { Button: { value: { component: Button, props: { label: "string", key: "string", ref: "json", children: "string" } }, enumerable: true } }) });
  assert.deepEqual(Object.keys(slot().lent), ["Button"]);
  assert.deepEqual(slot().lent.Button.props, { label: "string" });
  assert.deepEqual(slot().lent.Button.events, []);
});

test("a component that throws takes nothing else with it", () => {
  const error = mock.method(console, "error", () => {});
  const Fragile = () => {
    throw new Error("fragile");
  };
  render({ exposedComponents: { Button, Fragile: { component: Fragile } } });
  const { place } = mountLent("Button", { label: "Buy" });
  const broken = mountLent("Fragile", {});
  assert.equal(broken.place.childElementCount, 0);
  assert.equal(place.textContent, "Buy");
  assert.ok(error.mock.calls.some(({ arguments: [message] }) => /"Fragile" failed/.test(message)));
});

test("what plugins say and how far they are is heard, by the latest listener", () => {
  const heard = [];
  const fallback = h("p", null, "soon");
  render({ fallback, onEvent: () => heard.push("old") });
  render({ fallback, onEvent: (event) => heard.push(event), onTokenExpired: (error) => heard.push(error) });
  assert.match(app.textContent, /soon/);
  const surface = document.createElement("div");
  Object.assign(surface.dataset, { plugin: "reviews", extension: "reviews_list" });
  slot().append(surface);
  const fire = (target, name, detail) => act(() => void target.dispatchEvent(new window.CustomEvent(name, { bubbles: true, detail })));
  fire(surface, "plugin-event", { name: "rated", detail: 5 });
  fire(slot(), "portico-token-expired", { error: "why" });
  assert.deepEqual(heard, [{ plugin: "reviews", extension: "reviews_list", detail: { name: "rated", detail: 5 } }, "why"]);
  fire(slot(), "portico-state", { state: "loading", plugins: 0 });
  assert.match(app.textContent, /soon/);
  fire(slot(), "portico-state", { state: "ready", plugins: 1 });
  assert.doesNotMatch(app.textContent, /soon/);
});

test("strict mode and a change of state around it do not start anything anew", () => {
  let grow;
  const App = () => {
    const [count, setCount] = useState(0);
    grow = () => setCount(count + 1);
    return h("div", { "data-count": count }, h(PluginPoint, { ...BASE, jwt: "a", exposedComponents: { Button } }));
  };
  act(() => root.render(h(StrictMode, null, h(App))));
  const [element, lent] = [slot(), slot().lent];
  act(() => grow());
  assert.equal(app.querySelector("[data-count]").dataset.count, "1");
  assert.equal(slot(), element);
  assert.equal(slot().lent, lent);
});
