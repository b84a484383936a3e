/* Keeps what is typed: in this browser at once, on the server within seconds, and says truly which.

   The form is polled, since choosers and editors change fields without an event. A copy in IndexedDB, written
   with strict durability, outlives a killed browser; the server's copy outlives the machine. A copy is
   dropped only when the server says that its text was saved or thrown away. */

const POLL = 2000;
const RETRY = 6000;
const PATIENCE = 10000;
// Not part of the story, or not to be kept.
const LEFT_OUT = new Set([
  "csrfmiddlewaretoken", "at", "at-means", "moves", "once", "_changelist_filters", "typed_tab", "typed_turn",
]);

// An editor spells the text its own way at the first keystroke, or at none: that alone is nothing typed.
const spellings = new Map();
document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  spellings.set(textarea.name, { before: textarea.value, after: editor.getHTML() });
});
const asItCame = (name, value) => {
  const spelled = spellings.get(name);
  return spelled && value === spelled.after ? spelled.before : value;
};

const form = document.getElementById("story_form");
function start() {
  const { autosave: url, user, path } = form.dataset;
  const draft = form.elements.draft;
  const token = form.elements.csrfmiddlewaretoken;
  // A page that came back with mistakes goes on as the tab that sent it.
  const tab = form.dataset.tab || crypto.randomUUID();
  const words = document.querySelector("[data-kept]");
  const spoken = document.querySelector("[data-kept-spoken]");
  // Text that the server gave back goes on under its key, after the turn that the server has.
  let key = form.dataset.key || crypto.randomUUID();
  let after = Number(form.dataset.turn) || 0;
  let turn = after;
  let seen = form.querySelector("[data-unsaved], .errornote") ? "" : null;
  let touched = false;
  let typedAt = 0;
  // The newest turn that the browser keeps, that the server keeps, and when they were typed. Turns decide,
  // since a clock may be put back.
  let local = { turn, at: 0 };
  let kept = { turn, at: 0 };
  let tried = 0;
  let busy = false;
  let problem = "";
  let leaving = false;
  let submitted = null;
  draft.value = key;

  const snapshot = () => {
    const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !LEFT_OUT.has(name));
    return new URLSearchParams(fields.map(([name, value]) => [name, asItCame(name, value)])).toString();
  };
  const later = (one, other) => (other.turn > one.turn ? other : one);
  const record = (more) => ({ key, tab, turn, after, user, path, url, data: seen, typedAt, ...more });
  // What is typed goes on under a key of its own, as if it had just been.
  const another = () => {
    draft.value = key = crypto.randomUUID();
    after = 0;
    turn += 1;
    seen = snapshot();
    remember(record()).catch(() => {});
  };

  async function look() {
    if (leaving) return;
    const now = snapshot();
    if (seen === null && !touched) seen = now; // an editor may have spelled the text its own way by now
    if (seen === null) seen = first;
    if (now !== seen) {
      seen = now;
      turn += 1;
      typedAt = Date.now();
      const put = { turn, at: typedAt };
      remember(record()).then(() => { local = later(local, put); }, () => {});
    }
    if (turn > kept.turn && !busy && (!problem || Date.now() - tried > RETRY)) await send();
    say();
  }

  async function send() {
    busy = true;
    tried = Date.now();
    const sent = record();
    const answer = await upload(sent, token);
    busy = false;
    problem = answer.problem || "";
    const done = { turn: sent.turn, at: sent.typedAt };
    if (answer.fate === "kept" && answer.turn <= turn) {
      kept = later(kept, done);
      after = sent.turn;
    } else if (answer.fate === "settled" && sent.data === submitted) {
      await forget(sent.key); // saved, and the next page is on its way
      kept = later(kept, done);
    } else if (answer.fate === "settled" && leaving) {
      return; // the save overtook it: what is typed now is part of that, and asked about once more if it is not
    } else if (answer.fate) {
      // Saved or thrown away since, or somebody goes on with it elsewhere.
      if (answer.fate === "settled") await forget(sent.key);
      another();
    }
  }

  function say() {
    const ago = (moment) => {
      const seconds = Math.round((Date.now() - moment) / 1000);
      if (seconds < 2) return gettext("just now");
      return seconds < 60
        ? interpolate(gettext("%(time)s s ago"), { time: seconds }, true)
        : interpolate(gettext("%(time)s min ago"), { time: Math.floor(seconds / 60) }, true);
    };
    const here = local.turn >= turn && local.at ? interpolate(gettext("Kept in this browser %(ago)s."), { ago: ago(local.at) }, true) : gettext("Do not close this page: it is kept nowhere yet.");
    const troubles = {
      offline: [gettext("The server does not answer."), here],
      signed_out: [gettext("You are signed out."), here],
      other_user: [gettext("Somebody else has signed in here."), here],
      refused: [gettext("The server does not take this text."), here],
    };
    const text = !typedAt ? "" : problem
      ? troubles[problem].join(" ")
      : kept.turn >= turn ? interpolate(gettext("Kept %(ago)s, not saved."), { ago: ago(kept.at) }, true)
      : kept.at ? interpolate(gettext("Typing. Kept until %(ago)s."), { ago: ago(kept.at) }, true) : gettext("Typing. Not kept yet.");
    if (words.textContent !== text) words.textContent = text;
    words.dataset.problem = problem;
    document.querySelector("[data-sign-in]").hidden = problem !== "signed_out";
    const state = problem ? troubles[problem][0] : kept.at && kept.turn >= turn ? gettext("Kept, not saved.") : spoken.textContent;
    if (spoken.textContent !== state) spoken.textContent = state;
  }

  // The last words go into the browser as the page goes; without a server the page stays.
  form.addEventListener("submit", async (event) => {
    if (leaving || event.submitter?.formTarget === "_blank") return; // a preview in a tab of its own
    submitted = seen = snapshot();
    turn += 1;
    typedAt = Date.now();
    form.elements.typed_tab.value = tab;
    form.elements.typed_turn.value = turn;
    if (!problem && navigator.onLine) {
      leaving = true;
      rememberNow(record({ submitted: true }));
      setTimeout(() => { leaving = false; }, PATIENCE); // the server did not answer: Save can be pressed again
      return;
    }
    event.preventDefault();
    const put = { turn, at: typedAt };
    await remember(record()).then(() => { local = later(local, put); }, () => {});
    await send();
    say();
    if (!problem) form.requestSubmit(event.submitter);
  });
  for (const kind of ["input", "keydown", "pointerdown", "paste", "drop"]) {
    form.addEventListener(kind, () => { touched = true; }, { capture: true, passive: true });
  }
  // Back from the browser's own cache: the page may be older than the story.
  window.addEventListener("pageshow", (event) => { if (event.persisted) leaving = false; });
  document.addEventListener("visibilitychange", () => { if (document.hidden) look(); });
  window.addEventListener("online", () => { tried = 0; look(); });

  // After every other module has set up its fields.
  let first = snapshot();
  window.addEventListener("load", () => { if (!touched) first = snapshot(); });
  setInterval(look, POLL);
  setInterval(say, 1000);
  bringBack(user, path, key, token);
}

