/* The form of import: files dropped anywhere on it are chosen, and what is chosen is listed with its size. */

const form = document.querySelector("[data-import]");
const MEGABYTE = 1024 * 1024;

const words = (size) => (size < MEGABYTE ? `${Math.max(1, Math.round(size / 1024))} KB` : `${(size / MEGABYTE).toFixed(1)} MB`);

const start = () => {
  const input = form.querySelector("input[type='file']");
  const zone = form.querySelector("[data-drop]");
  const list = form.querySelector("[data-chosen]");

  const show = () => {
    list.replaceChildren(
      ...[...input.files].map((file) => {
        const row = document.createElement("li");
        const size = document.createElement("span");
        size.className = "meta";
        size.textContent = words(file.size);
        row.append(file.name, " ", size);
        return row;
      }),
    );
  };

  /* A second drop adds to the first. */
  const add = (files) => {
    const all = new DataTransfer();
    for (const file of [...input.files, ...files]) all.items.add(file);
    input.files = all.files;
    show();
  };

  input.addEventListener("change", show);
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.add("dropping");
  });
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) zone.classList.remove("dropping");
  });
  form.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    zone.classList.remove("dropping");
    add(event.dataTransfer.files);
  });
  form.addEventListener("submit", () => {
    form.querySelector("button[type='submit']").setAttribute("aria-busy", "true");
  });
  show();
};

if (form) start();
