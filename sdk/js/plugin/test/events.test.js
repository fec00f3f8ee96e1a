// Events of the page in the plugin's document.
import { arrived, host, mirrored, root, start } from "./start.js";
import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";

before(() => start());
beforeEach(async () => {
  root.replaceChildren();
  await arrived();
});

let marks = 0;
function put(name, parent = root) {
  const element = document.createElement(name);
  element.dataset.test = String(marks++);
  parent.append(element);
  return element;
}

const listening = (element) => Object.keys(mirrored(element).eventListeners);

test("PARITY 29: a listener is mirrored while there is one, with what the page may know of", async () => {
  const button = put("button");
  const once = () => {};
  button.addEventListener("click", once);
  button.addEventListener("click", () => {}, { once: true });
  button.addEventListener("rate", () => {});
  await arrived();
  assert.deepEqual(listening(button), ["click"]);
  button.removeEventListener("click", once);
  await arrived();
  assert.deepEqual(listening(button), ["click"]);
  await host.fire(mirrored(button), "click");
  await arrived();
  assert.deepEqual(listening(button), []);
});

test("an event bubbles and is captured from where it happened, and can be stopped", async () => {
  const outer = put("div");
  const inner = put("span", outer);
  const seen = [];
  const see = (name) => (event) => seen.push([name, event.target === inner, event.eventPhase]);
  outer.addEventListener("click", see("outer"));
  outer.addEventListener("click", see("capture"), true);
  inner.addEventListener("click", see("inner"));
  document.addEventListener("click", see("document"), { once: true });
  await arrived();
  await host.fire(mirrored(inner), "click");
  assert.deepEqual(seen.splice(0), [["capture", true, 1], ["inner", true, 2], ["outer", true, 3], ["document", true, 3]]);
  inner.addEventListener("click", (event) => event.stopPropagation());
  await host.fire(mirrored(inner), "click");
  assert.deepEqual(seen.map(([name]) => name), ["capture", "inner"]);
});

test("an event that does not bubble is heard where it happened", async () => {
  const outer = put("div");
  const input = put("input", outer);
  const seen = [];
  outer.addEventListener("focus", () => seen.push("outer"));
  outer.addEventListener("focus", () => seen.push("capture"), true);
  input.addEventListener("focus", () => seen.push("input"));
  await arrived();
  await host.fire(mirrored(input), "focus");
  assert.deepEqual(seen, ["capture", "input"]);
  assert.equal(document.activeElement, input);
  await host.fire(mirrored(input), "blur");
});

test("an event has the class and the fields of its kind", async () => {
  const button = put("button");
  const other = put("i");
  const seen = [];
  for (const type of ["click", "keydown", "wheel"]) button.addEventListener(type, (event) => seen.push(event));
  await arrived();
  await host.fire(mirrored(button), "click", { clientX: 3, button: 0, shiftKey: true, relatedTarget: mirrored(other).id, detail: 1, isTrusted: true });
  await host.fire(mirrored(button), "keydown", { key: "Enter", code: "Enter", repeat: false });
  await host.fire(mirrored(button), "wheel", { deltaY: 10, deltaMode: 0 });
  const [click, key, wheel] = seen;
  assert.ok(click instanceof PointerEvent && click instanceof MouseEvent && key instanceof KeyboardEvent && wheel instanceof WheelEvent);
  assert.deepEqual([click.clientX, click.shiftKey, click.getModifierState("Shift"), click.relatedTarget === other, click.detail], [3, true, true, true, 1]);
  assert.deepEqual([key.key, key.cancelable, wheel.deltaY], ["Enter", true, 10]);
});

test("a snapshot cannot be more than an event", async () => {
  const button = put("button");
  let seen;
  button.addEventListener("click", (event) => (seen = event));
  await arrived();
  await host.fire(mirrored(button), "click", JSON.parse('{"__proto__": {"polluted": 1}, "currentTarget": "x", "value": "v"}'));
  assert.deepEqual([seen.target, seen.polluted, {}.polluted], [button, undefined, undefined]);
});

test("properties like onclick work, and frameworks find them", async () => {
  const button = put("button");
  const seen = [];
  assert.ok("onclick" in button && "oninput" in document && !("onrate" in button));
  button.onclick = function (event) { seen.push([this === button, event.type]); };
  await arrived();
  await host.fire(mirrored(button), "click");
  button.onclick = null;
  await arrived();
  assert.deepEqual([seen, button.onclick, listening(button)], [[[true, "click"]], null, []]);
});

