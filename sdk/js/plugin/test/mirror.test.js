// What a plugin does to its document, and what the host gets of it.
import { arrived, behaviour, contexts, host, mirrored, root, start } from "./start.js";
import assert from "node:assert/strict";
import { before, beforeEach, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { adoptStyles, createCanvas, definePlugin, safeId } from "../src/index.js";
import { API } from "./host.js";

before(() => start({ props: { productId: "7" } }));
beforeEach(async () => {
  root.replaceChildren();
  await arrived();
  host.calls.length = 0;
});

/** Puts an element into the root and gives it a mark by which the host's node is found. */
let marks = 0;
function put(element, parent = root) {
  const made = typeof element === "string" ? document.createElement(element) : element;
  made.dataset.test = String(marks++);
  parent.append(made);
  return made;
}

async function until(check) {
  while (!check()) await sleep(5);
}

/** Everything that was drawn. */
const drawn = [];

/** Its pictures say how much was drawn on how many pixels, and get as large as one would expect. */
globalThis.OffscreenCanvas = class OffscreenCanvas {
  constructor(width, height) {
    Object.assign(this, { width, height, operations: 0 });
  }
  getContext() {
    const draw = (...call) => (drawn.push(call), this.operations++);
    return { canvas: this, fillRect: (...args) => draw("fillRect", ...args), drawImage: (...args) => draw("drawImage", ...args) };
  }
  async convertToBlob({ type }) {
    const size = (this.width * this.height) / { "image/png": 1, "image/webp": 5, "image/jpeg": 10 }[type];
    return new Blob([new Uint8Array(size > 1000 ? size : [this.operations, this.width, this.height])]);
  }
};

describe("definePlugin", () => {
  test("render gets an element and the whole context, components by name", async () => {
    assert.equal(root.nodeName, "DIV");
    assert.deepEqual(contexts[0], { ...API, props: { productId: "7" }, components: [] });
    assert.equal(document.documentElement.lang, "en");
  });

  test("PARITY 33: an update renders again, in the same element", async () => {
    const element = root;
    await host.update({ ...API, props: { productId: "8" }, theme: "dark", locale: "de" });
    assert.equal(root, element);
    assert.deepEqual([contexts.at(-1).props, contexts.at(-1).theme], [{ productId: "8" }, "dark"]);
    assert.equal(matchMedia("(prefers-color-scheme: dark)").matches, true);
    assert.equal(document.documentElement.lang, "de");
  });

  test("what render throws or rejects with is the host's answer", async () => {
    behaviour.render = () => { throw new TypeError("thrown"); };
    await assert.rejects(host.update(API), { name: "TypeError", message: "thrown" });
    behaviour.render = async () => { throw new Error("rejected"); };
    await assert.rejects(host.update(API), /rejected/);
    behaviour.render = () => {};
    await host.update(API);
  });

  test("everything that render changed has been sent when it is answered", async () => {
    behaviour.render = (element) => { for (let index = 0; index < 300; index++) element.append(document.createElement("i")); };
    await host.update(API);
    behaviour.render = () => {};
    assert.equal(host.all(({ element }) => element === "i").length, 300);
  });

  test("it is rendered once and takes a function", async () => {
    await assert.rejects(start(), /rendered already/);
    assert.throws(() => definePlugin({}), /render/);
  });
});

describe("elements", () => {
  test("PARITY 28: text, comments, attributes and moves arrive", async () => {
    const list = put("ul");
    list.innerHTML = "<li>a</li><li>b</li><li>c</li><!-- x -->";
    list.insertBefore(list.children[2], list.firstChild);
    list.children[1].remove();
    list.lastElementChild.firstChild.data = "B";
    list.setAttribute("title", "t");
    await arrived();
    assert.equal(host.html(mirrored(list)), `<ul data-test="${list.dataset.test}" title="t"><li>c</li><li>B</li></ul>`);
    list.removeAttribute("title");
    await arrived();
    assert.ok(!("title" in mirrored(list).attributes));
  });

  test("properties of elements become attributes", async () => {
    const label = put("label");
    Object.assign(label, { className: "a b", htmlFor: "field", tabIndex: 0, title: "t", hidden: true, dir: "rtl", lang: "ar" });
    const image = put("img");
    Object.assign(image, { src: "https://x.example/a.png", alt: "", width: 20 });
    const cell = put("td");
    cell.colSpan = 2;
    await arrived();
    assert.deepEqual({ ...mirrored(label).attributes, "data-test": "" }, { "data-test": "", class: "a b", for: "field", tabindex: "0", title: "t", hidden: "", dir: "rtl", lang: "ar" });
    assert.deepEqual([mirrored(image).attributes.src, mirrored(image).attributes.width], ["https://x.example/a.png", "20"]);
    assert.equal(mirrored(cell).attributes.colspan, "2");
    label.hidden = false;
    assert.deepEqual([label.hidden, label.tabIndex, document.createElement("p").tabIndex], [false, 0, -1]);
  });

  test("style, classList and dataset become attributes", async () => {
    const box = put("div");
    box.style.backgroundColor = "red";
    box.style.setProperty("--size", "4px");
    box.style.setProperty("margin-top", "1px", "important");
    box.style.webkitLineClamp = 2;
    box.classList.add("a", "b");
    box.classList.toggle("a");
    box.dataset.someName = "x";
    await arrived();
    assert.equal(mirrored(box).attributes.style, "background-color: red; --size: 4px; margin-top: 1px !important; -webkit-line-clamp: 2;");
    assert.equal(mirrored(box).attributes.class, "b");
    assert.equal(mirrored(box).attributes["data-some-name"], "x");
    box.style.cssText = "color: blue; background: url('data:a;b') no-repeat";
    assert.deepEqual([box.style.color, box.style.background, box.style.length], ["blue", "url('data:a;b') no-repeat", 2]);
    box.style.color = "";
    box.style.removeProperty("background");
    await arrived();
    assert.equal(mirrored(box).attributes.style, "");
    box.style = "color: green";
    assert.equal(box.getAttribute("style"), "color: green;");
    assert.deepEqual([...box.classList, box.classList.contains("b"), box.classList.replace("b", "c"), box.className], ["b", true, true, "c"]);
    assert.deepEqual(Object.keys(box.dataset), ["test", "someName"]);
  });

  test("innerText and textContent, insertAdjacentHTML and references to characters", async () => {
    const box = put("div");
    box.innerText = "a <b>";
    await arrived();
    assert.equal(host.text(mirrored(box)), "a <b>");
    box.insertAdjacentHTML("beforeend", "<i>&nbsp;&euro;&amp;</i><!---->");
    await arrived();
    assert.equal(host.text(mirrored(box)), "a <b>\u00a0€&");
  });

  test("what libraries put into the body or the head arrives as well; the host's place takes no attributes", async () => {
    const portal = put("section", document.body);
    const style = document.createElement("style");
    style.textContent = ".x { color: red }";
    document.head.append(style);
    document.body.className = "dark";
    await arrived();
    assert.equal(mirrored(portal).parent, host.root);
    assert.equal(host.text(host.find("style").children[0]), ".x { color: red }");
    assert.ok("hidden" in host.find("style").parent.attributes);
    assert.deepEqual(host.records.filter(([type, id]) => type === 3 && id === "~"), []);
    portal.remove();
    style.remove();
  });

  test("PARITY 30: adoptStyles adds a sheet that can be changed and taken away", async () => {
    const style = adoptStyles(".a { color: red }");
    await arrived();
    assert.equal(host.find("style").children[0].data, ".a { color: red }");
    style.textContent = ".b { color: red }";
    await arrived();
    assert.equal(host.find("style").children[0].data, ".b { color: red }");
    style.remove();
    await arrived();
    assert.equal(host.all(({ element }) => element === "style").length, 0);
  });

  test("PARITY 31: ids are plain in the plugin, safeId says what they are in the page", async () => {
    const box = put("p");
    box.id = "hint";
    await arrived();
    assert.equal(mirrored(box).attributes.id, "hint");
    assert.equal(document.getElementById("hint"), box);
    assert.equal(safeId("hint"), "p1-hint");
  });

  test("PARITY 34: what is drawn on a canvas is sent as a picture, once it is shown and no faster than it is taken", async () => {
    const pictures = [];
    let taken;
    host.results.paint = (_, picture) => new Promise((resolve) => {
      pictures.push(picture);
      taken = resolve;
    });
    const canvas = createCanvas(30, 20);
    const context = canvas.getContext("2d");
    assert.equal(canvas.getContext("2d"), context);
    context.fillStyle = "red";
    context.fillRect(0, 0, 5, 5);
    context.fillRect(5, 5, 5, 5);
    put(canvas);
    assert.deepEqual([mirrored(canvas)?.attributes.width, canvas.width, canvas.height, context.canvas === canvas], [undefined, 30, 20, true]);
    await until(() => pictures.length === 1);
    assert.deepEqual([...pictures[0]], [2, 30, 20]);
    context.fillRect(0, 0, 1, 1);
    context.drawImage(canvas, 0, 0);
    assert.ok(drawn.at(-1)[1] instanceof OffscreenCanvas);
    await sleep(50);
    assert.equal(pictures.length, 1);
    taken();
    await until(() => pictures.length === 2);
    assert.deepEqual([...pictures[1]], [4, 30, 20]);
    canvas.width = 40;
    taken();
    await until(() => pictures.length === 3);
    assert.deepEqual([...pictures[2]], [4, 40, 20]);
    assert.equal(mirrored(canvas).attributes.width, "40");
    taken();
  });

  test("PARITY 34: a picture that is too large is made smaller, and not sent if that does not help", async (t) => {
    const pictures = [];
    host.results.paint = (_, picture) => void pictures.push(picture.length);
    const told = t.mock.method(console, "error", () => {});
    const canvas = put(createCanvas(2000, 1000));
    canvas.getContext("2d").fillRect(0, 0, 1, 1);
    await until(() => pictures.length === 1);
    assert.ok(pictures[0] <= 240 * 1024);
    canvas.width = 20_000;
    await until(() => told.mock.callCount() === 1);
    assert.equal(pictures.length, 1);
  });

  test("svg elements keep their case", async () => {
    const svg = put(document.createElementNS("http://www.w3.org/2000/svg", "svg"));
    svg.innerHTML = `<linearGradient id="g"></linearGradient>`;
    await arrived();
    assert.equal(mirrored(svg).children[0].element, "linearGradient");
    assert.equal(svg.namespaceURI, "http://www.w3.org/2000/svg");
  });
});

describe("form controls", () => {
  test("their state is sent as properties", async () => {
    const input = put("input");
    input.value = "a";
    const box = put("input");
    box.type = "checkbox";
    box.value = "yes";
    box.checked = true;
    box.indeterminate = true;
    const area = put("textarea");
    area.textContent = "default";
    await arrived();
    assert.deepEqual(mirrored(input).properties, { value: "a" });
    assert.deepEqual(mirrored(box).properties, { checked: true, indeterminate: true });
    assert.deepEqual([mirrored(box).attributes.value, mirrored(box).attributes.type], ["yes", "checkbox"]);
    assert.equal(area.value, "default");
    area.value = "own";
    input.disabled = true;
    input.value = null;
    await arrived();
    assert.deepEqual([mirrored(area).properties.value, mirrored(input).properties.value, mirrored(input).attributes.disabled], ["own", "", ""]);
  });

  test("PARITY 29: state comes with events, is there for whoever asks, and is not sent back", async () => {
    const input = put("input");
    const button = put("button");
    const seen = [];
    button.onclick = () => seen.push(input.value);
    await arrived();
    host.records.length = 0;
    // The plugin does not listen to the input.
    await host.attach(mirrored(input), { value: "typed", selectionStart: 5, selectionEnd: 5 });
    await host.fire(mirrored(button), "click");
    assert.deepEqual(seen, ["typed"]);
    assert.equal(input.selectionStart, 5);
    await arrived();
    assert.deepEqual(host.records, []);
    // Although the plugin had never set another value, the page has one, so this is a change.
    input.value = "";
    await arrived();
    assert.deepEqual(host.records, [[3, mirrored(input).id, "value", "", 1]]);
  });

  test("of radio buttons with a name one is checked", async () => {
    root.innerHTML = `<input type="radio" name="r" data-test="r1" checked><input type="radio" name="r" data-test="r2">`;
    const [one, two] = root.children;
    await arrived();
    await host.attach(mirrored(two), { checked: true, value: "on" });
    assert.deepEqual([one.checked, two.checked], [false, true]);
    assert.deepEqual([root.querySelector(":checked") === two, two.value], [true, "on"]);
    one.checked = true;
    assert.equal(two.checked, false);
  });

  test("a select has the first option, the one that was set, or the one that was chosen", async () => {
    root.innerHTML = `<select data-test="s"><option value="a">A</option><option>B</option><option disabled>C</option></select>`;
    const select = root.firstChild;
    assert.deepEqual([select.value, select.selectedIndex, select.type, select.options.length], ["a", 0, "select-one", 3]);
    select.value = "B";
    await arrived();
    assert.deepEqual(mirrored(select).children.map(({ properties }) => properties.selected), [undefined, true, undefined]);
    assert.deepEqual([select.selectedIndex, select.options[1].selected], [1, true]);
    await host.attach(mirrored(select), { value: "a", selectedIndex: 0, selectedOptions: [mirrored(select).children[0].id] });
    assert.deepEqual([select.value, select.options[1].selected], ["a", false]);
    host.records.length = 0;
    select.selectedIndex = -1;
    await arrived();
    assert.deepEqual([select.value, select.selectedIndex], ["", -1]);
    assert.deepEqual(host.records.at(-1), [3, mirrored(select).id, "selectedIndex", -1, 1]);
    select.selectedIndex = 1;
    select.selectedIndex = -1;
    await arrived();
    assert.equal(host.records.filter(([, , name]) => name === "selectedIndex").length, 2);
  });

  test("a select with several has them all", async () => {
    root.innerHTML = `<select multiple data-test="m"><option>A</option><option selected>B</option><option>C</option></select>`;
    const select = root.firstChild;
    assert.deepEqual(select.selectedOptions.map(({ value }) => value), ["B"]);
    await arrived();
    const [a, , c] = mirrored(select).children;
    await host.attach(mirrored(select), { value: "A", selectedIndex: 0, selectedOptions: [a.id, c.id] });
    assert.deepEqual(select.selectedOptions.map(({ value }) => value), ["A", "C"]);
    select.options[0].selected = false;
    await arrived();
    assert.equal(mirrored(select).children[0].properties.selected, false);
  });

  test("focus, selection and scrolling are asked of the page", async () => {
    const input = put("input");
    input.value = "abc";
    input.focus();
    input.setSelectionRange(1, 2);
    input.scrollIntoView({ block: "center" });
    assert.equal(document.activeElement, input);
    await arrived();
    assert.deepEqual(host.calls, [["input", "focus"], ["input", "setSelectionRange", 1, 2, "none"], ["input", "scrollIntoView", { block: "center" }]]);
    input.remove();
    assert.equal(document.activeElement, document.body);
    input.focus();
  });
});
