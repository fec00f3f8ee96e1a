// Looking around in the tree: what the polyfill lacks.
import { document, expose, extend, window } from "./window.js";

const { Document, DocumentFragment, Element, Node } = window;

const KINDS = { ELEMENT_NODE: 1, ATTRIBUTE_NODE: 2, TEXT_NODE: 3, CDATA_SECTION_NODE: 4, COMMENT_NODE: 8, DOCUMENT_NODE: 9, DOCUMENT_FRAGMENT_NODE: 11 };
const POSITIONS = {
  DOCUMENT_POSITION_DISCONNECTED: 1,
  DOCUMENT_POSITION_PRECEDING: 2,
  DOCUMENT_POSITION_FOLLOWING: 4,
  DOCUMENT_POSITION_CONTAINS: 8,
  DOCUMENT_POSITION_CONTAINED_BY: 16,
};
for (const [name, value] of Object.entries({ ...KINDS, ...POSITIONS })) {
  for (const target of [Node, Node.prototype]) Object.defineProperty(target, name, { value });
}

/** From the root down to the node. */
function pathTo(node) {
  const path = [];
  for (let current = node; current; current = current.parentNode) path.unshift(current);
  return path;
}

extend(Node.prototype, {
  getRootNode() {
    let root = this;
    while (root.parentNode) root = root.parentNode;
    return root;
  },

  hasChildNodes() {
    return this.firstChild !== null;
  },

  isSameNode(other) {
    return this === other;
  },

  compareDocumentPosition(other) {
    if (this === other) return 0;
    const mine = pathTo(this);
    const theirs = pathTo(other);
    if (mine[0] !== theirs[0]) return POSITIONS.DOCUMENT_POSITION_DISCONNECTED | POSITIONS.DOCUMENT_POSITION_PRECEDING | 32;
    let level = 0;
    while (mine[level] === theirs[level] && level < mine.length && level < theirs.length) level++;
    if (level === mine.length) return POSITIONS.DOCUMENT_POSITION_CONTAINED_BY | POSITIONS.DOCUMENT_POSITION_FOLLOWING;
    if (level === theirs.length) return POSITIONS.DOCUMENT_POSITION_CONTAINS | POSITIONS.DOCUMENT_POSITION_PRECEDING;
    const siblings = mine[level - 1].childNodes;
    const isBefore = siblings.indexOf(theirs[level]) < siblings.indexOf(mine[level]);
    return isBefore ? POSITIONS.DOCUMENT_POSITION_PRECEDING : POSITIONS.DOCUMENT_POSITION_FOLLOWING;
  },

  normalize() {
    for (const child of [...this.childNodes]) {
      if (child.nodeType !== KINDS.TEXT_NODE) child.normalize?.();
      else if (child.data === "") child.remove();
      else if (child.previousSibling?.nodeType === KINDS.TEXT_NODE) {
        child.previousSibling.data += child.data;
        child.remove();
      }
    }
  },
});

// The polyfill knows no lists of selectors ("a, b") and no states (":checked"); the latter are understood at the end of a selector.
const SEPARATOR = /,(?![^[]*\])(?![^(]*\))/;
const STATES = {
  checked: (element) => element.checked === true || element.selected === true,
  disabled: (element) => element.disabled === true,
  enabled: (element) => element.disabled === false,
  empty: (element) => element.firstChild === null,
  focus: (element) => element === document.activeElement,
  "first-child": (element) => !element.previousElementSibling,
  "last-child": (element) => !element.nextElementSibling,
  "only-child": (element) => !element.previousElementSibling && !element.nextElementSibling,
};
const WITH_STATES = new RegExp(`^(.*?)((?::(?:${Object.keys(STATES).join("|")}))+)$`);
const polyfilled = Element.prototype.querySelectorAll;

function findOne(within, selector) {
  const [, before, states] = WITH_STATES.exec(selector.trim()) ?? [];
  if (!states) return polyfilled.call(within, selector);
  const found = polyfilled.call(within, /[\w\])*-]$/.test(before) ? before : `${before}*`);
  const checks = states.slice(1).split(":").map((state) => STATES[state]);
  return found.filter((element) => checks.every((check) => check(element)));
}

