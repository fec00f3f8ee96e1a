import assert from 'node:assert/strict';
import test from 'node:test';

import { checkTexts, loadPanel } from '../../testkit/js/load-element.js';

const element = await loadPanel(new URL('../assets/badge.js', import.meta.url));
const { addressOf, wordsOf } = element.rules;

test('an order is asked for by an address that nothing in its id can change', () => {
  assert.equal(
    addressOf({ orderId: 'a/../b&amount=1 #ü', amount: 8490, currency: 'EUR' }),
    '/store/loyalty-points/points?order=a%2F..%2Fb%26amount%3D1+%23%C3%BC&amount=8490&currency=EUR',
  );
});

test('points are earned, on their way, or missed', () => {
  const signedIn = { signed_in: true, earned: 84, booked: true, balance: 100 };
  assert.deepEqual(wordsOf(signedIn), { main: ['earned', 84], more: [['balance', 100]] });
  assert.deepEqual(wordsOf({ ...signedIn, booked: false }).main, ['coming', 84]);
  assert.deepEqual(wordsOf({ ...signedIn, earned: 0 }).main, ['none', 0]);
  assert.deepEqual(wordsOf({ signed_in: false, earned: 84, booked: false }), { main: ['signed_out', 0], more: [['missed', 84]] });
  assert.deepEqual(wordsOf({ signed_in: false, earned: 0, booked: false }).more, []);
});

test('both languages have every text', () => checkTexts(assert, element.texts));
