// Elements with attributes, listeners and children. Texts are only ever text nodes.

const SVG = "http://www.w3.org/2000/svg";
const STAR = "M10 1.8l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z";

export function h(tag, attributes = {}, ...children) {
  return build(document.createElement(tag), attributes, children);
}

function build(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

const s = (tag, attributes, ...children) => build(document.createElementNS(SVG, tag), attributes, children);

/** One star. */
export const star = (isOn) => s("svg", { class: isOn ? "star on" : "star", viewBox: "0 0 20 20", "aria-hidden": "true" }, s("path", { d: STAR }));

/** Five stars in a row, of which some are on. */
export const stars = (count, label) => h("span", { class: "stars", role: "img", "aria-label": label }, ...[1, 2, 3, 4, 5].map((number) => star(number <= Math.round(count))));
