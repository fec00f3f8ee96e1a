// axe finds nothing on any page of the table in support/routes.ts, as everybody, with data, light and dark. No rule is disabled.
import { operator } from "../support/console.ts";
import { declaredRoutes, isAddressOf, type Role, roles, visits } from "../support/routes.ts";
import { axe, expect, open, settled, test } from "../support/test.ts";

test("every route of app/src/routes.rs is looked at @js", async () => {
  const declared = await declaredRoutes();
  expect(declared.length).toBeGreaterThan(10);
  expect(visits.map((visit) => visit.route).sort()).toEqual([...declared].sort());
  for (const { route, paths } of visits) {
    for (const path of paths) expect(isAddressOf(route, path), `${path} is an address of ${route}`).toBe(true);
  }
});

for (const role of Object.keys(roles) as Role[]) {
  for (const { route, paths, refused, prepare } of visits) {
    const status = refused?.[role] ?? 200;
    test(`${route} as ${role}${status === 200 ? "" : ` (${status})`} @js`, async ({ demo, page, allowed }) => {
      if (status !== 200) allowed.push(new RegExp(`status of ${status}`));
      // Without an account the console has one page only.
      await operator(demo);
      await roles[role](page, demo);
      // Those whom it refuses see the same whatever the address.
      const made = status === 200 ? ((await prepare?.(page, demo)) ?? []) : [];
      for (const path of status === 200 ? [...paths, ...made] : paths.slice(0, 1)) {
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          const answer = await page.goto(demo.url + path);
          expect(answer?.status(), path).toBe(status);
          await settled(page);
          expect(await axe(page), `${path}, ${colorScheme}`).toEqual([]);
        }
      }
    });
  }
}

test("an address without a page @js", async ({ demo, page, allowed }) => {
  allowed.push(/status of 404/);
  await open(page, `${demo.url}/nothing-here`);
  expect(await axe(page)).toEqual([]);
});

test("a server without a host and without an account @js", async ({ empty, page, allowed }) => {
  allowed.push(/status of 404/);
  for (const path of ["/", "/store", "/sign-in", "/console"]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await open(page, empty.url + path);
      expect(await axe(page), `${path}, ${colorScheme}`).toEqual([]);
    }
  }
});
