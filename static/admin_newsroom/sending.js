/* Before files are sent: what no browser says of them by itself, and whether they are too many. */

const form = document.getElementById("send-form");
const told = form.elements.told;
const alarm = document.getElementById("too-much");
const inputs = [form.elements.chosen, form.elements.folder];

// Below the folder that was chosen, whose own name is no part of the path.
const path = (file) => file.webkitRelativePath.split("/").slice(1).join("/") || file.name;

function look() {
  const files = inputs.flatMap((input) => [...input.files]);
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const tooMuch = files.length > Number(form.dataset.mostFiles) || bytes > Number(form.dataset.mostBytes);
  alarm.hidden = !tooMuch;
  alarm.textContent = tooMuch ? form.dataset.tooMuch : "";
  told.value = JSON.stringify(Object.fromEntries(
    inputs.map((input) => [input.name, [...input.files].map((file) => [path(file), file.lastModified / 1000])]),
  ));
  return tooMuch;
}

for (const input of inputs) input.addEventListener("change", look);

form.addEventListener("submit", (event) => {
  if (!look()) return;
  event.preventDefault();
  alarm.scrollIntoView({ block: "center" });
});
