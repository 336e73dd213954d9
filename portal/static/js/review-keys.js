/* Keys of review: a element with data-key is pressed by its letter, E goes into the form, ? opens the list of keys.

   Letters count only outside of fields and without modifiers, and can be switched off; Ctrl+Enter saves the correction
   from anywhere. Every key has a button or a link that does the same without this file. */

const OFF = "review-keys-off";
const form = document.querySelector("[data-review]");
const help = document.querySelector("[data-review-keys]");
const on = document.querySelector("[data-review-keys-on]");

const isTyping = (element) => element.matches?.("input:not([type=checkbox]), textarea, select, [contenteditable]");

const press = (key) => document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.click();

const begin = () => {
  const field = form.querySelector(".field :is(input, textarea, select)");
  field?.focus();
  field?.select?.();
};

const others = {
  e: begin,
  "?": () => {
    help.open = !help.open;
    if (help.open) help.querySelector("summary").focus();
  },
};

document.addEventListener("keydown", (event) => {
  if (!form || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    event.preventDefault();
    press("s");
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && isTyping(event.target)) {
    event.target.blur();
    return;
  }
  if (isTyping(event.target) || !on?.checked) return;
  const key = event.key.toLowerCase();
  if (others[key]) {
    event.preventDefault();
    others[key]();
  } else if (/^[a-z]$/u.test(key)) press(key);
});

if (on) {
  on.checked = localStorage.getItem(OFF) === null;
  on.addEventListener("change", () => {
    if (on.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
}
