// Websites of others that embed Portico: pages served on `localhost`, another site than 127.0.0.1, whose origin the host has registered.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { type Page } from "@playwright/test";
import { build } from "esbuild";
import { someId } from "./names.ts";
import type { Claims, Portico } from "./server.ts";
import { test as base } from "./test.ts";

export const HOST = "acme-shop";
export const SLOT = "admin:dashboard:widget";
const folder = path.resolve(import.meta.dirname, "../embed");
const sdk = path.resolve(import.meta.dirname, "../../sdk/js/react/src/index.js");
const packages = path.join(folder, "node_modules");

/** One website. */
export class Website {
  private readonly answers = new Map<string, { type: string; body: string; headers: Record<string, string> }>();

  private constructor(
    private readonly server: Server,
    /** `http://localhost:<port>` */
    readonly origin: string,
    /** Its scripts, by name. */
    readonly scripts: Map<string, string>,
  ) {}

  static async start(scripts: Map<string, string>): Promise<Website> {
    const server = createServer((request, response) => {
      const found = website.answers.get(new URL(request.url!, "http://localhost").pathname);
      response.writeHead(found ? 200 : 404, { "content-type": found?.type ?? "text/plain", ...found?.headers });
      response.end(found?.body ?? "not found");
    });
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    const website: Website = new Website(server, `http://localhost:${(server.address() as AddressInfo).port}`, scripts);
    for (const [name, body] of scripts) website.answers.set(`/${name}`, { type: "text/javascript", body, headers: {} });
    return website;
  }

  /** Serves a page; answers its address. */
  page(html: string, headers: Record<string, string> = {}): string {
    const at = `/${this.answers.size}`;
    this.answers.set(at, { type: "text/html; charset=utf-8", body: html, headers });
    return this.origin + at;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The scripts of the pages in ../embed, by name. */
async function bundled(): Promise<Map<string, string>> {
  // Only the tests of Svelte need it.
  const { compile } = (await import(path.join(packages, "svelte/src/compiler/index.js"))) as { compile(source: string, options: object): { js: { code: string } } };
  const svelte = {
    name: "svelte",
    setup({ onLoad }: { onLoad(options: { filter: RegExp }, load: (file: { path: string }) => Promise<{ contents: string }>): void }) {
      onLoad({ filter: /\.svelte$/ }, async (file) => ({ contents: compile(await readFile(file.path, "utf8"), { filename: path.basename(file.path), generate: "client" }).js.code }));
    },
  };
  const make = async (file: string, react: string) => {
    const alias = { "@portico/react": sdk, react: path.join(react, "react"), "react-dom": path.join(react, "react-dom") };
    const define = { "process.env.NODE_ENV": '"development"', __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" };
    const { outputFiles } = await build({
      entryPoints: [path.join(folder, file)], bundle: true, write: false, format: "esm", conditions: ["browser", "development"], mainFields: ["module", "main"], alias, define, plugins: [svelte], logLevel: "error",
    });
    return outputFiles[0]!.text;
  };
  const scripts = new Map<string, string>();
  for (const name of ["plain", "react", "vue", "svelte"]) scripts.set(`${name}.js`, await make(`${name}.js`, packages));
  scripts.set("react-18.js", await make("react.js", path.join(folder, "react-18/node_modules")));
  return scripts;
}

export const test = base.extend<object, { website: Website }>({
  website: [
    async ({ lab }, use) => {
      const website = await Website.start(await bundled());
      await lab.cli("host", "origin", "add", "--host", HOST, website.origin);
      await use(website);
      await website.stop();
    },
    { scope: "worker" },
  ],
});

/** Somebody who administers an organisation of his own in which these plugins of the laboratory are on. */
export async function admin(lab: Portico, ...plugins: string[]): Promise<Claims> {
  const org = someId();
  for (const plugin of plugins) await lab.cli("org", "set", "--host", HOST, "--org", org, "--plugin", plugin, "on");
  return { uid: someId(), orgs: { [org]: "ADMIN" } };
}

const fill = async (template: string, values: Record<string, string>) => {
  const html = await readFile(path.join(folder, template), "utf8");
  return html.replace(/%([A-Z]+)%/g, (found, name: string) => values[name] ?? found);
};

/** The markup of a slot. */
export const slotOf = (token: string | undefined, more = "") => `<portico-slot host="${HOST}" name="${SLOT}"${token ? ` token="${token}"` : ""} ${more}></portico-slot>`;

/** A page without a framework; `body` holds its slots. */
export async function plainPage(website: Website, lab: Portico, body: string, headers: Record<string, string> = {}, nonce?: string): Promise<string> {
  const html = await fill("plain.html", { PORTICO: lab.url, SLOT: body });
  return website.page(nonce ? html.replaceAll("<script", `<script nonce="${nonce}"`) : html, headers);
}

/** A page of a framework. `@portico/react` loads the embed by itself. */
export async function frameworkPage(website: Website, lab: Portico, name: string, jwt: string): Promise<string> {
  const settings = JSON.stringify({ server: lab.url, hostId: HOST, pluginPoint: SLOT, jwt }).replace(/</g, "\\u003c");
  const embed = name.startsWith("react") ? "" : `<script type="module" src="${lab.url}/embed.js"></script>`;
  return website.page(await fill("framework.html", { NAME: name, SETTINGS: settings, EMBED: embed }));
}

/** Puts ../embed/guest.js in place of the bundle of `lab-box`, with what it is granted. */
export async function becomeGuest(page: Page, capabilities: { props?: string[]; callbacks?: string[]; host_components?: string[] } = {}): Promise<void> {
  const thread = await readFile(path.resolve(folder, "../lab/assets/box/thread.js"));
  const script = Buffer.concat([thread, await readFile(path.join(folder, "guest.js"))]);
  const digest = `sha384-${createHash("sha384").update(script).digest("base64")}`;
  await page.route("**/plugin-manifest?*", async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { data: { extensions: { plugin: string; sandbox: object }[] } };
    for (const item of body.data.extensions.filter(({ plugin }) => plugin === "lab-box")) {
      const granted = { props: ["range"], callbacks: ["emit", "onPick"], host_components: ["Button", "constructor"], network: [], ...capabilities };
      item.sandbox = { ...item.sandbox, entry: "/plugins/lab-box/assets/guest.js", digest, capabilities: granted };
    }
    await route.fulfill({ response: answer, json: body });
  });
  await page.route("**/plugins/lab-box/assets/guest.js", (route) => route.fulfill({ body: script, contentType: "text/javascript", headers: { "access-control-allow-origin": "*" } }));
}
