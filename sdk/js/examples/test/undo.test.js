import assert from "node:assert/strict";
import { beforeEach, describe, mock, test } from "node:test";
import { createUndo } from "../kit/undo.js";

describe("an offer to undo", () => {
  let offer;
  let undo;
  let undone;
  beforeEach(() => {
    mock.timers.reset();
    mock.timers.enable({ apis: ["setTimeout"] });
    [offer, undone] = [null, 0];
    undo = createUndo((offered) => (offer = offered));
    undo.offer("Deleted.", () => (undone += 1));
  });

  test("is withdrawn after ten seconds, or when it is taken", () => {
    mock.timers.tick(9_999);
    assert.equal(offer.text, "Deleted.");
    mock.timers.tick(1);
    assert.equal(offer, null);

    undo.offer("Again.", () => (undone += 1));
    offer.undo();
    assert.deepEqual([offer, undone], [null, 1]);
  });

  test("stays while the focus is on it, and ten seconds more", () => {
    undo.hold(true);
    mock.timers.tick(60_000);
    assert.ok(offer);
    undo.hold(false);
    mock.timers.tick(9_999);
    assert.ok(offer);
    mock.timers.tick(1);
    assert.equal(offer, null);
  });

  test("gives way to a later one, which has its own time", () => {
    mock.timers.tick(8_000);
    undo.offer("Later.", () => {});
    mock.timers.tick(8_000);
    assert.equal(offer.text, "Later.");
  });
});
