/* Fields that grow with their text, and a warning before unsaved words are left behind. */

const form = document.getElementById("story_form");

function grow(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

// Browsers that size fields by their content need no help.
if (!CSS.supports("field-sizing", "content")) {
  for (const field of form.querySelectorAll("textarea[data-grow]")) {
    grow(field);
    field.addEventListener("input", () => grow(field));
  }
}

// A headline is one line, however long: Enter goes on to the next field.
for (const field of form.querySelectorAll("textarea[data-grow]")) {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      const fields = [...form.querySelectorAll(".writing :is(textarea, .tiptap)")];
      const next = fields[fields.indexOf(field) + 1];
      (next?.closest(".prose-editor")?.querySelector(".tiptap") ?? next)?.focus();
    }
  });
}

let unsaved = Boolean(document.querySelector(".errornote, [data-unsaved]"));
form.addEventListener("input", () => { unsaved = true; });
form.addEventListener("submit", () => { unsaved = false; });
window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    const save = form.querySelector(".save-row [name=_save]");
    if (save) {
      event.preventDefault();
      save.click();
    }
  }
});
