// The boxes that select2 puts in place of a choice have no name that could be said: they take the label of the field.

function name(box) {
  const field = box.closest(".select2-container").previousElementSibling;
  const label = field?.labels?.[0];
  if (!label) return;
  label.id ||= `${field.id}-label`;
  const chosen = box.querySelector(".select2-selection__rendered");
  chosen.setAttribute("aria-label", label.textContent.trim());
  box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
}

function nameAll() {
  document.querySelectorAll(".select2-container .select2-selection").forEach(name);
}

// Both after Django's own script, which makes the boxes.
django.jQuery(nameAll);
document.addEventListener("formset:added", nameAll);
