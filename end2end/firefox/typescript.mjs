// Lets Node read the TypeScript of ../support, which knows how servers are started and which pages there are:
//   node --import ./typescript.mjs --test …
import { register } from "node:module";

register("./transform.mjs", import.meta.url);