function findAll(within, selector) {
  const parts = String(selector).split(SEPARATOR);
  if (parts.length === 1) return findOne(within, parts[0]);
  const found = new Set(parts.flatMap((part) => [...findOne(within, part)]));
  return polyfilled.call(within, "*").filter((element) => found.has(element));
}

/** All elements that match, in the tree in which the element is. */
function matchesAround(element, selector) {
  const root = element.getRootNode();
  if (root.nodeType !== KINDS.ELEMENT_NODE) return findAll(root, selector);
  // Only what is below something can be found, so a tree without document is hung below a fragment for a moment.
  const fragment = document.createDocumentFragment();
  fragment.append(root);
  const found = findAll(fragment, selector);
  root.remove();
  return found;
}

for (const { prototype } of [Element, Document, DocumentFragment]) {
  extend(prototype, {
    querySelectorAll(selector) {
      return findAll(this, selector);
    },
    querySelector(selector) {
      return findAll(this, selector)[0] ?? null;
    },
    get childElementCount() {
      return this.children.length;
    },
  });
}
for (const { prototype } of [Document, DocumentFragment]) {
  extend(prototype, {
    get firstElementChild() {
      return this.children[0] ?? null;
    },
    get lastElementChild() {
      return this.children[this.children.length - 1] ?? null;
    },
  });
}

extend(Element.prototype, {
  matches(selector) {
    return matchesAround(this, selector).includes(this);
  },

  closest(selector) {
    const found = new Set(matchesAround(this, selector));
    let element = this;
    while (element && !found.has(element)) element = element.parentElement;
    return element;
  },

  hasAttributes() {
    return this.attributes.length > 0;
  },

  insertAdjacentElement(position, element) {
    insertAdjacent(this, position, element);
    return element;
  },

  insertAdjacentText(position, text) {
    insertAdjacent(this, position, document.createTextNode(text));
  },

  insertAdjacentHTML(position, html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    insertAdjacent(this, position, template.content);
  },
});

function insertAdjacent(element, position, node) {
  switch (String(position).toLowerCase()) {
    case "beforebegin": element.before(node); break;
    case "afterbegin": element.prepend(node); break;
    case "beforeend": element.append(node); break;
    case "afterend": element.after(node); break;
    default: throw new SyntaxError(`"${position}" is no position`);
  }
}

export const NodeFilter = {
  FILTER_ACCEPT: 1, FILTER_REJECT: 2, FILTER_SKIP: 3, SHOW_ALL: 0xffffffff, SHOW_ELEMENT: 1, SHOW_TEXT: 4, SHOW_COMMENT: 128,
};

/** Forward only, which is what libraries use it for. */
class TreeWalker {
  constructor(root, whatToShow, filter) {
    Object.assign(this, { root, whatToShow, filter, currentNode: root });
  }

  #verdict(node) {
    if (!(this.whatToShow & (1 << (node.nodeType - 1)))) return NodeFilter.FILTER_SKIP;
    if (!this.filter) return NodeFilter.FILTER_ACCEPT;
    return typeof this.filter === "function" ? this.filter(node) : this.filter.acceptNode(node);
  }

  nextNode() {
    let node = this.currentNode;
    let mayDescend = true;
    for (;;) {
      let next = mayDescend ? node.firstChild : null;
      while (!next) {
        if (!node || node === this.root) return null;
        next = node.nextSibling;
        if (!next) node = node.parentNode;
      }
      node = next;
      const verdict = this.#verdict(node);
      if (verdict === NodeFilter.FILTER_ACCEPT) return (this.currentNode = node);
      mayDescend = verdict !== NodeFilter.FILTER_REJECT;
    }
  }
}

extend(Document.prototype, {
  createTreeWalker(root, whatToShow = NodeFilter.SHOW_ALL, filter = null) {
    return new TreeWalker(root, whatToShow, filter);
  },
});

expose("NodeFilter", NodeFilter);
expose("TreeWalker", TreeWalker);
