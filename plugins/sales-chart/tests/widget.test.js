import assert from 'node:assert/strict';
import test from 'node:test';

import { checkTexts, loadPanel } from '../../testkit/js/load-element.js';

const element = await loadPanel(new URL('../assets/widget.js', import.meta.url));
const { anchor, daysOf, labelled, layout, money } = element.rules;

test('bars stand on a zero baseline and are as tall as their share of the highest', () => {
  const bars = layout([0, 50, 100], 200);
  assert.deepEqual(bars.map((bar) => bar.height), [0, 100, 200]);
  assert.ok(bars.every((bar) => bar.y + bar.height === 200));
});

test('bars never leave the chart or touch each other', () => {
  for (const count of [1, 7, 30, 90, 365]) {
    const bars = layout(Array.from({ length: count }, (_, at) => at), 100);
    bars.forEach((bar, at) => {
      assert.ok(bar.x >= 0 && bar.x + bar.width <= 100);
      if (at > 0) assert.ok(bar.x > bars[at - 1].x + bars[at - 1].width);
    });
  }
});

test('a series without sales, or with more refunds than sales, has no bars and no labels', () => {
  assert.ok(layout([0, 0, -5], 100).every((bar) => bar.height === 0));
  assert.deepEqual(labelled([0, 0, -5]), []);
  assert.deepEqual(labelled(Array(30).fill(0)), []);
});

test('few bars are all labelled, of many the highest and latest', () => {
  assert.deepEqual(labelled([3, 0, 5]), [0, 2]);
  const many = Array(30).fill(1);
  [many[4], many[20]] = [9, 9];
  assert.deepEqual(labelled(many), [20]);
});

test('labels at the edges stay inside', () => {
  assert.deepEqual([1, 50, 99].map(anchor), ['start', 'middle', 'end']);
});

test('money has the decimals of its currency and the form of the language', () => {
  assert.equal(money(8490, 'EUR', 'en'), '€84.90');
  assert.equal(money(8490, 'EUR', 'de'), '84,90\u00a0€');
  assert.equal(money(8490, 'JPY', 'en'), '¥8,490');
  assert.equal(money(1_234_500, 'EUR', 'en', true), '€12.3K');
  assert.equal(money(8490, 'EUR', 'en', true), '€85');
});

test('a range is a number of days; what is not one is a month', () => {
  assert.deepEqual(['7d', '90d', '', undefined].map(daysOf), [7, 90, 30, 30]);
});

test('both languages have every text', () => checkTexts(assert, element.texts));
