// Pictures of every page of the demo at 1280 and 360 px, light and dark, in docs/screenshots/all (not kept), and the chosen few for the
// README in docs/screenshots. Every page of support/routes.ts is taken; pages that need a person or a state say so here.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { operator } from "./support/console.ts";
import { type Role, roles, visits } from "./support/routes.ts";
import { expect, settled, test } from "./support/test.ts";

const FOLDER = path.resolve(import.meta.dirname, "../docs/screenshots");
const WIDTHS = [1280, 360];

/** Who looks at a page: the first of these whom it does not refuse. */
const LOOKERS: Role[] = ["org admin", "consumer", "anonymous"];

/** Pages of the console that one sees before one is in it. */
const DOORS = ["/console/sign-in", "/console/set-up", "/console/invitation"];

/** Pictures for the README: name, address, theme. */
const CHOSEN = [
  { name: "store", address: "/store", colorScheme: "light" },
  { name: "admin-plugins", address: "/admin/plugins", colorScheme: "dark" },
  { name: "checkout", address: "/shop/checkout?method=acme-pay", colorScheme: "light" },
] as const;

for (const { route, paths, refused, prepare } of visits) {
  const inside = route.startsWith("/console") && !DOORS.includes(route);
  const atDoor = DOORS.includes(route) || route === "/sign-in";
  const role = inside ? "operator" : atDoor ? "anonymous" : (LOOKERS.find((looker) => !refused?.[looker]) ?? "anonymous");
  test(`${route} as ${role}`, async ({ portico, page }) => {
    test.setTimeout(180_000);
    await mkdir(path.join(FOLDER, "all"), { recursive: true });
    // Without an account the console has one page only.
    await operator(portico);
    await roles[role](page, portico);
    const made = (await prepare?.(page, portico)) ?? [];
    for (const address of [...paths, ...made]) {
      for (const colorScheme of ["light", "dark"] as const) {
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 800 });
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          await page.goto(portico.url + address);
          await settled(page);
          // What was said about signing in is said, and not part of the page.
          if (await page.locator(".toast").count()) {
            await page.reload();
            await settled(page);
          }
          // Plugins' components draw after the page is hydrated.
          await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
          await page.waitForLoadState("networkidle");
          const name = `${nameOf(route, address)}-${width}-${colorScheme}.png`;
          await page.screenshot({ path: path.join(FOLDER, "all", name), fullPage: true });
          const chosen = CHOSEN.find((wanted) => wanted.address === address && wanted.colorScheme === colorScheme);
          if (chosen && width === 1280) await page.screenshot({ path: path.join(FOLDER, `${chosen.name}.png`) });
        }
      }
    }
  });
}

/** A file name from an address; what was made for the picture has an id that nobody needs to know. */
function nameOf(route: string, address: string): string {
  const readable = ["/shop/orders/:id", "/console/invitation"].includes(route) ? route : address;
  return readable.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "home";
}
