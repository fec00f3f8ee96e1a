// The nodes that the host has, by the id it knows them by.
import { remoteId } from "@remote-dom/core/elements";
import { document, hooks } from "../dom/window.js";

const nodes = new Map();

export const nodeOf = (id) => nodes.get(id);

const { insertChild, removeChild } = hooks;

hooks.insertChild = (parent, node, index) => {
  insertChild(parent, node, index);
  if (document.body.contains(node)) each(node, (one) => nodes.set(remoteId(one), one));
};

hooks.removeChild = (parent, node, index) => {
  removeChild(parent, node, index);
  each(node, (one) => nodes.delete(remoteId(one)));
};

function each(root, visit) {
  const open = [root];
  while (open.length > 0) {
    const node = open.pop();
    visit(node);
    for (const child of node.childNodes ?? []) open.push(child);
  }
}
