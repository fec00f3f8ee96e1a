// What a bundle of @remote-dom/core and @quilted/threads says on the wire, written by hand, so that a plugin of the laboratory can
// say what no library would. `plugin.render(api)` and `plugin.update(api)` are defined by the script that follows.
"use strict";
const plugin = {};
const functions = new Map();
const waiting = new Map();
let connection;
let count = 0;

/** A function of ours, as it travels. */
const give = (run) => {
  const id = `f${count++}`;
  functions.set(id, run);
  return { "_@f": id };
};

/** Calls a function of the page. */
const ask = (given, ...args) =>
  new Promise((resolve, reject) => {
    const id = `c${count++}`;
    waiting.set(id, { resolve, reject });
    postMessage([3, id, given["_@f"], args]);
  });

const mutate = (...records) => ask(connection.mutate, records);
const text = (id, data) => ({ id, type: 3, data });
const element = (id, name, attributes = {}, children = [], eventListeners = {}) => ({ id, type: 1, element: name, attributes, eventListeners, children });
const insert = (child, parent = "~", index = 0) => [0, parent, child, index];

addEventListener("message", async ({ data: [kind, id, name, args] }) => {
  if (kind === 2 || kind === 4) {
    const call = waiting.get(id);
    waiting.delete(id);
    if (args === undefined) call?.resolve(name);
    else call?.reject(args);
    return;
  }
  if (kind !== 1 && kind !== 3) return;
  try {
    let result;
    if (kind === 3) result = await functions.get(name)(...args);
    else if (name === "render") {
      connection = args[0];
      result = await plugin.render(args[1]);
    } else if (name === "update" && plugin.update) result = await plugin.update(args[0]);
    else throw new Error(`no '${name}' here`);
    postMessage([kind + 1, id, result]);
  } catch (error) {
    postMessage([kind + 1, id, undefined, error]);
  }
});
