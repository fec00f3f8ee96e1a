// Every page of support/routes.ts, as everybody who sees it: it answers, its islands live, nothing is said in the console and no policy is violated.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { operator } from "../support/console.ts";
import { outcomeFor, type Role, roles, visits } from "../support/routes.ts";
import { Portico } from "../support/server.ts";
import { Firefox, Person } from "./firefox.ts";

let firefox: Firefox;
let demo: Portico;

before(async () => {
  firefox = await Firefox.start();
  demo = await Portico.start({ demo: true });
  // Without an account the console has one page only.
  await operator(demo);
});
after(async () => {
  await firefox?.stop();
  await demo?.stop();
});

for (const role of Object.keys(roles) as Role[]) {
  test(`pages as ${role}`, async (t) => {
    const person = await new Person(demo).become(role);
    const made = new Map<string, string[]>();
    const seen = visits.filter((visit) => outcomeFor(visit, role) === 200);
    for (const { route, prepare } of seen) made.set(route, (await prepare?.(person.asPage, demo)) ?? []);
    const window = await person.window(firefox);
    const wrong: string[] = [];
    let pages = 0;
    for (const { route, paths } of seen) {
      for (const path of [...paths, ...made.get(route)!]) {
        const status = await window.open(path).catch(String);
        if (status !== 200) wrong.push(`${path}: ${status}`);
        // What its islands load after they live.
        await window.page.waitForNetworkIdle({ idleTime: 200, timeout: 5_000 }).catch(() => undefined);
        wrong.push(...window.problems.splice(0).map((problem) => `${path}: ${problem}`));
        pages += 1;
      }
    }
    t.diagnostic(`${pages} pages`);
    await window.close();
    assert.deepEqual(wrong, []);
    assert.deepEqual(firefox.asked, [], "nobody else was asked");
  });
}
