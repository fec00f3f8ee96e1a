// What the reader presses in a plugin's place. What cannot be seen cannot be pressed (THREATS 16), and what is pressed pays for sensitive
// callbacks (THREATS l).

/** What acts when something is pressed. Not among them: what moves, scrolls or types. */
const PRESSES = ["pointerdown", "pointerup", "mousedown", "mouseup", "touchstart", "touchend", "click", "auxclick", "dblclick"];
/** Opacity below which nothing is pressed, all that is around it taken together; ../css/value.rs has the same for one element. */
const FAINTEST = 0.1;
/** Milliseconds for which an action may be spent. */
const LASTS = 5_000;
/** Places of plugins: one may be within another's, in a component of the page. */
const places = new WeakSet();

/** What the reader did, each to be spent once. Times are milliseconds. */
export class Actions {
  unspent = [];

  fresh(now) {
    return (this.unspent = this.unspent.filter((at) => now - at <= LASTS));
  }

  add(now) {
    this.fresh(now).push(now);
  }

  /** Whether there was one to spend. */
  spend(now) {
    return this.fresh(now).shift() !== undefined;
  }
}

/** Listens in a plugin's place, before anything of the plugin does. */
export function createPresses(plugin) {
  const { root } = plugin;
  const actions = (plugin.actions = new Actions());
  let isHeld = false;
  let isTold = false;
  const hear = (event) => {
    const { isTrusted, type, detail } = event;
    if (isTrusted && isFaint(event, plugin)) {
      event.stopImmediatePropagation();
      // A listener of touches that may prevent them holds up scrolling.
      if (!type.startsWith("touch")) event.preventDefault();
    } else if (type === "click") {
      const isHere = event.composedPath().find((node) => places.has(node)) === root;
      // Without a detail it was made with a key, and one that is held down clicks again and again.
      const isAction = isTrusted && isHere && (detail || !isHeld);
      if (isAction && !isTold) actions.add(performance.now());
      // Within the click of a label, a script's as well, browsers click its control.
      isTold = true;
      setTimeout(() => (isTold = false));
    }
  };
  places.add(root);
  for (const type of ["keydown", "keyup"]) root.addEventListener(type, ({ repeat }) => (isHeld = repeat), { capture: true, passive: true });
  for (const type of PRESSES) root.addEventListener(type, hear, { capture: true, passive: type.startsWith("touch") });
}

/** Looks at what is there now, whether an attribute, a sheet, an animation or a transition made it so. */
function isFaint(event, { root, applier, components }) {
  let seen = 1;
  for (const node of event.composedPath()) {
    if (node === root) break;
    if (node.getRootNode() !== root) continue;
    const { opacity } = getComputedStyle(node);
    const handle = applier.handles.get(node);
    const isPages = handle === undefined || components.instances.has(handle);
    // What a component of the page says in its own style is the page's will.
    if (!isPages || opacity !== node.style.opacity) seen *= opacity;
  }
  return seen < FAINTEST;
}
