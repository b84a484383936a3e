/* The lead picture: chosen in the dialog that the text uses too, or dropped on its place. */

import { chooseLead, pictureFacts } from "newsroom/pictures";

const box = document.querySelector("[data-lead]");
const field = document.getElementById("id_lead_picture");
const acts = box?.querySelector("[data-lead-acts]");

async function show() {
  const number = field.value;
  const facts = number ? await pictureFacts(number) : null;
  // Another was chosen, or none, while the answer was on its way.
  if (field.value !== number) return;
  const image = facts?.large ? Object.assign(new Image(), { src: facts.large, alt: "", className: "lead-thumb" }) : null;
  box.querySelector("[data-lead-shown]").replaceChildren(...(image ? [image] : []));
  const words = facts
    ? `${facts.title}. ${facts.credit ? interpolate(gettext("Picture: %(words)s"), { words: facts.credit }, true) : gettext("No credit")}${facts.problem ? `. ${facts.problem}` : ""}`
    : field.value && gettext("There is no such picture.");
  box.querySelector("[data-lead-words]").textContent = words;
  box.querySelector("[data-clear]").hidden = !field.value;
  document.dispatchEvent(new CustomEvent("lead-shown", { detail: facts }));
}

function put(number) {
  field.value = number;
  // As if it had been typed: the page notes what is unsaved.
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

async function choose(file = null) {
  const picture = await chooseLead(file);
  if (picture) put(picture.number);
  box.querySelector("[data-choose]").focus();
}

if (acts && field) {
  acts.hidden = false;
  // The number stays for whoever knows it, out of sight until the keyboard gets there.
  field.closest(".field").classList.add("by-number");
  field.addEventListener("input", show);
  box.querySelector("[data-choose]").addEventListener("click", () => choose());
  box.querySelector("[data-clear]").addEventListener("click", () => {
    put("");
    box.querySelector("[data-choose]").focus();
  });
  box.addEventListener("dragover", (event) => event.preventDefault());
  box.addEventListener("drop", (event) => {
    const [file] = event.dataTransfer.files;
    if (!file) return;
    event.preventDefault();
    choose(file);
  });
}
