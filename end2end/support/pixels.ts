// What is really seen, by the pixels of the page.
import type { Page } from "@playwright/test";

/** Icons, logos and switches of which nothing is seen: their place has one colour. What is out of sight, or under something, is not looked at. */
export async function invisibleIcons(page: Page): Promise<string[]> {
  const icons = await page.evaluate(() =>
    [...document.querySelectorAll("svg.icon, .brand-logo, .switch")]
      .filter((icon) => icon.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((icon) => {
        const { left, top, width, height } = icon.getBoundingClientRect();
        const hit = document.elementFromPoint(left + width / 2, top + height / 2);
        return hit !== null && (hit.contains(icon) || icon.contains(hit));
      })
      .map((icon) => ({ name: icon.outerHTML.slice(0, 120), box: icon.getBoundingClientRect().toJSON() as DOMRect }))
      .filter(({ box }) => box.width > 2 && box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth),
  );
  const picture = (await page.screenshot({ animations: "disabled" })).toString("base64");
  const other = await page.context().newPage();
  const counts = await other.evaluate(
    async ({ picture, boxes }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${picture}`;
      await image.decode();
      const drawing = new OffscreenCanvas(image.width, image.height).getContext("2d", { willReadFrequently: true })!;
      drawing.drawImage(image, 0, 0);
      return boxes.map(({ x, y, width, height }) => {
        const { data } = drawing.getImageData(Math.round(x), Math.round(y), Math.ceil(width), Math.ceil(height));
        return new Set(new Uint32Array(data.buffer)).size;
      });
    },
    { picture, boxes: icons.map(({ box }) => box) },
  );
  await other.close();
  return icons.filter((_, at) => counts[at]! < 2).map(({ name }) => name);
}
