// Small helpers for the document: text is always set as text, never as markup.

export const byId = (id) => document.getElementById(id);

/** An element with properties (`class`, `data-x`, `aria-x`, `onclick`, others as attributes) and children. */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** An icon of the sprite in the page, not read aloud. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** Calls `action` once things have been quiet for `delay` milliseconds; `.now()` at once, `.cancel()` not at all. */
export function debounced(action, delay) {
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(later.now, delay);
  };
  later.now = () => {
    clearTimeout(timer);
    timer = 0;
    return action();
  };
  later.flush = () => timer && later.now();
  later.cancel = () => {
    clearTimeout(timer);
    timer = 0;
  };
  return later;
}

export const plural = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
