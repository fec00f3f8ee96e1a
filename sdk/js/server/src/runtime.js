// Where the code runs. This protects from a mistake (bundling the secret into a page), not from an attacker.

/**
 * @param {object} scope the global object; tests pass their own
 * @throws {Error} in a browser's page or worker
 */
export function refuseBrowser(scope) {
  if (!isBrowser(scope)) return;
  throw new Error(
    "makeJWT must not run in a browser: there everyone could read the host secret and act as any user. " +
      "The secret must stay on the server: call makeJWT there and send only the token to the page.",
  );
}

function isBrowser(scope) {
  // A page's element with id="Deno" or id="Bun" is a global, too, but has no version text.
  if (typeof scope.Deno?.version?.deno === "string" || typeof scope.Bun?.version === "string") return false;
  if (scope.window !== undefined && scope.document !== undefined) return true;
  // Cloudflare Workers have a WorkerGlobalScope like a browser's worker; before compatibility date 2022-03-21 no navigator.
  if (scope.navigator?.userAgent === "Cloudflare-Workers" || scope.WebSocketPair !== undefined) return false;
  return scope.importScripts !== undefined || scope.WorkerGlobalScope !== undefined;
}

/**
 * @param {number} count
 * @param {object} scope the global object; tests pass their own
 * @returns {Uint8Array} `count` bytes from the cryptographic random generator
 * @throws {Error} if the runtime has none
 */
export function randomBytes(count, scope) {
  if (typeof scope.crypto?.getRandomValues !== "function") {
    throw new Error(
      "makeJWT needs globalThis.crypto.getRandomValues, which this runtime lacks: use Node 20 or newer, Deno, Bun or Workers.",
    );
  }
  return scope.crypto.getRandomValues(new Uint8Array(count));
}
