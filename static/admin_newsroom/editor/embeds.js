/* Embeds: an address of one of the providers that the server allows. */

import { insertBlock } from "newsroom/blocks";
import { asking, field, openDialog, saying } from "newsroom/dialogs";
import { tables } from "newsroom/tables";

const forms = tables.providers.flatMap(({ name, label, forms: known }) =>
  known.map(({ pattern, href }) => ({ name, label, href, pattern: new RegExp(`^${pattern}`) })));

/* {provider, label, href} of an address that can be embedded, or null. */
export function findEmbed(address) {
  for (const { name, label, href, pattern } of forms) {
    const found = pattern.exec(address.trim());
    if (found) return { provider: name, label, href: href.replace(/\{(\d)\}/g, (_, group) => found[Number(group) + 1] ?? "") };
  }
  return null;
}

export function askForEmbed({ href = "", label = "" } = {}) {
  return openDialog(gettext("Embed"), (close) => {
    const address = field(gettext("Address of the post, video or chart"), { kind: "url", value: href, required: true });
    const words = field(gettext("What it is"), {
      value: label, maxLength: 300, help: gettext("Readers see this and load the rest with a click: “The council’s meeting of Nov. 4”."),
    });
    const status = saying();
    const names = tables.providers.map((provider) => provider.label).join(", ");
    const form = asking([address.row, words.row, status.line], href ? gettext("Save") : gettext("Insert"), () => {
      const found = findEmbed(address.input.value);
      if (!found) {
        status.fail(interpolate(gettext("That is no address that can be embedded. It can be one of: %(names)s."), { names }, true));
        address.input.focus();
        return;
      }
      if (!words.input.value.trim()) {
        status.fail(gettext("Say what it is: that is all that readers see at first."));
        words.input.focus();
        return;
      }
      close({ provider: found.provider, href: found.href, label: words.input.value.replace(/\s+/g, " ").trim() });
    });
    return [form];
  });
}

export async function addEmbed(editor, given) {
  const attrs = await askForEmbed(given);
  if (attrs) insertBlock(editor, { type: "embed", attrs });
  else editor.view.focus();
  return Boolean(attrs);
}

export function changeEmbed(node) {
  return askForEmbed(node.attrs);
}
