// The boxes that select2 puts in place of a choice have no name that could be said: they take the label of the field.

function name(box) {
  const field = box.closest(".select2-container").previousElementSibling;
  const label = field?.labels?.[0];
  if (!label) return;
  label.id ||= `${field.id}-label`;
  box.querySelector(".select2-search__field")?.setAttribute("aria-label", label.textContent.trim());
  const chosen = box.querySelector(".select2-selection__rendered");
  chosen.setAttribute("aria-label", label.textContent.trim());
  box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
}

function nameAll() {
  document.querySelectorAll(".select2-container .select2-selection").forEach(name);
}

// The field to search in, which stands in the open list.
function nameSearch({ target }) {
  const field = document.querySelector(".select2-container--open .select2-search__field");
  if (target.labels?.[0]) field?.setAttribute("aria-label", target.labels[0].textContent.trim());
}

// All after Django's own script, which makes the boxes.
django.jQuery(nameAll);
document.addEventListener("formset:added", nameAll);
django.jQuery(document).on("select2:open", nameSearch);
