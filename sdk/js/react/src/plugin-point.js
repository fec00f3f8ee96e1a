// <PluginPoint>: a slot of Portico in a React application.
import { createElement, Fragment, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import { hostComponents, signature } from "./exposed.js";
import { Instances } from "./instances.js";
import { loadEmbed } from "./load.js";
import { Rendered } from "./rendered.js";

// React warns of layout effects on a server, where there is no layout.
const useBeforePaint = typeof document === "undefined" ? useEffect : useLayoutEffect;

/** @type {import("./index.js").PluginPoint} */
export function PluginPoint({ server, hostId, pluginPoint, jwt, props, exposedComponents, sensitive, getToken, onEvent, onTokenExpired, fallback = null, theme, className }) {
  const element = useRef(null);
  const [isWaiting, setWaiting] = useState(true);
  const [instances] = useState(() => new Instances());
  const list = useSyncExternalStore(instances.subscribe, instances.list, instances.list);
  const seen = signature(exposedComponents);
  const components = useMemo(() => hostComponents(seen, instances), [seen, instances]);

  // What is called later is what was passed last.
  const latest = useRef({});
  useBeforePaint(() => {
    latest.current = { getToken, onEvent, onTokenExpired };
  });

  useBeforePaint(() => {
    const slot = element.current;
    const heard = {
      "plugin-event": (event) => {
        const { plugin = "", extension = "" } = event.target.closest?.("[data-extension]")?.dataset ?? {};
        latest.current.onEvent?.({ plugin, extension, detail: event.detail });
      },
      "portico-token-expired": (event) => latest.current.onTokenExpired?.(event.detail.error),
      "portico-state": (event) => setWaiting(event.detail.state === "loading"),
    };
    for (const [name, listener] of Object.entries(heard)) slot.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of Object.entries(heard)) slot.removeEventListener(name, listener);
    };
  }, []);

  // Set by hand: React 18 has no properties of custom elements, and what the server rendered has to stay empty until React took it over.
  const canRenew = getToken !== undefined;
  useBeforePaint(() => void (element.current.getToken = canRenew ? () => latest.current.getToken?.() : undefined), [canRenew]);
  useBeforePaint(() => void (jwt === undefined || (element.current.token = jwt)), [jwt]);
  useBeforePaint(() => void (element.current.context = props ?? {}), [props]);
  useBeforePaint(() => void (element.current.components = components), [components]);
  // By its contents: a list that is written where it is used is another one each time.
  const costly = sensitive?.join(" ") ?? "";
  useBeforePaint(() => void (element.current.sensitive = costly.split(" ").filter(Boolean)), [costly]);
  useBeforePaint(() => attribute(element.current, "theme", theme), [theme]);
  useBeforePaint(() => attribute(element.current, "host", hostId), [hostId]);
  useBeforePaint(() => attribute(element.current, "name", pluginPoint), [pluginPoint]);

  useEffect(() => {
    let isOver = false;
    loadEmbed(server).catch((error) => {
      console.error(error);
      if (!isOver) setWaiting(false);
    });
    return () => void (isOver = true);
  }, [server]);

  const exposed = (name) => (exposedComponents && Object.hasOwn(exposedComponents, name) ? exposedComponents[name] : undefined);
  return createElement(
    Fragment,
    null,
    isWaiting ? fallback : null,
    createElement("portico-slot", { ref: element, class: className, suppressHydrationWarning: true }),
    list.map((instance) => createPortal(createElement(Rendered, { instance, entry: exposed(instance.name) }), instance.place, String(instance.id))),
  );
}

function attribute(element, name, value) {
  if (value === undefined || value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
