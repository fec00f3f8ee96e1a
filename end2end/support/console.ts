// Accounts of the console: the operator made by the command line, a developer of the demo's host by invitation.
import { type Page, request } from "@playwright/test";
import type { Portico } from "./server.ts";

interface Account {
  email: string;
  password: string;
}

const HOST = "acme-shop";
const operators = new WeakMap<Portico, Promise<Account>>();
const developers = new WeakMap<Portico, Promise<Account>>();

function once(made: WeakMap<Portico, Promise<Account>>, server: Portico, make: (server: Portico) => Promise<Account>) {
  const known = made.get(server) ?? make(server);
  made.set(server, known);
  return known;
}

/** Who runs a server; there is one from the first call on. */
export function operator(server: Portico): Promise<Account> {
  return once(operators, server, async () => {
    const email = "operator@example.com";
    const said = await server.cli("admin", "create", "--email", email, "--name", "Olga Operator");
    return { email, password: /^Password: (\S+)$/m.exec(said)![1]! };
  });
}

/** A developer of the demo's host. */
export function developer(server: Portico): Promise<Account> {
  return once(developers, server, async () => {
    const account = { email: "developer@example.com", password: "correct horse battery staple" };
    const context = await request.newContext({ baseURL: server.url, extraHTTPHeaders: { Origin: server.url } });
    const joined = await context.post(await invitation(server, account.email), {
      form: { name: "Dora Developer", password: account.password },
      maxRedirects: 0,
    });
    if (joined.status() !== 303) throw new Error(`joining: ${joined.status()}`);
    await context.dispose();
    return account;
  });
}

/** Path of the page of a new invitation to the demo's host, which the operator sends. */
export async function invitation(server: Portico, email: string): Promise<string> {
  const { email: from, password } = await operator(server);
  const context = await request.newContext({ baseURL: server.url, extraHTTPHeaders: { Origin: server.url } });
  await context.post("/console/sign-in", { form: { email: from, password, next: "/console" } });
  const made = await context.post(`/api/v1/hosts/${HOST}/invitations`, { data: { email, role: "developer", password } });
  const { data } = (await made.json()) as { data: { link: string } };
  await context.dispose();
  const link = new URL(data.link, server.url);
  return link.pathname + link.search;
}

/** Signs in to the console. */
export async function signInToConsole(page: Page, server: Portico, { email, password }: Account): Promise<void> {
  const answer = await post(page, server, "/console/sign-in", { email, password, next: "/console" });
  if (answer !== 303) throw new Error(`the console's sign-in answered ${answer}`);
}

/** Opens the host's own admin pages, as its developer does from the console. */
export async function openAdmin(page: Page, server: Portico): Promise<void> {
  const answer = await post(page, server, `/console/hosts/${HOST}`, { do: "open_admin" });
  if (answer !== 303) throw new Error(`opening the admin pages answered ${answer}`);
}

async function post(page: Page, server: Portico, path: string, form: Record<string, string>): Promise<number> {
  const answer = await page.request.post(server.url + path, { form, headers: { Origin: server.url }, maxRedirects: 0 });
  return answer.status();
}
