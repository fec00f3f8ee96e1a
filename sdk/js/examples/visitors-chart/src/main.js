// Numbers of the last two weeks against a goal, with Svelte.
import { definePlugin } from "@portico/plugin";
import { mount, unmount } from "svelte";
import { writable } from "svelte/store";
import { dress } from "../../kit/look.js";
import App from "./App.svelte";
import sheet from "./look.css";

const context = writable();
let app;

definePlugin({
  render(root, next) {
    dress(root, next, sheet);
    context.set(next);
    app ??= mount(App, { target: root, props: { context } });
  },
  unmount: () => unmount(app),
});
