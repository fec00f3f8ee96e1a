// Makes embed.js of frontend/embed, which other websites load by this name:   node scripts/finish-embed.mjs SITE
//
// SITE holds the finished receiver of sandboxes already; its name, which changes with its contents, is written into embed.js.
// finish-site.mjs calls this. Called alone it renews embed.js of a site that is finished.
import { readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { precompress } from "./precompress.mjs";

const require = createRequire(new URL("../end2end/package.json", import.meta.url));
const esbuild = require("esbuild");
const entry = fileURLToPath(new URL("../frontend/embed/src/embed.js", import.meta.url));

/** @param {string} site */
export function finishEmbed(site) {
  const receivers = readdirSync(join(site, "pkg")).filter((name) => /^receiver\..+\.js$/.test(name));
  if (receivers.length !== 1) throw new Error(`${site}/pkg holds ${receivers.length} receivers, and embed.js needs to name one`);
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    charset: "utf8",
    target: "es2022",
    legalComments: "none",
    define: { "globalThis.PORTICO_RECEIVER": JSON.stringify(`/pkg/${receivers[0]}`) },
  });
  writeFileSync(join(site, "embed.js"), outputFiles[0].text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [site] = process.argv.slice(2);
  finishEmbed(site);
  precompress(join(site, "embed.js"));
}
