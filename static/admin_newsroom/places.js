/* Moves places of a front, or of a list, without a round trip: by the buttons, by the arrow keys on them, and
   by dragging. Without it the same buttons send the form. Asks before what was moved is left behind. */

const form = document.querySelector("[data-places]");
const unsaved = form.querySelector(".unsaved");
const markMoved = () => { unsaved.textContent = form.querySelector("[data-unsaved]").dataset.unsaved; };
const places = () => [...form.querySelectorAll(".place:not(.place-none)")];

/* What stands at two neighbouring places, the other way round. */
function swap(one, other) {
  const [held, moved] = [one.querySelector(".held"), other.querySelector(".held")];
  one.append(moved);
  other.append(held);
  for (const place of [one, other]) {
    for (const field of place.querySelectorAll("input:is([name$='-place'], [name$='-was'])")) field.value = place.dataset.place;
  }
}

/* Where the stories on the right stand. */
function tell() {
  for (const told of form.querySelectorAll("[data-stands]")) {
    const at = places().filter((place) => place.querySelector(`[name$="-story"][value="${told.dataset.stands}"]`));
    told.textContent = at.map((place) => place.querySelector("h3").textContent).join(", ");
  }
}

/* From a place to another, past all between. */
function move(from, to) {
  const all = places();
  if (!all[to] || from === to) return;
  const step = Math.sign(to - from);
  for (let at = from; at !== to; at += step) swap(all[at], all[at + step]);
  tell();
  markMoved();
}

function step(button, by) {
  const from = places().indexOf(button.closest(".place"));
  const to = from + by;
  if (!places()[to]) return;
  move(from, to);
  // The buttons stay with their place, the story goes on: so does whoever moves it.
  const next = places()[to];
  const wanted = next.querySelector(`[name=${button.name}]`);
  (wanted.disabled ? next.querySelector(".place-moves button:not([disabled])") : wanted).focus();
}

form.addEventListener("click", (event) => {
  const button = event.target.closest(".place-moves button");
  if (!button) return;
  event.preventDefault();
  step(button, button.name === "up" ? -1 : 1);
});

form.addEventListener("keydown", (event) => {
  const button = event.target.closest(".place-moves button");
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!button || !by) return;
  event.preventDefault();
  step(button, by);
});

form.addEventListener("change", (event) => {
  if (event.target.name !== "q") markMoved();
});

let leaving = false;
form.addEventListener("submit", () => { leaving = true; });
window.addEventListener("pageshow", () => { leaving = false; });
window.addEventListener("beforeunload", (event) => {
  if (unsaved.textContent && !leaving) event.preventDefault();
});

let dragged = null;
for (const head of form.querySelectorAll(".place:not(.place-none) .place-head")) {
  const place = head.closest(".place");
  head.draggable = true;
  head.addEventListener("dragstart", (event) => {
    dragged = place;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    place.classList.add("dragged");
  });
  head.addEventListener("dragend", () => {
    dragged = null;
    for (const each of places()) each.classList.remove("dragged", "over");
  });
  place.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    for (const each of places()) each.classList.toggle("over", each === place && each !== dragged);
  });
  place.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    move(places().indexOf(dragged), places().indexOf(place));
  });
}
