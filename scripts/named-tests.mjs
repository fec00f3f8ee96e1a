// Every rule that has a number has a test that carries it in its name, so that who reads a rule finds what guards it:
//   node scripts/named-tests.mjs           fails and lists the rules without a test
//   node scripts/named-tests.mjs --list    lists every rule with its tests
// Tests that are skipped or ignored do not count.
// In Rust the function's name begins with the numbers (`threat_06_…`, `threat_27_and_42_…`, `parity_15_and_threat_06_…`); in
// JavaScript and TypeScript the title does (`test("THREATS 31: …")`).
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const folders = ["sdk", "app", "server", "frontend", "plugins", "end2end"];
const wanted = {
  threat: [...range(1, 38), 40, ...range(42, 44), 46],
  parity: [...range(1, 27), ...range(37, 45)],
  form: range(1, 22),
};

const rustTest = /#\[(?:tokio::)?test(?:\([^\]]*\))?\]\s*(?:#\[(?!ignore)[^\]]*\]\s*)*(?:async\s+)?fn\s+(\w+)/g;
const scriptTest = /\b(?:test|it)(?:\.(?!skip|fixme|todo)\w+)*\(\s*["'`]([^"'`\n]*)/g;

const found = new Map();
for (const folder of folders) {
  for (const file of filesBelow(path.join(root, folder))) {
    const pattern = file.endsWith(".rs") ? rustTest : /\.(ts|tsx|js|mjs)$/.test(file) ? scriptTest : null;
    if (!pattern) continue;
    for (const [, name] of readFileSync(file, "utf8").matchAll(pattern)) {
      for (const rule of rulesIn(name)) found.set(rule, [...(found.get(rule) ?? []), `${path.relative(root, file)}: ${name}`]);
    }
  }
}

if (process.argv.includes("--list")) {
  for (const rule of allWanted()) console.log(`${rule}\n${(found.get(rule) ?? ["none"]).map((test) => `    ${test}`).join("\n")}`);
}
const missing = allWanted().filter((rule) => !found.has(rule));
if (missing.length > 0) {
  console.error(`no test is named after: ${missing.join(", ")}`);
  process.exit(1);
}

/** The rules at the beginning of a name: `threat_27_and_42_names` → threat 27, threat 42. */
function rulesIn(name) {
  const rules = [];
  let kind = null;
  for (const word of name.toLowerCase().split(/[^a-z0-9]+/)) {
    const known = /^(threat|parity|form)s?$/.exec(word);
    if (known) kind = known[1];
    else if (kind && /^\d+$/.test(word)) rules.push(`${kind} ${Number(word)}`);
    else if (word !== "and") break;
  }
  return rules;
}

function allWanted() {
  return Object.entries(wanted).flatMap(([kind, numbers]) => numbers.map((number) => `${kind} ${number}`));
}

function range(from, to) {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (["node_modules", "target", "dist", "test-results"].includes(entry.name)) continue;
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(file);
    else yield file;
  }
}
