// Which size fits, with React.
import { definePlugin } from "@portico/plugin";
import { createRoot } from "react-dom/client";
import { dress } from "../../kit/look.js";
import sheet from "./look.css";
import { SizeFinder } from "./SizeFinder.jsx";

let app;

definePlugin({
  render(root, context) {
    dress(root, context, sheet);
    app ??= createRoot(root);
    app.render(<SizeFinder {...context} />);
  },
  unmount() {
    app.unmount();
  },
});
