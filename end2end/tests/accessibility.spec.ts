// axe finds nothing on any page of the table in support/routes.ts, as everybody who sees it, with data, light and dark. No rule is disabled.
import { operator } from "../support/console.ts";
import { declaredRoutes, isAddressOf, outcomeFor, type Role, roles, visits } from "../support/routes.ts";
import { axe, expect, open, test } from "../support/test.ts";

// These go through many pages, or many states of one.
test.describe.configure({ timeout: 180_000 });

const areas: Record<string, (route: string) => boolean> = {
  "the store": (route) => /^\/(store|installed|api|sign-in|$)/.test(route),
  "the shop": (route) => /^\/shop(\/|$)/.test(route),
  "the admin pages": (route) => /^\/admin(\/|$)/.test(route),
  "the console": (route) => /^\/console(\/|$)/.test(route),
};

test("every route of app/src/routes.rs is looked at @js", async () => {
  const declared = await declaredRoutes();
  expect(declared.length).toBeGreaterThan(10);
  expect(visits.map((visit) => visit.route).sort()).toEqual([...declared].sort());
  for (const { route, paths } of visits) {
    expect(Object.values(areas).filter((pages) => pages(route)).length, `${route} is in one area`).toBe(1);
    for (const path of paths) expect(isAddressOf(route, path), `${path} is an address of ${route}`).toBe(true);
  }
});

for (const role of Object.keys(roles) as Role[]) {
  for (const [area, pages] of Object.entries(areas)) {
    const visited = visits.filter((visit) => pages(visit.route) && outcomeFor(visit, role) === 200);
    if (visited.length === 0) continue;
    test(`${area} as ${role} @js`, async ({ demo, page }) => {
      // Without an account the console has one page only.
      await operator(demo);
      await roles[role](page, demo);
      for (const { paths, prepare } of visited) {
        const made = (await prepare?.(page, demo)) ?? [];
        for (const path of [...paths, ...made]) {
          const answer = await open(page, demo.url + path);
          expect(answer?.status(), path).toBe(200);
          expect.soft(await axe(page), path).toEqual([]);
        }
      }
    });
  }

  // Many of them are the same page whatever the address, which its heading tells; axe looks at one of each.
  test(`pages that are not shown to ${role} @js`, async ({ demo, page, allowed }) => {
    allowed.push(/status of 40[13]/);
    await operator(demo);
    await roles[role](page, demo);
    const looked = new Set<string>();
    for (const visit of visits) {
      const outcome = outcomeFor(visit, role);
      const [path] = visit.paths;
      if (outcome === 200 || !path) continue;
      const answer = await page.request.get(demo.url + path);
      expect(answer.status(), path).toBe(outcome === 303 ? 200 : outcome);
      if (outcome === 303) expect(new URL(answer.url()).pathname, path).toBe("/console/sign-in");
      const [, heading] = /<h1[^>]*>([^]*?)<\/h1>/.exec(await answer.text())!;
      if (looked.has(heading!)) continue;
      looked.add(heading!);
      await open(page, demo.url + path);
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
