// What pages report about their extensions.
import type { Page } from "@playwright/test";

const ADDRESS = /\/api\/v1\/(store|admin)\/extension-reports$/;

export interface Report {
  plugin: string;
  extension: string;
  version: string;
  outcome: string;
  load_ms?: number;
  stop?: string;
}

/** A report as it came, with the surface it was sent for. */
export type Sent = Report & { surface: string };

/** Everything that the page reports from now on, in the order in which it is sent; the server does not see it. */
export async function collectReports(page: Page): Promise<Sent[]> {
  const sent: Sent[] = [];
  await page.route(ADDRESS, async (route) => {
    const body = route.request().postDataJSON() as { reports: Report[] };
    const surface = ADDRESS.exec(new URL(route.request().url()).pathname)![1]!;
    sent.push(...body.reports.map((report) => ({ ...report, surface })));
    await route.fulfill({ status: 204 });
  });
  return sent;
}

/** Lets the page send what it has to report, as if its reader left it. */
export async function sendReports(page: Page): Promise<void> {
  await page.evaluate(() => void dispatchEvent(new PageTransitionEvent("pagehide")));
}
