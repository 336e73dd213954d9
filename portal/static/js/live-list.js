/* Lists that change in place: a choice, a chip, an order brings the new list, panel, sentence and address from the server.

   htmx asks and swaps; what it asks for stands in documents/list.html. Here is what it leaves to a page: where the focus
   goes when its control is gone, what to say when there is no answer, looking for a choice while typing. */

const PAUSE = 200; // milliseconds after the last key

const listing = document.getElementById("listing");
const form = () => document.getElementById("facets");
let acted = null; // what the reader used last: where the focus was, in words that outlive the element
let timer = 0;

/* Without htmx the form sends itself as on other pages (facets.js). */
if (listing && !window.htmx) form().dataset.autosubmit = "";

/* A choice that is off while one below it is on shows a dash; there is no attribute for that. */
const drawPartial = () => {
  for (const box of listing.querySelectorAll("[data-partial]")) box.indeterminate = true;
};

/* --- Focus ------------------------------------------------------------------------------------------------------ */

const remember = () => {
  const at = document.activeElement;
  const chips = [...listing.querySelectorAll(".chips a")];
  acted = {
    chip: chips.indexOf(at),
    group: at?.closest("fieldset")?.querySelector("[id^=choices-]")?.id,
    menu: at?.closest("details")?.querySelector("summary")?.id,
  };
};

/* htmx gives the focus back to what has the same id; where that is gone or off, the nearest thing takes it. */
const refocus = () => {
  if (!acted || (document.activeElement && document.activeElement !== document.body)) return;
  const chips = [...listing.querySelectorAll(".chips a")];
  const nearest =
    (acted.chip >= 0 && chips[Math.min(acted.chip, chips.length - 1)]) ||
    (acted.menu && document.getElementById(acted.menu)) ||
    (acted.group && document.querySelector(`#${CSS.escape(acted.group)} input:enabled`)) ||
    document.getElementById("said");
  nearest.focus({ preventScroll: true });
};

/* The button that opened the drawer was drawn anew meanwhile. */
const leaveDrawer = (event) => {
  if (event.target.id !== "facets" || event.newState !== "closed") return;
  const at = document.activeElement;
  if (at === document.body || event.target.contains(at)) document.getElementById("open-facets")?.focus({ preventScroll: true });
};

/* A new list is read from its top; the panel and its control stay where they are on the screen. */
const showTop = () => {
  const top = listing.getBoundingClientRect().top;
  if (top < 0) scrollTo({ top: scrollY + top - 72, behavior: "instant" });
};

/* --- No answer -------------------------------------------------------------------------------------------------- */

const problem = () => document.getElementById("list-problem");

const complain = (kind, address) => {
  const words = document.getElementById("list-problem-words").content.cloneNode(true);
  for (const each of words.querySelectorAll("[data-problem]")) {
    if (each.dataset.problem !== kind) each.remove();
  }
  words.querySelector("[data-again]").href = address;
  problem().replaceChildren(words);
};

/* --- Looking for a choice --------------------------------------------------------------------------------------- */

const look = (input) => {
  clearTimeout(timer);
  timer = setTimeout(() => window.htmx.trigger(input, "find"), PAUSE);
};

if (listing && window.htmx) {
  drawPartial();

  document.body.addEventListener("htmx:beforeRequest", (event) => {
    remember();
    problem().replaceChildren();
    event.detail.requestConfig.address = event.detail.pathInfo.finalRequestPath;
  });

  /* What is no list (a refusal, a form to sign in) is shown as the page it is. */
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, pathInfo, target } = event.detail;
    const isPart = target.id.startsWith("choices-");
    const isList = isPart || xhr.responseText.includes('id="list"');
    if (xhr.status < 500 && (xhr.status >= 400 || !isList)) {
      event.detail.shouldSwap = false;
      location.assign(pathInfo.finalRequestPath);
    }
  });

  document.body.addEventListener("htmx:afterSettle", (event) => {
    drawPartial();
    refocus();
    if (event.target.id === "list") showTop();
  });

  const failed = (kind) => (event) => {
    if (event.detail.xhr.status === 0 || event.detail.xhr.status >= 500) complain(kind, event.detail.pathInfo.finalRequestPath);
  };
  document.body.addEventListener("htmx:sendError", failed("network"));
  document.body.addEventListener("htmx:timeout", failed("network"));
  document.body.addEventListener("htmx:responseError", failed("server"));

  listing.addEventListener("toggle", leaveDrawer, { capture: true });

  /* Back and forward: the server says what the list was; an answer that comes too late is asked for again. */
  document.body.addEventListener("htmx:historyRestore", (event) => {
    drawPartial();
    if (event.detail.path !== location.pathname + location.search) location.reload();
  });
  document.body.addEventListener("htmx:historyCacheMissLoadError", () => location.reload());

  /* Words that look for a choice are no condition: they fill their group and do not touch the list. */
  listing.addEventListener("input", (event) => {
    if (event.target.matches("[data-find]") && !event.isComposing) look(event.target);
  });
  listing.addEventListener("compositionend", (event) => {
    if (event.target.matches("[data-find]")) look(event.target);
  });
  listing.addEventListener(
    "change",
    (event) => {
      if (event.target.matches("[data-find]")) event.stopPropagation();
    },
    { capture: true },
  );
  listing.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || event.isComposing || !event.target.matches("[data-find]")) return;
      event.preventDefault();
      look(event.target);
    },
    { capture: true },
  );

  /* The cross that empties the field of keywords is an answer too. */
  listing.addEventListener("search", (event) => {
    if (event.target.id === "facet-keyword" && event.target.value === "") form().requestSubmit();
  }, { capture: true });
}
