/* A batch under way: its rows are asked for again every other second, until nothing is under way. */

const EVERY = 1500; // milliseconds
const box = document.querySelector("[data-progress]");

const isActive = () => Number(box.querySelector("[data-active]")?.dataset.active ?? 0) > 0;

/* What had the focus has it again: the same button in the same row. */
const replace = (html) => {
  const held = document.activeElement;
  const row = box.contains(held) ? held.closest("tr")?.id : null;
  const place = row ? [...document.getElementById(row).querySelectorAll("a, button")].indexOf(held) : -1;
  const fresh = new DOMParser().parseFromString(html, "text/html");
  box.replaceChildren(...fresh.body.childNodes);
  if (row) document.getElementById(row)?.querySelectorAll("a, button")[place]?.focus();
};

const look = async () => {
  try {
    const answer = await fetch(box.dataset.progress, { headers: { "X-Requested-With": "fetch" } });
    if (answer.ok && !answer.redirected) replace(await answer.text());
  } finally {
    if (isActive()) setTimeout(look, EVERY);
  }
};

if (box && isActive()) setTimeout(look, EVERY);
