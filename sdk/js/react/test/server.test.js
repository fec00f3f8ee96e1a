// Without a document, as on a server.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createElement as h } from "react";
import { renderToString } from "react-dom/server";
import { PluginPoint } from "../src/index.js";

test("on a server it renders the fallback and an empty element, without the token", () => {
  const html = renderToString(h(PluginPoint, { server: "https://portico.example", hostId: "acme", pluginPoint: "storefront:x", jwt: "secret-token", fallback: h("p", null, "soon") }));
  assert.equal(html, "<p>soon</p><portico-slot></portico-slot>");
});
