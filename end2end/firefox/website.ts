// A website of others, whose origin the demo's host has registered.
import { readFile } from "node:fs/promises";
import { Website } from "../support/embed.ts";
import type { Portico } from "../support/server.ts";
import { HOST } from "./firefox.ts";

/** With the script of plain pages. */
export async function embedding(portico: Portico): Promise<Website> {
  const script = await readFile(new URL("../embed/plain.js", import.meta.url), "utf8");
  const website = await Website.start(new Map([["plain.js", script]]));
  await portico.cli("host", "origin", "add", "--host", HOST, website.origin);
  return website;
}
