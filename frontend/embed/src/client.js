// The `apiClient` of a component: four methods that call the surface's API and plugins' routes, with the token of the slot.
import { clientPath } from "./client-path.js";
import { bodyOf, failure, refusal } from "./refusal.js";

/**
 * @param {import("./session.js").Session} session
 * @param {"store" | "admin"} surface
 * @returns {{ client: Readonly<Record<"get" | "post" | "put" | "delete", (path: string, body?: unknown) => Promise<unknown>>>, stop(): void }}
 */
export function createClient(session, surface) {
  let isOver = false;
  const method = (method) => async (path, body) => {
    if (isOver) throw failure("the element of this apiClient is not on the page any more", 0, "gone");
    const { url, unwraps } = clientPath(surface, path);
    const read = new URL(url, session.origin);
    if (read.origin !== session.origin || read.pathname !== url.split("?")[0]) {
      throw failure(`apiClient may not call ${JSON.stringify(path)}: not_canonical`, 0, "not_canonical");
    }
    const init = { method, headers: { accept: "application/json" } };
    if (body !== undefined && (method === "POST" || method === "PUT")) {
      init.headers["content-type"] = "application/json";
      init.body = JSON.stringify(body);
    }
    const response = await session.fetch(url, init);
    const answer = await bodyOf(response);
    if (!response.ok) throw refusal(response, answer);
    return unwraps && answer !== null && typeof answer === "object" ? answer.data : answer;
  };
  const client = Object.freeze({ get: method("GET"), post: method("POST"), put: method("PUT"), delete: method("DELETE") });
  return { client, stop: () => void (isOver = true) };
}
