// A Svelte application with the element itself.
import { mount } from "svelte";
import App from "./App.svelte";

Object.assign(globalThis, { said: [], picked: [] });
mount(App, { target: document.getElementById("app"), props: JSON.parse(document.getElementById("settings").textContent) });
