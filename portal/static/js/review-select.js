/* The words a reviewer selects in a text become a fact to be entered: the button takes them along. */

const LONGEST = 120; // a longer quote goes by its beginning and its end: an address has to stay short
const KEPT = 50;
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
  const node = range.startContainer;
  const start = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).closest("[id^='p']");
  const words = [...part.textContent.trim()];
  const quote = words.length > LONGEST ? [...words.slice(0, KEPT), "……", ...words.slice(-KEPT)] : words;
  return { quote: quote.join(""), near: start?.id ?? "" };
};

document.addEventListener("selectionchange", () => {
  const words = chosen();
  if (!words?.quote) return;
  const address = new URL(begin);
  address.search = new URLSearchParams(words).toString();
  button.href = address;
  button.textContent = button.dataset.selected ?? plain;
});
