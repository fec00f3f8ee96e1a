// The exports that the host calls, and what they do with the plugin's own functions.
import { connectRemoteNode, serializeRemoteNode } from "@remote-dom/core/elements";
import { MUTATION_TYPE_INSERT_CHILD, ROOT_ID } from "@remote-dom/core";
import { grantComponents } from "./components.js";
import { document, scope } from "./dom/window.js";
import { root } from "./dom/page.js";
import { setTheme } from "./dom/view.js";
import { createOutbox } from "./mirror/outbox.js";
import { createThread } from "./thread/thread.js";

let idPrefix = "";

// The public documentation of this function is in index.d.ts.
export const safeId = (name) => `${idPrefix}${name}`;

// The public documentation of this function is in index.d.ts.
export function definePlugin({ render, unmount }) {
  if (typeof render !== "function") throw new TypeError("definePlugin needs a function render(root, context)");
  let outbox;

  // Only errors are told to the one who started the worker.
  scope.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    scope.reportError(event.reason);
  });

  async function show(api) {
    const components = grantComponents(api.components);
    idPrefix = api.idPrefix ?? "";
    if (api.locale) document.documentElement.lang = api.locale;
    if (api.theme) setTheme(api.theme);
    await render(root, { ...api, components });
  }

  createThread(scope, {
    async render(connection, api) {
      // A host that asks again, after its own view was lost, would get only what changes from now on.
      if (outbox) throw new Error("the plugin is rendered already");
      outbox = createOutbox(connection);
      connect(outbox);
      await show(api);
      await outbox.sent();
    },
    async update(api) {
      if (!outbox) throw new Error("the plugin is not rendered yet");
      await show(api);
      await outbox.sent();
    },
    async unmount() {
      await unmount?.();
      await outbox?.sent();
    },
  });
}

/** From now on the host sees the body; what is in it already is sent first. */
function connect(outbox) {
  connectRemoteNode(document.body, outbox);
  document.body.childNodes.forEach((node, index) => {
    outbox.mutate([[MUTATION_TYPE_INSERT_CHILD, ROOT_ID, serializeRemoteNode(node), index]]);
  });
}
