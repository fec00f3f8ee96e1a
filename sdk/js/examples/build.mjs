// Bundles each example into one classic script:
//   node build.mjs [example …]        → <example>/assets/main.js
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, transform } from "esbuild";
import { compile } from "svelte/compiler";

const root = import.meta.dirname;

const svelte = {
  name: "svelte",
  setup({ onLoad }) {
    onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const { js, warnings } = compile(source, { filename: basename(path), generate: "client", css: "injected" });
      return { contents: js.code, warnings: warnings.map(({ message }) => ({ text: message })) };
    });
  },
};

/** A style sheet that is imported is its text, for `adoptStyles`. */
const sheets = {
  name: "sheets",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/** Where JSX comes from, for those who write it. */
const JSX = { "size-finder": "react", notes: "preact" };

/** The folders with a plugin.json. */
export async function examples() {
  const entries = await readdir(root);
  const found = await Promise.all(entries.map((name) => stat(join(root, name, "plugin.json")).then(() => name, () => undefined)));
  return found.filter(Boolean);
}

async function bundle(name) {
  const { warnings } = await build({
    entryPoints: [join(root, name, "src/main.js")],
    outfile: join(root, name, "assets/main.js"),
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    jsx: "automatic",
    jsxImportSource: JSX[name],
    loader: { ".js": "jsx" },
    plugins: [svelte, sheets],
    logLevel: "warning",
  });
  if (warnings.length > 0) throw new Error(`${name} was built with warnings`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const names = process.argv.slice(2);
  await Promise.all((names.length > 0 ? names : await examples()).map(bundle));
}
