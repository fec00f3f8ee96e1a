// Packages of ../packages: bundled as plugin authors do, and installed into a server that runs.
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import type { Portico } from "./server.ts";

const folder = path.resolve(import.meta.dirname, "../packages");
const library = path.resolve(import.meta.dirname, "../../sdk/js/plugin/src/index.js");

/** Builds a package and puts it into service for the host. */
export async function install(portico: Portico, name: string, scripts: readonly string[], host = "acme-shop"): Promise<void> {
  const made = await mkdtemp(path.join(tmpdir(), "portico-package-"));
  try {
    await cp(path.join(folder, name, "plugin.json"), path.join(made, "plugin.json"));
    await build({
      entryPoints: scripts.map((script) => path.join(folder, name, "src", script)),
      outdir: path.join(made, "assets"),
      alias: { "@portico/plugin": library },
      bundle: true,
      format: "iife",
      target: "es2022",
      logLevel: "error",
    });
    await portico.cli("plugin", "install", made, "--host", host);
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}
