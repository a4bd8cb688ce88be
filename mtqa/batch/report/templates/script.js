"use strict";
// The page is whole without this script. With it, tables sort and the list of findings filters.
for (const table of document.querySelectorAll("table.sortable")) {
  [...table.tHead.rows[0].cells].forEach((cell, column) => {
    if (cell.classList.contains("plain")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...cell.childNodes);
    cell.append(button);
    button.addEventListener("click", () => sort(table, cell, column));
  });
}

function sort(table, head, column) {
  const up = head.getAttribute("aria-sort") === "descending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
  const rows = [...table.tBodies[0].rows].map((row) => [value(row), row]);
  const numbers = rows.every(([text]) => text === "" || !Number.isNaN(Number(text)));
  rows.sort(([a], [b]) => {
    // What is not known stays at the end, whichever way the rest goes.
    if (a === "" || b === "") return (a === "") - (b === "");
    const order = numbers ? Number(a) - Number(b) : a.localeCompare(b, "en", { numeric: true });
    return up ? order : -order;
  });
  table.tBodies[0].append(...rows.map(([, row]) => row));
}

const filter = document.getElementById("filter");
if (filter) {
  const rows = [...document.querySelectorAll("#all-findings tbody tr")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const count = document.getElementById("filter-count");
  const field = (name) => filter.elements.namedItem(name);
  const apply = () => {
    const words = field("words").value.trim().toLowerCase();
    let shown = 0;
    rows.forEach((row, place) => {
      const { severity, rule } = row.dataset;
      const fits = (!field("severity").value || severity === field("severity").value) &&
        (!field("rule").value || rule === field("rule").value) && (!words || texts[place].includes(words));
      row.hidden = !fits;
      shown += fits;
    });
    count.textContent = `${shown.toLocaleString("en")} of ${rows.length.toLocaleString("en")} shown`;
  };
  filter.hidden = false;
  filter.addEventListener("input", apply);
  document.getElementById("filter-clear").addEventListener("click", () => {
    for (const name of ["words", "severity", "rule"]) field(name).value = "";
    apply();
  });
  for (const link of document.querySelectorAll("a[data-rule]")) {
    link.addEventListener("click", () => { field("rule").value = link.dataset.rule; apply(); });
  }
  apply();
}

// Paper cannot be clicked: everything that is folded shows in print, and folds again.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")].filter((one) => !one.closest(".screen"));
  for (const one of folded) one.open = true;
});
addEventListener("afterprint", () => { for (const one of folded) one.open = false; });
