// Components of the page that sandboxed plugins may use (docs/SANDBOX.md "What the page calls").
import { pick } from "./context.js";

/**
 * Those that a plugin may use. What the page's own code throws ends here: the plugin goes on without that component.
 * @param {Record<string, any> | undefined} components
 * @param {readonly string[] | undefined} granted
 */
export function grantedComponents(components, granted) {
  const usable = Object.entries(pick(components, granted)).filter(([name, component]) => {
    const isUsable = typeof component?.mount === "function" || (typeof component?.tag === "string" && component.tag.includes("-"));
    if (!isUsable) console.warn(`Portico: the component "${name}" has neither the tag of a custom element nor a function mount.`);
    return isUsable;
  });
  return Object.fromEntries(usable.map(([name, component]) => [name, typeof component.mount === "function" ? careful(name, component) : component]));
}

function careful(name, component) {
  const guard = (run) => {
    try {
      return run();
    } catch (error) {
      console.error(`Portico: the component "${name}" failed.`, error);
      return undefined;
    }
  };
  const mount = (place, instance) => {
    const mounted = Object(guard(() => component.mount(place, instance)));
    return {
      update: (props) => guard(() => mounted.update?.(props)),
      destroy: () => guard(() => mounted.destroy?.()),
      children: mounted.children instanceof Element ? mounted.children : undefined,
    };
  };
  return { ...component, mount };
}
