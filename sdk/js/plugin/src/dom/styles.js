// Style sheets are elements whose text the host parses.
import { document } from "./window.js";

// The public documentation of this function is in index.d.ts.
export function adoptStyles(text) {
  const style = document.createElement("style");
  style.textContent = text;
  document.head.append(style);
  return style;
}
