// The keys that work wherever the focus is. Single letters are left to the list and to the text.

import { byId } from "./dom.js";

/** `commands`: undo, redo, save, open, next(by), accept, dismiss, escape. */
export function listenToKeys(commands) {
  const sheet = byId("keys");
  const help = () => (sheet.open ? sheet.close() : sheet.showModal());
  byId("help").addEventListener("click", help);
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || sheet.open) return;
    const command = commandFor(event, commands, help);
    if (!command) return;
    event.preventDefault();
    command();
  });
}

function commandFor(event, commands, help) {
  const control = (event.ctrlKey || event.metaKey) && !event.altKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const typing = event.target.matches("textarea, input:not([type]), input[type='text']");
  if (control) return controlled(key, event, commands);
  if (event.altKey) {
    return { ArrowDown: () => commands.next(1), ArrowUp: () => commands.next(-1), Enter: commands.accept, KeyD: commands.dismiss }[event.code === "KeyD" ? event.code : key];
  }
  if (key === "F8") return () => commands.next(event.shiftKey ? -1 : 1);
  if (key === "F1" || (key === "?" && !typing)) return help;
  if (key === "Escape" && event.target.matches(".field")) return commands.escape;
  return undefined;
}

function controlled(key, event, commands) {
  // One's own wording has the undo of its field.
  if (event.target.matches(".own input") && key !== "s") return undefined;
  if (key === "z") return event.shiftKey ? commands.redo : commands.undo;
  if (key === "y") return commands.redo;
  return { s: commands.save, o: commands.open }[key];
}
