/* Keyboard through the cells of a comparison: arrows move, Home and End go to the ends of a row, Enter opens the passage.

   A cell becomes reachable when the reader enters the table: Enter on the region, or an arrow while a link inside a
   cell holds the focus. Links, folds and forms inside cells keep their own keys. */

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

const isShown = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;

const rowsOf = (table) => [...table.rows].filter((row) => isShown(row));

const focusCell = (cell) => {
  if (!cell) return;
  cell.tabIndex = -1;
  cell.focus();
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
};

/* The nearest cell in a direction; cells that a phone hides and cells that span columns are stepped over or into. */
const neighbour = (cell, [down, right]) => {
  const rows = rowsOf(cell.closest("table"));
  if (down) {
    const row = rows[rows.indexOf(cell.parentElement) + down];
    return row?.cells[Math.min(cell.cellIndex, row.cells.length - 1)] ?? null;
  }
  const cells = [...cell.parentElement.cells].filter(isShown);
  return cells[cells.indexOf(cell) + right] ?? null;
};

const inCell = (event, cell) => {
  if (event.key in STEPS) return neighbour(cell, STEPS[event.key]);
  if (event.key === "Home") return cell.parentElement.cells[0];
  if (event.key === "End") return cell.parentElement.cells[cell.parentElement.cells.length - 1];
  return null;
};

const open = (event, cell) => {
  if (event.key !== "Enter" || event.target !== cell) return false;
  const link = cell.querySelector("a[data-panel], a[href], summary");
  link?.click();
  return Boolean(link);
};

const ownKeys = "input, select, textarea, button, summary, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const region = event.target.closest?.(".matrix-region");
  if (!region) return;
  if (event.target === region) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    focusCell(region.querySelector("tbody tr:not(.band) td"));
    return;
  }
  const cell = event.target.closest("td, th");
  if (!cell || event.target.matches(ownKeys)) return;
  const next = inCell(event, cell);
  if (next) focusCell(next);
  if (next || open(event, cell)) event.preventDefault();
});
