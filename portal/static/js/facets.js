/* Filter forms that send themselves: <form data-autosubmit>. Empty fields stay out of the address. */

const ADDRESS_LIMIT = 8000;

const addressOf = (form, button) => {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form, button)) {
    if (typeof value === "string" && value.trim() !== "") query.append(name, value.trim());
  }
  const text = query.toString();
  const path = form.action.split("?")[0];
  return text === "" ? path : `${path}?${text}`;
};

const send = (form, button = null) => {
  const address = addressOf(form, button);
  if (address.length > ADDRESS_LIMIT) form.submit();
  else location.assign(address);
};

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-autosubmit]") ?? event.target.form;
  if (!form?.matches("[data-autosubmit]")) return;
  if (event.target.matches('input[type="search"], input[type="text"]')) return; // these wait for Enter
  if (event.target.closest("[popover]:popover-open")) return; // in a drawer the reader chooses several, then sends
  send(form);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "get" || !form.matches("[data-autosubmit]")) return;
  event.preventDefault();
  send(form, event.submitter);
});
