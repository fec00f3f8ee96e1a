// While state from the page is taken over, remote-dom notes it as what the page has, but nothing is sent back.

let levels = 0;

export const isSilent = () => levels > 0;

export function withoutMirroring(change) {
  levels++;
  try {
    change();
  } finally {
    levels--;
  }
}
