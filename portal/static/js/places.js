/* The comparison on a phone: one place at a time, and a second beside it on request.

   The table stays one table. This module gives each cell its place's name, builds the row of buttons from the
   table's own header, and marks the cells that are shown; the style sheet does the rest below 640px. */

const region = document.querySelector("[data-places]");

const placesOf = (table) =>
  [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.dataset.place ?? cell.textContent.trim());

/* The place that is set against the others comes first, else the one on the left. */
const focusedOf = (table) =>
  Math.max(0, [...table.tHead.rows[0].cells].slice(1).findIndex((cell) => cell.classList.contains("focused")));

const rowsOf = (table) => [...table.rows].filter((row) => row.parentElement !== table.tHead);

const nameCells = (table, places) => {
  for (const { cells } of rowsOf(table)) {
    for (const cell of [...cells].slice(1)) cell.dataset.place = places[cell.cellIndex - 1] ?? "";
  }
};

/* The five answers of a row, small, in the order of the places: a bearing for who reads one place at a time. */
const addMarks = (table) => {
  for (const row of rowsOf(table)) {
    if (!row.querySelector(".row-name")) continue;
    const marks = document.createElement("span");
    marks.className = "row-marks";
    marks.setAttribute("aria-hidden", "true");
    for (const cell of [...row.cells].slice(1)) {
      const state = cell.querySelector(".state");
      const mark = document.createElement("span");
      mark.className = state ? state.className : "state";
      if (state) mark.append(state.querySelector("svg").cloneNode(true));
      marks.append(mark);
    }
    row.cells[0].append(marks);
  }
};

const underline = (table, main) => {
  for (const marks of table.querySelectorAll(".row-marks")) {
    [...marks.children].forEach((mark, index) => mark.classList.toggle("current", index === main));
  }
};

const show = (table, main, beside) => {
  for (const { cells } of rowsOf(table)) {
    for (const cell of [...cells].slice(1)) {
      const place = cell.cellIndex - 1;
      cell.classList.toggle("shown", cell.colSpan > 1 || place === main || place === beside);
      cell.classList.toggle("beside-shown", place === beside);
    }
  }
};

const buildSwitch = (box, places, choose) => {
  const list = box.querySelector("[data-place-list]");
  const select = box.querySelector("[data-place-beside]");
  const buttons = places.map((place, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = place;
    button.addEventListener("click", () => choose({ main: index }));
    list.append(button);
    select.append(new Option(place, String(index)));
    return button;
  });
  select.addEventListener("change", () =>
    choose({ beside: select.value === "" ? null : Number(select.value) }),
  );
  return { buttons, select };
};

const start = () => {
  const table = region.querySelector("table");
  const box = document.querySelector("[data-place-switch]");
  const places = placesOf(table);
  const chosen = { main: focusedOf(table), beside: null };
  nameCells(table, places);
  addMarks(table);

  const draw = () => {
    buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(index === chosen.main)));
    for (const option of select.options) option.disabled = option.value === String(chosen.main);
    if (chosen.beside === chosen.main) chosen.beside = null;
    select.value = chosen.beside === null ? "" : String(chosen.beside);
    show(table, chosen.main, chosen.beside);
    underline(table, chosen.main);
  };
  const { buttons, select } = buildSwitch(box, places, (change) => {
    Object.assign(chosen, change);
    draw();
  });
  draw();
  region.classList.add("by-place");
};

if (region && document.querySelector("[data-place-switch]")) start();
