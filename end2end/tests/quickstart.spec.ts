// docs/QUICKSTART.md, followed block by block from an empty database to a plugin on another site. Only ports and the folder of the checkout differ,
// so that nothing else on the machine is in its way.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "../support/test.ts";

const root = path.resolve(import.meta.dirname, "../..");
const run = promisify(execFile);

interface Block {
  /** `run`, `background` or `setup`; of a file its name. */
  how: string;
  text: string;
}

/** The blocks in their order. One that says nothing of what to do with it would not be followed, so there may be none. */
async function blocks(): Promise<Block[]> {
  const text = await readFile(path.join(root, "docs/QUICKSTART.md"), "utf8");
  const found = [...text.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)];
  return found.map(([, lang, how = "", text]) => {
    if (!/^(setup|run|background|file=\S+)$/.test(how)) throw new Error(`a ${lang} block says ${JSON.stringify(how)}`);
    return { how, text: text! };
  });
}

async function freePort(host: string): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test("the quick start leads from nothing to a plugin of somebody else on another site @js", async ({ page }) => {
  test.setTimeout(180_000);
  const folder = await mkdtemp(path.join(tmpdir(), "portico-quickstart-"));
  const [server, site] = [await freePort("127.0.0.1"), await freePort("localhost")];
  const ours = (text: string) =>
    text.replaceAll("127.0.0.1:3000", `127.0.0.1:${server}`).replaceAll("localhost:8000", `localhost:${site}`).replaceAll("listen(8000,", `listen(${site},`);
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PORTICO_")));
  const env = {
    ...inherited,
    PORTICO: root,
    PATH: `${path.join(root, "target/debug")}:${process.env.PATH}`,
    PORTICO_SITE_ROOT: path.join(root, "target/site"),
    PORTICO_ADDR: `127.0.0.1:${server}`,
  };
  const running: ChildProcess[] = [];
  const answers = (url: string) => expect.poll(() => fetch(url).then(({ status }) => status, () => 0), { timeout: 30_000 }).toBe(200);
  try {
    const background = [() => answers(`http://127.0.0.1:${server}/readyz`), () => answers(`http://localhost:${site}/`)];
    for (const { how, text } of await blocks()) {
      if (how === "run") {
        await run("bash", ["-euo", "pipefail", "-c", ours(text)], { cwd: folder, env });
      } else if (how === "background") {
        // `exec`, so that ending it ends the program and not a shell before it.
        running.push(spawn("bash", ["-c", `exec ${ours(text).trim()}`], { cwd: folder, env, stdio: "ignore" }));
        await background[running.length - 1]!();
      } else if (how !== "setup") {
        await writeFile(path.join(folder, how.slice("file=".length)), ours(text));
      }
    }
    expect(running).toHaveLength(2);

    await page.goto(`http://localhost:${site}/`);
    const slot = page.locator("portico-slot");
    await slot.getByRole("button", { name: "Write a review" }).click();
    // The radio buttons lie under their stars.
    await slot.getByText("5 stars, Excellent").click({ force: true });
    await slot.getByRole("textbox").fill("Keeps the tea warm.");
    await slot.getByRole("button", { name: "Publish review" }).click();
    await expect(slot.getByText("Your review is published.")).toBeVisible();
    await expect(slot.getByText("Keeps the tea warm.").first()).toBeVisible();
    // It is kept by the server, not by the page.
    await page.reload();
    await expect(slot.getByText("Keeps the tea warm.").first()).toBeVisible();
  } finally {
    for (const child of running) child.kill("SIGTERM");
    await Promise.all(running.map((child) => child.exitCode ?? new Promise((resolve) => child.once("exit", resolve))));
    await rm(folder, { recursive: true, force: true });
  }
});
