/* What the editor builds its vocabulary from, beside its own parts: the names in articles/forms/body.py. */

import { OrderedList as Numbered } from "django-prose-editor/editor";

export { KeepBlocks } from "newsroom/blocks";
export { FactBox, PullQuote } from "newsroom/boxes";
export { Link } from "newsroom/link";
export { Embed, Picture, Related } from "newsroom/nodes";
export { CleanPaste } from "newsroom/paste";
export { Uploads } from "newsroom/uploads";

/* Numbers as HTML has them, and nothing about how they look. */
export const OrderedList = Numbered.extend({
  addAttributes() {
    return {
      start: {
        default: 1,
        parseHTML: (element) => Number.parseInt(element.getAttribute("start"), 10) || 1,
        renderHTML: ({ start }) => (start === 1 ? {} : { start }),
      },
    };
  },
  addNodeView() {
    return null;
  },
});
