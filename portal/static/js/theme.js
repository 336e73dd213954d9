/* Light, dark or as the system says: applied before the first paint, remembered on this device.
   A classic script in <head>, because a module would run after the page has been painted. */

(() => {
  const KEY = "theme";
  const root = document.documentElement;
  root.classList.add("js");

  const stored = () => {
    try {
      return localStorage.getItem(KEY) ?? "system";
    } catch {
      return "system"; // storage is switched off
    }
  };

  const apply = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };

  const remember = (theme) => {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // the choice holds for this page only
    }
  };

  apply(stored());

  document.addEventListener("DOMContentLoaded", () => {
    const current = stored();
    for (const radio of document.querySelectorAll('input[name="theme"]')) {
      radio.checked = radio.value === current;
      radio.addEventListener("change", () => {
        apply(radio.value);
        remember(radio.value);
      });
    }
  });
})();
