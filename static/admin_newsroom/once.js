/* A form is sent once: while the answer is on its way, its buttons do nothing more. */

const PATIENCE = 10000; // by then the answer is lost, and one may try again

const buttons = (form) => [...document.querySelectorAll("button, input[type=submit]")].filter((button) => button.form === form);

function lock(form, locked) {
  form.toggleAttribute("data-sent", locked);
  for (const button of buttons(form)) {
    if (locked) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

// First of all listeners, so that no other takes a second press for a first.
document.addEventListener("submit", (event) => {
  if (!event.target.hasAttribute("data-sent")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, { capture: true });

// Last of all: another may have kept the form here.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const target = event.submitter?.formTarget || form.target || "_self";
  if (event.defaultPrevented || form.method !== "post" || target !== "_self") return;
  lock(form, true);
  setTimeout(() => lock(form, false), PATIENCE);
});

// Back to a page that was kept as it was left.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) lock(form, false);
});
