// The error for an answer that is none: `status`, `code`, `message`, and `fields` where the server named some.

/**
 * @param {string} message
 * @param {number} status
 * @param {string} code
 */
export const failure = (message, status, code) => Object.assign(new Error(message), { status, code });

/**
 * @param {Response} response
 * @param {any} answer its body
 */
export function refusal(response, answer) {
  const detail = Object(Object(answer).error);
  const message = typeof detail.message === "string" ? detail.message : `HTTP ${response.status}`;
  const error = failure(message, response.status, typeof detail.code === "string" ? detail.code : "");
  if (detail.fields !== null && typeof detail.fields === "object") error.fields = detail.fields;
  return error;
}

/**
 * The body: JSON as a value, other text as it is, nothing as null.
 * @param {Response} response
 */
export async function bodyOf(response) {
  const text = await response.text();
  if (text === "") return null;
  return (response.headers.get("content-type") ?? "").includes("json") ? JSON.parse(text) : text;
}
