// Compiled, never run: the declarations of the CommonJS format, by both ways of importing it.
import { makeJWT, OrgRoles } from "@portico/server";
import server = require("@portico/server");

const token: string = makeJWT("psk_…", { uid: "42", orgs: { acme: OrgRoles.ADMIN } });
const same: string = server.makeJWT("psk_…", { uid: "42", orgs: { acme: server.OrgRoles.ADMIN } });
export { token, same };

// @ts-expect-error uid is required
server.makeJWT("psk_…", {});
