/* The editor's buttons as one stop of the keyboard: arrows move within, Alt+F10 goes there, Escape comes back.
   Escape in the text, then Tab, leaves it: by itself Tab goes through a table and adds a row at its end. */

const NAMES = {
  heading2: gettext("Heading"), heading3: gettext("Small heading"), bold: gettext("Bold"), italic: gettext("Italic"),
  subscript: gettext("Subscript"), superscript: gettext("Superscript"), link: gettext("Link"),
  unlink: gettext("Remove link"), bulletList: gettext("Bullets"), orderedList: gettext("Numbers"),
  blockquote: gettext("Quotation"), horizontalRule: gettext("Rule"), table: gettext("Table"),
  "history:undo": gettext("Undo"), "history:redo": gettext("Redo"),
};
const KEYS = {
  heading2: "Ctrl+Alt+2", heading3: "Ctrl+Alt+3", bold: "Ctrl+B", italic: "Ctrl+I", link: "Ctrl+K",
  bulletList: "Ctrl+Shift+8", orderedList: "Ctrl+Shift+7", blockquote: "Ctrl+Shift+B",
  "history:undo": "Ctrl+Z", "history:redo": "Ctrl+Shift+Z",
};

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  name(editor, textarea);
  // The bar is made when the editor is, and the event comes a moment before that.
  editor.on("create", () => setTimeout(() => equip(editor)));
});

/* The box is named by the field's label, and described by its help and its errors. */
function name(editor, textarea) {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  if (!label) return;
  label.id ||= `${textarea.id}_label`;
  label.addEventListener("click", () => editor.commands.focus());
  // A check that leads to the field means the text.
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(`a[href="#${textarea.id}"]`)) return;
    event.preventDefault();
    editor.commands.focus();
    editor.view.dom.scrollIntoView({ block: "center" });
  });
  editor.view.dom.setAttribute("aria-labelledby", label.id);
  const description = textarea.getAttribute("aria-describedby");
  if (description) editor.view.dom.setAttribute("aria-describedby", description);
  if (textarea.hasAttribute("aria-invalid")) editor.view.dom.setAttribute("aria-invalid", "true");
}

/* How to get to the buttons and out of the text, for the eye and the ear. */
function tellKeys(editor, bar) {
  const words = document.createElement("p");
  words.id = "text-keys";
  words.className = "help keys";
  words.textContent = gettext("Alt+F10: buttons. Esc, Tab: leave.");
  bar.append(words);
  const text = editor.view.dom;
  text.setAttribute("aria-describedby", [text.getAttribute("aria-describedby"), words.id].filter(Boolean).join(" "));
}

/* Heard on the way down, before the editor takes a Tab for a list or a table. */
function leaveByKeys(editor) {
  let leaving = false;
  editor.view.dom.parentElement.addEventListener("keydown", (event) => {
    if (!editor.view.dom.contains(event.target)) return;
    if (event.key === "Tab" && leaving) event.stopPropagation();
    if (event.key !== "Shift") leaving = event.key === "Escape";
  }, { capture: true });
  editor.on("blur", () => { leaving = false; });
}

function equip(editor) {
  const bar = editor.extensionStorage.menu?.dom;
  if (!bar) return;
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", gettext("Form of the text"));
  const buttons = [...bar.querySelectorAll("button")];
  for (const button of buttons) {
    // What else there is of a table has its English name from the library.
    const shown = NAMES[button.dataset.name] ?? gettext(button.getAttribute("aria-label"));
    button.setAttribute("aria-label", shown);
    const keys = KEYS[button.dataset.name];
    button.title = keys ? `${shown} (${keys})` : shown;
  }
  const usable = () => buttons.filter((button) => !button.classList.contains("hidden"));
  let stop = null;
  const stopAt = (button) => {
    stop = button;
    for (const each of buttons) each.tabIndex = each === button ? 0 : -1;
  };
  const show = () => {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.classList.contains("active")));
      button.setAttribute("aria-disabled", String(button.classList.contains("disabled")));
    }
    if (!stop || stop.classList.contains("hidden")) stopAt(usable()[0]);
  };
  show();
  tellKeys(editor, bar);
  leaveByKeys(editor);
  editor.on("transaction", show);
  bar.addEventListener("keydown", (event) => {
    const all = usable();
    const now = all.indexOf(document.activeElement);
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape") editor.commands.focus();
    if (to === undefined) return;
    event.preventDefault();
    stopAt(all[(to + all.length) % all.length]);
    stop.focus();
  });
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.key === "F10" && event.altKey) {
      event.preventDefault();
      stop.focus();
    }
  });
}
