// What runs in the page before anything of the page does, the same on both sides: it types, and looks at its watch.
import { expect, type Page } from "@playwright/test";

/** Name of the last field in our form; rjsf makes an id of it. */
const LAST = "email_10";

/** Milliseconds since the navigation began. */
export interface Ready {
  /** The last field is in the document. */
  there: number;
  /** Typing into it showed its error. */
  ready: number;
}

/** Milliseconds of one keystroke. */
export interface Keystroke {
  /** From the key event's own time until the first task after the next frame was drawn. */
  paint: number;
  /** What the page's own code took of it: from the first listener of `input` to after the last, with what they left to microtasks. */
  work: number;
}

export interface Resource {
  name: string;
  start: number;
  end: number;
  bytes: number;
}

interface Probe {
  ready: Promise<Ready>;
  isWrong: () => boolean;
  keystrokes: Keystroke[];
}

declare global {
  interface Window {
    probe: Probe;
  }
}

function install(last: string): void {
  const field = () => document.querySelector<HTMLInputElement>(`[name="${last}"], #root_${last}`);
  const isWrong = () => {
    const input = field();
    const error = input && (document.getElementById(`${input.id}--error`) ?? document.getElementById(`${input.id}__error`));
    return !!error && !error.hidden && error.textContent!.trim() !== "";
  };
  // React only believes in a change that its own copy of the value does not know.
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!;
  let turn = 0;
  /** What typing a wrong value and leaving the field does; each time another value, so that each time is a change. */
  const type = (input: HTMLInputElement) => {
    turn += 1;
    setValue.call(input, turn % 2 ? "a" : "ab");
    input.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: "a" }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  };
  const ready = new Promise<Ready>((resolve) => {
    let there = 0;
    const attempt = async () => {
      const input = field();
      if (input) {
        there ||= performance.now();
        if (!isWrong()) type(input);
        await Promise.resolve();
        if (isWrong()) return resolve({ there, ready: performance.now() });
      }
      // Browsers make at least 4 ms of it.
      setTimeout(() => void attempt(), 0);
    };
    void attempt();
  });

  const keystrokes: Keystroke[] = [];
  let pressed = 0;
  let began = 0;
  addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
  addEventListener("input", () => (began = performance.now()), true);
  addEventListener("input", (event) => {
    if (!event.isTrusted) return;
    const work = performance.now() - began;
    const from = pressed;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => keystrokes.push({ paint: performance.now() - from, work });
      port2.postMessage(null);
    });
  });
  window.probe = { ready, isWrong, keystrokes };
}

/** Puts the probe into every document that this page will load. */
export async function equip(page: Page): Promise<void> {
  await page.addInitScript(install, LAST);
}

/**
 * Types an address into the last field, which holds something wrong, key by key; answers what each cost. Checks on the way that the
 * page does what is measured: the error is gone when the address is good and the field is left, and comes back.
 */
export async function typing(page: Page): Promise<Keystroke[]> {
  const input = page.locator(`[name="${LAST}"], #root_${LAST}`);
  const address = "somebody.with.a.long.name@example.com";
  await input.focus();
  await input.selectText();
  await page.keyboard.type(address, { delay: 30 });
  await page.waitForFunction((wanted) => window.probe.keystrokes.length >= wanted, address.length);
  const measured = await page.evaluate(() => window.probe.keystrokes.slice());
  await page.keyboard.press("Tab");
  await page.waitForFunction(() => !window.probe.isWrong());
  await input.focus();
  await page.keyboard.type("@");
  await page.keyboard.press("Tab");
  await page.waitForFunction(() => window.probe.isWrong());
  return measured.slice(0, address.length);
}

/** Both sides are the same form: a field comes with its condition, another one is required under its own. */
export async function checkConditions(page: Page): Promise<void> {
  const control = (key: string) => page.locator(`[name="${key}"]:not([type=hidden]), #root_${key}`);
  await expect(control("url_1")).toBeVisible();
  await expect(control("url_2")).toBeHidden();
  await control("toggle_2").check();
  await expect(control("url_2")).toBeVisible();
  const error = page.locator('[id$="date_2--error"], [id$="date_2__error"]').filter({ hasText: /./ });
  await control("date_2").fill("");
  await control("date_2").blur();
  await expect(error).toBeHidden();
  await control("date_2").fill("2026-01-16");
  await control("select_2").selectOption({ label: "Always" });
  await control("date_2").fill("");
  await control("date_2").blur();
  await expect(error).toBeVisible();
}

/** When each file was asked for and was there. */
export function resources(page: Page): Promise<Resource[]> {
  return page.evaluate(() => {
    const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    return (entries as PerformanceResourceTiming[]).map(({ name, startTime, responseEnd, transferSize }) => ({
      name: new URL(name).pathname,
      start: Math.round(startTime),
      end: Math.round(responseEnd),
      bytes: transferSize,
    }));
  });
}
