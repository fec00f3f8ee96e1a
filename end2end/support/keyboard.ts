// Walking through a page with the Tab key, as somebody does who has no pointer.
import type { Page } from "@playwright/test";

/** One place where the focus stops. */
export interface Stop {
  /** What it is, for messages. */
  name: string;
  /** It stands after the stop before it. */
  inOrder: boolean;
  /** What is wrong with it; empty: nothing. */
  problems: string[];
}

/** What is reachable by keyboard, by name, in the order of the document. */
export interface Walk {
  stops: Stop[];
  /** Controls at which the focus never stopped. */
  missed: string[];
  /** The focus never left the page again. */
  trapped: boolean;
}

interface Walker {
  /** The stop; "inside": another part of the same control, as a date has several; nothing: the focus has left the page. */
  stopHere: () => Stop | "inside" | null;
  missed: () => string[];
}

/** Starts before everything on the page, whatever had the focus. */
export async function startAtTop(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    window.scrollTo(0, 0);
  });
}

/** Presses Tab until the focus leaves the page, and looks at each stop. */
export async function walk(page: Page): Promise<Walk> {
  await startAtTop(page);
  await page.evaluate(install);
  const stops: Stop[] = [];
  const limit = (await page.evaluate(() => (globalThis as unknown as Walker).missed().length)) + 20;
  while (stops.length < limit) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => (globalThis as unknown as Walker).stopHere());
    if (stop === "inside") continue;
    if (!stop) return { stops, missed: await page.evaluate(() => (globalThis as unknown as Walker).missed()), trapped: false };
    stops.push(stop);
  }
  return { stops, missed: [], trapped: true };
}

/** Runs in the page: makes `stopHere`, which looks at what has the focus, and `missed`, the controls that never had it. */
function install(): void {
  const seen = new Set<Element>();

  const name = (element: HTMLElement) => {
    const said = element.getAttribute("aria-label") ?? element.textContent?.trim().replace(/\s+/g, " ").slice(0, 40) ?? "";
    const more = ["name", "href", "id"].map((attribute) => element.getAttribute(attribute)).find(Boolean) ?? "";
    return `<${element.localName}> ${said} ${more}`.trim();
  };

  /** The box that one sees of a control: of one that is hidden, its label's. */
  const seenBox = (element: HTMLElement) => {
    const label = (element as HTMLInputElement).labels?.[0] ?? element.closest("label");
    const own = element.getClientRects()[0] ?? element.getBoundingClientRect();
    return own.width <= 1 && own.height <= 1 && label ? label.getBoundingClientRect() : own;
  };

  const drawsOutline = (style: CSSStyleDeclaration) =>
    style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 && !/rgba\(.*, 0\)|transparent/.test(style.outlineColor);

  /** The ring is drawn by the control, by what covers its card, or by what it stands in. */
  const hasIndicator = (element: HTMLElement) => {
    const around: Element[] = [];
    for (let at: Element | null = element; at && around.length < 6; at = at.parentElement) around.push(at);
    return around.some((at) => drawsOutline(getComputedStyle(at))) || ["::before", "::after"].some((part) => drawsOutline(getComputedStyle(element, part)));
  };

  const problems = (element: HTMLElement): string[] => {
    const box = seenBox(element);
    const found: string[] = [];
    if (box.width < 1 || box.height < 1) return ["has no size"];
    const left = Math.max(box.left, 0);
    const right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0);
    const bottom = Math.min(box.bottom, innerHeight);
    if (left >= right || top >= bottom) return [`is out of sight at ${Math.round(box.left)}, ${Math.round(box.top)}`];
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    const own = hit && (element.contains(hit) || hit.closest("label")?.control === element);
    if (!own) found.push(`is covered by ${hit ? name(hit as HTMLElement) : "nothing"}`);
    if (!hasIndicator(element)) found.push("has no visible focus");
    return found;
  };

  const ofParts = "input:is([type=date], [type=time], [type=datetime-local], [type=month], [type=week])";
  let inside = 0;
  const walker = globalThis as unknown as Walker;
  walker.stopHere = () => {
    const element = document.activeElement as HTMLElement | null;
    const before = [...seen].at(-1);
    if (element && element === before && element.matches(ofParts) && inside < 6) {
      inside += 1;
      return "inside";
    }
    inside = 0;
    if (!element || element === document.body || element === document.documentElement || seen.has(element)) return null;
    seen.add(element);
    const inOrder = !before?.isConnected || (before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;
    return { name: name(element), inOrder, problems: problems(element) };
  };

  const isOneOfChosen = (element: Element) => {
    if (!(element instanceof HTMLInputElement) || element.type !== "radio" || !element.name) return true;
    const group = [...document.querySelectorAll<HTMLInputElement>(`input[type=radio][name="${CSS.escape(element.name)}"]`)].filter(
      (other) => other.form === element.form,
    );
    return element === (group.find((other) => other.checked) ?? group[0]);
  };
  walker.missed = () =>
    [...document.querySelectorAll<HTMLElement>("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")]
      .filter((element) => !seen.has(element) && element.tabIndex >= 0 && !element.matches(":disabled, [inert] *"))
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && isOneOfChosen(element))
      .map(name);
}
