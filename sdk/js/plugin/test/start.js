// A plugin in this process with a host at its other end, for tests that look at both. To be imported first.
import { close, port } from "./scope.js";
import { after } from "node:test";
import { definePlugin } from "../src/index.js";
import { API, createHost } from "./host.js";

after(close);

export const host = createHost(port);
/** The contexts that `render` got. */
export const contexts = [];
/** The element that `render` got. */
export let root;
/** What `render` does besides; tests may change it. */
export const behaviour = { render() {}, unmount() {} };

definePlugin({
  render(element, context) {
    root = element;
    contexts.push(context);
    return behaviour.render(element, context);
  },
  unmount: () => behaviour.unmount(),
});

export const start = (api = {}) => host.render({ ...API, ...api });

/** Until what was changed has arrived: messages keep their order, so it is there before the answer to this call. */
export const arrived = () => host.thread.imports.noSuchExport().catch(() => {});

/** The host's node for one of the plugin's elements. */
export const mirrored = (element) => {
  const [found] = host.all(({ attributes }) => attributes["data-test"] === element.dataset.test);
  return found;
};
