/* Notes without leaving the page: what is typed in the story stays as it is. Works without, too: then the
   buttons save the story first, like every other button of the page. */

const form = document.getElementById("story_form");
const fold = (text) => text.replace(/\s+/g, " ");
const body = () => document.querySelector(".tiptap") || document.getElementById("id_body");

/* The selected words of the text, and what stands before them. */
function selected() {
  const box = body();
  if (box instanceof HTMLTextAreaElement) {
    return { quote: box.value.slice(box.selectionStart, box.selectionEnd), before: box.value.slice(0, box.selectionStart) };
  }
  const selection = document.getSelection();
  if (!selection.rangeCount || !box?.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0);
  const before = document.createRange();
  before.setStart(box, 0);
  before.setEnd(range.startContainer, range.startOffset);
  return { quote: selection.toString(), before: before.toString() };
}

/* The last words that were selected in the text: a click on our button takes the selection away. */
let passage = null;
document.addEventListener("selectionchange", () => {
  const found = selected();
  if (found && fold(found.quote).trim()) passage = found;
});

function takePassage() {
  if (!passage) return;
  form.elements.note_quote.value = fold(passage.quote).trim().slice(0, 500);
  form.elements.note_before.value = fold(passage.before).slice(-60);
  form.elements.note_text.focus();
}

/* Selects the passage in the text and brings it into view. */
function show(words) {
  const box = body();
  if (!box || box instanceof HTMLTextAreaElement) return;
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const spots = [];
  let text = "";
  while (walker.nextNode()) {
    const node = walker.currentNode;
    // Blocks stand apart by a space in the words that the server compares.
    if (text && !text.endsWith(" ")) { text += " "; spots.push(null); }
    for (let at = 0; at < node.data.length; at += 1) {
      const sign = /\s/.test(node.data[at]) ? " " : node.data[at];
      if (sign === " " && text.endsWith(" ")) continue;
      text += sign;
      spots.push([node, at]);
    }
  }
  const at = text.indexOf(words);
  if (at < 0) return;
  const range = document.createRange();
  range.setStart(...spots[at]);
  const [node, offset] = spots[at + words.length - 1];
  range.setEnd(node, offset + 1);
  box.focus();
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
}

async function send(button) {
  const box = document.getElementById("notes");
  const data = new URLSearchParams();
  for (const name of ["csrfmiddlewaretoken", "note_text", "note_quote", "note_before", "note_to"]) {
    data.set(name, form.elements[name].value);
  }
  if (button.name) data.set(button.name, button.value);
  const problem = box.querySelector(".problem");
  button.disabled = true;
  try {
    const answer = await fetch(button.formAction, {
      method: "POST", body: data, redirect: "manual", headers: { "X-Requested-With": "fetch" },
    });
    const text = answer.type === "opaqueredirect" ? "" : await answer.text();
    if (answer.ok) {
      const fresh = document.createElement("template");
      fresh.innerHTML = text;
      box.replaceWith(fresh.content);
      prepare();
      return;
    }
    problem.textContent = answer.status === 422
      ? text : gettext("The note was not sent: you may be signed out. Sign in on another page, then try again.");
  } catch {
    problem.textContent = gettext("The note was not sent: the connection is away. Try again in a moment.");
  }
  problem.hidden = false;
  button.disabled = false;
}

function prepare() {
  const box = document.getElementById("notes");
  if (!box) return;
  box.querySelector("[data-take-passage]").hidden = false;
  for (const quote of box.querySelectorAll("[data-passage]")) {
    quote.tabIndex = 0;
    quote.setAttribute("role", "button");
    quote.title = gettext("Show these words in the text");
  }
}

form?.addEventListener("click", (event) => {
  const button = event.target.closest("#notes [data-notes]");
  if (button) {
    event.preventDefault();
    send(button);
  } else if (event.target.closest("[data-take-passage]")) {
    takePassage();
  } else {
    const quote = event.target.closest("[data-passage]");
    if (quote) show(quote.dataset.passage);
  }
});
form?.addEventListener("keydown", (event) => {
  const quote = event.target.closest?.("[data-passage]");
  if (quote && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    show(quote.dataset.passage);
  }
});
prepare();
