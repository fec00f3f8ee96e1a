// Both formats of the package as its users load them, by name through the exports map.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import * as esm from "@portico/server";

const require = createRequire(import.meta.url);

export const FORMATS = [
  { format: "ESM", ...esm },
  { format: "CJS", ...require("@portico/server") },
];

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** A well-formed secret whose last part has the two characters that are easy to get wrong. */
export const SECRET = "psk_k7_AbC_dEf-GhI_jKl-MnO_pQr-StU_vWx-YzA_012-345";

export function decode(token) {
  const [header, payload, signature] = token.split(".");
  const text = (part) => Buffer.from(part, "base64url").toString("utf8");
  return { headerText: text(header), payloadText: text(payload), payload: JSON.parse(text(payload)), signature };
}