test("a listener of the window hears events of the page", async () => {
  const button = put("button");
  const seen = [];
  const see = (event) => seen.push(event.key);
  window.addEventListener("keydown", see);
  await arrived();
  await host.fire(mirrored(button), "keydown", { key: "a" });
  window.removeEventListener("keydown", see);
  await host.fire(mirrored(button), "keydown", { key: "b" });
  assert.deepEqual(seen, ["a"]);
});

test("a listener on each of many elements becomes one for all, so that a long list stays below the host's limit", async () => {
  const rows = Array.from({ length: 300 }, () => put("li"));
  const seen = [];
  for (const row of rows) row.addEventListener("dblclick", () => seen.push(rows.indexOf(row)));
  await arrived();
  const count = host.all(({ eventListeners }) => eventListeners.dblclick).length;
  assert.ok(count < 50, `${count} listeners`);
  for (const index of [0, 31, 32, 299]) await host.fire(mirrored(rows[index]), "dblclick");
  assert.deepEqual(seen, [0, 31, 32, 299]);
  // What does not bubble cannot be heard around.
  for (const row of rows) row.addEventListener("mouseenter", () => {});
  await arrived();
  assert.equal(host.all(({ eventListeners }) => eventListeners.mouseenter).length, 300);
});

test("listeners of the whole plugin hear what happens in a portal that comes later", async () => {
  const seen = [];
  document.addEventListener("mousedown", () => seen.push("document"));
  const portal = put("section", document.body);
  const button = put("button", portal);
  await arrived();
  assert.ok(await host.fire(mirrored(button), "mousedown"));
  assert.deepEqual(seen, ["document"]);
  portal.remove();
});

test("an event of an element that is gone is no error", async () => {
  const button = put("button");
  button.addEventListener("click", () => assert.fail());
  await arrived();
  const gone = mirrored(button);
  button.remove();
  await arrived();
  await gone.eventListeners.click({ type: "click", target: gone.id });
});

test("click() stays in the worker", async () => {
  const button = put("button");
  const seen = [];
  root.addEventListener("click", (event) => seen.push(event.target === button), { once: true });
  button.click();
  assert.deepEqual(seen, [true]);
});

test("what was entered before the page had what the plugin wrote is heard, and the field is what was written", async () => {
  const input = put("input");
  const seen = [];
  input.addEventListener("input", () => seen.push(input.value));
  await arrived();
  input.value = "written";
  // The host does not have it yet.
  const { eventListeners, id } = mirrored(input);
  assert.equal(mirrored(input).properties.value, undefined);
  await eventListeners.input({ type: "input", target: id, value: "entered", selectionStart: 7, selectionEnd: 7, selectionDirection: "none" });
  assert.deepEqual([seen, input.value, mirrored(input).properties.value], [["entered"], "written", "written"]);
  // From now on the page says what is in the field.
  await arrived();
  await host.fire(mirrored(input), "input", { value: "written and entered" });
  assert.deepEqual([seen.at(-1), input.value], ["written and entered", "written and entered"]);
});

test("what is written because of such an event counts", async () => {
  const input = put("input");
  input.addEventListener("input", () => (input.value = input.value.toUpperCase()));
  await arrived();
  input.value = "A";
  await mirrored(input).eventListeners.input({ type: "input", target: mirrored(input).id, value: "ab" });
  assert.equal(input.value, "AB");
  await arrived();
  assert.deepEqual([input.value, mirrored(input).properties.value], ["AB", "AB"]);
});

test("a choice and a tick that were written hold against what was chosen before the page had them", async () => {
  const select = put("select");
  const options = ["a", "b", "c"].map((value) => Object.assign(document.createElement("option"), { value }));
  select.append(...options);
  const box = put("input");
  box.type = "checkbox";
  for (const control of [select, box]) control.addEventListener("change", () => {});
  await arrived();
  const ids = host.all(({ element }) => element === "option").map(({ id }) => id);
  select.value = "b";
  box.checked = true;
  const { eventListeners, id } = mirrored(select);
  const heard = [];
  select.addEventListener("change", () => heard.push(select.value));
  await Promise.all([
    eventListeners.change({ type: "change", target: id, selectedIndex: 2, selectedOptions: [ids[2]] }),
    mirrored(box).eventListeners.change({ type: "change", target: mirrored(box).id, checked: false }),
  ]);
  assert.deepEqual([heard, select.value, select.selectedIndex, options[2].selected, box.checked], [["c"], "b", 1, false, true]);
  await arrived();
  await host.fire(mirrored(select), "change", { selectedIndex: 2, selectedOptions: [ids[2]] });
  await host.fire(mirrored(box), "change", { checked: false });
  assert.deepEqual([select.value, box.checked], ["c", false]);
});
