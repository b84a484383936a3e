/* Looks whether the editor has understood the whole text. What it does not know it takes for plain words, and
   the first key pressed would write that over the field: so it is locked, and the field stays as it was. */

const KINDS = /\sdata-kind="/g;
const count = (html) => (html.match(KINDS) ?? []).length;
const words = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.replace(/\s+/g, "");

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  // To the library one element without words is an empty text; to us it may be a related story.
  editor.on("update", () => {
    if (!textarea.value && count(editor.getHTML())) textarea.value = editor.getHTML();
  });
  const before = textarea.value;
  const after = editor.getHTML();
  if (count(before) === count(after) && words(before) === words(after)) return;
  // Without the second argument Tiptap would report a change, and the field would be written.
  editor.setEditable(false, false);
  const note = document.createElement("p");
  note.className = "notice";
  note.setAttribute("role", "alert");
  note.textContent =
    gettext("This page could not show all of the text, so the text cannot be changed here now. Nothing is lost. Reload the page; if this stays, tell whoever runs the site.");
  textarea.closest(".prose-editor").before(note);
});
