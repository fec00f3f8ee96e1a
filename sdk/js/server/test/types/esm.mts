// Compiled, never run. Each @ts-expect-error fails the build if the line below it has become legal.
import { makeJWT, OrgRoles, type ClaimError, type Claims } from "@portico/server";

const orgs = { acme: OrgRoles.MEMBER, initech: OrgRoles.ADMIN };
const token: string = makeJWT("psk_…", { uid: "42", stripeCustomer: "cus_1", orgs, org: "acme", expiresIn: 600 });
makeJWT("psk_…", { uid: token });

// A value that may be absent does not need a branch.
declare const user: { stripe: string | undefined; orgs: Readonly<Record<string, OrgRoles>> | undefined };
makeJWT("psk_…", { uid: "42", stripeCustomer: user.stripe, orgs: user.orgs });

const role: OrgRoles = "ADMIN";
const claims: Claims = { uid: "42", orgs: { acme: role } };
makeJWT("psk_…", claims);

declare const error: ClaimError;
const asError: TypeError = error;
const claim: string = error.claim;
export { asError, claim };

// @ts-expect-error uid is required
makeJWT("psk_…", {});
// @ts-expect-error the claims are required
makeJWT("psk_…");
// @ts-expect-error a secret that may be absent must be checked
makeJWT(user.stripe, { uid: "42" });
// @ts-expect-error ids are strings
makeJWT("psk_…", { uid: 42 });
// @ts-expect-error null is not absent
makeJWT("psk_…", { uid: "42", stripeCustomer: null });
// @ts-expect-error unknown role
makeJWT("psk_…", { uid: "42", orgs: { acme: "OWNER" } });
// @ts-expect-error unknown claim
makeJWT("psk_…", { uid: "42", organisation: "acme" });
// @ts-expect-error the roles are read-only
OrgRoles.ADMIN = "ADMIN";
// @ts-expect-error the result is not a promise
makeJWT("psk_…", { uid: "42" }).then(() => {});
