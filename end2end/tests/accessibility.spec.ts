// axe finds nothing on any page of the table in support/routes.ts, as everybody who sees it, with data, light and dark. No rule is disabled.
import { operator } from "../support/console.ts";
import { declaredRoutes, isAddressOf, outcomeFor, type Role, roles, visits } from "../support/routes.ts";
import { axe, expect, open, test } from "../support/test.ts";

test("every route of app/src/routes.rs is looked at @js", async () => {
  const declared = await declaredRoutes();
  expect(declared.length).toBeGreaterThan(10);
  expect(visits.map((visit) => visit.route).sort()).toEqual([...declared].sort());
  for (const { route, paths } of visits) {
    for (const path of paths) expect(isAddressOf(route, path), `${path} is an address of ${route}`).toBe(true);
  }
});

for (const role of Object.keys(roles) as Role[]) {
  for (const visit of visits.filter((visit) => outcomeFor(visit, role) === 200)) {
    test(`${visit.route} as ${role} @js`, async ({ demo, page }) => {
      // Without an account the console has one page only.
      await operator(demo);
      await roles[role](page, demo);
      const made = (await visit.prepare?.(page, demo)) ?? [];
      for (const path of [...visit.paths, ...made]) {
        const answer = await open(page, demo.url + path);
        expect(answer?.status(), path).toBe(200);
        expect(await axe(page), path).toEqual([]);
      }
    });
  }

  // What is shown to them is the same page whatever the address, so axe looks at one of each kind.
  test(`pages that are not shown to ${role} @js`, async ({ demo, page, allowed }) => {
    allowed.push(/status of 40[13]/);
    await operator(demo);
    await roles[role](page, demo);
    const looked = new Set<number>();
    for (const visit of visits) {
      const outcome = outcomeFor(visit, role);
      const [path] = visit.paths;
      if (outcome === 200 || !path) continue;
      const answer = looked.has(outcome) ? await page.request.get(demo.url + path) : await open(page, demo.url + path);
      expect(answer?.status(), path).toBe(outcome === 303 ? 200 : outcome);
      if (outcome === 303) expect(new URL(answer!.url()).pathname, path).toBe("/console/sign-in");
      if (looked.has(outcome)) continue;
      looked.add(outcome);
      expect(await axe(page), path).toEqual([]);
    }
  });
}

test("an address without a page @js", async ({ demo, page, allowed }) => {
  allowed.push(/status of 404/);
  await open(page, `${demo.url}/nothing-here`);
  expect(await axe(page)).toEqual([]);
});

test("a server without a host and without an account @js", async ({ empty, page, allowed }) => {
  allowed.push(/status of 404/);
  for (const path of ["/", "/store", "/sign-in", "/console"]) {
    await open(page, empty.url + path);
    expect(await axe(page), path).toEqual([]);
  }
});
