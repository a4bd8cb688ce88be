// Talks to the server that the page came from, and says in plain words what went wrong.

/** What the server or the network refused. `kind`: gone, busy, loading, large, token, failed; `after` in seconds. */
class ApiError extends Error {
  constructor(kind, message, after = null) {
    super(message);
    this.kind = kind;
    this.after = after;
  }
}

const KINDS = { 401: "token", 413: "large", 429: "busy", 502: "gone", 503: "loading" };
const WORDS = {
  busy: "The server is busy with other drafts; this one is next.",
  gone: "The mtqa server does not answer. Your draft is kept in this browser.",
  token: "The server asks for its token: open the address that mtqa serve printed.",
};
const TOKEN = "mtqa:token";

/** Takes the token out of the page's address, where nobody but this page sees it. */
export function takeToken() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (!token) return;
  sessionStorage.setItem(TOKEN, token);
  history.replaceState(null, "", location.pathname);
}

async function call(path, { body, signal, method = body ? "POST" : "GET" } = {}) {
  const headers = {};
  const token = sessionStorage.getItem(TOKEN);
  if (token) headers.Authorization = `Bearer ${token}`;
  const isForm = body instanceof FormData;
  if (body && !isForm) headers["Content-Type"] = "application/json";
  let response;
  try {
    const sent = body && !isForm ? JSON.stringify(body) : body;
    response = await fetch(path, { method, body: sent, headers, signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError("gone", WORDS.gone);
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

async function refusal(response) {
  const kind = KINDS[response.status] ?? "failed";
  const after = Number(response.headers.get("Retry-After")) || null;
  const said = await response.json().then((body) => body.error?.message, () => null);
  const words = said ? `${sentence(said)}.` : "The server could not check this draft.";
  return new ApiError(kind, WORDS[kind] ?? words, after);
}

/** With a capital, unless it begins with a file's name. */
const sentence = (said) => (/^[^:]*\.\w+: /.test(said) ? said : said[0].toUpperCase() + said.slice(1));

const json = (response) => response.json();

export const about = () => call("api/about").then(json);
export const check = (body, signal) => call("api/check", { body, signal }).then(json);
export const save = (body) => call("api/save", { body }).then(json);
export const report = (body) => call("api/report", { body }).then((response) => response.text());
export const baseline = (body) => call("api/baseline", { body }).then((response) => response.text());

// Drafts that the server keeps too, where it was started so.
export const keepDraft = (id, title, content) => call(`api/drafts/${id}`, { method: "PUT", body: { title, content } });
export const keptDrafts = () => call("api/drafts").then(json).then((answer) => answer.drafts);
export const keptDraft = (id) => call(`api/drafts/${id}`).then(json).then((answer) => answer.content);

/** A file as its reader sees it: {format, encoding, text, blocks, ...}. */
export function read(file, name) {
  const form = new FormData();
  form.append("file", file, name);
  return call("api/read", { body: form }).then(json);
}
