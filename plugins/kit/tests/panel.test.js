// The base of the panels, with a few lines standing in for the DOM.
import assert from 'node:assert/strict';
import test from 'node:test';

import { loadPanel } from '../../testkit/js/load-element.js';

class Part {
  attributes = {};
  children = [];
  isConnected = false;
  setAttribute(name, value) { this.attributes[name] = value; }
  append(...children) { this.children.push(...children); }
  replaceChildren(...children) { this.children = children; }
  addEventListener(name, listener) { this[`on${name}`] = listener; }
}
globalThis.HTMLElement = Part;
globalThis.document = { createElement: (tag) => Object.assign(new Part(), { tag }) };

const Panel = await loadPanel(new URL('greeting.js', import.meta.url));
const words = (part) => (typeof part === 'string' ? part : part.children.map(words).join(' '));

/** A client whose answers are given when a test says so. */
function client() {
  const asked = [];
  return { asked, get: (path) => new Promise((resolve, reject) => asked.push({ path, resolve, reject })) };
}

function mounted(apiClient, context = { who: 'a', mood: 'calm' }) {
  const panel = new Panel();
  panel.isConnected = true;
  Object.assign(panel, { context, apiClient });
  panel.connectedCallback();
  return panel;
}
const settled = () => new Promise((resolve) => { setImmediate(resolve); });

test('a panel waits until it has everything, shows what came, and says so to assistive technology', async () => {
  const panel = new Panel();
  const apiClient = client();
  panel.isConnected = true;
  panel.apiClient = apiClient;
  assert.equal(apiClient.asked.length, 0);
  panel.context = { who: 'a', mood: 'calm' };
  assert.deepEqual([words(panel), panel.attributes['aria-busy']], ['Greeting Loading', 'true']);
  apiClient.asked[0].resolve({ greeting: 'Hello' });
  await settled();
  assert.deepEqual([words(panel), panel.attributes['aria-busy']], ['Greeting Hello calm', 'false']);
});

test('what was set before the script ran counts', () => {
  const apiClient = client();
  const panel = new Panel();
  for (const [name, value] of Object.entries({ apiClient, context: { who: 'early' }, locale: 'de' })) {
    Object.defineProperty(panel, name, { value, writable: true, enumerable: true, configurable: true });
  }
  panel.isConnected = true;
  panel.connectedCallback();
  assert.deepEqual(apiClient.asked.map(({ path }) => path), ['/early']);
  assert.equal(words(panel), 'Gruß Lädt');
});

test('only a changed key that the data depends on loads anew, and a late answer for the old one is ignored', async () => {
  const apiClient = client();
  const panel = mounted(apiClient);
  panel.context = { who: 'b', mood: 'calm' };
  apiClient.asked[1].resolve({ greeting: 'for b' });
  await settled();
  apiClient.asked[0].resolve({ greeting: 'for a' });
  await settled();
  panel.context = { who: 'b', mood: 'glad', other: 1 };
  assert.deepEqual([apiClient.asked.length, words(panel)], [2, 'Greeting for b glad']);
});

test('a failure is an alert with a button that heals it', async () => {
  const apiClient = client();
  const panel = mounted(apiClient);
  apiClient.asked[0].reject(new Error('no'));
  await settled();
  assert.equal(words(panel), 'Greeting Failed Again');
  const alert = panel.children[1];
  assert.equal(alert.attributes.role, 'alert');
  alert.children[1].onclick();
  apiClient.asked[1].resolve({ greeting: 'Back' });
  await settled();
  assert.equal(words(panel), 'Greeting Back calm');
});

test('an element that has left the page keeps nothing and draws nothing, and may be mounted again', async () => {
  const apiClient = client();
  const panel = mounted(apiClient);
  panel.isConnected = false;
  panel.disconnectedCallback();
  apiClient.asked[0].resolve({ greeting: 'late' });
  await settled();
  assert.deepEqual([words(panel), panel.phase], ['', 'idle']);
  panel.isConnected = true;
  panel.connectedCallback();
  assert.equal(apiClient.asked.length, 2);
});
