// A host as remote-dom's own receivers are, but for the page: it keeps the tree that the records describe, and lets tests ask for
// what is in it and send events to it.
import { Thread } from "@quilted/threads";

const INSERT = 0;
const REMOVE = 1;
const TEXT = 2;
const KINDS = { 1: "properties", 2: "attributes", 3: "eventListeners" };

/** @param {import("node:worker_threads").MessagePort} port */
export function createHost(port) {
  const nodes = new Map();
  const host = { records: [], messages: [], calls: [], results: {}, root: { id: "~", children: [] }, thread: undefined, find, all, text, html, fire, attach, render, update };
  nodes.set("~", host.root);

  const messages = {
    send: (message, transfer) => port.postMessage(message, transfer ?? []),
    listen: (listener) => port.on("message", (message) => {
      host.messages.push(message);
      listener(message);
    }),
  };
  host.thread = new Thread(messages);

  function keep(node, parent) {
    if (nodes.has(node.id)) throw new Error(`the id ${node.id} is in the tree already`);
    const kept = { ...node, parent };
    for (const kind of Object.values(KINDS)) kept[kind] = { ...node[kind] };
    kept.children = (node.children ?? []).map((child) => keep(child, kept));
    nodes.set(node.id, kept);
    return kept;
  }

  function forget(node) {
    nodes.delete(node.id);
    for (const child of node.children) forget(child);
  }

  function apply(record) {
    const [type, id, ...rest] = record;
    const node = nodes.get(id);
    if (!node) throw new Error(`no node ${id} for ${JSON.stringify(record)}`);
    if (type === INSERT) {
      const [child, index] = rest;
      if (!(index >= 0 && index <= node.children.length)) throw new Error(`${index} is not among ${node.children.length} children`);
      node.children.splice(index, 0, keep(child, node));
    } else if (type === REMOVE) {
      const [child] = node.children.splice(rest[0], 1);
      if (!child) throw new Error(`no child ${rest[0]}`);
      forget(child);
    } else if (type === TEXT) {
      node.data = rest[0];
    } else {
      const [name, value, kind = 2] = rest;
      const members = node[KINDS[kind]];
      if (value === undefined || value === null) delete members[name];
      else members[name] = value;
    }
  }

  const connection = {
    mutate(records) {
      host.records.push(...records);
      for (const record of records) apply(record);
    },
    call(id, method, ...args) {
      host.calls.push([nodes.get(id)?.element, method, ...args]);
      return host.results[method]?.(nodes.get(id), ...args);
    },
  };

  function render(api) {
    return host.thread.imports.render(connection, api);
  }

  function update(api) {
    return host.thread.imports.update(api);
  }

  /** All elements of the tree for which the test is true, in order. */
  function all(test) {
    const found = [];
    const visit = (node) => {
      if (node.element && test(node)) found.push(node);
      for (const child of node.children) visit(child);
    };
    visit(host.root);
    return found;
  }

  /** The only element with this name (and, after a dot, this class). */
  function find(selector) {
    const [name, className] = selector.split(".");
    const found = all(({ element, attributes }) => (!name || element === name) && (!className || attributes.class?.split(" ").includes(className)));
    if (found.length !== 1) throw new Error(`${found.length} of ${selector} in ${html()}`);
    return found[0];
  }

  function text(node = host.root) {
    return node.type === 3 ? node.data : node.children.filter(({ element }) => element !== "style").map(text).join("");
  }

  function html(node = host.root) {
    if (node.type === 3) return node.data;
    if (node.type === 8) return "";
    const inside = node.children.map(html).join("");
    if (!node.element) return inside;
    const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${value}"`).join("");
    return `<${node.element}${attributes}>${inside}</${node.element}>`;
  }

  /** What the receiver does with an event: the nearest listener of the node's own or its ancestors' gets a snapshot. */
  async function fire(node, type, more = {}) {
    let at = node;
    while (at && !at.eventListeners?.[type]) at = at.parent;
    if (!at?.element) return false;
    await at.eventListeners[type]({ type, target: node.id, ...more });
    return true;
  }

  /** Changes a control as a user would: its state is in the snapshots of both events. */
  async function attach(node, state) {
    await fire(node, "input", state);
    await fire(node, "change", state);
  }

  return host;
}

export const API = { props: {}, callbacks: {}, components: {}, locale: "en", theme: "light", idPrefix: "p1-" };
