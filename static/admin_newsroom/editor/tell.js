/* One line at the foot of the editor, read out as it changes: what just happened that one might not see. */

let line;
let timer;

export function tell(words) {
  if (!line) {
    line = document.createElement("p");
    line.className = "told";
    line.setAttribute("role", "status");
    document.querySelector(".field-body")?.append(line);
  }
  line.textContent = words;
  clearTimeout(timer);
  timer = setTimeout(() => { line.textContent = ""; }, 12000);
}
