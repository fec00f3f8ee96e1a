import assert from 'node:assert/strict';
import test from 'node:test';

import { checkTexts, loadPanel } from '../../testkit/js/load-element.js';

const element = await loadPanel(new URL('../assets/results.js', import.meta.url));
const { daysOf, mailTo, shares } = element.rules;

test('a range is a number of days; what is not one is a month', () => {
  assert.deepEqual(['7d', '30d', '90d', 'week', '', undefined].map(daysOf), [7, 30, 90, 30, 30, 30]);
});

test('bars are relative to the longest, zero is no bar, one of many can be seen', () => {
  assert.deepEqual(shares([0, 1, 50, 100, 1_000]), [0, 2, 5, 10, 100]);
  assert.deepEqual(shares([0, 0, 0, 0, 0]), [0, 0, 0, 0, 0]);
});

test('a link to an address leads to that address and to nothing more', () => {
  assert.equal(mailTo('ada@example.com'), 'mailto:ada@example.com');
  assert.equal(mailTo('a?bcc=x&b@example.com'), 'mailto:a%3Fbcc%3Dx%26b@example.com');
});

test('both languages have every text', () => checkTexts(assert, element.texts));
