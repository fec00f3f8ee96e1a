// A host's token, made with jose as docs/HOSTS.md shows it. Reads what to sign from standard input; the server's tests run it.
import { readFileSync } from "node:fs";
import { SignJWT } from "jose";

const { secret, key_id, uid, orgs } = JSON.parse(readFileSync(0, "utf8"));
const token = await new SignJWT({ uid, orgs })
  .setProtectedHeader({ alg: "HS256", typ: "JWT", kid: key_id })
  .setAudience("portico")
  .setIssuedAt()
  .setExpirationTime("1h")
  .setJti(crypto.randomUUID())
  .sign(new TextEncoder().encode(secret));
console.log(token);
