import assert from 'node:assert/strict';
import test from 'node:test';

import { checkTexts, loadElement } from '../../testkit/js/load-element.js';

const element = await loadElement(new URL('../assets/checkout.js', import.meta.url));
const card = element.card;

test('the check digit accepts real numbers and finds one wrong or two swapped digits', () => {
  for (const good of ['4242424242424242', '5555555555554444', '378282246310005', '4000000000000002']) {
    assert.equal(card.luhn(good), true, good);
  }
  for (const bad of ['', '4242424242424241', '4242424242424224', '378282246310006']) {
    assert.equal(card.luhn(bad), false, bad);
  }
});

test('numbers are grouped the way they are printed', () => {
  assert.equal(card.formatNumber('4242424242424242'), '4242 4242 4242 4242');
  assert.equal(card.formatNumber('3782-8224-6310005'), '3782 822463 10005');
  assert.equal(card.formatNumber('4242 4'), '4242 4');
  assert.equal(card.formatNumber('42424242424242424242424'), '4242 4242 4242 4242 424');
  assert.equal(card.formatNumber('abc'), '');
});

test('a number is missing, incomplete, wrong or fine', () => {
  assert.equal(card.checkNumber(''), 'number_missing');
  assert.equal(card.checkNumber('4242'), 'number_incomplete');
  assert.equal(card.checkNumber('4242 4242 4242 4241'), 'number_invalid');
  assert.equal(card.checkNumber('4242 4242 4242 42'), 'number_invalid');
  assert.equal(card.checkNumber('4242 4242 4242 4242'), null);
  assert.equal(card.checkNumber('3782 822463 10005'), null);
});

test('the expiry date is completed while typing and when pasted', () => {
  for (const [typed, shown] of [['1', '1'], ['4', '04'], ['12', '12'], ['122', '12 / 2'], ['1227', '12 / 27'],
    ['12/2027', '12 / 27'], ['04 / 29', '04 / 29'], ['12 / 27 9', '12 / 279']]) {
    assert.equal(card.formatExpiry(typed), shown, typed);
  }
});

test('a card is valid until the end of its month', () => {
  const now = new Date(2026, 10, 30, 23, 59);
  assert.equal(card.checkExpiry('11 / 26', now), null);
  assert.equal(card.checkExpiry('10 / 26', now), 'expired');
  assert.equal(card.checkExpiry('01 / 27', now), null);
  assert.equal(card.checkExpiry('12 / 24', now), 'expired');
  assert.equal(card.checkExpiry('13 / 27', now), 'expiry_invalid');
  assert.equal(card.checkExpiry('00 / 27', now), 'expiry_invalid');
  assert.equal(card.checkExpiry('1', now), 'expiry_incomplete');
  assert.equal(card.checkExpiry('', now), 'expiry_missing');
});

test('the security code has as many digits as the brand prints', () => {
  const [visa, amex] = [card.brandOf('4'), card.brandOf('37')];
  assert.equal(card.checkCvc('123', visa), null);
  assert.equal(card.checkCvc('123', amex), 'cvc_incomplete');
  assert.equal(card.checkCvc('1234', amex), null);
  assert.equal(card.checkCvc('', visa), 'cvc_missing');
});

test('the caret stays behind the digit it was behind', () => {
  assert.equal(card.caretAfter('42424', 5, '4242 4'), 6);
  assert.equal(card.caretAfter('42942 4', 3, '4294 24'), 3);
  assert.equal(card.caretAfter('4242 94', 0, '4242 94'), 0);
});

test('both languages have every text', () => checkTexts(assert, element.texts));
