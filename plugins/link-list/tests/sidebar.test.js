import assert from 'node:assert/strict';
import test from 'node:test';

import { checkTexts, loadPanel } from '../../testkit/js/load-element.js';

const element = await loadPanel(new URL('../assets/sidebar.js', import.meta.url));
const { linkAttributes } = element.rules;

test('links to other sites open apart and learn nothing about this one', () => {
  assert.deepEqual(linkAttributes({ url: 'https://wiki.example/', external: true }, '/admin'), {
    href: 'https://wiki.example/', target: '_blank', rel: 'noopener noreferrer',
  });
});

test('a link to the current page says so', () => {
  assert.equal(linkAttributes({ url: '/admin?x=1', external: false }, '/admin')['aria-current'], 'page');
  assert.equal(linkAttributes({ url: '/admin/orders', external: false }, '/admin')['aria-current'], undefined);
});

test('whatever the server says, no address that runs code or leaves the site becomes a link', () => {
  for (const url of ['javascript:alert(1)', 'http://plain.example', '//evil.example', '/\\evil.example', '/\t/evil', 'data:,x', '']) {
    for (const external of [true, false]) assert.equal(linkAttributes({ url, external }, '/'), null, url);
  }
});

test('both languages have every text', () => checkTexts(assert, element.texts));
