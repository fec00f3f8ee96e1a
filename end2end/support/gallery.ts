// The laboratory's form gallery (end2end/lab/src/gallery): what a person fills into a field of each kind, and what is said of it.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Kind, Value } from "./forms.ts";

/** What is wrong with a value: where, and the sentence. */
export type Problem = [path: string, sentence: string];

/** A kind of field as a person meets it. */
export interface Sample {
  /** The control, as a CSS selector; and where the limits are attributes, the control with them. */
  drawn: string;
  limits?: string;
  /** What the control shows before anything was filled in. */
  nothing: Value;
  /** What is filled in, and another one; what that is on the wire, where it is not the same. */
  good: Value;
  other: Value;
  wire?: (value: Value) => unknown;
  /** What emptying it means; `undefined`: it cannot be emptied by filling in. */
  emptied?: Value;
  /** What is filled into the field with limits, and everything that it refuses. */
  within: Value;
  wrong: { value: Value; problems: Problem[] }[];
  /** Where the field that has to be filled in stands, and what is said while it is empty; none: it is never empty. */
  required: Problem[];
}

const named = (name: string, size: number | null) => ({ name, size });
/** Refused while it is empty, as every kind without limits of its own is in the gallery. */
const demanded = (label: string, nothing: Value) => ({ value: nothing, problems: [["limits", `Fill in ${label}, limits.`]] as Problem[] });
const limits = (value: Value, sentence: string) => ({ value, problems: [["limits", sentence]] as Problem[] });
const required = (label: string): Problem[] => [["required", `Fill in ${label}, required.`]];
/** Nothing typed is null (FORMS 8). */
const typed = (value: Value) => (value === "" ? null : value);

