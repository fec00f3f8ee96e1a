// What is cut off on a page, or stands on something else, at the width and text size it has now.
import type { Page } from "@playwright/test";

/** What stands out of the page or of the card of its table, by what it says. */
export async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const found = root.scrollWidth > root.clientWidth ? [`the page by ${root.scrollWidth - root.clientWidth} px`] : [];
    for (const card of document.querySelectorAll(".table-card")) {
      const { left, right } = card.getBoundingClientRect();
      for (const part of card.querySelectorAll("table, th, td, td *, th *, form, nav")) {
        // What is for assistive technology only, and questions that are not open, have no place of their own.
        if (!(part as HTMLElement).checkVisibility() || part.closest(".visually-hidden, thead, [popover]")) continue;
        const box = part.getBoundingClientRect();
        if (box.width > 0 && (box.right > right + 0.5 || box.left < left - 0.5)) {
          found.push(`${part.localName} “${part.textContent?.trim().slice(0, 40)}” by ${Math.round(Math.max(box.right - right, left - box.left))} px`);
        }
      }
    }
    return found;
  });
}

/**
 * Texts that are clipped by what they stand in, stand beside the page, or stand on one another. Not looked at is what is for
 * assistive technology only, what is not open, and the bars that float over the page.
 */
export async function unreadable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const root = document.documentElement;
    interface Piece {
      text: string;
      node: Element;
      box: DOMRect;
    }
    const pieces: Piece[] = [];
    /** Kept for assistive technology by a clip that leaves nothing to see. */
    const isUnseen = (element: Element) => {
      for (let at: Element | null = element; at; at = at.parentElement) if (getComputedStyle(at).clipPath === "inset(50%)") return true;
      return false;
    };
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const parent = node.parentElement!;
      const text = node.nodeValue!.trim().replace(/\s+/g, " ");
      if (!text || parent.closest(".skip-link, [hidden], option, script, style, template, noscript, svg")) continue;
      if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || isUnseen(parent)) continue;
      // The lines of code mean something, so code may scroll by itself.
      const isCode = parent.closest("pre") !== null;
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width < 2 || box.height < 2) continue;
        if (isCode) continue;
        pieces.push({ text: text.slice(0, 50), node: parent, box });
        if (box.left < -0.5 || box.right > root.clientWidth + 0.5) found.push(`beside the page: “${text.slice(0, 50)}”`);
      }
    }
    // Clipped: a part of the text is outside of an ancestor that shows nothing outside of itself and cannot be scrolled.
    for (const { text, node, box } of pieces) {
      for (let at: Element | null = node; at && at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at);
        const clips = (overflow: string) => overflow === "hidden" || overflow === "clip";
        if (!clips(style.overflowX) && !clips(style.overflowY)) {
          if (style.position === "fixed") break;
          continue;
        }
        const around = at.getBoundingClientRect();
        // Glyphs are smaller than the boxes of their lines.
        const spare = box.height * 0.25;
        const sideways = clips(style.overflowX) && (box.left < around.left - 1 || box.right > around.right + 1);
        const upright = clips(style.overflowY) && (box.top < around.top - spare || box.bottom > around.bottom + spare);
        if (sideways || upright) {
          found.push(`clipped by <${at.localName} class="${at.getAttribute("class") ?? ""}">: “${text}”`);
          break;
        }
      }
    }
    const floats = (node: Element) => node.closest(".topbar, .toast-region, [popover], dialog") !== null;
    const flat = pieces.filter(({ node }) => !floats(node));
    const shrunk = ({ box }: Piece) => ({ left: box.left + 1, right: box.right - 1, top: box.top + box.height * 0.22, bottom: box.bottom - box.height * 0.22 });
    for (const [at, one] of flat.entries()) {
      const a = shrunk(one);
      for (const other of flat.slice(at + 1)) {
        const b = shrunk(other);
        if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) found.push(`“${one.text}” stands on “${other.text}”`);
      }
    }
    return [...new Set(found)];
  });
}
