// One host component, rendered by the application's React into the place that the plugin gave it.
import { Component, createElement, memo, useCallback, useMemo } from "react";
import { declaration, handlerName } from "./exposed.js";

/** Its props were checked against what it declares; its children are the plugin's. */
export const Rendered = memo(function Rendered({ instance, entry }) {
  const { component, events } = declaration(entry);
  const { emit, props, children } = instance;
  const wanted = events.join();
  const handlers = useMemo(() => Object.fromEntries(wanted.split(",").filter(Boolean).map((event) => [handlerName(event), (...args) => emit(event, ...args.map(plain))])), [wanted, emit]);
  if (!component) return null;
  return createElement(Boundary, { name: instance.name }, createElement(component, { ...props, ...handlers }, createElement(Children, { element: children })));
});

/** Events of React and of the page do not cross to a plugin, nor would they say anything there. */
const plain = (value) => (value instanceof Event || (typeof value === "object" && value !== null && value.nativeEvent instanceof Event) ? undefined : value);

function Children({ element }) {
  const hold = useCallback((holder) => void holder?.append(element), [element]);
  return createElement("span", { ref: hold, style: { display: "contents" } });
}

/** A plugin may give a component props that it does not stand. The application goes on. */
class Boundary extends Component {
  state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  componentDidCatch(error) {
    console.error(`Portico: the component "${this.props.name}" failed in a plugin.`, error);
  }

  render() {
    return this.state.failed ? null : this.props.children;
  }
}
