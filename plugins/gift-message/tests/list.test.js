import assert from 'node:assert/strict';
import test from 'node:test';

import { checkTexts, loadPanel } from '../../testkit/js/load-element.js';

const element = await loadPanel(new URL('../assets/list.js', import.meta.url));
const { fill, isColor, languageOf, numberOf } = element.rules;

test('an order is named by its number, else by its id', () => {
  assert.equal(numberOf({ order_number: '1042', order_id: 'o1' }), '1042');
  assert.equal(numberOf({ order_number: '', order_id: 'o1' }), 'o1');
});

test('what a buyer wrote is put into a text once and is not a pattern itself', () => {
  assert.equal(fill('From {name}', { name: '{name} $& <b>' }), 'From {name} $& <b>');
});

test('German variants read German, all others English', () => {
  assert.deepEqual(['de', 'de-AT', 'DE_ch', 'den', 'fr', ''].map(languageOf), ['de', 'de', 'de', 'en', 'en', 'en']);
});

test('only a plain colour becomes one', () => {
  assert.ok(isColor('#ffe9c7'));
  for (const other of [null, undefined, '', 'red', '#fff', '#ffe9c7;', 'url(#x)']) assert.equal(isColor(other), false, String(other));
});

test('both languages have every text', () => checkTexts(assert, element.texts));
