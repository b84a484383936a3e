/* Pictures, embeds and related stories: blocks of one piece. Their stored form is that of articles/text/nodes.py. */

import { Node, crel, mergeAttributes } from "django-prose-editor/editor";
import { enterEdits, pieceView } from "newsroom/blocks";
import { addEmbed, changeEmbed } from "newsroom/embeds";
import { addPicture, changePicture, pictureFacts } from "newsroom/pictures";
import { addRelated, storyFacts } from "newsroom/stories";

const piece = (name, settings) => Node.create({
  name, group: "block", atom: true, draggable: true, selectable: true,
  addKeyboardShortcuts: () => enterEdits(name),
  ...settings,
});
const text = (parent, className, words) => words && parent.append(crel("p", { className, textContent: words }));
const item = ({ menu, buttons }, name, words, command) => menu.defineItem({
  name, groups: "pieces", command, button: buttons.text(words, words),
});

export const Picture = piece("picture", {
  addAttributes: () => ({
    asset: { default: null, parseHTML: (element) => element.dataset.asset, renderHTML: ({ asset }) => ({ "data-asset": asset }) },
    alt: { default: "", parseHTML: (element) => element.dataset.alt ?? "", renderHTML: ({ alt }) => ({ "data-alt": alt }) },
    credit: {
      default: "",
      parseHTML: (element) => element.dataset.credit ?? "",
      renderHTML: ({ credit }) => (credit ? { "data-credit": credit } : {}),
    },
    caption: { default: "", parseHTML: (element) => element.textContent.replace(/\s+/g, " ").trim(), rendered: false },
  }),
  parseHTML: () => [{ tag: 'figure[data-kind="picture"][data-asset]' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    "figure", mergeAttributes({ "data-kind": "picture" }, HTMLAttributes), ["figcaption", {}, node.attrs.caption],
  ],
  addNodeView: () => pieceView({
    className: "piece-picture",
    words: { edit: gettext("Change") },
    name: ({ attrs }) => interpolate(gettext("Picture: %(words)s"), { words: attrs.alt || gettext("decorative") }, true),
    edit: changePicture,
    draw(node, body) {
      const { asset, alt, caption, credit } = node.attrs;
      const image = crel("img", { alt: "" });
      const words = crel("div", { className: "piece-words" });
      const note = crel("p", { className: "piece-note" });
      text(words, "piece-caption", caption);
      text(words, "piece-small", credit ? interpolate(gettext("Picture: %(words)s"), { words: credit }, true) : gettext("No credit"));
      text(words, "piece-small", alt ? interpolate(gettext("Alt text: %(words)s"), { words: alt }, true) : gettext("Decorative: no alt text"));
      words.append(note);
      body.replaceChildren(image, words);
      pictureFacts(asset).then((facts) => {
        if (facts?.large) image.src = facts.large;
        note.textContent = facts ? facts.problem : interpolate(gettext("Picture %(number)s is not in the library."), { number: asset }, true);
      });
    },
  }),
  addMenuItems: (bar) => item(bar, "picture", gettext("Picture"), addPicture),
});

export const Embed = piece("embed", {
  addAttributes: () => ({
    provider: {
      default: null,
      parseHTML: (element) => element.dataset.provider,
      renderHTML: ({ provider }) => ({ "data-provider": provider }),
    },
    href: { default: "", parseHTML: (element) => element.querySelector("a")?.getAttribute("href"), rendered: false },
    label: { default: "", parseHTML: (element) => element.textContent.replace(/\s+/g, " ").trim(), rendered: false },
  }),
  parseHTML: () => [{ tag: 'figure[data-kind="embed"][data-provider]' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    "figure", mergeAttributes({ "data-kind": "embed" }, HTMLAttributes), ["a", { href: node.attrs.href }, node.attrs.label],
  ],
  addNodeView: () => pieceView({
    className: "piece-embed",
    words: { edit: gettext("Change") },
    name: ({ attrs }) => interpolate(gettext("Embed: %(words)s"), { words: attrs.label }, true),
    edit: changeEmbed,
    draw(node, body) {
      body.replaceChildren();
      text(body, "piece-kind", gettext("Embed"));
      text(body, "piece-caption", node.attrs.label);
      text(body, "piece-small", node.attrs.href);
    },
  }),
  addMenuItems: (bar) => item(bar, "embed", gettext("Embed"), addEmbed),
});

export const Related = piece("related", {
  addAttributes: () => ({
    story: { default: null, parseHTML: (element) => element.dataset.story, renderHTML: ({ story }) => ({ "data-story": story }) },
  }),
  parseHTML: () => [{ tag: 'aside[data-kind="related"][data-story]' }],
  renderHTML: ({ HTMLAttributes }) => ["aside", mergeAttributes({ "data-kind": "related" }, HTMLAttributes)],
  addNodeView: () => pieceView({
    className: "piece-related",
    words: { edit: gettext("Change") },
    name: ({ attrs }) => interpolate(gettext("Related story %(number)s"), { number: attrs.story }, true),
    edit: (node, editor) => addRelated(editor, { only: true }),
    draw(node, body) {
      const { story } = node.attrs;
      const headline = crel("p", { className: "piece-caption", textContent: interpolate(gettext("Story %(number)s"), { number: story }, true) });
      const note = crel("p", { className: "piece-small" });
      body.replaceChildren(crel("p", { className: "piece-kind", textContent: gettext("Related story") }), headline, note);
      storyFacts(story).then((facts) => {
        headline.textContent = facts?.headline ?? interpolate(gettext("Story %(number)s"), { number: story }, true);
        note.textContent = facts ? facts.note : gettext("Not among the stories that you may see.");
      });
    },
  }),
  addMenuItems: (bar) => item(bar, "related", gettext("Related story"), (editor) => addRelated(editor)),
});

