// Every page: its route as in app/src/routes.rs, addresses to look at with data on them, and whom it refuses. A new route belongs into
// this table; `accessibility.spec.ts` fails while it is missing.
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import { developer, invitation, openAdmin, operator, signInToConsole } from "./console.ts";
import { fillCart, placeOrder } from "./shop.ts";
import type { Portico } from "./server.ts";
import { people, signIn } from "./test.ts";

/** Everybody there is, and how each comes in. */
export const roles = {
  anonymous: async (_page: Page, _server: Portico): Promise<void> => undefined,
  consumer: (page: Page, server: Portico) => signIn(page, server, people.consumer),
  member: (page: Page, server: Portico) => signIn(page, server, people.member),
  "org admin": (page: Page, server: Portico) => signIn(page, server, people.orgAdmin),
  /** In the console and, from there, in the host's own admin pages. */
  "host developer": async (page: Page, server: Portico) => {
    await signInToConsole(page, server, await developer(server));
    await openAdmin(page, server);
  },
  operator: async (page: Page, server: Portico) => signInToConsole(page, server, await operator(server)),
} satisfies Record<string, (page: Page, server: Portico) => Promise<void>>;

export type Role = keyof typeof roles;

export interface Visit {
  /** As in app/src/routes.rs. */
  route: string;
  /** Addresses of the route, with parameters from the demo. */
  paths: string[];
  /** Status for those who may not see it; 303 leads them to the console's sign-in. */
  refused?: Partial<Record<Role, number>>;
  /** Makes what the page needs to have data, as the person who looks; answers further addresses. */
  prepare?: (page: Page, server: Portico) => Promise<string[] | void>;
}

const admins = { anonymous: 401, consumer: 403, member: 403, operator: 401 };
const outside = { anonymous: 303, consumer: 303, member: 303, "org admin": 303 };
const inHost = "/console/hosts/acme-shop";

/** Status of a page for somebody. */
export const outcomeFor = ({ refused }: Visit, role: Role): number => refused?.[role] ?? 200;

