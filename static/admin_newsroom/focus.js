/* The focus of a picture: by a click, by dragging or by the arrow keys, with the crops as readers will get them. */

const box = document.querySelector("[data-focus]");
const fields = { x: document.getElementById("id_focal_x"), y: document.getElementById("id_focal_y") };
const RATIOS = { "16x9": 16 / 9, "3x2": 3 / 2, "1x1": 1 };
const STEPS = { ArrowLeft: ["x", -1], ArrowRight: ["x", 1], ArrowUp: ["y", -1], ArrowDown: ["y", 1] };

const inside = (number) => Math.min(Math.max(number, 0), 1);
const rounded = (number) => Math.round(inside(number) * 100) / 100;
const read = (axis) => inside(Number(fields[axis].value.replace(",", ".")) || 0);

/* Where a crop of `part` of a side begins, as a share of what it leaves out: the server reckons alike. */
function share(focus, part) {
  return part >= 1 ? 0.5 : inside((focus - part / 2) / (1 - part));
}

function show() {
  const [x, y] = [read("x"), read("y")];
  point.style.left = `${x * 100}%`;
  point.style.top = `${y * 100}%`;
  const ratio = Number(box.dataset.width) / Number(box.dataset.height);
  for (const image of box.querySelectorAll("[data-shape]")) {
    const shape = RATIOS[image.dataset.shape];
    image.style.objectPosition = `${share(x, shape / ratio) * 100}% ${share(y, ratio / shape) * 100}%`;
  }
}

function put(x, y) {
  fields.x.value = rounded(x);
  fields.y.value = rounded(y);
  // As if it had been typed: the page notes what is unsaved.
  for (const field of Object.values(fields)) field.dispatchEvent(new Event("input", { bubbles: true }));
}

function follow(event) {
  const frame = image.getBoundingClientRect();
  put((event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height);
}

const image = box?.querySelector(".focus-picture img");
const point = box?.querySelector(".focus-point");

if (box && fields.x && fields.y) {
  box.classList.add("can-move");
  point.hidden = false;
  // The crops of the server are those of the focus that is saved.
  for (const crop of box.querySelectorAll("[data-shape]")) crop.src = box.dataset.whole;
  image.addEventListener("click", (event) => {
    follow(event);
    point.focus();
  });
  point.addEventListener("pointerdown", (event) => point.setPointerCapture(event.pointerId));
  point.addEventListener("pointermove", (event) => point.hasPointerCapture(event.pointerId) && follow(event));
  point.addEventListener("keydown", (event) => {
    const [axis, way] = STEPS[event.key] ?? [];
    if (!axis) return;
    event.preventDefault();
    const by = way * (event.shiftKey ? 0.1 : 0.01);
    put(read("x") + (axis === "x" ? by : 0), read("y") + (axis === "y" ? by : 0));
    box.querySelector("[data-focus-said]").textContent = `${Math.round(read("x") * 100)} %, ${Math.round(read("y") * 100)} %`;
  });
  for (const field of Object.values(fields)) field.addEventListener("input", show);
  show();
}
