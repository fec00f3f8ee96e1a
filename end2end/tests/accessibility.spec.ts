// axe finds nothing on any page, as each person of the demo, light and dark. No rule is disabled.
import { axe, expect, open, people, signIn, test } from "../support/test.ts";

const everyone = ["/", "/store", "/store?q=nothing-like-it", "/store/acme-pay", "/shop", "/shop/products/linen-shirt", "/shop/cart", "/sign-in", "/nothing-here"];
const admins = ["/admin", "/admin?range=90d", "/admin/orders", "/admin/payments", "/admin/payments/acme-pay", "/admin/plugins", "/admin/plugins/link-list", "/installed", "/store", "/store/sales-chart", "/admin/payments/invoice"];

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    for (const path of everyone) {
      test(`${path} signed out @js`, async ({ demo, page, allowed }) => {
        if (path === "/nothing-here") allowed.push(/status of 404/);
        await open(page, demo.url + path);
        expect(await axe(page)).toEqual([]);
      });
    }

    for (const path of admins) {
      test(`${path} as an org admin @js`, async ({ demo, page }) => {
        await signIn(page, demo, people.orgAdmin, path);
        expect(await axe(page)).toEqual([]);
      });
    }

    test("/admin is not for members @js", async ({ demo, page, allowed }) => {
      allowed.push(/status of 403/);
      await signIn(page, demo, people.member, "/admin");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("You may not open this page");
      expect(await axe(page)).toEqual([]);
    });
  });
}
