// Bundles a sample plugin into one classic script, as the README tells plugin authors to.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile } from "svelte/compiler";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const svelte = {
  name: "svelte",
  setup({ onLoad }) {
    onLoad({ filter: /\.svelte$/ }, async ({ path: filename }) => {
      const { js } = compile(await readFile(filename, "utf8"), { filename: basename(filename), generate: "client", css: "injected" });
      return { contents: js.code };
    });
  },
};

const JSX = {
  react: { jsx: "automatic" },
  preact: { jsx: "automatic", jsxImportSource: "preact" },
};

/** @returns {Promise<string>} the script */
export async function bundle(file) {
  const { outputFiles, warnings } = await build({
    entryPoints: [path(`samples/${file}`)],
    bundle: true,
    minify: true,
    format: "iife",
    write: false,
    define: { "process.env.NODE_ENV": '"production"' },
    alias: { "@portico/plugin": path("../src/index.js") },
    plugins: [svelte],
    logLevel: "silent",
    ...JSX[basename(file).split(".")[0]],
  });
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join("\n"));
  return outputFiles[0].text;
}
