// What the editor put aside, with a way back.

import { byId, element, plural } from "./dom.js";

export function showAside(draft) {
  const entries = [
    ...draft.names.map((name) => ["names", name, `“${name}” is never flagged`]),
    ...draft.dismissed.map((one) => ["dismissed", one, `“${one.text}” (${one.rule})`]),
  ];
  byId("aside").hidden = entries.length === 0;
  byId("aside-title").textContent = `${plural(entries.length, "decision")} to leave something as it is`;
  byId("aside-list").replaceChildren(
    ...entries.map(([kind, what, words]) =>
      element("li", {}, element("span", {}, words), element("button", { type: "button", class: "link", onclick: () => draft.bringBack(kind, what) }, "Flag again")),
    ),
  );
}
