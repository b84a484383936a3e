/* Pictures: chosen among those of the library, or taken in on the way by file, drop or paste. */

import { crel } from "django-prose-editor/editor";
import { insertBlock } from "newsroom/blocks";
import { asking, field, openDialog, saying, search } from "newsroom/dialogs";
import { ask, tables } from "newsroom/tables";

const known = new Map();
let wanted = new Map();

/* What the library knows of a picture, or null; all that are asked for at one time go in one question. */
export function pictureFacts(number) {
  if (!known.has(number)) {
    known.set(number, new Promise((resolve) => {
      if (!wanted.size) queueMicrotask(fetchWanted);
      wanted.set(number, resolve);
    }));
  }
  return known.get(number);
}

async function fetchWanted() {
  const asked = wanted;
  wanted = new Map();
  const { pictures } = await ask(tables.picturesUrl, { ids: [...asked.keys()].join(",") }).catch(() => ({ pictures: [] }));
  const found = new Map(pictures.map((picture) => [String(picture.number), picture]));
  for (const [number, resolve] of asked) resolve(found.get(number) ?? null);
}

async function findPictures(words, choose) {
  const { pictures } = await ask(tables.picturesUrl, { q: words });
  return pictures.map((picture) => ({
    parts: [
      crel("img", { src: picture.thumb, alt: picture.alt, loading: "lazy" }),
      crel("span", { textContent: picture.title }),
    ],
    choose: () => choose(picture),
  }));
}

/* A picture of the library, or a file to take in: {picture} or {file}, or null. */
function choosePicture(title) {
  return openDialog(title, (close, dialog) => {
    const found = search(gettext("Search the library"), (words) => findPictures(words, (picture) => close({ picture })), {
      placeholder: gettext("Words of the title, the caption or the credit"), empty: gettext("No picture with these words can be used."),
    });
    const file = field(gettext("Or take a new one in"), {
      kind: "file", accept: "image/jpeg,image/png,image/webp,image/gif,image/avif",
      help: gettext("Choose a file, drop it here or paste it. JPEG, PNG, WebP, GIF or AVIF, at most 30 MB."),
    });
    const take = (files) => files.length && close({ file: files[0] });
    file.input.addEventListener("change", () => take(file.input.files));
    for (const kind of ["dragover", "drop"]) dialog.addEventListener(kind, (event) => event.preventDefault());
    dialog.addEventListener("drop", (event) => take(event.dataTransfer.files));
    dialog.addEventListener("paste", (event) => take(event.clipboardData.files));
    return [...found.elements, file.row];
  }, { wide: true });
}

/* What a story says of a picture: alt text, caption, credit. With a file, that is taken in as one goes on. */
function describePicture({ picture = null, file = null, given = {}, button }) {
  const shown = file ? URL.createObjectURL(file) : picture?.thumb ?? "";
  const start = { alt: picture?.alt ?? "", caption: picture?.caption ?? "", credit: picture?.credit ?? "", ...given };
  return openDialog(file ? gettext("Take a picture in") : gettext("Picture"), (close) => {
    const image = crel("img", { className: "picker-shown", src: shown, alt: "" });
    const alt = field(gettext("What it shows (alt text)"), {
      kind: "area", value: start.alt, maxLength: 400,
      help: file ? gettext("For everybody who cannot see it. Empty: taken from the file, if it says so.") : gettext("For everybody who cannot see it."),
    });
    const plain = field(gettext("Decorative: it says nothing, so no alt text"), { kind: "checkbox" });
    plain.input.checked = !file && !start.alt;
    plain.row.classList.add("field-check");
    const caption = field(gettext("Caption"), { kind: "area", value: start.caption, maxLength: 600 });
    const credit = field(gettext("Credit"), { value: start.credit, maxLength: 160 });
    const status = saying();
    const said = () => ({
      alt: plain.input.checked ? "" : alt.input.value.replace(/\s+/g, " ").trim(),
      caption: caption.input.value.replace(/\s+/g, " ").trim(),
      credit: credit.input.value.replace(/\s+/g, " ").trim(),
    });
    const submit = async (main) => {
      const words = said();
      if (!file) {
        if (!words.alt && !plain.input.checked) {
          status.fail(gettext("Say what the picture shows, or mark it decorative."));
          return alt.input.focus();
        }
        return close({ asset: String(picture?.number ?? given.asset), ...words });
      }
      main.disabled = true;
      status.say(gettext("Taking it in …"));
      try {
        const taken = await takeIn(file, words, plain.input.checked);
        known.set(String(taken.number), Promise.resolve(taken));
        // What was left empty, the file may have said of itself.
        const filled = Object.fromEntries(Object.entries(words).map(([name, value]) => [name, value || taken[name]]));
        return close({ asset: String(taken.number), picture: taken, ...filled });
      } catch (error) {
        main.disabled = false;
        status.fail(error.message);
        return alt.input.focus();
      }
    };
    const rows = [image, alt.row, plain.row, caption.row, credit.row, status.line];
    return [asking(rows, button, submit)];
  }, { wide: true }).finally(() => file && URL.revokeObjectURL(shown));
}

async function takeIn(file, words, decorative) {
  const data = new FormData();
  data.append("file", file);
  for (const [name, value] of Object.entries(words)) data.append(name, value);
  if (decorative) data.append("is_decorative", "on");
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const { picture } = await ask(tables.uploadUrl, {}, { method: "POST", body: data, headers: { "X-CSRFToken": token } });
  return picture;
}

/* Into the text: chosen, described, placed. `file` has been dropped or pasted already. */
export async function addPicture(editor, file = null) {
  const chosen = file instanceof File ? { file } : await choosePicture(gettext("Picture"));
  const attrs = chosen && (await describePicture({ ...chosen, button: gettext("Insert") }));
  if (!attrs) return editor.view.focus();
  const { asset, alt, caption, credit } = attrs;
  return insertBlock(editor, { type: "picture", attrs: { asset, alt, caption, credit } });
}

export async function changePicture(node) {
  const picture = await pictureFacts(node.attrs.asset);
  const found = await describePicture({ picture, given: node.attrs, button: gettext("Save") });
  return found && { asset: found.asset, alt: found.alt, caption: found.caption, credit: found.credit };
}

/* For the lead picture, which says what the library says of it: the picture, or null. */
export async function chooseLead(file = null) {
  const chosen = file ? { file } : await choosePicture(gettext("Lead picture"));
  if (!chosen?.file) return chosen?.picture ?? null;
  const taken = await describePicture({ ...chosen, button: gettext("Take it in") });
  return taken?.picture ?? null;
}
