/* Outline: marks the section that is being read and keeps its line in sight. Without it the outline is a list of links. */

const READING_LINE = 140; // pixels below the top of the window, under the site's bar

const links = [...document.querySelectorAll('.outline a[href^="#"]')];
const places = links
  .map((link) => ({ link, section: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
  .filter(({ section }) => section !== null);

let current = null;

/* Scrolls the outline only, never the page. */
const keepInSight = (link) => {
  const box = link.closest(".drawer");
  const above = link.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (above < 0 || above > box.clientHeight - link.offsetHeight) box.scrollTop += above - box.clientHeight / 3;
};

const mark = () => {
  const passed = places.filter(({ section }) => section.getBoundingClientRect().top < READING_LINE);
  const link = passed.at(-1)?.link ?? null;
  if (link === current) return;
  current?.removeAttribute("aria-current");
  link?.setAttribute("aria-current", "true");
  if (link) keepInSight(link);
  current = link;
};

let waiting = false;
const soon = () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    mark();
  });
};

if (places.length > 0) {
  addEventListener("scroll", soon, { passive: true });
  mark();
}
