// Classes of events. An event has the fields that its init has.
import { expose, window } from "./window.js";

const { Event } = window;
const OWN = new Set(["bubbles", "cancelable", "composed"]);

class UIEvent extends Event {
  constructor(type, init = {}) {
    super(type, init);
    for (const name of Object.keys(init)) if (!OWN.has(name)) this[name] = init[name];
  }

  getModifierState(key) {
    return Boolean({ Alt: this.altKey, Control: this.ctrlKey, Meta: this.metaKey, Shift: this.shiftKey }[key]);
  }
}

const derive = (base) => class extends base {};
const MouseEvent = derive(UIEvent);
const PointerEvent = derive(MouseEvent);
const classes = {
  UIEvent,
  MouseEvent,
  PointerEvent,
  WheelEvent: derive(MouseEvent),
  ...Object.fromEntries(
    ["KeyboardEvent", "InputEvent", "CompositionEvent", "FocusEvent", "TouchEvent", "AnimationEvent", "TransitionEvent", "SubmitEvent"].map(
      (name) => [name, derive(UIEvent)],
    ),
  ),
};
for (const [name, type] of Object.entries(classes)) expose(name, type, { replace: true });

const PATTERNS = [
  [/^(click|auxclick|contextmenu|pointer.*|(got|lost)pointercapture)$/, PointerEvent],
  [/^(dblclick|mouse.*)$/, MouseEvent],
  [/^wheel$/, classes.WheelEvent],
  [/^key/, classes.KeyboardEvent],
  [/^(beforeinput|input)$/, classes.InputEvent],
  [/^composition/, classes.CompositionEvent],
  [/^(focus|blur)/, classes.FocusEvent],
  [/^touch/, classes.TouchEvent],
  [/^animation/, classes.AnimationEvent],
  [/^transition/, classes.TransitionEvent],
  [/^toggle$/, window.ToggleEvent],
];

export const eventClassOf = (type) => PATTERNS.find(([pattern]) => pattern.test(type))?.[1] ?? Event;
