// What DOM libraries need and the polyfilled document did not have.
import "./scope.js";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import "../src/index.js";
import { close } from "./scope.js";

after(close);

let box;
before(() => {
  box = document.createElement("div");
  box.innerHTML = `<p id="one" class="a"><b>1</b><i>2</i></p><p class="a b"><input type="checkbox" checked disabled><span></span></p><!---->text`;
  document.body.append(box);
});

const $ = (selector) => box.querySelector(selector);

test("elements have the class of their kind", () => {
  const kinds = { input: HTMLInputElement, select: HTMLSelectElement, a: HTMLAnchorElement, h3: HTMLHeadingElement, canvas: HTMLCanvasElement, section: HTMLElement };
  for (const [name, kind] of Object.entries(kinds)) {
    const element = document.createElement(name);
    assert.ok(element instanceof kind && element instanceof HTMLElement && element instanceof Element && element instanceof Node, name);
    assert.equal(element.nodeName, name.toUpperCase());
  }
  assert.ok(!(document.createElementNS("http://www.w3.org/2000/svg", "a") instanceof HTMLElement));
  assert.equal(window.HTMLInputElement, HTMLInputElement);
  assert.equal(document.defaultView, window);
  assert.equal(Node.TEXT_NODE, 3);
});

test("matches, closest and contains", () => {
  const bold = $("b");
  assert.deepEqual([bold.matches("p > b"), bold.matches(".b b"), bold.matches("i, b"), bold.closest("p") === $("#one"), bold.closest("ul")], [true, false, true, true, null]);
  assert.ok(box.contains(bold) && !bold.contains(box));
  const alone = document.createElement("em");
  alone.innerHTML = "<u></u>";
  assert.ok(alone.matches("em") && alone.firstChild.matches("em u") && alone.firstChild.closest("em") === alone);
  assert.equal(alone.parentNode, null);
});

test("lists of selectors come in document order, and states are known", () => {
  assert.deepEqual([...box.querySelectorAll("span, b, i, b")].map(({ localName }) => localName), ["b", "i", "span"]);
  assert.deepEqual([...box.querySelectorAll(`[id="one"], p.b`)].length, 2);
  for (const selector of [":checked", "input:checked:disabled", "p > :checked", "input:first-child"]) assert.equal($(selector), $("input"), selector);
  assert.equal($("input:enabled"), null);
  assert.equal($("p:last-child").className, "a b");
  assert.equal($("span:empty"), $("span"));
  assert.throws(() => $("p:hover"), { name: "SyntaxError" });
});

test("positions and roots", () => {
  const [one, two] = box.children;
  assert.equal(one.compareDocumentPosition(two), Node.DOCUMENT_POSITION_FOLLOWING);
  assert.equal(two.compareDocumentPosition(one), Node.DOCUMENT_POSITION_PRECEDING);
  assert.ok(box.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_CONTAINED_BY);
  assert.ok(one.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_CONTAINS);
  assert.ok(one.compareDocumentPosition(document.createElement("p")) & Node.DOCUMENT_POSITION_DISCONNECTED);
  assert.equal(one.compareDocumentPosition(one), 0);
  assert.equal($("b").getRootNode(), document);
  assert.deepEqual([box.childElementCount, box.hasChildNodes(), $("span").hasChildNodes(), one.hasAttributes()], [2, true, false, true]);
});

test("a template's content can be cloned, with comments that have no text", () => {
  const template = document.createElement("template");
  template.innerHTML = "<ul><li>a</li><!----><li>b</li></ul>";
  const copy = template.content.cloneNode(true);
  assert.equal(copy.firstElementChild.outerHTML.replace(/<!--.*?-->/, ""), "<ul><li>a</li><li>b</li></ul>");
  const [, comment] = copy.firstChild.childNodes;
  assert.deepEqual([comment.nodeType, comment.data], [Node.COMMENT_NODE, ""]);
  assert.notEqual(copy.firstChild, template.content.firstChild);
  assert.equal(document.importNode(template.content, true).childElementCount, 1);
});

test("a tree walker goes through the tree", () => {
  const names = [];
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_ELEMENT, (node) => (node.localName === "b" ? NodeFilter.FILTER_SKIP : NodeFilter.FILTER_ACCEPT));
  while (walker.nextNode()) names.push(walker.currentNode.localName);
  assert.deepEqual(names, ["p", "i", "p", "input", "span"]);
  assert.equal(document.createTreeWalker($("span")).nextNode(), null);
});

test("adjacent text and elements, and normalize", () => {
  const list = document.createElement("ul");
  list.insertAdjacentText("beforeend", "a");
  list.insertAdjacentText("beforeend", "b");
  list.insertAdjacentElement("afterbegin", document.createElement("li"));
  list.normalize();
  assert.equal(list.outerHTML, "<ul><li></li>ab</ul>");
  assert.equal(list.childNodes.length, 2);
  assert.throws(() => list.insertAdjacentText("middle", "x"), SyntaxError);
});

test("there is no layout: measures are 0, and animations end in time", async () => {
  assert.deepEqual([box.offsetWidth, box.getBoundingClientRect().width, getComputedStyle(box).color, box.scrollTop], [0, 0, "", 0]);
  const animation = box.animate([], { duration: 5 });
  assert.equal((await animation.finished).playState, "finished");
});

test("what could only say that nothing has a size is not there", () => {
  for (const name of ["ResizeObserver", "IntersectionObserver"]) assert.deepEqual([name in window, name in globalThis], [false, false], name);
});

test("the window has what the worker has", async () => {
  const { promise, resolve } = ((made) => { made.promise = new Promise((done) => (made.resolve = done)); return made; })({});
  window.setTimeout(resolve, 1);
  await promise;
  for (const name of ["Promise", "Map", "URL", "queueMicrotask", "performance", "requestAnimationFrame"]) assert.ok(window[name], name);
  await new Promise((done) => requestAnimationFrame(done));
});

test("animation frames, events and classes can be made by plugins", () => {
  const seen = [];
  box.addEventListener("made", (event) => seen.push(event.detail), { once: true });
  box.dispatchEvent(new CustomEvent("made", { detail: 1 }));
  assert.deepEqual(seen, [1]);
  const event = new KeyboardEvent("keydown", { key: "a", bubbles: true });
  assert.deepEqual([event.key, event.bubbles, event.type], ["a", true, "keydown"]);
});
