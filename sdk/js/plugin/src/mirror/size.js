// How large something will be in a message, estimated: never less than what the relay will count.

const utf8 = new TextEncoder();
// Up to here a guess (no character takes more than three bytes a unit) is cheaper than counting.
const SHORT = 64;

const textSize = (text) => 4 + (text.length <= SHORT ? text.length * 3 : utf8.encode(text).length);

/**
 * @param {unknown} value
 * @returns {number} bytes
 */
export function sizeOf(value) {
  const seen = new Set();
  const open = [value];
  let size = 0;
  while (open.length > 0) {
    const item = open.pop();
    if (typeof item === "string") size += textSize(item);
    else if (typeof item === "bigint") size += textSize(String(item));
    // Becomes an object with an id.
    else if (typeof item === "function") size += 40;
    else if (typeof item !== "object" || item === null || seen.has(item)) size += 10;
    else {
      seen.add(item);
      size += 10;
      if (ArrayBuffer.isView(item) || item instanceof ArrayBuffer) size += item.byteLength;
      else if (item instanceof Error) open.push(item.name, item.message, item.stack, item.cause);
      else if (item instanceof Map) open.push(...[...item].flat());
      else if (Array.isArray(item) || item instanceof Set) for (const each of item) open.push(each);
      else {
        for (const key of Object.keys(item)) {
          size += textSize(key);
          open.push(item[key]);
        }
      }
    }
  }
  return size;
}
