// Private notes, with Preact.
import { definePlugin } from "@portico/plugin";
import { render as show } from "preact";
import { dress } from "../../kit/look.js";
import sheet from "./look.css";
import { Notes } from "./Notes.jsx";

let container;

definePlugin({
  render(root, context) {
    container = root;
    dress(root, context, sheet);
    show(<Notes {...context} />, root);
  },
  unmount() {
    show(null, container);
  },
});
