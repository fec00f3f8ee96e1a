// A plugin author's loop: `plugin new`, build, `plugin dev` with live reload, `plugin pack`, `plugin install`; less than two minutes.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { Portico } from "../support/server.ts";
import { expect, people, signIn, test } from "../support/test.ts";

const root = path.resolve(import.meta.dirname, "../..");
const binary = process.env.PORTICO_BIN ?? path.join(root, "target/debug/portico");
const run = promisify(execFile);

/** `portico plugin dev` on a free port; answers where it is. */
async function dev(folder: string): Promise<{ url: string; child: ChildProcess }> {
  const env = { ...process.env, PORTICO_SITE_ROOT: path.join(root, "target/site") };
  const child = spawn(binary, ["plugin", "dev", folder, "--addr", "127.0.0.1:0"], { env, stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).on("line", (line) => {
      const found = /(http:\S+\/plugin-dev)/.exec(line);
      if (found) resolve(found[1]!);
    });
    child.once("exit", (code) => reject(new Error(`plugin dev ended with ${code}`)));
  });
  return { url, child };
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  await ended;
}

/** What `npm install` would bring: the same packages, installed already. */
async function install(folder: string): Promise<void> {
  await symlink(path.join(root, "sdk/js/examples/node_modules"), path.join(folder, "node_modules"));
}

test("from plugin new to live in the demo, with each change seen on the way @js", async ({ page }) => {
  test.setTimeout(120_000);
  const scratch = await mkdtemp(path.join(tmpdir(), "portico-plugin-"));
  const folder = path.join(scratch, "my-notes");
  let child: ChildProcess | undefined;
  let portico: Portico | undefined;
  try {
    await run(binary, ["plugin", "new", "my-notes", "--title", "My notes"], { cwd: scratch });
    await install(folder);
    await run("npm", ["run", "build"], { cwd: folder });
    const started = await dev(folder);
    child = started.child;

    // A host page without an account.
    await page.goto(started.url);
    const slot = page.locator("portico-slot");
    await expect(slot.getByRole("heading", { name: "My notes" })).toBeVisible();
    await slot.getByRole("textbox").fill("Buy milk.");
    await slot.getByRole("button", { name: "Save" }).click();
    await expect(slot.getByText("Saved; only you see it.")).toBeVisible();

    // The sources are built and shown at each change, and what is kept stays.
    const source = path.join(folder, "src/main.js");
    await writeFile(source, (await readFile(source, "utf8")).replace('"My notes"', '"My best notes"'));
    await expect(slot.getByRole("heading", { name: "My best notes" })).toBeVisible({ timeout: 20_000 });
    await expect(slot.getByRole("textbox")).toHaveValue("Buy milk.");

    // What would be refused says where and how to mend it, and the page keeps what works.
    const manifest = path.join(folder, "plugin.json");
    const good = await readFile(manifest, "utf8");
    await writeFile(manifest, good.replace("assets/main.js", "assets/mian.js"));
    await expect(page.getByText(/plugin\.json:\d+: error\[asset_missing\]/)).toBeVisible({ timeout: 20_000 });
    await expect(slot.getByRole("heading", { name: "My best notes" })).toBeVisible();
    await writeFile(manifest, good);
    await expect(page.getByText(/asset_missing/)).toBeHidden({ timeout: 20_000 });

    // Data that the page passes can be changed there, and somebody else can look at it.
    await page.getByText("Context", { exact: true }).click();
    await page.getByRole("textbox", { name: /^Context of/ }).fill('{ "range": "90d" }');
    await expect(slot.getByText("The dashboard shows 90d.")).toBeVisible();
    await page.getByLabel("Language").selectOption("de");
    await expect(slot.getByRole("button", { name: "Speichern" })).toBeVisible();
    // A page that goes on asking for changes would complain that nobody answers.
    await page.goto("about:blank");
    await end(child);
    child = undefined;

    // Into a real server that runs already.
    portico = await Portico.start({ demo: true });
    const archive = path.join(scratch, "my-notes-1.0.0.tar.gz");
    await run(binary, ["plugin", "pack", folder, "--out", archive]);
    await portico.cli("plugin", "install", archive, "--host", "acme-shop");
    await portico.cli("org", "set", "--host", "acme-shop", "--org", "globex", "--plugin", "my-notes", "on");
    await signIn(page, portico, people.orgAdmin, "/admin");
    const widget = page.locator('[data-plugin="my-notes"]');
    await expect(widget.getByRole("button", { name: "Save" })).toBeVisible();
  } finally {
    if (child) await end(child);
    await portico?.stop();
    await rm(scratch, { recursive: true, force: true });
  }
});

test("a component is seen in development with the rights that a host would give it @js", async ({ page }) => {
  const scratch = await mkdtemp(path.join(tmpdir(), "portico-plugin-"));
  const folder = path.join(scratch, "my-widget");
  let child: ChildProcess | undefined;
  try {
    await run(binary, ["plugin", "new", "my-widget", "--template", "component"], { cwd: scratch });
    const started = await dev(folder);
    child = started.child;
    await page.goto(started.url);
    await expect(page.locator("stoa-my-widget-widget")).toContainText("Welcome back.");
    await page.goto("about:blank");
  } finally {
    if (child) await end(child);
    await rm(scratch, { recursive: true, force: true });
  }
});
