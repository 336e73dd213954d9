/* Copying with the source: the text, its locator, the reference after GB/T 7714, the address of the paragraph.

   One button goes along with the paragraph that is pointed at or focused, another with what is selected; c copies
   the selection. Nothing of the page's own words (notes, links, buttons) gets into the text. */

const article = document.querySelector("[data-reading]");
const said = document.querySelector("[data-copy-said]");
const template = document.querySelector("[data-copy-button]");
const OURS = ".anchor, .copy-button, .repair-note, .inferred, summary";
const BLOCKS = "p, h2, h3, h4";

const newButton = () => template.content.firstElementChild.cloneNode(true);

/* The source's words in a part of the page, paragraph by paragraph. */
const wordsOf = (part) => {
  for (const ours of part.querySelectorAll(OURS)) ours.remove();
  const blocks = [...part.querySelectorAll(BLOCKS)];
  const texts = blocks.length > 0 ? blocks.map((block) => block.textContent) : [part.textContent];
  return texts.map((text) => text.trim()).filter(Boolean).join("\n");
};

const locatorOf = (node) => {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element?.closest("[data-locator]")?.dataset.locator ?? "";
};

const addressOf = (block) => new URL(`${article.dataset.address}#${block.id}`, location.href).href;

const quotation = ({ text, from, to, address }) => {
  const locator = from === to || !to ? from : `${from}—${to}`;
  const source = `${said.dataset.source}${locator}（${article.dataset.text}）`;
  return [`“${text}”`, source, article.dataset.reference, address].join("\n");
};

/* Pages that are not served by https may not use the clipboard: there the browser's own command copies. */
const write = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
};

let silence = 0;
const say = (done) => {
  said.textContent = done ? said.dataset.done : said.dataset.failed;
  said.hidden = false;
  clearTimeout(silence);
  silence = setTimeout(() => { said.hidden = true; }, 4000);
};

const copy = async (text, back) => {
  say(await write(text));
  back?.focus({ preventScroll: true });
};

const copyBlock = (block, button) => {
  const from = locatorOf(block);
  const text = wordsOf(block.cloneNode(true));
  copy(quotation({ text, from, to: from, address: addressOf(block) }), button);
};

/* What is selected inside the text, or null. */
const selected = () => {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const inside = article.querySelector(".reading-text");
  return inside.contains(range.startContainer) && inside.contains(range.endContainer) ? range : null;
};

const copySelection = () => {
  const range = selected();
  if (!range) return false;
  const start = range.startContainer.parentElement.closest(BLOCKS) ?? article.querySelector(".reading-text [id^='p']");
  const text = wordsOf(range.cloneContents());
  if (!text) return false;
  const ends = { from: locatorOf(range.startContainer), to: locatorOf(range.endContainer) };
  copy(quotation({ text, ...ends, address: addressOf(start) }));
  return true;
};

const blockButton = template ? newButton() : null;
const selectionButton = template ? newButton() : null;

const accompany = (target) => {
  const block = target.closest?.(".reading-text .text :is(p, h2, h3, h4)[id]");
  if (block && blockButton.parentElement !== block) block.append(blockButton);
};

const offerSelection = () => {
  const range = selected();
  selectionButton.hidden = range === null;
  if (!range) return;
  const boxes = range.getClientRects();
  const last = boxes[boxes.length - 1];
  if (!last) return;
  const room = document.documentElement.clientWidth - selectionButton.offsetWidth - 16;
  selectionButton.style.setProperty("left", `${Math.max(16, Math.min(last.right, room)) + scrollX}px`);
  selectionButton.style.setProperty("top", `${last.bottom + 6 + scrollY}px`);
};

if (article && template) {
  blockButton.addEventListener("click", () => copyBlock(blockButton.closest(BLOCKS), blockButton));
  selectionButton.classList.add("copy-selection");
  selectionButton.hidden = true;
  selectionButton.addEventListener("pointerdown", (event) => event.preventDefault()); // or the selection goes
  selectionButton.addEventListener("click", copySelection);
  article.querySelector(".reading-text").after(selectionButton);
  article.addEventListener("pointerover", (event) => accompany(event.target));
  article.addEventListener("focusin", (event) => accompany(event.target));
  document.addEventListener("selectionchange", offerSelection);
  document.addEventListener("reading:copy", copySelection);
  for (const button of article.querySelectorAll("[data-copy-from]")) {
    const source = document.getElementById(button.dataset.copyFrom);
    button.addEventListener("click", () => copy(source.textContent, button));
  }
}
