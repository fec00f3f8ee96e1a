// The page of a plugin: the body is what the host shows, and in it the element that `render` gets. What libraries put into the
// head (style sheets) goes into the body as well, hidden, because the host knows no head.
import { setRemoteId } from "@remote-dom/core/elements";
import { ROOT_ID } from "@remote-dom/core";
import { addTop, removeTop } from "../mirror/listeners.js";
import { document, hooks } from "./window.js";

setRemoteId(document.body, ROOT_ID);

const { insertChild, removeAttribute, removeChild, setAttribute } = hooks;
// The host's place belongs to the host, so it takes no attributes.
hooks.setAttribute = (element, ...rest) => element !== document.body && setAttribute(element, ...rest);
hooks.removeAttribute = (element, ...rest) => element !== document.body && removeAttribute(element, ...rest);

hooks.insertChild = (parent, node, index) => {
  if (parent === document.body && node.nodeType === 1 && node !== head) addTop(node);
  insertChild(parent, node, index);
};
hooks.removeChild = (parent, node, index) => {
  if (parent === document.body) removeTop(node);
  removeChild(parent, node, index);
};

let head;

export const root = document.createElement("div");
document.body.append(root);

Object.defineProperty(document, "head", {
  configurable: true,
  get() {
    if (!head) {
      head = document.createElement("div");
      head.hidden = true;
      document.body.append(head);
    }
    return head;
  },
});
