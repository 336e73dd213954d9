/* What stands in the same row of the comparison: for the side panel's steps and its list of other places. */

const linkOf = (cell) => cell.querySelector("a[data-panel]");

/* The first passage of the next cell to the left (-1) or right (1) that has one; null outside the comparison. */
export const neighbour = (link, direction) => {
  let cell = link?.closest(".matrix td");
  while (cell) {
    cell = direction < 0 ? cell.previousElementSibling : cell.nextElementSibling;
    if (cell && linkOf(cell)) return linkOf(cell);
  }
  return null;
};

/* The cell's own link for a copy of it in the panel's list. */
export const inRowOf = (opener, copy) => {
  const links = opener?.closest("tr")?.querySelectorAll("a[data-panel]") ?? [];
  return [...links].find((link) => link.dataset.panel === copy.dataset.panel) ?? copy;
};

const answerOf = (cell) => {
  const link = linkOf(cell);
  const answer = (link ?? cell.querySelector(".state"))?.cloneNode(true);
  return answer ?? document.createTextNode("");
};

/* A copy of the template, filled with each other place of the row and what it says; null outside the comparison. */
export const otherPlaces = (link, template) => {
  const own = link.closest(".matrix td");
  if (!own) return null;
  const heads = own.closest("table").tHead.rows[0].cells;
  const section = template.content.firstElementChild.cloneNode(true);
  const list = section.querySelector("dl");
  for (const cell of [...own.parentElement.cells].slice(1)) {
    if (cell === own) continue;
    const place = document.createElement("dt");
    place.textContent = heads[cell.cellIndex].dataset.place;
    const answer = document.createElement("dd");
    answer.append(answerOf(cell));
    list.append(place, answer);
  }
  return section;
};
