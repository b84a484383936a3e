/* Completion from Django's own search of related rows, as a native list below the field.

   data-complete="app/model/field" names what is searched; with data-complete-list the field holds several
   names apart by commas, and only the last one is completed. */

const WAIT = 180;
let lists = 0;

function equip(field) {
  if (field.list) return;
  const list = document.createElement("datalist");
  list.id = `complete-${++lists}`;
  field.after(list);
  field.setAttribute("list", list.id);
  field.autocomplete = "off";
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => fill(field, list), WAIT);
  });
}

async function fill(field, list) {
  const several = field.hasAttribute("data-complete-list");
  const cut = several ? field.value.lastIndexOf(",") + 1 : 0;
  const before = field.value.slice(0, cut);
  const term = field.value.slice(cut).trim();
  if (!term) return list.replaceChildren();
  const [app_label, model_name, field_name] = field.dataset.complete.split("/");
  const query = new URLSearchParams({ app_label, model_name, field_name, term });
  const answer = await fetch(`/admin/autocomplete/?${query}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { results } = await answer.json();
  list.replaceChildren(...results.map(({ value, text }) => {
    const option = document.createElement("option");
    option.value = before ? `${before} ${value ?? text}` : value ?? text;
    option.label = text;
    return option;
  }));
}

function equipAll(root) {
  root.querySelectorAll("[data-complete]").forEach(equip);
}

equipAll(document);
document.addEventListener("row-added", (event) => equipAll(event.target));
