// Which addresses a component's apiClient may call; the same rules as app/src/slot/component/client_path.rs and
// sdk/src/url_rule, and the tests hold the same verdicts (PARITY 15; THREATS 2).
import { failure } from "./refusal.js";

/**
 * @param {"store" | "admin"} surface
 * @param {unknown} given
 * @returns {{ url: string, unwraps: boolean }} path and query, and whether the answer's `data` is returned instead of the body
 * @throws {Error} with the rule's code
 */
export function clientPath(surface, given) {
  const text = typeof given === "string" ? given : "";
  const refuse = (code) => {
    throw failure(`apiClient may not call ${JSON.stringify(text)}: ${code}`, 0, code);
  };
  const at = text.indexOf("?");
  const [start, query] = at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
  const unwraps = start.startsWith(`/${surface}/`);
  const path = unwraps ? `/api/v1${start}` : start;
  const bad = pathProblem(path) ?? (below(surface, path) ? undefined : "foreign_prefix") ?? (query === undefined ? undefined : queryProblem(query));
  if (bad) refuse(bad);
  return { url: query === undefined ? path : `${path}?${query}`, unwraps };
}

const below = (surface, path) => [`/api/v1/${surface}/`, "/plugins/"].some((prefix) => path.startsWith(prefix));

/** One slash and then something else; RFC 3986 characters only; no encoding that means something else once decoded; written as it is parsed. */
function pathProblem(path) {
  if (path === "") return "url_missing";
  if (path.startsWith("//")) return "protocol_relative";
  if (!path.startsWith("/")) return startProblem(path);
  if (/%(?![0-9a-f]{2})/i.test(path) || /%(?:[01][0-9a-f]|7f|2e|2f|5c|25)/i.test(path)) return "forbidden_encoding";
  if (path.includes("#")) return "not_canonical";
  if (!/^[\w.~!$&'()*+,;=:@/%-]*$/.test(path)) return "forbidden_character";
  if (path.includes("..")) return "traversal";
  if (path.split("/").slice(1).some((segment) => segment === "" || segment === ".")) return "not_canonical";
  return undefined;
}

function startProblem(path) {
  const [scheme] = /^[a-z0-9+.-]*/i.exec(path);
  const rest = path.slice(scheme.length);
  if (rest.startsWith("://")) return "absolute";
  if (rest.startsWith(":") && scheme) return "not_relative";
  return path.includes("..") ? "traversal" : "not_relative";
}

/** A query cannot change where a request goes. What a browser would drop or rewrite is refused all the same. */
function queryProblem(query) {
  const bad = /[^\x21-\x7e]|[#"<>\\]/.exec(query)?.[0];
  if (bad === undefined) return undefined;
  return bad === "#" ? "not_canonical" : "forbidden_character";
}
