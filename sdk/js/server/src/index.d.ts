/** The roles a user can have in an organisation. */
export declare const OrgRoles: {
  /** May enable plugins for everyone in the organisation. */
  readonly ADMIN: "ADMIN";
  /** Has the plugins that are enabled in the organisation. */
  readonly MEMBER: "MEMBER";
};
export type OrgRoles = (typeof OrgRoles)[keyof typeof OrgRoles];

/**
 * What the host says about its current user. Ids (`uid`, `stripeCustomer`, the keys of `orgs`) have 1 to 255 bytes of UTF-8
 * and no control characters.
 */
export interface Claims {
  /** The id of the current user. */
  uid: string;
  /** The user's customer id in the Stripe account that the host connected; plugin purchases are charged to it. */
  stripeCustomer?: string | undefined;
  /** The user's role in each of their organisations, by organisation id; at most 50. */
  orgs?: Readonly<Record<string, OrgRoles>> | undefined;
  /** The active organisation, a key of `orgs`; the others then take no part. Without it all of them do. */
  org?: string | undefined;
  /** Lifetime of the token in whole seconds, 1 to 86400 (24 hours). Default: 3600 (one hour). */
  expiresIn?: number | undefined;
}

/** The error for claims that the server would refuse. */
export interface ClaimError extends TypeError {
  /** The name of the claim that is wrong, for example `"uid"`. */
  claim: string;
}

/**
 * Signs a token that tells Portico who the current user is. Synchronous; for servers only.
 *
 * ```js
 * const token = makeJWT(process.env.PORTICO_HOST_SECRET, { uid: "42", orgs: { acme: OrgRoles.MEMBER } });
 * ```
 *
 * @param secret the host secret from the console, `psk_<key id>_<43 base64url characters>`
 * @param claims who the user is
 * @returns a compact JWS (HS256) of at most 8 KiB
 * @throws {TypeError} if the secret is malformed; the message never contains any part of it
 * @throws {ClaimError} if a claim is wrong or, with the claim `orgs`, if the token becomes too long
 * @throws {Error} in a browser, and if the runtime has no `crypto.getRandomValues`
 */
export declare function makeJWT(secret: string, claims: Claims): string;
