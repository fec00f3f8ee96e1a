// A canvas is drawn on in the worker, and its picture is sent to the page. Giving the control over the page's canvas to the worker
// would be the obvious way, but Chromium ends the *page* when an OffscreenCanvas goes to a sandboxed frame, which is a process of
// its own there.
import { callRemoteElementMethod } from "@remote-dom/core/elements";
import { defineNative } from "./elements.js";
import { document, scope, window } from "./window.js";

/** What a picture may take of a message of 256 KiB. */
const MAX_BYTES = 240 * 1024;
// From exact to small.
const FORMATS = [{ type: "image/png" }, { type: "image/webp", quality: 0.85 }, { type: "image/jpeg", quality: 0.6 }];
const NOT_SHOWN_YET_MS = 50;
// 30 pictures a second: the host counts messages.
const BETWEEN_PICTURES_MS = 33;

/** What each canvas is drawn on. */
const surfaces = new WeakMap();

class HTMLCanvasElement extends window.HTMLElement {
  #contexts = new Map();
  #isDirty = false;
  #isBusy = false;

  get width() {
    return sizeOf(this, "width", 300);
  }
  set width(pixels) {
    this.#resize("width", pixels);
  }

  get height() {
    return sizeOf(this, "height", 150);
  }
  set height(pixels) {
    this.#resize("height", pixels);
  }

  #resize(name, pixels) {
    this.setAttribute(name, String(Math.max(0, Math.trunc(Number(pixels)) || 0)));
    // Setting a size empties a canvas, even if it is the same.
    const surface = surfaces.get(this);
    if (surface) surface[name] = this[name];
    this.#changed();
  }

  getContext(type, options) {
    const known = this.#contexts.get(type);
    if (known) return known;
    if (!surfaces.has(this)) surfaces.set(this, new scope.OffscreenCanvas(this.width, this.height));
    // The picture is taken later than it was drawn.
    const context = surfaces.get(this).getContext(type, type.startsWith("webgl") ? { ...options, preserveDrawingBuffer: true } : options);
    if (!context) return null;
    const watched = watch(context, this, () => this.#changed());
    this.#contexts.set(type, watched);
    return watched;
  }

  #changed() {
    if (!surfaces.has(this)) return;
    this.#isDirty = true;
    if (this.#isBusy) return;
    this.#isBusy = true;
    window.requestAnimationFrame(() => this.#show());
  }

  async #show() {
    while (this.#isDirty) {
      if (!this.isConnected) {
        await sleep(NOT_SHOWN_YET_MS);
        continue;
      }
      this.#isDirty = false;
      try {
        const picture = await pictureOf(surfaces.get(this));
        // The next one waits until this one is there.
        if (picture) await callRemoteElementMethod(this, "paint", picture);
        await sleep(BETWEEN_PICTURES_MS);
      } catch (error) {
        console.error("The canvas is not shown:", error);
      }
    }
    this.#isBusy = false;
  }
}

defineNative("HTMLCanvasElement", HTMLCanvasElement, "canvas");

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function sizeOf(canvas, name, fallback) {
  const pixels = Number.parseInt(canvas.getAttribute(name), 10);
  return pixels >= 0 ? pixels : fallback;
}

/** @returns {Promise<Uint8Array | undefined>} undefined: the canvas has no area */
async function pictureOf(surface) {
  if (surface.width === 0 || surface.height === 0) return undefined;
  for (const format of FORMATS) {
    const blob = await surface.convertToBlob(format);
    if (blob.size <= MAX_BYTES) return new Uint8Array(await blob.arrayBuffer());
  }
  throw new Error(`a picture of ${surface.width} × ${surface.height} is larger than ${MAX_BYTES / 1024} KiB`);
}

/** The context, which tells when something is drawn, or might be. */
function watch(context, canvas, changed) {
  const methods = new Map();
  return new Proxy(context, {
    get(target, name) {
      if (name === "canvas") return canvas;
      const value = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      if (!methods.has(name)) {
        methods.set(name, (...args) => {
          changed();
          // An image may be another canvas of ours.
          return value.apply(target, args.map((each) => surfaces.get(each) ?? each));
        });
      }
      return methods.get(name);
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  });
}

// The public documentation of this function is in index.d.ts.
export function createCanvas(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas;
}
