// Cuts what is to be sent into messages that stay below the limits of docs/SANDBOX.md.
import { MUTATION_TYPE_INSERT_CHILD } from "@remote-dom/core";
import { sizeOf } from "./size.js";

export const MAX_RECORDS = 1000;
export const MAX_BYTES = 200 * 1024;
// A message may have 64 levels. Each element below the inserted one takes two, the way to it five, properties some more.
const MAX_ELEMENT_LEVELS = 24;

/** Elements in elements, counted down to the limit and one more. */
function levelsOf(node, most = MAX_ELEMENT_LEVELS + 1) {
  if (most === 0 || !node.children) return 0;
  let levels = 0;
  for (const child of node.children) {
    levels = Math.max(levels, levelsOf(child, most - 1));
    if (levels === most - 1) break;
  }
  return levels + 1;
}

/**
 * The record, or records that do the same one after the other: a subtree that is too deep or too large is inserted without its
 * children, then they follow.
 *
 * @returns {{ record: unknown[], size: number }[]}
 */
export function divide(record) {
  const parts = [];
  const open = [record];
  while (open.length > 0) {
    const part = open.pop();
    const size = sizeOf(part);
    const [type, parent, node, index] = part;
    const children = type === MUTATION_TYPE_INSERT_CHILD ? (node.children ?? []) : [];
    if (children.length === 0 || (size <= MAX_BYTES / 2 && levelsOf(node) <= MAX_ELEMENT_LEVELS)) {
      parts.push({ record: part, size });
      continue;
    }
    const alone = [type, parent, { ...node, children: [] }, index];
    parts.push({ record: alone, size: sizeOf(alone) });
    // The last one first, because the stack is taken from its end.
    for (let at = children.length - 1; at >= 0; at--) open.push([MUTATION_TYPE_INSERT_CHILD, node.id, children[at], at]);
  }
  return parts;
}
