// Firefox as the tests here use it: one browser that notes whom it asks on the network, people with a session, and pages that are watched.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page as PlaywrightPage } from "@playwright/test";
import puppeteer, { type Browser, type BrowserContext, type Frame, type Page } from "puppeteer-core";
import { operator, developer } from "../support/console.ts";
import type { Role } from "../support/routes.ts";
import type { Claims, Portico } from "../support/server.ts";
import { people } from "../support/test.ts";

export const HOST = "acme-shop";
/** Whom Firefox asks by itself. */
const ITS_OWN = /\.(mozilla\.(com|net|org)|firefox\.com):443$/;

/** Firefox behind a proxy that leads nowhere: pages on 127.0.0.1 and localhost pass it by, everything else ends there. */
export class Firefox {
  private constructor(
    readonly browser: Browser,
    private readonly proxy: Server,
    /** Whom pages asked, as `host:port`, since the browser was started. */
    readonly asked: string[],
  ) {}

  static async start(): Promise<Firefox> {
    const asked: string[] = [];
    const note = (host: string) => void (ITS_OWN.test(host) || asked.push(host));
    const proxy = createServer((request, response) => {
      note(request.headers.host ?? "?");
      response.writeHead(502).end();
    });
    proxy.on("connect", (request, socket) => {
      note(request.url!);
      socket.end("HTTP/1.1 502 Nobody here\r\n\r\n");
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const { port } = proxy.address() as AddressInfo;
    const to = (scheme: string) => ({ [`network.proxy.${scheme}`]: "127.0.0.1", [`network.proxy.${scheme}_port`]: port });
    const browser = await puppeteer.launch({
      browser: "firefox",
      executablePath: process.env.PORTICO_FIREFOX ?? "/usr/bin/firefox-esr",
      headless: true,
      extraPrefsFirefox: { "network.proxy.type": 1, ...to("http"), ...to("ssl") },
    });
    return new Firefox(browser, proxy, asked);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    this.proxy.closeAllConnections();
    await new Promise((resolve) => this.proxy.close(resolve));
  }
}

/** Somebody with cookies of their own. What `prepare` of ../support/routes.ts needs of a page of Playwright's, it has. */
export class Person {
  private readonly cookies = new Map<string, string>();

  constructor(readonly server: Portico) {}

  readonly request = {
    post: async (url: string, { form, headers }: { form: Record<string, string>; headers?: Record<string, string> }) => {
      const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const answer = await fetch(url, { method: "POST", body: new URLSearchParams(form), headers: { ...headers, cookie }, redirect: "manual" });
      for (const line of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
        this.cookies.set(name!, value!);
      }
      return { status: () => answer.status, headers: () => Object.fromEntries(answer.headers) };
    },
  };

  get asPage(): PlaywrightPage {
    return this as unknown as PlaywrightPage;
  }

  private async enter(path: string, form: Record<string, string>): Promise<void> {
    const answer = await this.request.post(this.server.url + path, { form, headers: { origin: this.server.url } });
    if (answer.status() !== 303) throw new Error(`${path} answered ${answer.status()}`);
  }

  async signIn(claims: Claims): Promise<this> {
    await this.enter("/session", { host: HOST, token: await this.server.token(claims), next: "/store" });
    return this;
  }

  async become(role: Role): Promise<this> {
    if (role === "consumer" || role === "member") return this.signIn(people[role]);
    if (role === "org admin") return this.signIn(people.orgAdmin);
    if (role === "operator" || role === "host developer") {
      const account = await (role === "operator" ? operator : developer)(this.server);
      await this.enter("/console/sign-in", { ...account, next: "/console" });
      if (role === "host developer") await this.enter(`/console/hosts/${HOST}`, { do: "open_admin" });
    }
    return this;
  }

  /** A window of theirs alone. */
  async window(firefox: Firefox): Promise<Window> {
    const context = await firefox.browser.createBrowserContext();
    const cookies = [...this.cookies].map(([name, value]) => ({ name, value, domain: "127.0.0.1", path: "/", httpOnly: true }));
    if (cookies.length > 0) await context.setCookie(...cookies);
    return Window.open(context, this.server);
  }
}

/** A page, and everything that went wrong in it. */
export class Window {
  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly server: Portico,
    /** Errors and warnings in the console, uncaught errors, violated policies, failed requests. */
    readonly problems: string[],
  ) {}

  static async open(context: BrowserContext, server: Portico): Promise<Window> {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const problems: string[] = [];
    await page.evaluateOnNewDocument(() => {
      document.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
    });
    page.on("console", (message) => {
      if (["error", "warn"].includes(message.type())) problems.push(`${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => problems.push(`uncaught: ${(error as Error).message}`));
    page.on("response", (response) => {
      const itself = response.request().isNavigationRequest();
      if (response.status() >= 400 && !itself) problems.push(`${response.status()}: ${response.url()}`);
    });
    return new Window(context, page, server, problems);
  }

  /**
   * Opens an address of the server, or a whole one; answers the status once the islands of the page live. Not for leaving a page whose frames
   * may still load: Firefox does not say that they ended, and Puppeteer waits for it before it takes the next page for opened.
   */
  async open(address: string): Promise<number> {
    const answer = await this.page.goto(new URL(address, this.server.url).href, { waitUntil: "domcontentloaded" });
    if (address.startsWith("/")) await this.settled();
    return answer!.status();
  }

  /** Waits for the hydrated mark. */
  async settled(): Promise<void> {
    await this.page.waitForSelector("html[data-hydrated=true]");
  }

  /** Follows what leads to another page. */
  async leave(act: () => Promise<unknown>): Promise<void> {
    await Promise.all([this.page.waitForNavigation({ waitUntil: "domcontentloaded" }), act()]);
    await this.settled();
  }

  /** The frames in which sandboxed plugins run, as the driver knows them. It keeps some that are gone: to count them, ask the page. */
  sandboxes(): Frame[] {
    return this.page.frames().filter((frame) => frame.url().includes("/sandbox/"));
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
