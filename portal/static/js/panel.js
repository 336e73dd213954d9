/* The side panel: a link with data-panel opens its passage beside the page instead of leaving it.

   data-panel holds the address of a fragment (or of a page that has an element with data-panel-content).
   A modified click, a failed request and a browser without JavaScript follow the link as usual. */

const panel = document.getElementById("panel");
let opener = null;
let request = null;

const body = () => panel.querySelector("[data-panel-body]");

const mark = (link, on) => {
  const cell = link?.closest("td");
  if (!cell) return;
  const heads = cell.closest("table").tHead?.rows[0]?.cells;
  cell.toggleAttribute("aria-current", on);
  if (on) cell.setAttribute("aria-current", "true");
  heads?.[cell.cellIndex]?.toggleAttribute("data-current", on);
};

/* The panel takes width from the table, whose rows then wrap anew: what was clicked stays where it was. */
const keepingPlace = (link, change) => {
  const before = link?.getBoundingClientRect().top;
  change();
  if (link) scrollBy({ top: link.getBoundingClientRect().top - before, behavior: "instant" });
};

const close = () => {
  if (!panel || panel.hidden) return;
  request?.abort();
  keepingPlace(opener, () => {
    panel.hidden = true;
  });
  mark(opener, false);
  opener?.focus({ preventScroll: true });
  opener = null;
};

const contentOf = (html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const content = page.querySelector("[data-panel-content]") ?? page.body;
  return [...content.childNodes].map((node) => document.importNode(node, true));
};

const show = async (link) => {
  request?.abort();
  request = new AbortController();
  mark(opener, false);
  opener = link;
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
  mark(link, true);
  keepingPlace(link, () => {
    panel.hidden = false;
  });
  body().scrollTop = 0;
  panel.focus({ preventScroll: true });
};

const plainClick = (event) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

if (panel) {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-panel-close]")) return close();
    const link = event.target.closest("a[data-panel]");
    if (!link || !plainClick(event)) return;
    event.preventDefault();
    show(link);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("details.menu[open], :popover-open")) close();
  });
}
