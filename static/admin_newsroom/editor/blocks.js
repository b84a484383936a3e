/* Where a block of ours goes, and what stays around it. */

import { Extension, Plugin, crel, pm } from "django-prose-editor/editor";

const { closeHistory } = pm.history;
const { NodeSelection, TextSelection } = pm.state;

/* Puts a block after the paragraph one is in (in place of an empty one) and the cursor behind it, so that the
   next letter typed is text and not the block's end. */
export function insertBlock(editor, attributes) {
  const { state, view } = editor;
  const node = state.schema.nodeFromJSON(attributes);
  const { from, to } = whereFor(state, node);
  // An undo takes back this block alone, however quickly it followed on what was done before.
  const tr = closeHistory(state.tr);
  tr.replaceWith(from, to, node);
  const end = from + node.nodeSize;
  const next = tr.doc.resolve(end).nodeAfter;
  if (next?.type.name !== "paragraph" || next.content.size) tr.insert(end, state.schema.nodes.paragraph.create());
  // A box is written in at once; behind anything else one goes on.
  const into = node.isAtom ? end + 1 : from + 1;
  tr.setSelection(TextSelection.near(tr.doc.resolve(into)));
  view.dispatch(tr.scrollIntoView());
  view.focus();
}

function whereFor(state, node) {
  const { selection } = state;
  const { $from } = selection;
  for (let depth = $from.depth; depth >= 0; depth -= 1) {
    const parent = $from.node(depth);
    const holds = depth === 0 || (parent.type.name === "factBox" && node.type.name === "picture");
    if (!holds) continue;
    if (selection instanceof NodeSelection && selection.$from.depth === depth) return { from: selection.to, to: selection.to };
    if ($from.depth === depth) return { from: $from.pos, to: $from.pos };
    const block = $from.node(depth + 1);
    const [start, end] = [$from.before(depth + 1), $from.after(depth + 1)];
    if (block.type.name === "paragraph" && block.content.size === 0) return { from: start, to: end };
    return selection.empty && $from.pos === $from.start(depth + 1) ? { from: start, to: start } : { from: end, to: end };
  }
}

/* Typing while a picture, an embed or a rule is selected writes behind it. */
export const KeepBlocks = Extension.create({
  name: "keepBlocks",
  addProseMirrorPlugins() {
    return [new Plugin({
      props: {
        handleTextInput(view, from, to, text) {
          const { selection, schema, tr } = view.state;
          if (!(selection instanceof NodeSelection) || !selection.node.isAtom || !selection.node.isBlock) return false;
          tr.insert(selection.to, schema.nodes.paragraph.create(null, schema.text(text)));
          tr.setSelection(TextSelection.create(tr.doc, selection.to + 1 + text.length));
          view.dispatch(tr.scrollIntoView());
          return true;
        },
      },
    })];
  },
});

/* The view of a block that is one piece: what `draw(node, body)` shows, with buttons to change and to remove it.
   `name(node)` is what a screen reader calls it; `edit(node)` resolves to new attributes, or to null. */
export function pieceView({ className, draw, name, edit, words }) {
  return ({ node: first, editor, getPos }) => {
    let node = first;
    const body = crel("div", { className: "piece-body" });
    const change = crel("button", { type: "button", className: "act act-small", textContent: words.edit });
    const remove = crel("button", { type: "button", className: "act act-small", textContent: gettext("Remove") });
    const acts = crel("div", { className: "piece-acts" }, editor.isEditable ? [change, remove] : []);
    const dom = crel("div", { className: `piece ${className}`, role: "group", contentEditable: "false" }, [body, acts]);
    const show = () => {
      dom.setAttribute("aria-label", name(node));
      draw(node, body);
    };
    const act = async () => {
      const attributes = await edit(node, editor);
      const pos = getPos();
      if (attributes && pos !== undefined) {
        editor.chain().command(({ tr }) => { tr.setNodeMarkup(pos, null, attributes); return true; }).setNodeSelection(pos).run();
      }
      editor.view.focus();
    };
    change.addEventListener("click", act);
    remove.addEventListener("click", () => {
      const pos = getPos();
      editor.chain().deleteRange({ from: pos, to: pos + node.nodeSize }).focus(Math.max(pos - 1, 0)).run();
    });
    dom.addEventListener("piece-edit", act);
    show();
    return {
      dom,
      update(next) {
        if (next.type !== node.type) return false;
        node = next;
        show();
        return true;
      },
      stopEvent: (event) => acts.contains(event.target) && !/^drag|^drop/.test(event.type),
      ignoreMutation: () => true,
    };
  };
}

/* Enter on a selected piece opens what changes it. */
export function enterEdits(type) {
  return {
    Enter: ({ editor }) => {
      const { selection } = editor.state;
      if (!(selection instanceof NodeSelection) || selection.node.type.name !== type) return false;
      editor.view.nodeDOM(selection.from)?.dispatchEvent(new CustomEvent("piece-edit"));
      return true;
    },
  };
}
