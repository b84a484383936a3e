/* Lists by keyboard: "/" goes to the search, arrows or j and k move, Enter opens. */

const search = document.getElementById("searchbar");
const ROWS = "#result_list tbody th a, #result_list tbody td.field-headline_words a, .library a";
const links = () => [...document.querySelectorAll(ROWS)];

function writes(element) {
  return element.closest("input, textarea, select, [contenteditable]");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
  if (event.key === "/" && search) {
    event.preventDefault();
    search.select();
    search.focus();
    return;
  }
  const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  const rows = links();
  const now = rows.indexOf(document.activeElement);
  // Arrows scroll the page until somebody is in the list.
  if (!by || !rows.length || (now < 0 && event.key.startsWith("Arrow") && event.key !== "ArrowDown")) return;
  const next = rows[now < 0 ? 0 : Math.min(Math.max(now + by, 0), rows.length - 1)];
  event.preventDefault();
  next.focus();
});
