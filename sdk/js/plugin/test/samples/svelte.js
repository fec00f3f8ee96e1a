// The sample plugin with Svelte.
import { definePlugin } from "@portico/plugin";
import { mount, unmount } from "svelte";
import { writable } from "svelte/store";
import Root from "./Root.svelte";

const context = writable();
let app;

definePlugin({
  render(root, next) {
    context.set(next);
    app ??= mount(Root, { target: root, props: { context } });
  },
  async unmount() {
    await unmount(app);
    document.body.replaceChildren();
  },
});
