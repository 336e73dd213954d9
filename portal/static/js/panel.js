/* The side panel: a link with data-panel opens its passage beside the page instead of leaving it.

   data-panel holds the address of a fragment (or of a page that has an element with data-panel-content).
   A modified click, a failed request and a browser without JavaScript follow the link as usual. */

import { inRowOf, neighbour, otherPlaces } from "./panel-row.js";

const panel = document.getElementById("panel");
let opener = null; // the link whose passage is shown
let entry = null; // the link that opened the panel; the focus returns to it when the other is out of sight
let request = null;

const body = () => panel.querySelector("[data-panel-body]");

/* Marks the cell that is shown, and the heads of its column and its row. */
const mark = (link, on) => {
  const cell = link?.closest("td");
  if (!cell) return;
  if (on) cell.setAttribute("aria-current", "true");
  else cell.removeAttribute("aria-current");
  const heads = cell.closest("table").tHead?.rows[0]?.cells;
  heads?.[cell.cellIndex]?.toggleAttribute("data-current", on);
  cell.parentElement.querySelector("th")?.toggleAttribute("data-current", on);
};

const close = () => {
  if (panel.hidden) return;
  request?.abort();
  panel.hidden = true;
  document.body.classList.remove("panel-open");
  mark(opener, false);
  (opener?.checkVisibility() ? opener : entry)?.focus();
  opener = null;
};

const contentOf = (html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const content = page.querySelector("[data-panel-content]") ?? page.body;
  return [...content.childNodes].map((node) => document.importNode(node, true));
};

const offerRow = (link) => {
  const row = otherPlaces(link, panel.querySelector("[data-panel-row]"));
  const actions = body().querySelector(".panel-actions");
  if (row && actions) actions.before(row);
  for (const button of panel.querySelectorAll("[data-panel-step]")) {
    button.hidden = link.closest(".matrix") === null;
    button.disabled = neighbour(link, Number(button.dataset.panelStep)) === null;
  }
};

/* The panel takes room from the page: what the reader clicked stays where it was on the screen. */
const openBeside = (link) => {
  const before = link.getBoundingClientRect().top;
  panel.hidden = false;
  document.body.classList.add("panel-open");
  scrollBy({ top: link.getBoundingClientRect().top - before, behavior: "instant" });
  link.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
};

const show = async (link) => {
  request?.abort();
  request = new AbortController();
  mark(opener, false);
  opener = link;
  if (panel.hidden) entry = link;
  try {
    const answer = await fetch(link.dataset.panel || link.href, {
      headers: { "X-Panel": "1" },
      signal: request.signal,
    });
    if (!answer.ok) throw new Error(String(answer.status));
    body().replaceChildren(...contentOf(await answer.text()));
  } catch (problem) {
    if (problem.name !== "AbortError") location.assign(link.href);
    return;
  }
  offerRow(link);
  mark(link, true);
  openBeside(link);
  body().scrollTop = 0;
  if (!document.activeElement.matches("[data-panel-step]")) panel.focus({ preventScroll: true });
};

const step = (button) => {
  const link = neighbour(opener, Number(button.dataset.panelStep));
  if (link) show(link);
};

const plainClick = (event) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-panel-close]")) return close();
  const button = event.target.closest("[data-panel-step]");
  if (button) return step(button);
  const link = event.target.closest("a[data-panel]");
  if (!link || !plainClick(event)) return;
  event.preventDefault();
  show(panel.contains(link) ? inRowOf(opener, link) : link);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("details.menu[open], :popover-open")) close();
});
