// A built bundle in a worker of its own, with a host at the other end, and what tests do with it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { API, createHost } from "../../plugin/test/host.js";
import { runWorker } from "../../plugin/test/worker.js";

const DEADLINE_MS = 5000;

/** Waits until the assertions hold, and answers with what they give. */
export async function eventually(check) {
  const end = Date.now() + DEADLINE_MS;
  for (;;) {
    try {
      return check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(5);
    }
  }
}

export const folderOf = (example) => new URL(`../${example}/`, import.meta.url);
export const manifestOf = (folder) => JSON.parse(readFileSync(new URL("plugin.json", folder), "utf8"));

/**
 * Starts the first sandbox of a package, with no more than its manifest asks for.
 *
 * @param {URL} folder the package
 * @param {ReturnType<typeof import("./records.js").createPage>} page
 */
export async function startPlugin(folder, page, { props = {}, callbacks = {}, locale = "en", theme = "light" } = {}) {
  const { entry, capabilities } = manifestOf(folder).extensions.find(({ type }) => type === "sandbox").sandbox;
  const granted = (object, names) => Object.fromEntries(names.filter((name) => name in object).map((name) => [name, object[name]]));
  const worker = await runWorker(readFileSync(new URL(entry, folder), "utf8"));
  after(() => worker.terminate());
  const host = createHost(worker);
  const failures = [];
  worker.on("error", (error) => failures.push(error));

  const current = { locale, theme, props };
  const api = () => ({ ...API, ...current, props: granted(current.props, capabilities.props), callbacks: granted({ ...page.callbacks, ...callbacks }, capabilities.callbacks) });
  await host.render(api());

  const plugin = {
    host,
    failures,
    text: () => words(host.root).join(" "),
    update: (changed) => host.update(api(Object.assign(current, changed))),
    /** The only element of this name with this text, or this label. */
    get(element, label) {
      const found = plugin.all(element).filter((node) => nameOf(host, node) === label);
      assert.equal(found.length, 1, `${found.length} <${element}> "${label}" in ${plugin.text()}`);
      return found[0];
    },
    all: (element) => host.all((node) => node.element === element && !isHidden(node)),
    has: (element, label) => plugin.all(element).some((node) => nameOf(host, node) === label),
    press: async (label) => host.fire(await eventually(() => plugin.get("button", label)), "click"),
    async enter(label, value, element = "input") {
      await host.attach(await eventually(() => plugin.get(element, label)), { value });
    },
    async check(label, checked = true) {
      const box = await eventually(() => plugin.get("input", label));
      const state = { checked, ...(box.attributes.type === "radio" ? { value: box.attributes.value } : {}) };
      await host.fire(box, "click", state);
      await host.attach(box, state);
    },
    async choose(label, option) {
      const select = await eventually(() => plugin.get("select", label));
      const options = host.all((node) => node.element === "option" && isWithin(node, select));
      const index = options.findIndex((node) => host.text(node).trim() === option);
      assert.ok(index >= 0, `no option ${option} among ${options.map((node) => host.text(node))}`);
      await host.attach(select, { value: options[index].attributes.value, selectedIndex: index, selectedOptions: [options[index].id] });
    },
    shows: (pattern) => eventually(() => assert.match(plugin.text(), pattern)),
    showsNot: (pattern) => eventually(() => assert.doesNotMatch(plugin.text(), pattern)),
  };
  return plugin;
}

/** The texts that are in sight, one by one. */
function words(node) {
  if (node.type === 3) return node.data.trim() ? [node.data.trim()] : [];
  if (node.element === "style" || (node.attributes && "hidden" in node.attributes)) return [];
  return node.children.flatMap(words);
}

function isWithin(node, around) {
  for (let at = node; at; at = at.parent) if (at === around) return true;
  return false;
}

function isHidden(node) {
  for (let at = node; at; at = at.parent) if (at.attributes && "hidden" in at.attributes) return true;
  return false;
}

/** What a screen reader would call it: near enough for tests. */
function nameOf(host, node) {
  const { id, "aria-label": label, "aria-labelledby": by } = node.attributes;
  if (label) return label;
  if (by) return by.split(" ").map((each) => host.all(({ attributes }) => attributes.id === each).map((other) => host.text(other)).join("")).join(" ");
  if (["button", "summary"].includes(node.element)) return host.text(node).trim();
  for (let at = node.parent; at; at = at.parent) if (at.element === "label") return host.text(at).trim();
  const [named] = id ? host.all(({ element, attributes }) => element === "label" && attributes.for === id) : [];
  return named ? host.text(named).trim() : "";
}
