// Keeps drafts in this browser: small ones where writing is immediate, large ones and files in its database.

const DRAFT = "mtqa:draft:";
const RECENT = "mtqa:recent";
const HERE = "mtqa:here";
const EARLIER = 12;
const STORES = ["drafts", "files"];

function database() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("mtqa", 1);
    request.onupgradeneeded = () => STORES.forEach((name) => request.result.createObjectStore(name));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore(name, mode, action) {
  const opened = await database();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = opened.transaction(name, mode);
      const request = action(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    opened.close();
  }
}

const read = (name, key) => inStore(name, "readonly", (store) => store.get(key)).catch(() => undefined);
const write = (name, key, value) => inStore(name, "readwrite", (store) => store.put(value, key));
const erase = (name, key) => inStore(name, "readwrite", (store) => store.delete(key)).catch(() => undefined);

function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** Drafts that were on the desk before, latest first: {id, name, when, excerpt}. */
export const recent = () => recall(RECENT) ?? [];

/** Keeps a draft. Resolves once it is safe; for one of usual size that is before this function returns. */
export async function keep(kept) {
  const excerpt = kept.text.trim().slice(0, 80).replaceAll(/\s+/g, " ");
  if (excerpt === "" && !kept.rows) return;
  const text = JSON.stringify(kept);
  let small = true;
  try {
    localStorage.setItem(DRAFT + kept.id, text);
  } catch {
    small = false;
    localStorage.removeItem(DRAFT + kept.id);
  }
  if (!small) await write("drafts", kept.id, text);
  const others = recent().filter((one) => one.id !== kept.id);
  for (const { id } of others.slice(EARLIER)) await forget(id);
  localStorage.setItem(RECENT, JSON.stringify([{ id: kept.id, name: kept.name, when: Date.now(), excerpt }, ...others.slice(0, EARLIER)]));
  sessionStorage.setItem(HERE, kept.id);
}

export async function load(id) {
  const small = recall(DRAFT + id);
  if (small) return small;
  const text = await read("drafts", id);
  return text ? JSON.parse(text) : null;
}

export async function forget(id) {
  localStorage.removeItem(DRAFT + id);
  localStorage.setItem(RECENT, JSON.stringify(recent().filter((one) => one.id !== id)));
  await Promise.all([erase("drafts", id), erase("files", id)]);
}

/** The draft that was on this tab's desk, else the latest one that no other tab has; null where there is none. */
export async function last() {
  const here = sessionStorage.getItem(HERE);
  const taken = await inOtherTabs();
  const wanted = [here, ...recent().map((one) => one.id)].find((id) => id && !taken.has(id));
  if (!wanted || here === "") return null;
  return load(wanted);
}

/** Says that this tab's desk is empty, so that a refresh does not bring an earlier draft back. */
export const leave = () => sessionStorage.setItem(HERE, "");

/** Tells other tabs which draft this one has, until it closes. */
let release = null;
export function hold(id) {
  release?.();
  // Only pages from this machine, or over HTTPS, have locks.
  navigator.locks?.request(DRAFT + id, { ifAvailable: true }, () => new Promise((resolve) => (release = resolve)));
}

async function inOtherTabs() {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.map((lock) => lock.name.slice(DRAFT.length)));
}

export const keepFile = (id, file) => write("files", id, file);
export const loadFile = (id) => read("files", id);
