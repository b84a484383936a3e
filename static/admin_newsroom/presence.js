/* Says who else has the story open, and that somebody has saved it since this page was loaded. */

const EVERY = 10000;
const form = document.getElementById("story_form");
const box = document.querySelector("[data-presence]");
if (form && box?.dataset.presence) start(box.dataset.presence);

function start(url) {
  const token = form.elements.csrfmiddlewaretoken;
  // Only who may write has a field of it.
  const writes = form.elements.version;
  const version = Number(writes?.value ?? box.dataset.version);
  const list = box.querySelector("[data-others]");
  const behind = box.querySelector("[data-behind]");
  let typed = false;
  let found = [];
  let at = Date.now();

  async function come() {
    const body = new URLSearchParams(typed ? { typing: "1" } : {});
    typed = false;
    try {
      const answer = await fetch(url, {
        method: "POST", body, redirect: "manual", headers: { Accept: "application/json", "X-CSRFToken": token.value },
      });
      if (!answer.ok) return;
      const said = await answer.json();
      found = said.others;
      at = Date.now();
      if (said.version > version) {
        const who = said.saved_by || gettext("Somebody");
        const told = writes
          ? gettext("%(who)s has saved this story since you opened it. Save yours, and both are brought together.")
          : gettext("%(who)s has saved this story since you opened it. Reload the page to read that.");
        behind.textContent = interpolate(told, { who }, true);
        behind.hidden = false;
      }
    } catch {
      return; // the line below the form says so already
    }
    show();
  }

  function show() {
    const passed = Math.round((Date.now() - at) / 1000);
    const words = found.map(({ name, seconds, types }) => {
      const ago = interpolate(gettext("%(time)s s ago"), { time: seconds + passed }, true);
      return `${name} ${types ? gettext("is writing") : gettext("has it open")} (${ago})`;
    });
    list.textContent = words.length ? `${gettext("Also here:")} ${words.join(", ")}.` : "";
  }

  form.addEventListener("input", () => { typed = true; });
  window.addEventListener("pagehide", () => {
    navigator.sendBeacon(url, new URLSearchParams({ left: "1", csrfmiddlewaretoken: token.value }));
  });
  setInterval(come, EVERY);
  setInterval(() => { if (found.length) show(); }, 1000);
  come();
}
