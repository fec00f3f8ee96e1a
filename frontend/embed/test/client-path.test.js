// The verdicts of app/src/slot/component/client_path.rs and of sdk/src/url_rule.
import assert from "node:assert/strict";
import { test } from "node:test";
import { clientPath } from "../src/client-path.js";

const refused = (surface, path) => {
  try {
    clientPath(surface, path);
  } catch (error) {
    return error.code;
  }
  return undefined;
};

test("full paths answer the whole body and short forms the data", () => {
  assert.deepEqual(clientPath("store", "/api/v1/store/apps?q=a%20b&sort=name"), { url: "/api/v1/store/apps?q=a%20b&sort=name", unwraps: false });
  assert.deepEqual(clientPath("store", "/plugins/acme-pay/intent"), { url: "/plugins/acme-pay/intent", unwraps: false });
  assert.deepEqual(clientPath("admin", "/admin/payments"), { url: "/api/v1/admin/payments", unwraps: true });
});

test("PARITY 15: a client stays on its surface and origin", () => {
  const bad = [
    "/\\evil.com/x", "/\t/evil.com/x", "//evil.com/store/", "https://evil.com/store/x", "/plugins/%2e%2e/api/v1/admin/users",
    "/plugins/.%2e/api/v1/admin/users", "/plugins/../api/v1/admin/users", "/plugins/.\t./api", "/plugins/a/./b", "/plugins/a//b",
    "/store/../admin/users", "/store/%2e%2e/admin/users", "/store/%2E%2E%2fadmin/users", "/store/a%5cb", "/store/%252e%252e/admin",
    "/admin/users", "/api/v1/admin/users", "/api/v1/orgs/globex/plugins", "/session", "store/x", "", "/", "/store", "/storefront/x",
    "/store/x#fragment", "/store/x?q=a#b", "/store/x?q=a\nb", "/store/x?q=ü", undefined, null, 7, {}, ["/store/x"],
  ];
  for (const path of bad) assert.ok(refused("store", path), `${JSON.stringify(path)} got through`);
  assert.equal(refused("admin", "/store/x"), "foreign_prefix");
  assert.equal(refused("admin", "/api/v1/store/x"), "foreign_prefix");
});

test("the reason is the one that helps", () => {
  const reasons = {
    "": "url_missing", "//evil.com/x": "protocol_relative", "https://evil.com/x": "absolute", "data:,x": "not_relative", "store/x": "not_relative",
    "../store/x": "traversal", "/store/../x": "traversal", "/store/%2e%2e/x": "forbidden_encoding", "/store/%0a": "forbidden_encoding",
    "/store/%zz": "forbidden_encoding", "/store/a b": "forbidden_character", "/store/a//b": "not_canonical", "/store/x#y": "not_canonical", "/session": "foreign_prefix",
  };
  for (const [path, reason] of Object.entries(reasons)) assert.equal(refused("store", path), reason, path);
});

test("THREATS 2: dots in a query are only text", () => {
  assert.equal(clientPath("store", "/store/search?q=..%2f..%2fadmin&p=100%25").url, "/api/v1/store/search?q=..%2f..%2fadmin&p=100%25");
});

test("what gets through is read by a parser as it is written", () => {
  const pieces = ["/", ".", "a", "Z9", "-", "_", "~", "!", "$", "&", "'", "(", ")", "*", "+", ",", ";", "=", ":", "@", "?", "%41", "%c3", "%20", "/./", "evil.com", "https:", "@evil.com", ":80", "..", "%2e", "\\", "\t", "#"];
  let through = 0;
  let seed = 7;
  const random = (below) => (seed = (seed * 48271) % 2147483647) % below;
  for (let n = 0; n < 20_000; n++) {
    const path = `/store/${Array.from({ length: random(7) }, () => pieces[random(pieces.length)]).join("")}`;
    if (refused("store", path)) continue;
    const { url } = clientPath("store", path);
    const read = new URL(url, "https://portico.invalid");
    assert.equal(read.origin, "https://portico.invalid", path);
    assert.equal(read.pathname, url.split("?")[0], path);
    through++;
  }
  assert.ok(through > 500, `only ${through} got through`);
});
