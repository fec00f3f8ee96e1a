// The order matters: @portico/plugin makes the document that React looks for.
import { adoptStyles, definePlugin } from "@portico/plugin";
import { createRoot } from "react-dom/client";
import { Note } from "./Note.jsx";
import styles from "./styles.css";

let app;

definePlugin({
  // Called at the start, and again when the range, the language or the theme of the page changes. `root` stays the same.
  render(root, context) {
    if (!app) {
      adoptStyles(styles);
      app = createRoot(root);
    }
    // `theme` is "light" or "dark": the style sheet has colours for both.
    root.className = `plugin ${context.theme}`;
    // What the plugin knows: props, callbacks, locale, theme.
    app.render(<Note {...context} />);
  },
  unmount() {
    app?.unmount();
  },
});
