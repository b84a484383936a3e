/* Many pictures at once: chosen, dropped or pasted, each with a card of its own; sent one after the other. */

const MOST_BYTES = 30 * 1024 * 1024;
const SHARED = ["credit", "copyright", "licence", "expires_at", "digital_source"];

const form = document.getElementById("picture-form");
const input = form.elements.file;
const list = form.querySelector(".taking");
const drop = form.querySelector(".drop-here");
const button = form.querySelector(".act-main");
const said = form.querySelector("[data-said]");
const rowTemplate = document.getElementById("picture-row").content.firstElementChild;
const single = button.textContent;
const rows = [];
let sending = false;

const waiting = () => rows.filter((row) => row.state !== "taken");
const isPicture = (file) => file.type.startsWith("image/");

function tell(row, state, words, address = "") {
  row.state = row.item.dataset.state = state;
  const told = row.item.querySelector(".told");
  told.replaceChildren(words);
  if (address) told.append(": ", Object.assign(document.createElement("a"), { href: address, textContent: row.title }));
}

function leave(row) {
  URL.revokeObjectURL(row.item.querySelector("img").src);
  row.item.remove();
  rows.splice(rows.indexOf(row), 1);
  arrange();
  input.focus();
}

/* A sentence stands in the place of a picture that the browser cannot read. */
function show(item, address) {
  const image = item.querySelector("img");
  for (const kind of ["load", "error"]) {
    image.addEventListener(kind, () => {
      image.hidden = kind === "error";
      image.nextElementSibling.hidden = kind === "load";
    });
  }
  image.src = address;
}

function add(files) {
  const others = files.filter((file) => !isPicture(file));
  said.textContent = others.length ? `${said.dataset.none} ${others.map((file) => file.name).join(", ")}` : "";
  for (const file of files.filter(isPicture)) {
    const item = rowTemplate.cloneNode(true);
    const row = { file, item, title: file.name, state: "chosen" };
    show(item, URL.createObjectURL(file));
    item.querySelector("[role=group]").setAttribute("aria-label", file.name);
    item.querySelector("[data-name]").textContent = file.name;
    item.querySelector("[data-leave]").addEventListener("click", () => leave(row));
    rows.push(row);
    list.append(item);
  }
  arrange();
}

/* With rows, what belongs to one picture stands in its row, and the input is there for more files. */
function arrange() {
  const many = rows.length > 0;
  form.classList.toggle("many", many);
  list.hidden = !many;
  form.querySelector("[data-for-many]").hidden = !many;
  button.textContent = many ? button.dataset.many : single;
}

/* By XMLHttpRequest, which tells how much has been sent. Resolves to the answer, or null where there is none. */
function post(data, progress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.dataset.address);
    request.responseType = "json";
    request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
    request.upload.addEventListener("progress", (event) => { progress.value = event.loaded / event.total; });
    request.addEventListener("load", () => resolve({ status: request.status, ...request.response }));
    request.addEventListener("error", () => resolve(null));
    request.send(data);
  });
}

async function take(row) {
  const words = row.item.querySelector(".told").dataset;
  if (row.file.size > MOST_BYTES) return tell(row, "failed", words.large);
  const data = new FormData();
  data.append("file", row.file);
  for (const field of row.item.querySelectorAll("input")) {
    if (field.type !== "checkbox" || field.checked) data.append(field.name, field.value);
  }
  for (const name of SHARED) data.append(name, form.elements[name].value);
  const progress = row.item.querySelector("progress");
  progress.hidden = false;
  const answer = await post(data, progress);
  progress.hidden = true;
  if (!answer) return tell(row, "failed", words.lost);
  if (!answer.picture) return tell(row, "failed", answer.error ?? words.out);
  row.title = answer.picture.title;
  tell(row, "taken", answer.created ? words.taken : words.known, answer.picture.address);
  for (const field of row.item.querySelectorAll(".said, label, [data-leave]")) field.remove();
  if (!answer.created) row.item.querySelector("img").src = answer.picture.thumb;
  return null;
}

async function takeAll() {
  sending = button.disabled = true;
  said.textContent = "";
  for (const row of waiting()) {
    tell(row, "chosen", "");
    await take(row);
  }
  sending = button.disabled = false;
  const left = waiting();
  const end = Object.assign(document.createElement("a"), {
    href: form.dataset.library, textContent: left.length ? said.dataset.left : said.dataset.done,
  });
  said.replaceChildren(left.length ? said.dataset.left : end);
  if (left.length) left[0].item.querySelector("input").focus();
  else button.hidden = true;
}

drop.hidden = false;
input.addEventListener("change", () => {
  // One file is the form's own, unless there are rows already; the fields below are its.
  if (input.files.length < 2 && !rows.length) return;
  add([...input.files]);
  input.value = "";
  button.hidden = false;
});
for (const kind of ["dragenter", "dragover"]) {
  form.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
form.addEventListener("dragleave", () => drop.classList.remove("over"));
form.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  add([...event.dataTransfer.files]);
  button.hidden = false;
});
document.addEventListener("paste", (event) => {
  const files = [...event.clipboardData.files];
  if (!files.length) return;
  event.preventDefault();
  add(files);
  button.hidden = false;
});
form.addEventListener("submit", (event) => {
  if (!rows.length) return;
  event.preventDefault();
  if (!sending && waiting().length) takeAll();
});
window.addEventListener("beforeunload", (event) => {
  if (rows.some((row) => row.state !== "taken")) event.preventDefault();
});
