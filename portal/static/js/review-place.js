/* Other characters of the source become the place of a fact: selected with the mouse, or by keys.

   Only while the fold of the place is open. In the source, arrows move the beginning of the selection and Shift with
   arrows its end; Enter goes back into the form. Without this file the words are written into the form. */

const fold = document.querySelector("[data-place]");
const source = document.querySelector("[data-source]");
const quote = fold?.querySelector("textarea[name='quote']");
const at = fold?.querySelector("input[name='at']");
const STEPS = { ArrowLeft: ["backward", "character"], ArrowRight: ["forward", "character"], ArrowUp: ["backward", "line"], ArrowDown: ["forward", "line"] };

const paragraphOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("[data-start]");

/* Characters as the portal counts them, not the halves of rare ones. */
const lengthOf = (words) => [...words].length;

const rangeInSource = () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  return source.contains(range.startContainer) && source.contains(range.endContainer) ? range : null;
};

const startOf = (range) => {
  const paragraph = paragraphOf(range.startContainer);
  if (!paragraph) return null;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const blanks = range.toString().match(/^\s*/u)[0];
  return Number(paragraph.dataset.start) + lengthOf(before.toString() + blanks);
};

const take = () => {
  const range = fold.open && rangeInSource();
  if (!range?.toString().trim()) return;
  const start = startOf(range);
  quote.value = range.toString().trim();
  at.value = start ?? "";
  for (const choice of fold.querySelectorAll("input[name='choice']")) choice.checked = false;
};

/* The selection begins as what is marked as the fact now. */
const begin = () => {
  const marks = source.querySelectorAll(".m-fact, .m-fact-long");
  source.focus();
  if (!rangeInSource() && marks.length) {
    const last = marks[marks.length - 1];
    getSelection().setBaseAndExtent(marks[0], 0, last, last.childNodes.length);
  }
};

const turned = (selection) => selection.setBaseAndExtent(selection.focusNode, selection.focusOffset, selection.anchorNode, selection.anchorOffset);

const move = (event) => {
  const step = STEPS[event.key];
  const range = rangeInSource();
  if (!step || !range || !fold.open || event.altKey) return;
  event.preventDefault();
  const selection = getSelection();
  selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  if (!event.shiftKey) turned(selection);
  selection.modify("extend", ...step);
  if (!event.shiftKey) turned(selection);
  if (!rangeInSource()) selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
};

if (fold && source) {
  fold.addEventListener("toggle", () => {
    if (fold.open && !fold.querySelector(".review-candidates")) begin();
  });
  document.addEventListener("selectionchange", take);
  quote.addEventListener("input", () => {
    at.value = "";
  });
  source.addEventListener("keydown", (event) => {
    move(event);
    if (event.key === "Enter" && fold.open && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      quote.focus();
    }
  });
}
