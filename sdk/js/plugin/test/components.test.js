// PARITY 32: components of the host, by name, and only those passed.
import { arrived, contexts, host, root, start } from "./start.js";
import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { hostComponent } from "../src/index.js";
import { tagOf } from "../src/components.js";
import { API } from "./host.js";

const COMPONENTS = {
  Button: { props: { variant: { enum: ["primary"] }, disabled: "boolean", size: "number", onPress: "function", itemData: "json" }, events: ["rate"] },
  DatePicker: { props: {} },
};

before(() => start({ components: COMPONENTS }));
beforeEach(() => root.replaceChildren());

const Button = hostComponent("Button");
const button = () => host.find("portico-button");

test("the names are those that the host passes", () => {
  assert.deepEqual(contexts[0].components, ["Button", "DatePicker"]);
  assert.equal(Button, "portico-button");
  assert.equal(hostComponent("Button"), Button);
  assert.deepEqual(["DatePicker", "URLField", "Tab2Panel"].map(tagOf), ["portico-date-picker", "portico-url-field", "portico-tab2-panel"]);
});

test("PARITY 43: a component that is not passed cannot be created, whatever its name", () => {
  for (const name of ["Secret", "Constructor", "ToString"]) assert.throws(() => document.createElement(hostComponent(name)), /passes no component/);
  for (const name of ["constructor", "__proto__", "a-b", ""]) assert.throws(() => hostComponent(name), TypeError);
});

test("a native element with the same name stays native", async () => {
  root.append(document.createElement("button"));
  await arrived();
  assert.equal(host.find("button").element, "button");
});

test("properties are sent as they are, attributes as what the property is; others stay in the worker", async () => {
  const element = document.createElement(Button);
  element.itemData = { list: [1, new Date(0)] };
  element.setAttribute("variant", "primary");
  element.setAttribute("disabled", "");
  element.setAttribute("size", "4");
  element.setAttribute("class", "local");
  element.setAttribute("slot", "end");
  root.append(element, "text");
  element.append("Rate");
  await arrived();
  const { itemData, ...rest } = button().properties;
  assert.deepEqual(rest, { variant: "primary", disabled: true, size: 4 });
  assert.deepEqual(itemData, { list: [1, new Date(0)] });
  assert.deepEqual(button().attributes, { slot: "end" });
  assert.equal(host.text(button()), "Rate");
  assert.equal(element.size, 4);
  element.removeAttribute("disabled");
  element.size = 5;
  await arrived();
  assert.deepEqual([button().properties.disabled, button().properties.size], [undefined, 5]);
});

test("a function as a property is called with what the host passes", async () => {
  const element = document.createElement(Button);
  element.onPress = (a, b) => a + b;
  root.append(element);
  await arrived();
  assert.equal(await button().properties.onPress(1, 2), 3);
});

test("events are heard in any spelling, and can be answered", async () => {
  const element = document.createElement(Button);
  const seen = [];
  element.addEventListener("Rate", (event) => {
    seen.push(event.detail);
    event.respondWith("thanks");
  });
  const press = (event) => seen.push(event.type);
  element.addEventListener("press", press);
  root.append(element);
  await arrived();
  assert.equal(await button().eventListeners.rate({ stars: 5 }), "thanks");
  await button().properties.onPress();
  assert.deepEqual(seen, [{ stars: 5 }, "press"]);
  element.removeEventListener("press", press);
  await arrived();
  assert.equal(button().properties.onPress, undefined);
});

test("that a component was clicked is heard around it", async () => {
  const element = document.createElement(Button);
  const seen = [];
  element.addEventListener("click", (event) => seen.push(event.target === element));
  root.append(element);
  await arrived();
  assert.deepEqual(button().eventListeners, {});
  await host.fire(button(), "click");
  assert.deepEqual(seen, [true]);
});

test("without a description of the host, the plugin says what a component has", async () => {
  await host.update({ ...API, components: ["Plain"] });
  assert.deepEqual(contexts.at(-1).components, ["Plain"]);
  const element = document.createElement(hostComponent("Plain", { properties: ["label"], events: ["open"] }));
  element.label = "L";
  element.addEventListener("open", () => {});
  root.append(element);
  await arrived();
  const plain = host.find("portico-plain");
  assert.deepEqual([plain.properties.label, Object.keys(plain.eventListeners)], ["L", ["open"]]);
  assert.throws(() => document.createElement(Button), /it passes: Plain/);
});
