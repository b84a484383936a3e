/* A menu or a filter closes when one looks elsewhere, or by Escape. */

const open = () => document.querySelectorAll(".menu details[open], .filter[open]");

document.addEventListener("click", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// On a phone the menu is one row that scrolls: begin where one is.
const here = document.querySelector(".menu [aria-current]");
const menu = here?.closest(".menu");
const shown = here?.closest("details") ?? here;
if (menu) menu.scrollLeft = shown.offsetLeft - (menu.clientWidth - shown.offsetWidth) / 2;
