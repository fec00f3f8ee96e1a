// React components as host components: what each declares, in the form that the embed takes (docs/SANDBOX.md "What the page calls").

/** What React itself reads, and the plugin's children. */
const TAKEN = ["key", "ref", "children"];

/**
 * @param {unknown} entry a component with static `porticoProps` and `porticoEvents`, or `{ component, props, events }`
 * @returns {{ component: any, props: Record<string, unknown>, events: string[] }}
 */
export function declaration(entry) {
  const isDescribed = typeof entry === "object" && entry !== null && Object.hasOwn(entry, "component");
  const { component, props, events } = isDescribed ? entry : { component: entry, props: entry?.porticoProps, events: entry?.porticoEvents };
  const declared = Object.entries(props ?? {}).filter(([name]) => !TAKEN.includes(name));
  return { component, props: Object.fromEntries(declared), events: events ?? [] };
}

/**
 * A text that changes when plugins would see a difference; a new function for the same component is none.
 * @param {Record<string, unknown> | undefined} exposed
 */
export function signature(exposed) {
  const seen = Object.entries(exposed ?? {}).map(([name, entry]) => {
    const { props, events } = declaration(entry);
    return [name, props, events];
  });
  return JSON.stringify(seen);
}

/**
 * The components as the embed takes them.
 * @param {string} seen a signature
 * @param {import("./instances.js").Instances} instances
 */
export function hostComponents(seen, instances) {
  const entries = JSON.parse(seen).map(([name, props, events]) => [name, { props, events, mount: (place, { props, emit }) => instances.add(name, place, props, emit) }]);
  return Object.fromEntries(entries);
}

/** The prop that hears an event: `press` is `onPress`, `value-change` is `onValueChange`. @param {string} event */
export const handlerName = (event) => `on${event.split(/[-:_]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}`;
