// The thread through everything: an org admin turns a plugin on, its members see it at once, others see nothing of it.
import { type APIRequestContext } from "@playwright/test";
import { expect, people, test } from "../support/test.ts";
import type { Claims, Portico } from "../support/server.ts";

async function manifest(request: APIRequestContext, server: Portico, surface: "store" | "admin", who?: Claims) {
  const headers = who ? { Authorization: `Bearer ${await server.token(who)}` } : {};
  const answer = await request.get(`${server.url}/api/v1/${surface}/plugin-manifest`, { headers });
  const body = answer.ok() ? ((await answer.json()) as { data: { extensions: { plugin: string; org: string | null }[] } }) : null;
  return { status: answer.status(), plugins: [...new Set(body?.data.extensions.map((item) => item.plugin))] };
}

test("an org admin's switch shows in the members' manifest at the next request, and nowhere else @js", async ({ portico, request }) => {
  const plugin = "after-order-survey";
  const admin = `Bearer ${await portico.token(people.orgAdmin)}`;
  const put = (enabled: boolean) =>
    request.put(`${portico.url}/api/v1/orgs/globex/plugins/${plugin}`, { headers: { Authorization: admin }, data: { enabled } });

  expect((await put(false)).status()).toBe(200);
  expect((await manifest(request, portico, "store", people.member)).plugins).not.toContain(plugin);

  expect((await put(true)).status()).toBe(200);
  expect((await manifest(request, portico, "store", people.member)).plugins).toContain(plugin);
  expect((await manifest(request, portico, "store", people.otherAdmin)).plugins).not.toContain(plugin);
  expect((await manifest(request, portico, "store")).plugins).not.toContain(plugin);

  expect((await manifest(request, portico, "admin")).status).toBe(401);
  expect((await manifest(request, portico, "admin", people.member)).status).toBe(403);
  expect((await manifest(request, portico, "admin", people.orgAdmin)).status).toBe(200);
});

test("a member cannot switch for the organisation; an outsider does not learn that it exists @js", async ({ demo, request }) => {
  const put = async (who: Claims) =>
    (
      await request.put(`${demo.url}/api/v1/orgs/globex/plugins/sales-chart`, {
        headers: { Authorization: `Bearer ${await demo.token(who)}` },
        data: { enabled: true },
      })
    ).status();
  expect(await put(people.member)).toBe(403);
  expect(await put(people.otherAdmin)).toBe(404);
  expect(await put(people.consumer)).toBe(404);
  expect((await request.put(`${demo.url}/api/v1/orgs/globex/plugins/sales-chart`, { data: { enabled: true } })).status()).toBe(401);
});
