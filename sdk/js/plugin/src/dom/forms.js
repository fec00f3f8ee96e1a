// Form controls, whose state is more than their attributes: value, checked and selected. Setting a state is mirrored as a
// property; state that comes from the page with an event is taken over without being sent back.
import { remoteId, updateRemoteElementProperty } from "@remote-dom/core/elements";
import { callHost } from "../mirror/outbox.js";
import { withoutMirroring } from "../mirror/silence.js";
import { isOpen, openOf } from "../mirror/writes.js";
import { defineNative, reflect } from "./elements.js";
import { extend, window } from "./window.js";

const { HTMLElement } = window;

// Not in a class: React wraps the properties of an instance to notice changes, and state from the page has to get past that.
const states = new WeakMap();

function stateOf(element) {
  let state = states.get(element);
  if (!state) states.set(element, (state = {}));
  return state;
}

function setState(element, name, value) {
  stateOf(element)[name] = value;
  updateRemoteElementProperty(element, name, value);
}

const text = (value) => (value === null || value === undefined ? "" : String(value));

class Control extends HTMLElement {
  get form() {
    return this.closest("form");
  }

  get labels() {
    const { id } = this;
    const around = this.closest("label");
    const named = id ? this.getRootNode().querySelectorAll("label").filter((label) => label.htmlFor === id && label !== around) : [];
    return around ? [around, ...named] : [...named];
  }

  // The page validates nothing without a form; a plugin checks its values itself.
  get validity() {
    return { valid: true };
  }
  get validationMessage() {
    return "";
  }
  get willValidate() {
    return false;
  }
  checkValidity() {
    return true;
  }
  reportValidity() {
    return true;
  }
  setCustomValidity() {}
}

/** What the selection of a text is, as far as events have told. */
const SELECTION = {
  get selectionStart() {
    return stateOf(this).selectionStart ?? this.value.length;
  },
  set selectionStart(start) {
    this.setSelectionRange(start, Math.max(start, this.selectionEnd));
  },
  get selectionEnd() {
    return stateOf(this).selectionEnd ?? this.value.length;
  },
  set selectionEnd(end) {
    this.setSelectionRange(Math.min(this.selectionStart, end), end);
  },
  get selectionDirection() {
    return stateOf(this).selectionDirection ?? "none";
  },
  setSelectionRange(start, end, direction = "none") {
    Object.assign(stateOf(this), { selectionStart: start, selectionEnd: end, selectionDirection: direction });
    callHost(this, "setSelectionRange", start, end, direction);
  },
  select() {
    Object.assign(stateOf(this), { selectionStart: 0, selectionEnd: this.value.length });
    callHost(this, "select");
  },
};

// Types whose value is the attribute.
const VALUE_IN_ATTRIBUTE = new Set(["checkbox", "radio", "hidden", "button", "submit", "reset", "image"]);

class HTMLInputElement extends Control {
  get type() {
    return this.getAttribute("type")?.toLowerCase() || "text";
  }
  set type(type) {
    this.setAttribute("type", type);
  }

  get value() {
    if (this.type === "checkbox" || this.type === "radio") return this.getAttribute("value") ?? "on";
    return stateOf(this).value ?? this.getAttribute("value") ?? "";
  }
  set value(value) {
    if (VALUE_IN_ATTRIBUTE.has(this.type)) this.setAttribute("value", text(value));
    else setState(this, "value", text(value));
  }

  get checked() {
    return stateOf(this).checked ?? this.hasAttribute("checked");
  }
  set checked(checked) {
    setState(this, "checked", Boolean(checked));
    if (checked) uncheckSiblings(this);
  }

  get indeterminate() {
    return stateOf(this).indeterminate ?? false;
  }
  set indeterminate(indeterminate) {
    setState(this, "indeterminate", Boolean(indeterminate));
  }

  get valueAsNumber() {
    return this.value.trim() === "" ? NaN : Number(this.value);
  }
  set valueAsNumber(number) {
    this.value = Number.isNaN(number) ? "" : number;
  }

  get files() {
    return null;
  }
}
extend(HTMLInputElement.prototype, SELECTION);
reflect(HTMLInputElement.prototype, {
  texts: "defaultValue=value name placeholder min max step pattern autocomplete alt src accept",
  flags: "defaultChecked=checked disabled readOnly required multiple",
  numbers: "minLength maxLength size width height",
});

class HTMLTextAreaElement extends Control {
  get type() {
    return "textarea";
  }

  get value() {
    return stateOf(this).value ?? this.textContent;
  }
  set value(value) {
    setState(this, "value", text(value));
  }

  get defaultValue() {
    return this.textContent;
  }
  set defaultValue(value) {
    this.textContent = value;
  }

  get textLength() {
    return this.value.length;
  }
}
extend(HTMLTextAreaElement.prototype, SELECTION);
reflect(HTMLTextAreaElement.prototype, {
  texts: "name placeholder autocomplete wrap",
  flags: "disabled readOnly required",
  numbers: "rows cols minLength maxLength",
});

class HTMLOptionElement extends HTMLElement {
  get selected() {
    const select = this.closest("select");
    return select ? select.selectedOptions.includes(this) : isMarked(this);
  }
  set selected(selected) {
    const select = this.closest("select");
    if (selected && select && !select.multiple) choose(select, [this]);
    else setState(this, "selected", Boolean(selected));
  }

  get value() {
    return this.getAttribute("value") ?? this.text;
  }
  set value(value) {
    this.setAttribute("value", text(value));
  }

