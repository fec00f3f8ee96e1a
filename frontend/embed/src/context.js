// What the page passes to the plugins of a slot: data and functions, and of both what an extension may have.

/**
 * The functions in a context are the callbacks, the rest are the props. Own keys only (PARITY 43).
 * @param {unknown} context
 * @returns {{ props: Record<string, unknown>, callbacks: Record<string, Function> }}
 */
export function split(context) {
  const [props, callbacks] = [{}, {}];
  for (const [key, value] of Object.entries(Object(context))) {
    // A plain assignment to this key would be a prototype.
    if (key !== "__proto__") (typeof value === "function" ? callbacks : props)[key] = value;
  }
  return { props, callbacks };
}

/**
 * Of an object the own properties with these names.
 * @template T
 * @param {Record<string, T> | undefined | null} from
 * @param {readonly string[] | undefined} names
 * @returns {Record<string, T>}
 */
export function pick(from, names) {
  const own = (names ?? []).filter((name) => name !== "__proto__" && from && Object.hasOwn(from, name));
  return Object.fromEntries(own.map((name) => [name, from[name]]));
}

/**
 * Names as a page gives them: a list, or a text in which spaces or commas part them, as the attribute has it. (A list that somebody wrote into
 * an attribute has commas.)
 * @param {unknown} given
 * @returns {readonly string[]}
 */
export function namesOf(given) {
  const names = typeof given === "string" ? given.split(/[\s,]+/) : Array.from(given ?? [], String);
  return Object.freeze(names.filter(Boolean));
}

/**
 * A copy of data, frozen to the ground: the page's own objects stay as they are. What cannot be copied is left out.
 * @param {Record<string, unknown>} props
 * @returns {Readonly<Record<string, unknown>>}
 */
export function frozenCopy(props) {
  const copy = {};
  for (const [key, value] of Object.entries(props)) {
    try {
      copy[key] = deepFreeze(structuredClone(value));
    } catch {
      console.warn(`Portico: "${key}" of the context cannot be copied, so components do not get it.`);
    }
  }
  return Object.freeze(copy);
}

function deepFreeze(value) {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  // Views of bytes cannot be frozen.
  if (ArrayBuffer.isView(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
  return value;
}
