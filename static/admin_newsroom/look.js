/* Keeps counts and previews beside the text up to date, and the slug with the headline until somebody writes one. */

import { ask, tables } from "newsroom/tables";

const field = (name) => document.getElementById(`id_${name}`);
const [headline, deck, body, slug, section, source, language] =
  ["headline", "deck", "body", "slug", "section", "source", "language"].map(field);
// As the server counts and cuts (articles/text/html.py, articles/admin/outlook.py).
const WORDS_A_MINUTE = 238;
const DESCRIPTION = 155;
const WAIT = 250;

function textOf(html) {
  const parts = new DOMParser().parseFromString(html, "text/html").body;
  for (const block of parts.querySelectorAll("p,h2,h3,li,td,th,figcaption,blockquote,aside,figure,br")) block.append(" ");
  for (const end of parts.querySelectorAll("br")) end.before(" ");
  return parts.textContent.replace(/\s+/g, " ").trim();
}

function cut(text) {
  if (text.length <= DESCRIPTION) return text;
  const begun = text.slice(0, DESCRIPTION);
  return `${begun.slice(0, begun.lastIndexOf(" "))} …`;
}

function measure(text) {
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  document.querySelector("[data-words]").textContent = words;
  document.querySelector("[data-minutes]").textContent = words ? Math.max(1, Math.round(words / WORDS_A_MINUTE)) : 0;
  const box = document.querySelector("[data-measure=headline]");
  const letters = [...headline.value.trim()].length;
  box.querySelector("[data-count]").textContent = letters;
  box.querySelector("[data-too-long]").hidden = letters <= Number(box.dataset.long);
}

function preview(text) {
  const chosen = section.selectedOptions[0]?.dataset ?? {};
  const says = {
    brand: chosen.brand, host: chosen.host, headline: headline.value.trim() || gettext("No headline yet"),
    description: deck.value.trim() || cut(text), address: [chosen.slug, slug.value].filter(Boolean).join(" › "),
  };
  for (const [name, words] of Object.entries(says)) {
    for (const place of document.querySelectorAll(`[data-shows="${name}"]`)) place.textContent = words ?? "";
  }
}

let timer;
function update() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const text = textOf(body.value);
    measure(text);
    preview(text);
  }, WAIT);
}

let asked;
function follow() {
  if (!("follows" in slug.dataset)) return;
  clearTimeout(asked);
  asked = setTimeout(async () => {
    const typed = headline.value.trim();
    const found = typed ? await ask(tables.slugUrl, { headline: typed }).catch(() => null) : { slug: "" };
    // Somebody may have written one meanwhile.
    if (!found || !("follows" in slug.dataset)) return;
    slug.value = found.slug;
    update();
  }, WAIT);
}

if (headline && !headline.disabled) {
  for (const each of [headline, deck, body, slug, section]) {
    each.addEventListener("input", update);
    each.addEventListener("change", update);
  }
  headline.addEventListener("input", follow);
  slug.addEventListener("input", () => {
    if (slug.value) delete slug.dataset.follows;
    else slug.dataset.follows = "";
  });
  const labelled = () => {
    const { label = "", labelEs = "" } = source.selectedOptions[0]?.dataset ?? {};
    const line = document.querySelector("[data-source-label]");
    line.hidden = !label;
    line.querySelector("span").textContent = language.value === "es" ? labelEs : label;
  };
  source.addEventListener("change", labelled);
  language.addEventListener("change", labelled);
  document.addEventListener("lead-shown", ({ detail: picture }) => {
    for (const image of document.querySelectorAll("[data-shows-picture]")) {
      image.hidden = !picture?.large;
      if (picture?.large) image.src = picture.large;
    }
    for (const words of document.querySelectorAll("[data-shows-no-picture]")) words.hidden = Boolean(picture?.large);
  });
}
