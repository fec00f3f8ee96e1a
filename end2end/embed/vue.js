// A Vue application with the element itself.
import { createApp, h, ref } from "vue";

Object.assign(globalThis, { said: [], picked: [] });
const { hostId, pluginPoint, jwt } = JSON.parse(document.getElementById("settings").textContent);
const range = ref("30d");
const onPick = (what) => `thanks for ${picked.push(what)}`;
const App = () => [
  h("button", { type: "button", onClick: () => (range.value = "7d") }, "Seven days"),
  h("portico-slot", {
    host: hostId, name: pluginPoint, token: jwt,
    context: { range: range.value, secret: "canary", onPick },
    onPluginEvent: (event) => said.push(event.detail),
  }),
];
createApp(App).mount("#app");
