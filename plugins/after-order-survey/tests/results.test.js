import assert from 'node:assert/strict';
import test from 'node:test';

import { checkTexts, loadElement } from '../../testkit/js/load-element.js';

const element = await loadElement(new URL('../assets/results.js', import.meta.url));
const { daysOf, shares } = element.rules;

test('a range is a number of days; what is not one is a month', () => {
  assert.deepEqual(['7d', '30d', '90d', 'week', '', undefined].map(daysOf), [7, 30, 90, 30, 30, 30]);
});

test('bars are relative to the longest, zero is no bar, one of many can be seen', () => {
  assert.deepEqual(shares([0, 1, 50, 100, 1_000]), [0, 2, 5, 10, 100]);
  assert.deepEqual(shares([0, 0, 0, 0, 0]), [0, 0, 0, 0, 0]);
});

test('both languages have every text', () => checkTexts(assert, element.texts));
