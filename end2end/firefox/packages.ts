// Plugins as packages: the laboratory's scripts and the examples, installed into a server by its command line.
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Portico } from "../support/server.ts";
import { HOST } from "./firefox.ts";

const root = path.resolve(import.meta.dirname, "../..");
const run = promisify(execFile);
const ORG = "globex";

/** A sandboxed plugin for the dashboard, written without any library. */
export interface Script {
  name: string;
  /** A file of end2end/lab/assets/box, or the source itself: it defines `plugin.render`. */
  script: { file: string } | { source: string };
  network?: string[];
}

/** Packs it, installs it for the demo's host and turns it on in the organisation of its admin. */
export async function install(server: Portico, { name, script, network = [] }: Script): Promise<void> {
  await fromFolder(server, name, async (folder) => {
    const box = path.join(root, "end2end/lab/assets/box");
    const source = "file" in script ? await readFile(path.join(box, script.file), "utf8") : script.source;
    await mkdir(path.join(folder, "assets"));
    await writeFile(path.join(folder, "assets/main.js"), (await readFile(path.join(box, "thread.js"), "utf8")) + source);
    const capabilities = { props: ["range"], callbacks: ["emit"], host_components: [], network, user: false };
    const extension = { id: `${name.replaceAll("-", "_")}_widget`, slot: "admin:dashboard:widget", type: "sandbox", title: { en: name }, sandbox: { entry: "assets/main.js", min_height: 100, capabilities } };
    const text = { en: `${name}.` };
    const manifest = { name, version: "1.0.0", publisher: "Lab", title: { en: name }, summary: text, about: text, changelog: text, default_language: "en", categories: ["operations"], icon: "note", license: "Apache-2.0", portico: ">=0.1.0", extensions: [extension] };
    await writeFile(path.join(folder, "plugin.json"), JSON.stringify(manifest));
  });
}

/** The same with one of sdk/js/examples, built anew. */
export async function installExample(server: Portico, name: string): Promise<void> {
  const examples = path.join(root, "sdk/js/examples");
  await run("node", ["build.mjs", name], { cwd: examples });
  await fromFolder(server, name, async (folder) => {
    for (const part of ["plugin.json", "assets"]) await cp(path.join(examples, name, part), path.join(folder, part), { recursive: true });
  });
}

async function fromFolder(server: Portico, name: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const scratch = await mkdtemp(path.join(tmpdir(), "portico-firefox-"));
  try {
    const folder = path.join(scratch, name);
    await mkdir(folder);
    await fill(folder);
    const archive = path.join(scratch, `${name}.tar.gz`);
    await server.cli("plugin", "pack", folder, "--out", archive);
    await server.cli("plugin", "install", archive, "--host", HOST);
    await server.cli("org", "set", "--host", HOST, "--org", ORG, "--plugin", name, "on");
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
