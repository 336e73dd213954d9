/* The order of the columns: dragged or moved by arrow in the form of choices, dragged by their headers in the table.

   Without this module the arrows and the menu of each column are links that do the same. In the form nothing is sent
   until the reader presses the button; in the table the page with the new order is opened. */

const list = document.querySelector("[data-order]");

const itemOf = (target) => target.closest?.("[data-order-item]") ?? null;

const place = (item, before) => {
  list.insertBefore(item, before);
};

const moveBy = (item, step) => {
  if (step < 0 && item.previousElementSibling) place(item, item.previousElementSibling);
  if (step > 0 && item.nextElementSibling) place(item, item.nextElementSibling.nextElementSibling);
};

const startList = () => {
  let dragged = null;
  for (const item of list.querySelectorAll("[data-order-item]")) item.draggable = true;
  list.addEventListener("dragstart", (event) => {
    dragged = itemOf(event.target);
    event.dataTransfer.effectAllowed = "move";
    dragged.classList.add("dragged");
  });
  list.addEventListener("dragover", (event) => {
    const over = itemOf(event.target);
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const items = [...list.children];
    place(dragged, items.indexOf(over) > items.indexOf(dragged) ? over.nextElementSibling : over);
  });
  list.addEventListener("dragend", () => {
    dragged?.classList.remove("dragged");
    dragged = null;
  });
  list.addEventListener("click", (event) => {
    const arrow = event.target.closest("[data-order-move]");
    if (!arrow) return;
    event.preventDefault();
    moveBy(itemOf(arrow), Number(arrow.dataset.orderMove));
    arrow.focus();
  });
};

/* In the table: a header dropped on another takes its place. */
const addressWithOrder = (from, to) => {
  const address = new URL(window.location.href);
  const pairs = [...address.searchParams];
  const columns = pairs.filter(([key]) => key === "place" || key === "document");
  const others = pairs.filter(([key]) => key !== "place" && key !== "document");
  columns.splice(to, 0, ...columns.splice(from, 1));
  address.search = new URLSearchParams([...columns, ...others]).toString();
  return address;
};

const startHeaders = (headers) => {
  let from = null;
  for (const header of headers) {
    const index = Number(header.dataset.column) - 1;
    header.draggable = true;
    header.addEventListener("dragstart", (event) => {
      from = index;
      event.dataTransfer.effectAllowed = "move";
    });
    header.addEventListener("dragover", (event) => {
      if (from === null || from === index) return;
      event.preventDefault();
      header.classList.add("drop-here");
    });
    header.addEventListener("dragleave", () => header.classList.remove("drop-here"));
    header.addEventListener("dragend", () => {
      from = null;
    });
    header.addEventListener("drop", (event) => {
      event.preventDefault();
      header.classList.remove("drop-here");
      if (from !== null) window.location.assign(addressWithOrder(from, index));
    });
  }
};

if (list) startList();
startHeaders([...document.querySelectorAll("thead th[data-column]")]);
