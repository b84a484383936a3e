/* Native dialogs on the body of the page, outside every form: Escape closes, and the focus goes back. */

import { crel } from "django-prose-editor/editor";

let count = 0;

/* Shows `build(close)`'s elements until `close(result)` is called or somebody leaves; then null. */
export function openDialog(title, build, { wide = false } = {}) {
  return new Promise((resolve) => {
    const id = `newsroom-dialog-${(count += 1)}`;
    const heading = crel("h2", { id, textContent: title });
    const dialog = crel("dialog", { className: `picker${wide ? " picker-wide" : ""}`, "aria-labelledby": id });
    let result = null;
    const close = (found = null) => {
      result = found;
      dialog.close();
    };
    const leave = crel("button", { type: "button", className: "picker-close", textContent: "×", "aria-label": gettext("Close") });
    leave.addEventListener("click", () => close());
    dialog.append(crel("header", {}, [heading, leave]), ...build(close, dialog));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(result);
    });
    // What is typed, dropped or pasted here is not for the page behind.
    for (const kind of ["input", "change", "paste", "drop", "keydown"]) {
      dialog.addEventListener(kind, (event) => event.stopPropagation());
    }
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector(".field input:not([type=checkbox], [type=file]), .field textarea")?.focus();
  });
}

/* A labelled field. `kind` is the type of an input, or "area". */
export function field(label, { kind = "text", value = "", help = "", ...attributes } = {}) {
  const id = `newsroom-field-${(count += 1)}`;
  const input = kind === "area"
    ? crel("textarea", { id, value, rows: 2, ...attributes })
    : crel("input", { id, type: kind, value, ...attributes });
  const parts = [crel("label", { htmlFor: id, textContent: label }), input];
  if (help) {
    parts.push(crel("p", { id: `${id}-help`, className: "help", textContent: help }));
    input.setAttribute("aria-describedby", `${id}-help`);
  }
  return { input, row: crel("div", { className: "field" }, parts) };
}

/* A line that is read out when it changes; `fail` says something that went wrong. */
export function saying() {
  const line = crel("p", { className: "said", role: "status" });
  return {
    line,
    say(words) {
      line.className = "said";
      line.textContent = words;
    },
    fail(words) {
      line.className = "said said-error";
      line.textContent = words;
    },
  };
}

/* A search whose results are buttons. `find(words)` gives [{parts, choose}]; arrows walk, Enter chooses. */
export function search(label, find, { placeholder = "", empty = gettext("Nothing found.") } = {}) {
  const { input, row } = field(label, { kind: "search", autocomplete: "off", placeholder });
  const list = crel("ul", { className: "picker-results", role: "list" });
  const status = saying();
  let turn = 0;
  let timer;
  const show = async () => {
    const mine = (turn += 1);
    let results;
    try {
      results = await find(input.value.trim());
    } catch (error) {
      return status.fail(error.message);
    }
    if (mine !== turn) return;
    const walked = list.contains(document.activeElement);
    list.replaceChildren(...results.map(({ parts, choose }) => {
      const button = crel("button", { type: "button" }, parts);
      button.addEventListener("click", choose);
      return crel("li", {}, [button]);
    }));
    if (walked) (list.querySelector("button") ?? input).focus();
    status.say(results.length ? "" : empty);
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 180);
  });
  const walk = (event) => {
    const buttons = [...list.querySelectorAll("button")];
    const now = buttons.indexOf(document.activeElement);
    const columns = getComputedStyle(list).gridTemplateColumns.split(" ").length;
    const by = { ArrowDown: now < 0 ? 1 : columns, ArrowUp: -columns, ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || !buttons.length || (now < 0 && event.key !== "ArrowDown")) return;
    event.preventDefault();
    if (now + by < 0) input.focus();
    else buttons[Math.min(now + by, buttons.length - 1)].focus();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      list.querySelector("button")?.click();
    } else walk(event);
  });
  list.addEventListener("keydown", walk);
  show();
  return { input, elements: [row, status.line, list], status };
}

/* A form within a dialog: Enter in a field does what its main button does. */
export function asking(fields, button, submit, more = []) {
  const main = crel("button", { type: "submit", className: "act act-main", textContent: button });
  const form = crel("form", { noValidate: true }, [...fields, crel("div", { className: "acts" }, [main, ...more])]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(main);
  });
  return form;
}
