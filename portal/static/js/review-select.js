/* The words a reviewer selects in a text become a fact to be entered: the button takes them along. */

const LONGEST = 6000;
const button = document.querySelector("[data-add-fact]");
const text = document.querySelector(".reading-text");
const begin = new URL(button.href);
const plain = button.textContent;

/* The source's words in the selection, without the page's own, and the paragraph they begin in. */
const chosen = () => {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const part = range.cloneContents();
  for (const ours of part.querySelectorAll(".anchor, .copy-button, .repair-note, .inferred, summary, aside")) ours.remove();
  const start = range.startContainer.parentElement.closest("[id^='p']");
  return { quote: part.textContent.trim(), near: start?.id ?? "" };
};

document.addEventListener("selectionchange", () => {
  const words = chosen();
  if (!words?.quote || words.quote.length > LONGEST) return;
  const address = new URL(begin);
  address.search = new URLSearchParams(words).toString();
  button.href = address;
  button.textContent = button.dataset.selected ?? plain;
});