export const samples: Record<Kind, Sample> = {
  text: {
    drawn: "input[type=text]",
    nothing: "",
    good: "Grün & <b>Gold</b>",
    other: "Red",
    wire: typed,
    emptied: "",
    within: "ABCD",
    wrong: [
      limits("AB", "Text, limits needs at least 3 characters."),
      limits("ABCDEFGHI", "Text, limits may have at most 8 characters."),
      limits("abcd", "Use capital letters."),
    ],
    required: required("Text"),
  },
  password: {
    drawn: "input[type=password][autocomplete=new-password]",
    nothing: "",
    good: "correct horse",
    other: "battery staple",
    wire: () => ({ is_set: true }),
    within: "longer than eight",
    wrong: [
      limits("short", "Password, limits needs at least 8 characters."),
      limits("x".repeat(65), "Password, limits may have at most 64 characters."),
    ],
    required: required("Password"),
  },
  number: {
    drawn: "input[type=number][step=any]",
    limits: 'input[type=number][min="1"][max="10"][step="0.5"]',
    nothing: "",
    good: 42.25,
    other: -7,
    wire: typed,
    emptied: "",
    within: 2.5,
    wrong: [
      limits(0.5, "Number, limits must be 1 or more."),
      limits(10.5, "Number, limits must be 10 or less."),
      limits(1.3, "Number, limits must go in steps of 0.5."),
    ],
    required: required("Number"),
  },
  textarea: {
    drawn: "textarea",
    nothing: "",
    good: "First\n</textarea>\n  third",
    other: "One line",
    wire: typed,
    emptied: "",
    within: "Two\nlines",
    wrong: [
      limits("Four", "Lines, limits needs at least 5 characters."),
      limits("More than twenty chars", "Lines, limits may have at most 20 characters."),
    ],
    required: required("Lines"),
  },
  toggle: {
    drawn: "input[type=checkbox]",
    nothing: false,
    good: true,
    other: false,
    emptied: false,
    within: true,
    wrong: [demanded("Toggle", false)],
    required: required("Toggle"),
  },
  select: {
    drawn: "select",
    nothing: "",
    good: "c",
    other: "a",
    wire: typed,
    emptied: "",
    within: "b",
    wrong: [demanded("Menu", "")],
    required: required("Menu"),
  },
  url: {
    drawn: "input[type=url]",
    nothing: "",
    good: "https://grün.example.com:8443/a?b=c&d#e",
    other: "http://example.com/",
    wire: typed,
    emptied: "",
    within: "https://example.com/shop",
    wrong: [
      limits("example", "Enter Web address, limits like https://example.com."),
      limits("http://example.com", "Use https."),
    ],
    required: required("Web address"),
  },
  email: {
    drawn: "input[type=email]",
    nothing: "",
    good: "ada+shop@example.com",
    other: "bob@example.com",
    wire: typed,
    emptied: "",
    within: "cyd@example.com",
    wrong: [
      limits("nobody", "Enter Mail address, limits like name@example.com."),
      limits("somebody.with.a.name@example.com", "Mail address, limits may have at most 30 characters."),
      limits("ada@example.org", "Use an address at example.com."),
    ],
    required: required("Mail address"),
  },
  date: {
    drawn: "input[type=date]",
    limits: 'input[type=date][min="2026-01-01"][max="2026-12-31"]',
    nothing: "",
    good: "2028-02-29",
    other: "1999-12-31",
    wire: typed,
    emptied: "",
    within: "2026-06-15",
    wrong: [
      limits("2025-12-31", "Day, limits must be 1 Jan 2026 or later."),
      limits("2027-01-01", "Day, limits must be 31 Dec 2026 or earlier."),
    ],
    required: required("Day"),
  },
  color: {
    drawn: 'input[type=text][placeholder="#rrggbb"]',
    nothing: "",
    good: "#12ab9f",
    other: "#000000",
    wire: typed,
    emptied: "",
    within: "#2563eb",
    wrong: [demanded("Colour", ""), limits("blue", "Enter Colour, limits as #rrggbb, like #2563eb.")],
    required: required("Colour"),
  },
  range: {
    drawn: 'input[type=range][min="0"][max="10"]',
    limits: 'input[type=range][min="1"][max="10"][step="3"]',
    nothing: 5,
    good: 3,
    other: 9,
    within: 10,
    // What a slider cannot leave, its plugin refuses.
    wrong: [limits(7, "Seven is taken.")],
    required: [],
  },
  radio: {
    drawn: "fieldset[role=radiogroup]:has(input[type=radio])",
    nothing: "",
    good: "c",
    other: "a",
    wire: typed,
    emptied: "",
    within: "b",
    wrong: [demanded("Choice", "")],
    required: required("Choice"),
  },
  multiselect: {
    drawn: "fieldset:not([role]):has(input[type=checkbox])",
    nothing: [],
    good: ["b", "c"],
    other: ["a"],
    emptied: [],
    within: ["a", "b"],
    wrong: [
      limits(["a"], "Choices, limits needs at least 2 entries."),
      limits(["a", "b", "c"], "Choices, limits may have at most 2 entries."),
    ],
    required: required("Choices"),
  },
  list: {
    drawn: "fieldset:has(> [data-form-rows])",
    nothing: [],
    good: [named("Ada", 1.5)],
    other: [named("Eve", 4)],
    emptied: [],
    within: [named("Ada", 1), named("Bob", null)],
    wrong: [
      limits([named("Ada", 1)], "List, limits needs at least 2 entries."),
      { value: [named("Ada", 1), named("Ada", 2)], problems: [["limits.1.name", "Name is in another row already."]] },
      { value: [named("", 1), named("Ada", 2)], problems: [["limits.0.name", "Fill in Name."]] },
    ],
    required: required("List"),
  },
  object: {
    drawn: "fieldset:has(input[type=text]):has(input[type=number])",
    nothing: named("", null),
    good: named("Ada", 7.5),
    other: named("Eve", 4),
    wire: (value) => Object.fromEntries(Object.entries(value as object).map(([key, member]) => [key, typed(member as Value)])),
    emptied: named("", null),
    within: named("Cyd", 10),
    wrong: [
      {
        value: named("Al", 11),
        problems: [
          ["limits.name", "Name needs at least 3 characters."],
          ["limits.size", "Size must be 10 or less."],
        ],
      },
    ],
    required: [["required.name", "Fill in Name."]],
  },
};

/** What is on the wire and in the store for what was filled in. */
export const onWire = (sample: Sample, value: Value): unknown => (sample.wire ? sample.wire(value) : value);

/** The members of a Rust enum's `ALL` by what its `name` calls them, read from its source. */
export function declared(file: string, name: string): string[] {
  const source = readFileSync(path.resolve(import.meta.dirname, "../..", file), "utf8");
  const own = source.slice(source.indexOf(`impl ${name} {`));
  const [, variants] = /const ALL: \[Self; \d+\] = \[([^\]]*)\]/.exec(own)!;
  const [, names] = /fn name\(self\)[^{]*\{\s*match self \{([^}]*)\}/.exec(own)!;
  const called = new Map([...names!.matchAll(/Self::(\w+) => "(\w+)"/g)].map(([, variant, wire]) => [variant!, wire!]));
  return [...variants!.matchAll(/Self::(\w+)/g)].map(([, variant]) => called.get(variant!)!);
}
