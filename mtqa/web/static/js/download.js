// Saves what the page made as a file.

import { element } from "./dom.js";

const TYPES = { json: "application/json", html: "text/html", txt: "text/plain", md: "text/markdown" };

/** Offers `content` (text or a Blob) as the file `name`. */
export function download(name, content) {
  const type = TYPES[name.split(".").at(-1)] ?? "text/plain";
  const blob = content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` });
  const address = URL.createObjectURL(blob);
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // The download has begun by then in every browser.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** `report.docx` and `corrected` make `report.corrected.docx`. */
export function named(name, what, extension = null) {
  const dot = name.lastIndexOf(".");
  const [stem, own] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name || "draft", ".txt"];
  return `${stem}.${what}${extension ?? own}`;
}
