// What moves on a page without anybody having asked for it.
import type { Page } from "@playwright/test";

interface Shift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
}

/** Notes every layout shift of the pages that are opened from now on, also those right after a click. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const kept = globalThis as { shifts?: string[]; shiftObserver?: PerformanceObserver; noteShifts?: (entries: PerformanceEntry[]) => void };
    kept.shifts = [];
    const place = ({ x, y, width, height }: DOMRectReadOnly) => `${x},${y} ${width}x${height}`;
    const name = (node: Node | null) => (node instanceof Element ? `${node.localName}.${node.className}` : `“${node?.textContent?.trim().slice(0, 30)}”`);
    kept.noteShifts = (entries) => {
      for (const { value, sources } of entries as Shift[]) {
        const moved = sources.map(({ node, previousRect, currentRect }) => `${name(node)} ${place(previousRect)} → ${place(currentRect)}`);
        kept.shifts!.push(`${value.toFixed(4)}: ${moved.join("; ")}`);
      }
    };
    kept.shiftObserver = new PerformanceObserver((list) => kept.noteShifts!(list.getEntries()));
    kept.shiftObserver.observe({ type: "layout-shift", buffered: true });
  });
}

/** What has moved since the page was opened: how much, and what from where to where. */
export async function shifts(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const kept = globalThis as unknown as { shifts: string[]; shiftObserver: PerformanceObserver; noteShifts: (entries: PerformanceEntry[]) => void };
    // Entries are made when a frame is drawn.
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let drawn = 0; drawn < 3; drawn++) await frame();
    kept.noteShifts(kept.shiftObserver.takeRecords());
    return kept.shifts;
  });
}
