// Walks through all pages of support/routes.ts, so that each is opened once and looked at in many ways.
import type { Page } from "@playwright/test";
import { operator } from "./console.ts";
import { type Role, roles, type Visit, visits } from "./routes.ts";
import type { Portico } from "./server.ts";

/** Pages that one person sees one after the other. */
export interface Tour {
  role: Role;
  visits: Visit[];
}

const signedOut = ["/sign-in", "/console/sign-in", "/console/set-up", "/console/invitation"];

/** Every route once, as a person who sees much on it; the start and the store also as anybody. */
export const tours: Record<string, Tour> = {
  "who is signed out": { role: "anonymous", visits: visits.filter(({ route }) => [...signedOut, "/", "/store"].includes(route)) },
  "store and shop": { role: "org admin", visits: visits.filter(({ route }) => !/^\/(console|admin)(\/|$)/.test(route) && !signedOut.includes(route)) },
  "the admin pages": { role: "org admin", visits: visits.filter(({ route }) => /^\/admin(\/|$)/.test(route)) },
  "the console": { role: "operator", visits: visits.filter(({ route }) => /^\/console(\/|$)/.test(route) && !signedOut.includes(route)) },
};

/** Signs in and makes what the pages need to have data; answers their addresses. */
export async function begin(page: Page, server: Portico, { role, visits }: Tour): Promise<string[]> {
  // Without an account the console has one page only.
  await operator(server);
  await roles[role](page, server);
  const addresses: string[] = [];
  for (const { paths, prepare } of visits) addresses.push(...paths, ...((await prepare?.(page, server)) ?? []));
  return addresses;
}

/** What somebody with this role may open. Those who are not in the console are led to its sign-in, whatever they ask for. */
export function allowedTo(role: Role): Tour {
  const inConsole = role === "operator" || role === "host developer";
  const isOpen = ({ route, refused }: Visit) =>
    refused?.[role] === undefined && (inConsole || !/^\/console($|\/account|\/hosts)/.test(route));
  return { role, visits: visits.filter(isOpen) };
}

/** The address with one parameter more. */
export const having = (address: string, parameter: string) => `${address}${address.includes("?") ? "&" : "?"}${parameter}`;
