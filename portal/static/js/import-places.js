/* Suggestions for a place: what is typed is looked up, and the list of the field filled with what fits. */

const PAUSE = 200; // milliseconds after the last key
const source = document.querySelector("[data-places-from]");
const input = document.querySelector("input[list='places']");
const list = document.querySelector("#places");
let timer = 0;

const ask = async () => {
  const address = `${source.dataset.placesFrom}?${new URLSearchParams({ q: input.value })}`;
  const answer = await fetch(address);
  if (!answer.ok) return;
  const options = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("option");
  list.replaceChildren(...[...options].map((option) => document.importNode(option, true)));
};

if (source && input && list) {
  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, PAUSE);
  });
}
