/* From hit to hit and from task to task without loading the page: the links of the bar follow the reader.

   n and p go through the hits, j and k through the tasks, unless the reader switched the keys off. Without it the
   links go to the next hit by loading the page, and every task leads to its neighbours. */

import { lastPassed, whileScrolling } from "./passed.js";

const SHORTCUTS = "reading-keys-off";
const STILL = 1500; // milliseconds after which a page that did not have to move counts as at rest
const AWAY = 80; // pixels
const KEYS = { n: ["hit", 1], p: ["hit", -1], j: ["task", 1], k: ["task", -1] };

/* The stops of one kind, in the order of the text: where the reader goes and what is measured. */
const stopsOf = {
  hit: () => [...document.querySelectorAll(".reading-text [id^='f']")].filter((each) => /^f\d+$/u.test(each.id)),
  task: () => [...document.querySelectorAll(".reading-text [data-task]")],
};
const nameOf = { hit: (stop) => stop.id, task: (stop) => stop.dataset.task };

const stepper = (bar) => {
  const kind = bar.dataset.steps;
  const stops = stopsOf[kind]();
  const [back, forward] = bar.querySelectorAll("[data-step]");
  const known = bar.querySelector("[data-step-known]");
  const number = bar.querySelector("[data-step-number]");
  let at = null;
  let stillness = 0;
  let isMoving = false; // from a step until the page has come to rest
  let restedAt = null; // scrollY then; the stop counts until the reader scrolls away from it

  const point = (link, index) => {
    if (stops[index]) link.setAttribute("href", `#${nameOf[kind](stops[index])}`);
    else link.removeAttribute("href");
  };
  /* Writes only what changed: on a long page every write makes the browser look at all marks again. */
  const show = (index) => {
    if (index === at) return;
    at = index;
    if (known.hidden !== index < 0) known.hidden = index < 0;
    number.firstChild.data = String(index + 1);
    point(back, index - 1);
    point(forward, index + 1);
  };
  const go = (index) => {
    if (!stops[index]) return;
    isMoving = true;
    location.replace(`#${nameOf[kind](stops[index])}`);
    show(index);
    clearTimeout(stillness);
    stillness = setTimeout(rest, STILL);
  };
  const rest = () => {
    if (!isMoving) return;
    isMoving = false;
    restedAt = scrollY;
  };
  addEventListener("scrollend", rest);
  const indexOfHash = () => stops.findIndex((stop) => `#${nameOf[kind](stop)}` === location.hash);
  const follow = () => {
    const isAway = restedAt === null || Math.abs(scrollY - restedAt) > AWAY;
    if (!isMoving && isAway) show(lastPassed(stops));
  };
  bar.addEventListener("click", (event) => {
    const link = event.target.closest("[data-step]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(at + Number(link.dataset.step));
  });
  return { kind, stops, show, go, follow, indexOfHash, current: () => at };
};

/* Where an address leads that names a passage but no hit: to the first hit at or behind it. */
const firstHitBehind = (stops) => {
  const target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  if (!target) return -1;
  return stops.findIndex((stop) => target.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
};

const steppers = [...document.querySelectorAll("[data-steps]")].map(stepper);
const byKind = Object.fromEntries(steppers.map((each) => [each.kind, each]));

if (byKind.hit) {
  const { show, indexOfHash, stops } = byKind.hit;
  show(indexOfHash() >= 0 ? indexOfHash() : firstHitBehind(stops));
  const address = new URL(location.href);
  address.searchParams.delete("hit"); // the fragment says it from now on
  history.replaceState(history.state, "", address);
}
if (byKind.task) {
  byKind.task.follow();
  whileScrolling(byKind.task.follow);
}

const off = document.querySelector("[data-keys]");
const keysAreOff = () => {
  try {
    return localStorage.getItem(SHORTCUTS) === "1";
  } catch {
    return !(off?.checked ?? true);
  }
};
if (off) {
  off.checked = !keysAreOff();
  off.addEventListener("change", () => {
    try {
      localStorage.setItem(SHORTCUTS, off.checked ? "0" : "1");
    } catch {
      // the choice holds for this page only
    }
  });
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
  if (event.target.closest("input:not([type='checkbox']), textarea, select, [contenteditable]") || keysAreOff()) return;
  if (event.key === "c" && !getSelection().isCollapsed) document.dispatchEvent(new CustomEvent("reading:copy"));
  const [kind, step] = KEYS[event.key] ?? [];
  const bar = byKind[kind];
  if (!bar) return;
  event.preventDefault();
  bar.go(bar.current() + step);
});
