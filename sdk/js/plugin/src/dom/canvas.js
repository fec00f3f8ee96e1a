// A canvas is drawn on in the worker: the host's element gives the control over its content away.
import { callRemoteElementMethod } from "@remote-dom/core/elements";
import { defineNative, reflect } from "./elements.js";
import { document, window } from "./window.js";

class HTMLCanvasElement extends window.HTMLElement {
  #control;

  // The public documentation of this method is in index.d.ts.
  transferControl() {
    if (!this.isConnected) return Promise.reject(new Error("append the canvas before its control is transferred"));
    this.#control ??= Promise.resolve(callRemoteElementMethod(this, "transferControlToOffscreen"));
    return this.#control;
  }
}
reflect(HTMLCanvasElement.prototype, { numbers: "width height" });
defineNative(HTMLCanvasElement, "canvas");

// The public documentation of this function is in index.d.ts.
export function createCanvas(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas;
}
