/* Picture files dropped into the text, or pasted: taken in on the way. */

import { Extension, Plugin, pm } from "django-prose-editor/editor";
import { addPicture } from "newsroom/pictures";

const { TextSelection } = pm.state;
const pictures = (files) => [...(files ?? [])].filter((file) => file.type.startsWith("image/"));

/* "Copy image" in a browser brings the file, and HTML that is nothing but the <img>. */
function isOnlyAnImage(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return Boolean(body.querySelector("img")) && !body.textContent.trim();
}

async function takeAll(editor, files) {
  for (const file of files) await addPicture(editor, file);
}

export const Uploads = Extension.create({
  name: "uploads",
  priority: 1000,
  addProseMirrorPlugins() {
    const { editor } = this;
    return [new Plugin({
      props: {
        handleDrop(view, event, slice, moved) {
          const files = pictures(event.dataTransfer?.files);
          if (moved || !files.length) return false;
          event.preventDefault();
          // The cursor stays at that place in the text whatever happens around it until the picture is there.
          const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
          if (place) view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(place.pos))));
          takeAll(editor, files);
          return true;
        },
        handlePaste(view, event) {
          const files = pictures(event.clipboardData?.files);
          const html = event.clipboardData?.getData("text/html") ?? "";
          if (!files.length || (html && !isOnlyAnImage(html))) return false;
          takeAll(editor, files);
          return true;
        },
      },
    })];
  },
});
