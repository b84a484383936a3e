/* Rows of names: add one, move one up or down. Without this the numbers in the rows do the same. */

for (const box of document.querySelectorAll("[data-formset]")) {
  const rows = box.querySelector("ol");
  const total = box.querySelector(`[name="${box.dataset.formset}-TOTAL_FORMS"]`);
  const add = box.querySelector("[data-add]");
  if (!rows || !total) continue;

  const number = () => {
    [...rows.children].forEach((row, place) => {
      row.querySelector('[name$="-ORDER"]').value = place + 1;
    });
  };
  const move = (row, by) => {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (by < 0) other.before(row);
    else other.after(row);
    number();
    row.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const equip = (row) => {
    const order = row.querySelector('[name$="-ORDER"]');
    order.closest("label").hidden = true;
    const buttons = [[gettext("Move up"), "↑", -1], [gettext("Move down"), "↓", 1]].map(([words, sign, by]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "act act-small";
      button.textContent = sign;
      button.setAttribute("aria-label", words);
      button.addEventListener("click", () => {
        move(row, by);
        button.focus();
      });
      return button;
    });
    order.closest(".order").prepend(...buttons);
  };

  [...rows.children].forEach(equip);
  number();
  add.hidden = false;
  add.addEventListener("click", () => {
    const html = box.querySelector("template").innerHTML.replaceAll("__prefix__", total.value);
    rows.insertAdjacentHTML("beforeend", html);
    total.value = Number(total.value) + 1;
    const row = rows.lastElementChild;
    equip(row);
    number();
    row.dispatchEvent(new CustomEvent("row-added", { bubbles: true }));
    row.querySelector('[name$="-name"]').focus();
  });
}
