// Names that nobody has thought of while writing the code under test.
import { randomBytes, randomInt } from "node:crypto";

const SYLLABLES = ["ba", "do", "fi", "ku", "lo", "me", "no", "pra", "ri", "sto", "tu", "ve", "wi", "zo"];

function word(): string {
  return Array.from({ length: 3 }, () => SYLLABLES[randomInt(SYLLABLES.length)]).join("");
}

/** A host: an id as the command line takes it, and a name with characters that HTML and addresses treat in their own way. */
export function someHost(): { id: string; name: string } {
  const name = word();
  return { id: `${name}-${randomBytes(2).toString("hex")}`, name: `${name} & <${word()}> "Ltd" ${randomInt(1000)}` };
}

/** An id of an organisation or a user: hosts choose them, so anything is possible but control characters. */
export function someId(): string {
  return `${word()}/${word()}?#%41 ${randomInt(1000)}&é'"<${word()}>`;
}
