/* Other stories: the search for one, and what the desk knows of those in a text. */

import { crel } from "django-prose-editor/editor";
import { insertBlock } from "newsroom/blocks";
import { openDialog, search } from "newsroom/dialogs";
import { ask, tables } from "newsroom/tables";

const known = new Map();
let wanted = new Map();

/* What the desk knows of a story, or null; all that are asked for at one time go in one question. */
export function storyFacts(number) {
  if (!known.has(number)) {
    known.set(number, new Promise((resolve) => {
      if (!wanted.size) queueMicrotask(fetchWanted);
      wanted.set(number, resolve);
    }));
  }
  return known.get(number);
}

async function fetchWanted() {
  const asked = wanted;
  wanted = new Map();
  const { stories } = await ask(tables.storiesUrl, { ids: [...asked.keys()].join(",") }).catch(() => ({ stories: [] }));
  const found = new Map(stories.map((story) => [String(story.number), story]));
  for (const [number, resolve] of asked) resolve(found.get(number) ?? null);
}

/* Results of a search as the dialogs show them. */
export async function findStories(words, choose) {
  const { stories } = await ask(tables.storiesUrl, {
    q: words, story: tables.story ?? "", section: document.getElementById("id_section")?.value ?? "",
  });
  return stories.map((story) => ({
    parts: [
      crel("strong", { textContent: story.headline }),
      crel("span", { className: "picker-small", textContent: `${story.note} · ${story.number}` }),
    ],
    choose: () => choose(story),
  }));
}

function askForStory() {
  return openDialog(gettext("Related story"), (close) => search(
    gettext("Words of the headline, or a story number"),
    (words) => findStories(words, close),
    { empty: gettext("No story of yours has these words in its headline.") },
  ).elements);
}

export async function addRelated(editor, { only = false } = {}) {
  const story = await askForStory();
  if (!story) return only ? null : editor.view.focus();
  const attrs = { story: String(story.number) };
  known.set(attrs.story, Promise.resolve(story));
  if (only) return attrs;
  return insertBlock(editor, { type: "related", attrs });
}
