// @portico/plugin: see index.d.ts for what it offers. The order of the imports is that in which the document is completed.
import "./dom/window.js";
import "./dom/tree.js";
import "./dom/style.js";
import "./dom/tokens.js";
import "./dom/html.js";
import "./dom/elements.js";
import "./dom/forms.js";
import "./dom/events.js";
import "./dom/view.js";
import "./dom/focus.js";
import "./mirror/listeners.js";
import "./dom/page.js";

export { hostComponent } from "./components.js";
export { createCanvas } from "./dom/canvas.js";
export { adoptStyles } from "./dom/styles.js";
export { definePlugin, safeId } from "./plugin.js";
