// A React application with @portico/react; React 18 runs the same.
import { PluginPoint } from "@portico/react";
import { createElement as h, StrictMode, useMemo, useState } from "react";
import { createRoot } from "react-dom/client";

function Button({ label, onPress, children, ...others }) {
  const [presses, setPresses] = useState(0);
  const press = async () => {
    setPresses(presses + 1);
    globalThis.answers.push(await onPress({ from: "page" }));
  };
  return h("button", { type: "button", className: "acme", "data-others": Object.keys(others).join(), onClick: press }, `${label} ${presses} `, children);
}
Button.porticoProps = { label: "string" };
Button.porticoEvents = ["press"];

function Fragile() {
  throw new Error("page: fragile");
}

function App({ server, hostId, pluginPoint, jwt }) {
  const [range, setRange] = useState("30d");
  const props = useMemo(() => ({ range, secret: "canary", onPick: (what) => `thanks for ${globalThis.picked.push(what)}`, onSecret: () => "canary" }), [range]);
  return h("div", null,
    h("button", { type: "button", onClick: () => setRange("7d") }, "Seven days"),
    h(PluginPoint, {
      server, hostId, pluginPoint, jwt, props,
      exposedComponents: { Button, Fragile: { component: Fragile, props: {} } },
      onEvent: (event) => globalThis.said.push(event),
      fallback: h("p", null, "Plugins come soon"),
    }));
}

Object.assign(globalThis, { said: [], picked: [], answers: [] });
const settings = JSON.parse(document.getElementById("settings").textContent);
createRoot(document.getElementById("app")).render(h(StrictMode, null, h(App, settings)));