  get text() {
    return this.textContent.trim().replace(/\s+/g, " ");
  }
  set text(value) {
    this.textContent = value;
  }

  get index() {
    return Math.max(0, this.closest("select")?.options.indexOf(this) ?? 0);
  }

  get form() {
    return this.closest("form");
  }
}
reflect(HTMLOptionElement.prototype, { texts: "label", flags: "defaultSelected=selected disabled" });

class HTMLSelectElement extends Control {
  get type() {
    return this.multiple ? "select-multiple" : "select-one";
  }

  get options() {
    return this.getElementsByTagName("option");
  }

  get length() {
    return this.options.length;
  }

  get selectedOptions() {
    const { options } = this;
    const marked = options.filter(isMarked);
    if (this.multiple) return marked;
    if (marked.length > 0) return marked.slice(-1);
    // A list that drops down shows its first option when none is chosen, unless "none" is what was asked for.
    if (this.size > 1 || stateOf(this).none) return [];
    return options.filter((option) => !option.disabled).slice(0, 1);
  }

  get selectedIndex() {
    const [first] = this.selectedOptions;
    return first ? this.options.indexOf(first) : -1;
  }
  set selectedIndex(index) {
    const option = this.options[index];
    choose(this, option ? [option] : []);
  }

  get value() {
    return this.selectedOptions[0]?.value ?? "";
  }
  set value(value) {
    const option = this.options.find((each) => each.value === text(value));
    choose(this, option ? [option] : []);
  }

  item(index) {
    return this.options[index] ?? null;
  }

  add(option, before = null) {
    const reference = typeof before === "number" ? (this.options[before] ?? null) : before;
    (reference?.parentNode ?? this).insertBefore(option, reference);
  }

  remove(index) {
    if (index === undefined) super.remove();
    else this.options[index]?.remove();
  }
}
reflect(HTMLSelectElement.prototype, { texts: "name autocomplete", flags: "multiple disabled required", numbers: "size" });

const isMarked = (option) => stateOf(option).selected ?? option.hasAttribute("selected");

/** Makes these options the chosen ones. */
function choose(select, chosen) {
  const none = chosen.length === 0;
  stateOf(select).none = none;
  for (const option of select.options) {
    const selected = chosen.includes(option);
    if (isMarked(option) !== selected) setState(option, "selected", selected);
  }
  // That not even the first is chosen is no state of an option. Forgotten silently, so that it can be said again.
  if (none) updateRemoteElementProperty(select, "selectedIndex", -1);
  else withoutMirroring(() => updateRemoteElementProperty(select, "selectedIndex", undefined));
}

function uncheckSiblings(radio) {
  const { name, type } = radio;
  if (type !== "radio" || !name) return;
  const { form } = radio;
  for (const other of radio.getRootNode().querySelectorAll?.("input") ?? []) {
    if (other !== radio && other.type === "radio" && other.name === name && other.form === form && other.checked) setState(other, "checked", false);
  }
}

defineNative("HTMLInputElement", HTMLInputElement, "input");
defineNative("HTMLTextAreaElement", HTMLTextAreaElement, "textarea");
defineNative("HTMLSelectElement", HTMLSelectElement, "select");
defineNative("HTMLOptionElement", HTMLOptionElement, "option");

export const isControl = (element) => element instanceof Control;

/**
 * Takes over the state that an event came with, before anyone hears of the event. Goes past the properties of the instance:
 * React compares what it saw through them with what is there now.
 *
 * @param {object} snapshot what the host sent
 * @param {(id: string) => object | undefined} nodeOf
 */
export function takeOver(element, snapshot, nodeOf) {
  withoutMirroring(() => {
    if (element instanceof HTMLSelectElement) {
      const { selectedIndex, selectedOptions } = snapshot;
      if (Array.isArray(selectedOptions)) choose(element, selectedOptions.map(nodeOf).filter(Boolean));
      else if (Number.isInteger(selectedIndex)) choose(element, [element.options[selectedIndex]].filter(Boolean));
      return;
    }
    if (!isControl(element)) return;
    const { prototype } = element.constructor;
    for (const name of ["indeterminate", "checked", "value"]) {
      const setter = Object.getOwnPropertyDescriptor(prototype, name)?.set;
      if (!setter || snapshot[name] === undefined) continue;
      if (name === "value" && VALUE_IN_ATTRIBUTE.has(element.type)) continue;
      setter.call(element, snapshot[name]);
    }
    const { selectionStart, selectionEnd, selectionDirection } = snapshot;
    Object.assign(stateOf(element), { selectionStart, selectionEnd, selectionDirection });
  });
}

const STATE = ["indeterminate", "checked", "value", "selected", "selectedIndex"];

/**
 * To be called before `takeOver`; what is returned, after everyone heard of the event. The reader may go on entering while what the plugin wrote is on
 * its way: an event of then tells what was entered, so that nobody misses it, but the page is going to have what was written, and so has the
 * plugin's document, unless something else was written meanwhile.
 */
export function heldWrites(element) {
  const isSelect = element instanceof HTMLSelectElement;
  const nodes = isSelect ? [element, ...element.options] : isControl(element) ? [element] : [];
  const records = nodes.flatMap((node) => openOf(remoteId(node), STATE));
  if (records.length === 0) return () => {};
  const chosen = isSelect ? [...element.selectedOptions] : [];
  return () => withoutMirroring(() => {
    if (isSelect) {
      if (records.every(isOpen)) choose(element, chosen);
      return;
    }
    // By the properties of the instance: React has to see this.
    for (const record of records.filter(isOpen)) element[record[2]] = record[3];
  });
}
