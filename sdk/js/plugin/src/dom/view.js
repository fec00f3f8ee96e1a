// What libraries expect of a window besides the tree. There is no layout in a worker: everything is at 0, 0 and has no size.
import { updateRemoteElementProperty } from "@remote-dom/core/elements";
import { styleOf } from "./style.js";
import { document, expose, extend, scope, window } from "./window.js";

const { Element } = window;

const NO_RECT = Object.freeze({ x: 0, y: 0, width: 0, height: 0, top: 0, right: 0, bottom: 0, left: 0 });

const SIZES = "offsetWidth offsetHeight offsetTop offsetLeft clientWidth clientHeight clientTop clientLeft scrollWidth scrollHeight";
for (const name of SIZES.split(" ")) Object.defineProperty(Element.prototype, name, { configurable: true, get: () => 0 });

extend(Element.prototype, {
  get offsetParent() {
    return null;
  },
  getBoundingClientRect: () => ({ ...NO_RECT }),
  getClientRects: () => [],
  scrollTo() {},
  scrollBy() {},
  setPointerCapture() {},
  releasePointerCapture() {},
  hasPointerCapture: () => false,
  getAnimations: () => [],
  // Svelte's transitions wait for the end of an animation: nothing moves, but it ends in time.
  animate(_, options) {
    const { duration = 0, delay = 0 } = typeof options === "number" ? { duration: options } : (options ?? {});
    return createAnimation(Number(duration) + Number(delay) || 0);
  },
});
const places = new WeakMap();
for (const name of ["scrollTop", "scrollLeft"]) {
  Object.defineProperty(Element.prototype, name, {
    configurable: true,
    // Known after an event that told it.
    get() {
      return places.get(this)?.[name] ?? 0;
    },
    set(value) {
      places.set(this, { ...places.get(this), [name]: Number(value) || 0 });
      updateRemoteElementProperty(this, name, Number(value) || 0);
    },
  });
}

function createAnimation(milliseconds) {
  const animation = { currentTime: 0, playState: "running", effect: null, onfinish: null, oncancel: null, play() {}, pause() {} };
  animation.finished = new Promise((resolve) => {
    animation.finish = () => {
      if (animation.playState !== "running") return;
      animation.playState = "finished";
      animation.currentTime = milliseconds;
      clearTimeout(timer);
      resolve(animation);
      animation.onfinish?.();
    };
  });
  animation.cancel = () => {
    if (animation.playState === "running") clearTimeout(timer);
    animation.playState = "idle";
    animation.oncancel?.();
  };
  const timer = setTimeout(() => animation.finish(), milliseconds);
  return animation;
}

Object.assign(document, { readyState: "complete", visibilityState: "visible", hidden: false, title: "", cookie: "", compatMode: "CSS1Compat" });
extend(document, { getSelection: () => null, execCommand: () => false });

let theme = "light";
const queries = new Set();

/** What `matchMedia("(prefers-color-scheme: dark)")` says from now on. */
export function setTheme(name) {
  if (name === theme) return;
  theme = name;
  for (const query of queries) query.changed();
}

function matchMedia(media) {
  const wanted = /prefers-color-scheme:\s*(dark|light)/.exec(media)?.[1];
  const listeners = new Set();
  const query = {
    media,
    get matches() {
      return wanted !== undefined && wanted === theme;
    },
    onchange: null,
    addEventListener: (_, listener) => listeners.add(listener),
    removeEventListener: (_, listener) => listeners.delete(listener),
    addListener: (listener) => listeners.add(listener),
    removeListener: (listener) => listeners.delete(listener),
    changed() {
      const event = new window.Event("change");
      Object.assign(event, { media, matches: query.matches });
      query.onchange?.(event);
      for (const listener of [...listeners]) listener(event);
    },
  };
  if (wanted) queries.add(query);
  return query;
}

expose("matchMedia", matchMedia);
expose("getComputedStyle", (element) => styleOf(element));
expose("getSelection", () => null);
expose("scrollTo", () => {});
expose("innerWidth", 0);
expose("innerHeight", 0);
expose("devicePixelRatio", 1);

// Not every browser has frames in workers.
const FRAME_MS = 16;
const requestFrame = scope.requestAnimationFrame?.bind(scope) ?? ((callback) => setTimeout(() => callback(performance.now()), FRAME_MS));
const cancelFrame = scope.cancelAnimationFrame?.bind(scope) ?? clearTimeout;
expose("requestAnimationFrame", requestFrame);
expose("cancelAnimationFrame", cancelFrame);

// `window.setTimeout` and the like: what the worker has, the window has. Functions of the worker want to be called on it.
const FUNCTIONS = "setTimeout clearTimeout setInterval clearInterval queueMicrotask structuredClone fetch atob btoa createImageBitmap reportError";
for (const name of FUNCTIONS.split(" ")) if (scope[name] && !(name in window)) window[name] = scope[name].bind(scope);
for (const name of Object.getOwnPropertyNames(scope)) {
  if (!(name in window)) Object.defineProperty(window, name, { configurable: true, get: () => scope[name] });
}
for (const name of ["console", "crypto", "performance", "navigator"]) {
  if (window[name] === undefined && scope[name] !== undefined) Object.defineProperty(window, name, { configurable: true, get: () => scope[name] });
}
