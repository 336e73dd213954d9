/* The switches of the marks: remembered in this browser. Without it they work (by style alone) but are not remembered.

   An address that says marks=off goes first; the first change of a switch takes that out of the address. */

const KEY = "marks-off";
const switches = [...document.querySelectorAll("[data-mark]")].filter((each) => !each.disabled);
const all = document.querySelector("[data-marks-all]");

const stored = () => {
  try {
    return (localStorage.getItem(KEY) ?? "").split(" ");
  } catch {
    return []; // storage is switched off
  }
};

const remember = () => {
  const here = new Set(switches.map((each) => each.dataset.mark));
  const others = stored().filter((kind) => kind && !here.has(kind));
  const off = switches.filter((each) => !each.checked).map((each) => each.dataset.mark);
  try {
    localStorage.setItem(KEY, [...others, ...off].join(" "));
  } catch {
    // the choice holds for this page only
  }
};

const withoutParameter = (address) => {
  const url = new URL(address, location.href);
  url.searchParams.delete("marks");
  return `${url.pathname}${url.search}${url.hash}`;
};

const keep = () => {
  remember();
  if (!new URLSearchParams(location.search).has("marks")) return;
  history.replaceState(history.state, "", withoutParameter(location.href));
  for (const link of document.querySelectorAll(".reading-bar a[href*='marks=']")) link.href = withoutParameter(link.href);
  document.querySelector(".find-form [name='marks']")?.remove();
};

/* The link to the page with all marks, or none, becomes a switch of all switches. */
const name = () => {
  if (!all) return;
  const on = switches.some((each) => each.checked);
  all.textContent = on ? all.dataset.none : all.dataset.all;
};

if (switches.length > 0) {
  if (!new URLSearchParams(location.search).has("marks")) {
    const off = new Set(stored());
    for (const each of switches) each.checked = !off.has(each.dataset.mark);
  }
  for (const each of switches) {
    each.addEventListener("change", () => {
      keep();
      name();
    });
  }
  all?.addEventListener("click", (event) => {
    event.preventDefault();
    const on = switches.some((each) => each.checked);
    for (const each of switches) each.checked = !on;
    keep();
    name();
  });
  name();
}
