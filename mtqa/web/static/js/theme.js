// Light or dark: as the system has it, until someone chooses.

import { byId } from "./dom.js";

const KEY = "mtqa:theme";
const system = matchMedia("(prefers-color-scheme: dark)");

export function startTheme() {
  show(localStorage.getItem(KEY));
  byId("theme").addEventListener("click", () => {
    const next = isDark() ? "light" : "dark";
    // The system's own look needs no choice.
    const chosen = (next === "dark") === system.matches ? null : next;
    if (chosen) localStorage.setItem(KEY, chosen);
    else localStorage.removeItem(KEY);
    show(chosen);
  });
}

function isDark() {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : system.matches;
}

function show(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}
