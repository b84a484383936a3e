/* Takes the old thumbnail away as soon as another picture's number stands in the field. */

for (const frame of document.querySelectorAll("[data-picture-of]")) {
  const field = document.getElementById(frame.dataset.pictureOf);
  const before = field?.value;
  const shown = [...frame.childNodes];
  const show = () => {
    if (field.value === before) frame.replaceChildren(...shown);
    else frame.textContent = field.value ? `Picture ${field.value}: shown here once you save.` : "";
  };
  field?.addEventListener("input", show);
  // Django's chooser announces its choice through jQuery alone.
  window.django?.jQuery?.(field).on("change", show);
}
