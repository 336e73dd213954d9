/* Search boxes: suggestions while typing, and the key "/" that leads to the box.

   <input data-suggest="address"> gets a list of suggestions under it; arrows move through it, Enter follows what is
   chosen and otherwise searches as without this module, Esc closes the list. The focus never leaves the box. */

const PAUSE = 150; // milliseconds after the last key
const boxes = document.querySelectorAll("input[data-suggest]");
let lists = 0;

const listFor = (input) => {
  const list = document.createElement("ul");
  lists += 1;
  list.id = `suggestions-${lists}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label") ?? input.labels[0]?.textContent.trim() ?? "");
  input.form.append(list);
  return list;
};

const optionsOf = (html, list) => {
  const found = new DOMParser().parseFromString(html, "text/html").querySelectorAll("li");
  return [...found].map((item, index) => {
    const option = document.createElement("li");
    const link = item.querySelector("a"); // an option may hold no link of its own
    option.dataset.address = link.getAttribute("href");
    option.append(...[...link.childNodes].map((node) => document.importNode(node, true)));
    option.id = `${list.id}-${index}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    return option;
  });
};

const start = (input) => {
  const list = listFor(input);
  let request = null;
  let timer = 0;
  let chosen = -1;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  const choose = (index) => {
    chosen = index;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[index].id);
  };

  const close = () => {
    clearTimeout(timer);
    request?.abort();
    choose(-1);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };

  const show = (options) => {
    list.replaceChildren(...options);
    choose(-1);
    list.hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(options.length > 0));
  };

  const ask = async () => {
    request?.abort();
    const words = input.value.trim();
    if (words === "") return close();
    request = new AbortController();
    try {
      const address = `${input.dataset.suggest}?${new URLSearchParams({ q: words })}`;
      const answer = await fetch(address, { signal: request.signal });
      if (answer.ok && document.activeElement === input) show(optionsOf(await answer.text(), list));
    } catch (problem) {
      if (problem.name !== "AbortError") close(); // without suggestions the box still searches
    }
  };

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the click comes before the list closes
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role='option']");
    if (option) location.assign(option.dataset.address);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const places = list.children.length + 1; // the box itself is one of them
      choose(((chosen + 1 + step + places) % places) - 1);
      return;
    }
    if (event.key === "Escape") {
      event.preventDefault(); // the words stay
      event.stopPropagation();
      close();
    }
    if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.address);
    }
  });
};

for (const input of boxes) start(input);

const isWriting = (target) => target.closest?.("input, textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isWriting(event.target)) return;
  const input = [...document.querySelectorAll("[data-search-key]")].find((each) => each.checkVisibility());
  if (!input) return;
  event.preventDefault();
  input.focus();
  input.select();
});
