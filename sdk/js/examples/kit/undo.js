// For how long something that was taken away can be brought back.

const OFFERED_MS = 10_000;

/**
 * @param {(offer: { text: string, undo: () => void } | null) => void} show
 */
export function createUndo(show) {
  let timer;
  let isHeld = false;

  function withdraw() {
    clearTimeout(timer);
    show(null);
  }

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(() => (isHeld ? wait() : withdraw()), OFFERED_MS);
  }

  return {
    offer(text, undo) {
      isHeld = false;
      show({
        text,
        undo() {
          withdraw();
          undo();
        },
      });
      wait();
    },
    /** While the focus is on it, it stays: a key that is pressed late must not meet something else. */
    hold(isFocused) {
      isHeld = isFocused;
      if (!isFocused) wait();
    },
    withdraw,
  };
}
