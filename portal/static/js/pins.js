/* Pins and notes: passages a reader keeps, with a note, in this browser and nowhere else.

   Every cell of a comparison gets a button; the page of pins lists them in their order, takes notes, and hands them
   on as Markdown or CSV. All text is set as text; nothing here is markup. */

import { asCsv, asMarkdown } from "./pin-files.js";
import { read, safeAddress, write } from "./pin-store.js";

const words = (element) => element?.textContent.replace(/\s+/gu, " ").trim() ?? "";

/* What a cell says about one task, read from the page itself. */
const pinOf = (article) => {
  const link = article.querySelector(".title a");
  const cell = article.closest("td");
  const heads = cell?.closest("table").tHead?.rows;
  const head = heads?.[heads.length - 1]?.cells[cell.cellIndex];
  const row = cell?.parentElement.querySelector("th .row-name, th .place a");
  return {
    address: link.getAttribute("href"),
    title: words(link),
    quote: words(article.querySelector(".quote")),
    locator: words(article.querySelector(".locator")),
    place: head?.dataset.place ?? words(row),
    row: head?.dataset.place ? words(row) : words(head?.querySelector(".row-name")),
    note: "",
  };
};

const count = () => {
  const number = read().length;
  for (const place of document.querySelectorAll("[data-pin-count]")) {
    place.textContent = number ? String(number) : "";
  }
};

/* Reads what is pinned once for all buttons: a long comparison has a thousand. */
const draw = (buttons) => {
  const pinned = new Set(read().map((pin) => pin.address));
  for (const button of buttons) button.setAttribute("aria-pressed", String(pinned.has(button.dataset.pin)));
};

const toggle = (button) => {
  const pins = read();
  const kept = pins.filter((pin) => pin.address !== button.dataset.pin);
  const saved = write(kept.length < pins.length ? kept : [...pins, pinOf(button.closest("article"))]);
  if (!saved) button.disabled = true;
  draw(document.querySelectorAll("[data-pin]"));
  count();
};

const addButtons = () => {
  const pattern = document.getElementById("pin-button");
  if (!pattern) return;
  for (const foot of document.querySelectorAll(".matrix article .cell-foot")) {
    const link = foot.closest("article").querySelector(".title a[href]");
    if (!link || foot.querySelector("[data-pin]")) continue;
    const button = pattern.content.firstElementChild.cloneNode(true);
    button.dataset.pin = link.getAttribute("href");
    button.querySelector("[data-pin-name]").textContent = words(link);
    foot.insertBefore(button, foot.querySelector(".seal")); // the seal ends the line
  }
  draw(document.querySelectorAll("[data-pin]"));
};

/* The page of pins. */
const field = (line, name, text) => {
  line.querySelector(`[data-pin-${name}]`).textContent = text;
};

const lineOf = (pin, pattern) => {
  const line = pattern.content.firstElementChild.cloneNode(true);
  const link = line.querySelector("[data-pin-link]");
  link.href = safeAddress(pin.address);
  link.textContent = pin.title;
  field(line, "place", [pin.place, pin.row].filter(Boolean).join(" · "));
  field(line, "quote", pin.quote);
  field(line, "locator", pin.locator);
  const note = line.querySelector("textarea");
  note.value = pin.note;
  note.addEventListener("input", () => {
    write(read().map((each) => (each.address === pin.address ? { ...each, note: note.value } : each)));
  });
  line.querySelector("[data-pin-remove]").addEventListener("click", () => {
    write(read().filter((each) => each.address !== pin.address));
    drawList();
  });
  for (const button of line.querySelectorAll("[data-pin-step]")) {
    button.addEventListener("click", () => move(pin.address, Number(button.dataset.pinStep)));
  }
  return line;
};

const move = (address, step) => {
  const pins = read();
  const from = pins.findIndex((pin) => pin.address === address);
  const to = from + step;
  if (to < 0 || to >= pins.length) return;
  pins.splice(to, 0, ...pins.splice(from, 1));
  write(pins);
  drawList();
};

const drawList = () => {
  const list = document.querySelector("[data-pin-list]");
  if (!list) return;
  const pins = read();
  list.replaceChildren(...pins.map((pin) => lineOf(pin, document.getElementById("pin-line"))));
  document.querySelector("[data-pin-empty]").hidden = pins.length > 0;
  document.querySelector("[data-pin-full]").hidden = pins.length === 0;
  count();
};

const save = (text, name, type) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-pin]");
  if (button) return toggle(button);
  const saving = event.target.closest("[data-pin-save]");
  if (!saving) return;
  const name = `${saving.dataset.pinName}.${saving.dataset.pinSave}`;
  if (saving.dataset.pinSave === "md") save(asMarkdown(read()), name, "text/markdown;charset=utf-8");
  else save(asCsv(read(), saving.dataset.pinHeadings.split("|")), name, "text/csv;charset=utf-8");
});

addEventListener("storage", () => {
  draw(document.querySelectorAll("[data-pin]"));
  drawList();
  count();
});

addButtons();
drawList();
count();