export const visits: Visit[] = [
  { route: "/", paths: ["/"] },
  { route: "/api/docs", paths: ["/api/docs"] },
  { route: "/sign-in", paths: ["/sign-in", "/sign-in?next=/admin"] },
  { route: "/store", paths: ["/store", "/store?q=chart", "/store?q=nothing-like-it", "/store?category=payments&sort=name"] },
  { route: "/store/:plugin", paths: ["/store/acme-pay", "/store/sales-chart", "/store/gift-message"] },
  { route: "/installed", paths: ["/installed"], refused: { anonymous: 401, operator: 401 }, prepare: install },
  { route: "/shop", paths: ["/shop"] },
  { route: "/shop/products/:id", paths: ["/shop/products/linen-shirt"] },
  { route: "/shop/cart", paths: ["/shop/cart"], prepare: fillCart },
  { route: "/shop/checkout", paths: ["/shop/checkout", "/shop/checkout?method=invoice", "/shop/checkout?method=acme-pay"], prepare: fillCart },
  { route: "/shop/orders/:id", paths: [], prepare: async (page, server) => [await placeOrder(page, server)] },
  { route: "/admin", paths: ["/admin", "/admin?range=90d"], refused: admins },
  { route: "/admin/audit", paths: ["/admin/audit", "/admin/audit?cursor=1"], refused: admins },
  { route: "/admin/inspector", paths: ["/admin/inspector", "/admin/inspector?state=disabled", "/admin/inspector?plugin=acme-pay&state=failed"], refused: admins },
  { route: "/admin/orders", paths: ["/admin/orders", "/admin/orders?page=2"], refused: admins },
  { route: "/admin/payments", paths: ["/admin/payments"], refused: admins },
  { route: "/admin/payments/:id", paths: ["/admin/payments/acme-pay", "/admin/payments/invoice"], refused: admins },
  { route: "/admin/plugins", paths: ["/admin/plugins", "/admin/plugins?show=off", "/admin/plugins?q=nothing-like-it"], refused: admins },
  { route: "/admin/plugins/:plugin", paths: ["/admin/plugins/acme-pay", "/admin/plugins/link-list", "/admin/plugins/webhook-notifier"], refused: admins },
  { route: "/console", paths: ["/console"], refused: outside },
  { route: "/console/sign-in", paths: ["/console/sign-in"] },
  { route: "/console/set-up", paths: ["/console/set-up?token=x"] },
  { route: "/console/invitation", paths: [], prepare: async (_, server) => [await invitation(server, `new-${Date.now()}@example.com`)] },
  { route: "/console/account", paths: ["/console/account"], refused: outside },
  { route: "/console/hosts/:host", paths: [inHost], refused: outside },
  { route: "/console/hosts/:host/keys", paths: [`${inHost}/keys`], refused: outside },
  { route: "/console/hosts/:host/origins", paths: [`${inHost}/origins`], refused: outside, prepare: (page, server) => inConsole(page, server, "origins", { do: "add", origin: "https://shop.example.com" }) },
  { route: "/console/hosts/:host/plugins", paths: [`${inHost}/plugins`], refused: outside },
  { route: "/console/hosts/:host/plugins/:plugin", paths: [`${inHost}/plugins/acme-pay`, `${inHost}/plugins/loyalty-points`], refused: outside },
  { route: "/console/hosts/:host/slots", paths: [`${inHost}/slots`], refused: outside },
  { route: "/console/hosts/:host/members", paths: [`${inHost}/members`], refused: outside, prepare: membersAndInvitations },
  { route: "/console/hosts/:host/tokens", paths: [`${inHost}/tokens`], refused: outside, prepare: (page, server) => inConsole(page, server, "tokens", { do: "create", name: "Nightly deployment" }) },
  { route: "/console/hosts/:host/settings", paths: [`${inHost}/settings`], refused: outside },
  { route: "/console/hosts/:host/audit", paths: [`${inHost}/audit`], refused: outside, prepare: (page, server) => inConsole(page, server, "origins", { do: "add", origin: "https://shop.example.com" }) },
];

/** Whoever may install has something installed. */
async function install(page: Page, server: Portico) {
  await page.request.post(`${server.url}/store/gift-message/install`, { form: { next: "/installed" }, headers: { Origin: server.url } });
}

/**
 * Posts a form of the host's console pages that makes a credential, so that there is something to see, with the password of
 * whoever it is; those who are not in it change nothing.
 */
async function inConsole(page: Page, server: Portico, at: string, form: Record<string, string>): Promise<void> {
  for (const { password } of [await operator(server), await developer(server)]) {
    const options = { form: { ...form, password }, headers: { Origin: server.url }, maxRedirects: 0 };
    const answer = await page.request.post(`${server.url}${inHost}/${at}`, options);
    if (answer.status() === 201) return;
  }
}

/** The host has a member, and somebody is invited. */
async function membersAndInvitations(page: Page, server: Portico): Promise<void> {
  await developer(server);
  await inConsole(page, server, "members", { do: "invite", email: "ada@example.com", role: "developer" });
}

/** The routes that app/src/routes.rs declares. */
export async function declaredRoutes(): Promise<string[]> {
  const source = await readFile(path.resolve(import.meta.dirname, "../../app/src/routes.rs"), "utf8");
  return [...source.matchAll(/<Route\s+path=path!\("([^"]*)"\)/g)].map(([, route]) => route!);
}

/** True when an address is one of a route. */
export function isAddressOf(route: string, address: string): boolean {
  const wanted = route.split("/");
  const given = address.split("?")[0]!.split("/");
  return wanted.length === given.length && wanted.every((part, at) => (part.startsWith(":") ? given[at] !== "" : part === given[at]));
}
