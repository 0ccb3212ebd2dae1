// The list of activities: filters and pages swap their results in place (see templates/activities/listing.html).
// Works on what carries `data-results`; without it, or when an answer fails, the browser opens the address as ever.

const listing = () => document.querySelector("[data-results]");
let open = [];
let focused = "";

// A tick or a choice asks at once; words and dates wait for Enter or the button.
document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.closest("[data-results]") && (field.type === "checkbox" || field.tagName === "SELECT")) {
    field.form.requestSubmit();
  }
});

// What was left empty, or as it is without asking, has no place in the address.
document.addEventListener("htmx:configRequest", (event) => {
  const asked = event.detail.formData;
  for (const [name, value] of [...asked.entries()]) {
    const field = event.detail.elt.elements?.[name];
    if (value === "" || (field?.tagName === "SELECT" && field.selectedIndex === 0)) asked.delete(name);
  }
});

document.addEventListener("htmx:beforeSwap", () => {
  open = [...listing().querySelectorAll("details[open]")].map((one) => one.id);
  focused = document.activeElement?.id ?? "";
});

document.addEventListener("htmx:afterSwap", () => {
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  const total = document.getElementById("total");
  const field = focused && document.getElementById(focused);
  if (field) field.focus({ preventScroll: true });
  else total?.focus({ preventScroll: true });
  // The region was there before, so a screen reader notices what changes in it.
  document.getElementById("said").textContent = total?.textContent ?? "";
});

for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    window.location.assign(event.detail.pathInfo.finalRequestPath);
  });
}