/* What this browser still has of this person: sent to the server, which knows whether it was saved since. */
async function bringBack(user, path, current, token) {
  const box = document.querySelector("[data-offers]");
  for (const old of await remembered().catch(() => [])) {
    if (old.user !== user || old.key === current || !(old.path === path || old.submitted)) continue;
    let sent = old;
    let answer = await upload(sent, token);
    if (answer.fate === "other") {
      sent = { ...old, key: crypto.randomUUID(), after: 0 };
      answer = await upload(sent, token);
    }
    if (answer.fate !== "kept" && answer.fate !== "settled") continue;
    await forget(old.key);
    if (answer.fate === "kept" && old.path === path) offer(box, answer.typed, old.typedAt);
  }
}

function offer(box, typed, typedAt) {
  if (box.querySelector(`[data-typed="${typed}"]`)) return;
  const made = document.importNode(box.querySelector("template").content, true);
  const time = new Date(typedAt).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
  made.querySelector("[data-typed]").dataset.typed = typed;
  made.querySelector("[data-when]").textContent = time;
  made.querySelector("a").setAttribute("href", `${form.dataset.path}?_restore=${typed}`);
  made.querySelector("[name=typed]").value = typed;
  box.append(made);
  box.hidden = false;
}

/* Sends one copy. Gives `fate`, or the `problem` that there was; a token of an older sign-in is renewed once. */
async function upload(copy, token, again = true) {
  const query = new URLSearchParams({
    key: copy.key, tab: copy.tab, turn: copy.turn, after: copy.after, user: copy.user,
    ago: Math.min(Math.max(Date.now() - copy.typedAt, 0), 999999999),
  });
  let answer;
  try {
    answer = await fetch(`${copy.url}?${query}`, {
      method: "POST", body: copy.data, redirect: "manual", signal: AbortSignal.timeout(PATIENCE),
      headers: {
        Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token.value,
      },
    });
  } catch {
    return { problem: "offline" };
  }
  const said = await answer.json().catch(() => ({}));
  if (answer.type === "opaqueredirect" || answer.status === 401) return { problem: "signed_out" };
  if (answer.status === 403 && said.token && again) {
    token.value = said.token;
    return upload(copy, token, false);
  }
  if (answer.status >= 500) return { problem: "offline" };
  if (said.fate === "other_user") return { problem: "other_user" };
  return answer.ok && said.fate ? said : { problem: "refused" };
}

/* --- IndexedDB: one row for each form that somebody typed into --------------------------------------------- */

let opening;
let opened = null;

function store() {
  opening ??= new Promise((done, failed) => {
    const request = indexedDB.open("newsroom", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("typed", { keyPath: "key" });
    request.onsuccess = () => done(opened = request.result);
    request.onerror = () => failed(request.error);
  });
  return opening;
}

/* Without waiting: what is asked of the database in this very turn is done, though the page goes. */
function rememberNow(copy) {
  if (!opened) return;
  const transaction = opened.transaction("typed", "readwrite", { durability: "strict" });
  transaction.objectStore("typed").put(copy);
  transaction.commit();
}

async function transact(mode, act) {
  const transaction = (await store()).transaction("typed", mode, { durability: "strict" });
  const request = act(transaction.objectStore("typed"));
  return new Promise((done, failed) => {
    transaction.oncomplete = () => done(request.result);
    transaction.onerror = transaction.onabort = () => failed(transaction.error);
  });
}

const remember = (copy) => transact("readwrite", (typed) => typed.put(copy));
const forget = (key) => transact("readwrite", (typed) => typed.delete(key)).catch(() => {});
const remembered = () => transact("readonly", (typed) => typed.getAll());

if (form?.dataset.autosave) start();
