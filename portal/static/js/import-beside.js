/* A preview: the text beside shows the passage of the fact that is looked at, without a click. */

const text = document.querySelector(".import-text");
let shown = null;

/* While a fact is entered, the place of its words; else that of the fact. */
const show = (fact) => {
  const link = fact.querySelector(".import-add .quote a") ?? fact.querySelector("a.locator");
  const name = link?.getAttribute("href")?.slice(1);
  const place = name && document.getElementById(name);
  const passage = place?.closest(".import-passage");
  if (!passage) return;
  shown?.classList.remove("beside");
  shown = passage;
  shown.classList.add("beside");
  if (text.scrollHeight > text.clientHeight) {
    const here = place.getBoundingClientRect().top - text.getBoundingClientRect().top;
    text.scrollTop += here - text.clientHeight * 0.3;
  }
};

if (text) {
  document.addEventListener("focusin", (event) => {
    const fact = event.target.closest?.(".import-fact");
    if (fact) show(fact);
  });
  const first = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fact = first?.closest(".import-fact") ?? (first?.matches(".import-add") && first.parentElement);
  if (fact) show(fact);
}

/* While a fact is being entered, what is selected in the text is its words. */
const quote = document.getElementById("add-quote");

if (text && quote) {
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const words = text.contains(selection.anchorNode) ? selection.toString().trim() : "";
    if (words) quote.value = words;
  });
}
