/* Starts the body's editor once everything it needs is here. Without that the text stays in its area as HTML,
   which is safe to write in; an editor with a part missing would drop what it does not know. */

import "newsroom/guard";
import "newsroom/toolbar";

try {
  await import("newsroom/body");
  await import("django-prose-editor/configurable");
} catch (error) {
  for (const field of document.querySelectorAll("[data-django-prose-editor-configurable]")) {
    const note = document.createElement("p");
    note.className = "notice";
    note.setAttribute("role", "alert");
    note.textContent = gettext("The editor did not load, so this is the text as HTML. Reload the page to try again.");
    field.before(note);
  }
  console.warn("The body's editor did not load:", error);
}
