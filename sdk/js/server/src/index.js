// What the package exports; see index.d.ts for its documentation.
export { OrgRoles } from "./claims.js";
export { makeJWT } from "./jwt.js";
