// Portico's plugins in any website (docs/EMBED.md). This is the whole of /embed.js; what only some pages need is imported when one does.
import { originOf } from "./server.js";
import { defineSlot } from "./slot-element.js";
import { defineStoreButton } from "./store-button.js";

const origin = originOf(import.meta.url);
defineSlot("portico-slot", origin, { host: "host", slot: "name", token: "token", context: "context", components: "components" });
// The same under the names that plugins.dev has for it.
defineSlot("plugin-point", origin, { host: "host-id", slot: "plugin-point", token: "jwt", context: "props", components: "exposedComponents" });
defineStoreButton("portico-store-button", origin);
