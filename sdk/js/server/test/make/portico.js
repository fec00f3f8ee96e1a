// A host's token, made with @portico/server. Reads what to sign from standard input; the server's tests run it.
import { readFileSync } from "node:fs";
import { makeJWT } from "../../src/index.js";

const { secret, uid, orgs } = JSON.parse(readFileSync(0, "utf8"));
console.log(makeJWT(secret, { uid, orgs }));
