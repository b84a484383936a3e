/* Links: an address, or one of the newsroom's own stories. */

import { Link as Base } from "django-prose-editor/editor";
import { asking, field, openDialog, saying, search } from "newsroom/dialogs";
import { cleanHref, isWeb } from "newsroom/hrefs";
import { findStories } from "newsroom/stories";

/* As the cleaner sees it: the web, mail, or a page of the same site. A bare host gets its scheme. */
export function linkTo(typed) {
  const text = typed.trim();
  if (isWeb(text)) return cleanHref(text);
  if (/^mailto:\S+@\S+$/i.test(text) || /^\/(?![/\\])\S*$/.test(text)) return text;
  if (/^[^\s@/]+@[^\s@/]+\.[a-z]{2,}$/i.test(text)) return `mailto:${text}`;
  if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/?#]\S*)?$/i.test(text)) return cleanHref(`https://${text}`);
  return "";
}

function askForLink(before) {
  return openDialog(gettext("Link"), (close) => {
    const address = field(gettext("Address"), { value: before, inputMode: "url", autocomplete: "off", spellcheck: false });
    const status = saying();
    const form = asking([address.row, status.line], before ? gettext("Save") : gettext("Link"), () => {
      const href = linkTo(address.input.value);
      if (href) return close(href);
      status.fail(gettext("That is no address. Write one such as https://example.org/page, or choose a story below."));
      return address.input.focus();
    });
    const stories = search(
      gettext("Or one of our stories"),
      async (words) => (words ? findStories(words, (story) => close(story.path)) : []),
      { placeholder: gettext("Words of the headline"), empty: "" },
    );
    return [form, ...stories.elements];
  });
}

export const Link = Base.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      addLink: () => ({ editor }) => {
        if (editor.state.selection.empty && !editor.isActive("link")) return false;
        askForLink(editor.getAttributes("link").href ?? "").then((href) => {
          if (!href) return editor.view.focus();
          return editor.chain().focus().extendMarkRange("link").setLink({ href }).run();
        });
        return true;
      },
    };
  },
});
