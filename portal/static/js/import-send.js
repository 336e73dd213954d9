/* The form of import is sent with its files in sight: each row shows how much of its file has left.
   Where it is refused, the reason stands above the form and the files stay chosen. */

const form = document.querySelector("[data-import]");

/* Files leave one after the other, so what has left in all says how much of each; the edges between them are not counted. */
const spread = (bars, share) => {
  let left = share * bars.reduce((sum, bar) => sum + bar.max, 0);
  for (const bar of bars) {
    bar.value = Math.min(bar.max, Math.max(0, left));
    left -= bar.max;
  }
};

const barsFor = (files, rows) =>
  [...files].map((file, place) => {
    const bar = document.createElement("progress");
    bar.className = "import-progress";
    bar.max = Math.max(1, file.size);
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    rows[place].append(bar);
    return bar;
  });

const start = () => {
  const input = form.querySelector("input[type='file']");
  const button = form.querySelector("button[type='submit']");
  const refusals = form.querySelector("[data-refusals]");
  let bars = [];

  const refuse = (notice) => {
    for (const bar of bars) bar.remove();
    bars = [];
    button.removeAttribute("aria-busy");
    for (const earlier of document.querySelectorAll("[role='alert']")) earlier.remove();
    refusals.append(document.importNode(notice, true));
    refusals.scrollIntoView({ block: "nearest" });
  };
  const broken = () => refuse(form.querySelector("template[data-broken]").content.firstElementChild);

  const answered = (request) => {
    if (request.responseURL !== form.action) {
      location.assign(request.responseURL); // the batch, or the page to sign in
      return;
    }
    const notice = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("[role='alert']");
    if (notice) refuse(notice);
    else broken();
  };

  form.addEventListener("submit", (event) => {
    if (input.files.length === 0) return; // pasted text leaves in a moment
    event.preventDefault();
    if (bars.length > 0) return;
    bars = barsFor(input.files, form.querySelectorAll("[data-chosen] li"));
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", ({ loaded, total }) => spread(bars, loaded / total));
    request.upload.addEventListener("load", () => spread(bars, 1));
    request.addEventListener("load", () => answered(request));
    request.addEventListener("error", broken);
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
};

if (form) start();
