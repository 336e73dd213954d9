/* Outline: marks the section that is being read and keeps its line in sight. Without it the outline is a list of links.

   Up, down, Home and End move between its lines; a line that is followed closes the drawer it was in. */

import { lastPassed, whileScrolling } from "./passed.js";

const outline = document.querySelector(".outline");
const links = outline ? [...outline.querySelectorAll('a[href^="#"]')] : [];
const places = links
  .map((link) => ({ link, section: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
  .filter(({ section }) => section !== null);
const sections = places.map(({ section }) => section);

let current = null;
let followed = null; // the line that was clicked, as long as the page stays where that led
let followedAt = 0;

/* Scrolls the outline only, never the page. */
const keepInSight = (link) => {
  const box = link.closest(".drawer");
  if (!box) return;
  const above = link.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (above < 0 || above > box.clientHeight - link.offsetHeight) box.scrollTop += above - box.clientHeight / 3;
};

/* The lines that hold the one that is read carry a class: a long outline opens its depth only there. */
const linesAbove = (link) => {
  const lines = new Set();
  for (let line = link?.closest("li"); line; line = line.parentElement.closest(".outline li")) lines.add(line);
  return lines;
};

const lead = (from, to) => {
  const lines = linesAbove(to);
  for (const line of linesAbove(from)) if (!lines.has(line)) line.classList.remove("here");
  for (const line of lines) line.classList.add("here");
};

const mark = () => {
  if (followed && Math.abs(scrollY - followedAt) > 4) followed = null;
  const link = followed ?? places[lastPassed(sections)]?.link ?? null;
  if (link === current) return;
  current?.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "location");
  lead(current, link);
  current = link;
  if (link) keepInSight(link);
};

/* At the end of a page a short section cannot come up to the reading line: what was clicked counts. */
const follow = (link) => {
  link.closest("[popover]:popover-open")?.hidePopover();
  const settle = () => {
    followed = link;
    followedAt = scrollY;
    mark();
  };
  if ("onscrollend" in window) addEventListener("scrollend", settle, { once: true });
  setTimeout(settle, 60);
};

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

const neighbour = (link, key) => {
  const shown = links.filter((each) => each.checkVisibility());
  if (key in STEPS) return shown[shown.indexOf(link) + STEPS[key]];
  if (key === "Home") return shown[0];
  if (key === "End") return shown.at(-1);
  return undefined;
};

if (places.length > 0) {
  whileScrolling(mark);
  mark();
  outline.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link) follow(link);
  });
  outline.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const next = neighbour(event.target.closest("a"), event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
