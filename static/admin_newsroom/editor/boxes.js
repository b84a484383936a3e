/* Fact boxes and pull quotes: blocks that hold paragraphs. */

import { Node, Plugin, crel, pm } from "django-prose-editor/editor";
import { insertBlock } from "newsroom/blocks";
import { tell } from "newsroom/tell";

const { closeHistory } = pm.history;
const { Fragment, Slice } = pm.model;
const { TextSelection } = pm.state;

function around(state, type) {
  const { $from, node } = state.selection;
  if (node?.type.name === type) return { node, pos: state.selection.from };
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === type) return { node: $from.node(depth), pos: $from.before(depth) };
  }
  return null;
}

/* Takes the box away and leaves what is in it: lifting stops at the box's edge. */
const unwrap = (type) => ({ state, tr, dispatch }) => {
  const found = around(state, type);
  if (!found) return false;
  if (dispatch) {
    const anchor = state.selection.from - 1;
    closeHistory(tr).replaceWith(found.pos, found.pos + found.node.nodeSize, found.node.content);
    tr.setSelection(TextSelection.near(tr.doc.resolve(Math.max(0, Math.min(anchor, tr.doc.content.size)))));
  }
  return true;
};

/* Enter in an empty last paragraph goes on below the box. */
const leave = (type) => ({ editor }) => {
  const { state, view } = editor;
  const found = around(state, type);
  const { $from, empty } = state.selection;
  if (!found || !empty || found.node.childCount < 2) return false;
  const last = found.node.lastChild;
  if (last.type.name !== "paragraph" || last.content.size || $from.parent !== last) return false;
  const { tr } = state;
  const after = found.pos + found.node.nodeSize;
  tr.insert(after, state.schema.nodes.paragraph.create());
  tr.delete($from.before(), $from.after());
  tr.setSelection(TextSelection.near(tr.doc.resolve(tr.mapping.map(after, 1) - 1)));
  view.dispatch(tr.scrollIntoView());
  return true;
};

export const PullQuote = Node.create({
  name: "pullQuote",
  group: "block",
  content: "paragraph+",
  defining: true,
  // Before plain quotations, which would take every <blockquote>.
  parseHTML: () => [{ tag: 'blockquote[data-kind="pullquote"]', priority: 60 }],
  renderHTML: () => ["blockquote", { "data-kind": "pullquote" }, 0],
  addNodeView: () => () => {
    const dom = crel("div", { className: "pull-quote", role: "group", "aria-label": gettext("Pull quote") });
    return { dom, contentDOM: dom };
  },
  addCommands: () => ({
    togglePullQuote: () => ({ commands, state }) =>
      (around(state, "pullQuote") ? commands.command(unwrap("pullQuote")) : commands.wrapIn("pullQuote")),
  }),
  addKeyboardShortcuts: () => ({ Enter: leave("pullQuote") }),
  addMenuItems: ({ menu, buttons }) => menu.defineItem({
    name: "pullQuote",
    groups: "pieces",
    button: buttons.text(gettext("Pull quote"), gettext("Pull quote")),
    active: (editor) => editor.isActive("pullQuote"),
    enabled: (editor) => editor.can().togglePullQuote(),
    command: (editor) => editor.chain().focus().togglePullQuote().run(),
  }),
});

export const FactBox = Node.create({
  name: "factBox",
  group: "block",
  content: "(paragraph|heading|bulletList|orderedList|picture)+",
  defining: true,
  isolating: true,
  parseHTML: () => [{ tag: 'aside[data-kind="factbox"]' }],
  renderHTML: () => ["aside", { "data-kind": "factbox" }, 0],
  addNodeView: () => ({ editor }) => {
    const apart = crel("button", { type: "button", className: "act act-small", textContent: gettext("Take the box apart") });
    const head = crel("div", { className: "fact-box-head", contentEditable: "false" }, [
      crel("span", { textContent: gettext("Fact box") }), ...(editor.isEditable ? [apart] : []),
    ]);
    const inside = crel("div", { className: "fact-box-text" });
    const dom = crel("div", { className: "fact-box", role: "group", "aria-label": gettext("Fact box") }, [head, inside]);
    apart.addEventListener("click", () => {
      editor.chain().focus(editor.view.posAtDOM(inside, 0)).command(unwrap("factBox")).run();
    });
    return {
      dom,
      contentDOM: inside,
      stopEvent: (event) => head.contains(event.target),
      ignoreMutation: (mutation) => mutation.type !== "selection" && !inside.contains(mutation.target),
    };
  },
  addCommands: () => ({
    toggleFactBox: () => ({ commands, state, editor, dispatch }) => {
      if (around(state, "factBox")) return commands.command(unwrap("factBox"));
      if (!state.selection.empty && commands.wrapIn("factBox")) return true;
      if (dispatch) {
        queueMicrotask(() => insertBlock(editor, {
          type: "factBox", content: [{ type: "heading", attrs: { level: 3 } }],
        }));
      }
      return true;
    },
  }),
  addKeyboardShortcuts: () => ({ Enter: leave("factBox") }),
  addMenuItems: ({ menu, buttons }) => menu.defineItem({
    name: "factBox",
    groups: "pieces",
    button: buttons.text(gettext("Fact box"), gettext("Fact box")),
    active: (editor) => editor.isActive("factBox"),
    command: (editor) => editor.chain().focus().toggleFactBox().run(),
  }),
  addProseMirrorPlugins: () => [new Plugin({ props: { transformPasted: fitForBox } })],
});

const NOT_IN_A_BOX = { embed: gettext("an embed"), related: gettext("a related story"), table: gettext("a table") };

/* What is pasted into a box: boxes and quotations as their text; what cannot stand in one is left out, and said. */
function fitForBox(slice, view) {
  if (!around(view.state, "factBox")) return slice;
  const left = new Set();
  const fitted = [];
  let changed = false;
  const add = (node) => {
    const name = node.type.name;
    if (name in NOT_IN_A_BOX) left.add(NOT_IN_A_BOX[name]);
    else if (["factBox", "blockquote", "pullQuote"].includes(name)) node.forEach(add);
    else if (name !== "horizontalRule") {
      fitted.push(node);
      return;
    }
    changed = true;
  };
  slice.content.forEach(add);
  if (!changed) return slice;
  if (left.size) tell(interpolate(gettext("Left out, since a fact box cannot hold it: %(pieces)s."), { pieces: [...left].join(", ") }, true));
  return fitted.length ? Slice.maxOpen(Fragment.from(fitted)) : Slice.empty;
}
