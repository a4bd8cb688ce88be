// Talks to the server that the page came from, and says in plain words what went wrong.

/** What the server or the network refused. `kind`: gone, busy, large, token, unreadable, failed; `after` in seconds. */
export class ApiError extends Error {
  constructor(kind, message, after = null) {
    super(message);
    this.kind = kind;
    this.after = after;
  }
}

const KINDS = { 401: "token", 403: "token", 413: "large", 415: "unreadable", 422: "unreadable", 429: "busy", 503: "busy" };

async function call(path, { method = "POST", body, signal } = {}) {
  const isForm = body instanceof FormData;
  let response;
  try {
    response = await fetch(path, {
      method,
      signal,
      body: body === undefined || isForm ? body : JSON.stringify(body),
      headers: { ...(body === undefined || isForm ? {} : { "Content-Type": "application/json" }), ...authorization() },
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError("gone", "The mtqa server does not answer. Your draft is kept in this browser.");
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

async function refusal(response) {
  const kind = KINDS[response.status] ?? "failed";
  const after = Number(response.headers.get("Retry-After")) || null;
  const said = await response.json().then((body) => body.detail ?? body.message, () => null);
  const words = {
    large: "This draft is larger than the server takes. Split it, or raise the server's limit.",
    busy: "The server is busy with other drafts; this one is next.",
    token: "The server asks for its token. Open the address that mtqa serve printed.",
  };
  const text = typeof said === "string" ? said : "The server could not check this draft.";
  return new ApiError(kind, words[kind] ?? text, after);
}

function authorization() {
  const token = sessionStorage.getItem("mtqa:token");
  return token ? { Authorization: `Bearer ${token}` } : {};
}

export const check = (request, signal) => call("api/check", { body: request, signal }).then((response) => response.json());
