// The frame of an example: its sheets, its theme and the language of its texts.
import { adoptStyles } from "@portico/plugin";
import { languageOf } from "./words.js";
import look from "./look.css";

let isDressed = false;

/** To be called at each `render`: what it sets is what is in the page already, most of the time. */
export function dress(root, { theme, locale }, sheet = "") {
  if (!isDressed) adoptStyles(look + sheet);
  isDressed = true;
  root.className = `plugin ${theme === "dark" ? "dark" : "light"}`;
  // The texts are in one of our languages, whatever the page's is.
  root.lang = languageOf(locale);
  root.dir = "ltr";
}
