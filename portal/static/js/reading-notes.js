/* Notes on repairs: Esc closes the one that is shown, by hover or by focus, without moving either. */

let closed = null;

const release = () => {
  closed?.classList.remove("note-closed");
  closed = null;
};

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const shown = document.querySelector(".m-repair:is(:hover, :focus, :focus-within) > .repair-note");
  if (!shown) return;
  release();
  closed = shown.parentElement;
  closed.classList.add("note-closed");
});

document.addEventListener("pointerover", (event) => {
  if (closed && !closed.contains(event.target) && document.activeElement !== closed) release();
});
document.addEventListener("focusin", (event) => {
  if (closed && event.target !== closed) release();
});
