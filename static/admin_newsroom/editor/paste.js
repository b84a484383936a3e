/* What is pasted, as if it had been written here: paragraphs, headings, emphasis, links, lists and tables, and
   nothing of how another program looks. The server cleans once more; this is for what one sees at once. */

import { Extension, Plugin } from "django-prose-editor/editor";
import { addEmbed, findEmbed } from "newsroom/embeds";
import { cleanHref, isWeb } from "newsroom/hrefs";

const GONE = [
  "script", "style", "meta", "link", "title", "template", "noscript", "svg", "math", "canvas", "video", "audio", "iframe",
  "object", "embed", "img", "picture", "button", "nav", "form", "input", "select", "textarea", "del", "[hidden]",
  "figure:not([data-kind])", "[style*='mso-list:Ignore' i]", "[style*='mso-list: Ignore' i]", "[style*='mso-element:comment' i]",
  "[style*='display:none' i]", "[style*='display: none' i]", ".MsoCommentReference", "[style*='mso-hide:all' i]",
].join(",");
const BLOCKS = "p,h1,h2,h3,h4,h5,h6,ul,ol,li,table,blockquote,pre,div,section,article,figure,aside,hr";
const LISTED = /mso-list:\s*l(\d+)\s+level(\d+)/i;

/* Event handlers cannot run where this is parsed, but the page's policy would report each. */
const withoutHandlers = (html) =>
  html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\son[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, ""));

const unwrap = (element) => element.replaceWith(...element.childNodes);

function rename(element, name) {
  const made = element.ownerDocument.createElement(name);
  made.append(...element.childNodes);
  element.replaceWith(made);
  return made;
}

export function cleanPasted(html) {
  const { body } = new DOMParser().parseFromString(withoutHandlers(html), "text/html");
  for (const end of body.querySelectorAll("br.Apple-interchange-newline")) end.remove();
  const markers = wordMarkers(body);
  for (const element of body.querySelectorAll(GONE)) element.remove();
  wordLists(body, markers);
  for (const element of body.querySelectorAll("[id^='docs-internal-guid']")) unwrap(element);
  nestLists(body);
  headings(body);
  links(body);
  tables(body);
  paragraphs(body);
  space(body);
  return body.innerHTML;
}

/* Word writes a list as paragraphs that say which list and level they are of, with the sign in a span that other
   programs are to ignore, or between comments. Both are read before they go. */
function wordMarkers(body) {
  const markers = new Map();
  for (const paragraph of body.querySelectorAll("p[style*='mso-list' i]")) {
    if (!LISTED.test(paragraph.getAttribute("style"))) continue;
    const sign = paragraph.querySelector("[style*='mso-list:Ignore' i], [style*='mso-list: Ignore' i]");
    const hidden = betweenComments(paragraph);
    markers.set(paragraph, (sign?.textContent ?? hidden.map((node) => node.textContent).join("")).replace(/\s+/g, ""));
    for (const node of hidden) node.remove();
  }
  return markers;
}

/* What stands between "[if !supportLists]" and "[endif]", both of which are comments to a browser. */
function betweenComments(paragraph) {
  const found = [];
  const walker = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_COMMENT);
  while (walker.nextNode()) {
    if (!/^\[if\s+!supportLists\]/i.test(walker.currentNode.data)) continue;
    for (let node = walker.currentNode.nextSibling; node && !/^\[endif\]/i.test(node.data ?? ""); node = node.nextSibling) {
      found.push(node);
    }
  }
  return found;
}

function wordLists(body, markers) {
  // The open lists, outermost first; each new paragraph goes to the one of its level.
  let open = [];
  for (const [paragraph, marker] of markers) {
    const [, list, level] = LISTED.exec(paragraph.getAttribute("style"));
    const numbered = /^\(?(?:\d+|[a-z]{1,4})[.)]$/i.test(marker);
    const goesOn = open.length && open[0].list === list && previous(paragraph) === open[0].element;
    if (!goesOn) open = [];
    open = open.slice(0, Number(level));
    while (open.length < Number(level)) {
      const element = paragraph.ownerDocument.createElement(numbered ? "ol" : "ul");
      const start = Number.parseInt(marker.replace("(", ""), 10);
      if (numbered && start > 1) element.setAttribute("start", start);
      const outer = open.at(-1)?.element;
      if (!outer) paragraph.before(element);
      else (outer.lastElementChild ?? outer.appendChild(paragraph.ownerDocument.createElement("li"))).append(element);
      open.push({ list, element });
    }
    const item = paragraph.ownerDocument.createElement("li");
    item.append(...paragraph.childNodes);
    open.at(-1).element.append(item);
    paragraph.remove();
  }
}

function previous(element) {
  let node = element.previousSibling;
  while (node && (node.nodeType === Node.COMMENT_NODE || (node.nodeType === Node.TEXT_NODE && !node.data.trim()))) {
    node = node.previousSibling;
  }
  return node;
}

/* Google Docs puts a list that belongs to an item behind it. */
function nestLists(body) {
  for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    const item = list.previousElementSibling;
    if (item?.tagName === "LI") item.append(list);
    else unwrap(list);
  }
}

/* Two levels, and no emphasis in them but italics: the bold of a heading is how it looks. */
function headings(body) {
  for (const element of body.querySelectorAll("p.MsoTitle, [role='heading']")) rename(element, "h2");
  for (const element of body.querySelectorAll("h1")) rename(element, "h2");
  for (const element of body.querySelectorAll("h4, h5, h6")) rename(element, "h3");
  for (const element of body.querySelectorAll(":is(h2, h3) :is(b, strong)")) unwrap(element);
  for (const element of body.querySelectorAll(":is(h2, h3) [style]")) element.style.fontWeight = "normal";
}

function links(body) {
  for (const link of body.querySelectorAll("a")) {
    const href = (link.getAttribute("href") ?? "").trim();
    if (isWeb(href)) link.setAttribute("href", cleanHref(href));
    else if (!/^mailto:/i.test(href) && !/^\/(?![/\\])/.test(href)) unwrap(link);
  }
}

/* Widths of columns are not kept, so they are not shown either. A table of one cell is a frame around a text. */
function tables(body) {
  for (const columns of body.querySelectorAll("colgroup, col")) columns.remove();
  for (const cell of body.querySelectorAll("[colwidth]")) cell.removeAttribute("colwidth");
  for (const table of body.querySelectorAll("table")) {
    const cells = table.querySelectorAll("td, th");
    if (cells.length === 1) table.replaceWith(...cells[0].childNodes);
  }
}

/* Two line ends in a row part paragraphs: mail and old pages know no others. */
function paragraphs(body) {
  for (const element of [body, ...body.querySelectorAll("p, div, td, blockquote")]) {
    if (element.tagName !== "BODY" && element.querySelector(BLOCKS)) continue;
    const parts = [[]];
    let ends = 0;
    for (const node of [...element.childNodes]) {
      if (node.nodeName === "BR") {
        ends += 1;
        continue;
      }
      const begins = ends > 0 || !parts.at(-1).length || parts.at(-1).block;
      if (begins && node.nodeType === Node.TEXT_NODE && !node.data.trim()) continue;
      const block = node.nodeType === Node.ELEMENT_NODE && node.matches(BLOCKS);
      if (ends > 1 || block || parts.at(-1).block) parts.push([]);
      else if (ends === 1 && parts.at(-1).length) parts.at(-1).push(element.ownerDocument.createElement("br"));
      parts.at(-1).push(node);
      parts.at(-1).block = block;
      ends = 0;
    }
    const found = parts.filter((part) => part.length);
    if (found.length < 2) continue;
    const made = found.map((part) => {
      if (part.block) return part[0];
      const paragraph = element.ownerDocument.createElement("p");
      paragraph.append(...part);
      return paragraph;
    });
    if (element.tagName === "P") element.replaceWith(...made);
    else element.replaceChildren(...made);
  }
}

/* No-break spaces that only fill, and paragraphs without words. */
function space(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    text.data = text.data.replace(/[ \t\n]*\u00a0[ \u00a0\t\n]+|[ \t\n]+\u00a0|^\u00a0|\u00a0$/g, " ");
  }
  for (const element of body.querySelectorAll("p, h2, h3, li")) {
    if (!element.textContent.trim() && !element.querySelector("[data-kind], hr")) element.remove();
  }
}

/* Plain text: lines that a mail program broke belong together where blank lines part the paragraphs. */
export function cleanText(text) {
  const lines = text.replace(/\r\n?/g, "\n");
  const joined = /\n[ \t]*\n/.test(lines) ? lines.replace(/([^\n])\n(?![ \t]*\n|[ \t]*(?:[-*•–]|\d{1,3}[.)])[ \t])(?=[^\n])/g, "$1 ") : lines;
  return joined.replace(/https?:\/\/[^\s<>"]+/gi, cleanHref);
}

export const CleanPaste = Extension.create({
  name: "cleanPaste",
  priority: 1000,
  transformPastedHTML: cleanPasted,
  addProseMirrorPlugins() {
    const { editor } = this;
    return [new Plugin({
      props: {
        transformPastedText: cleanText,
        // The address of a video alone in an empty paragraph is to be the video.
        handlePaste(view, event) {
          const text = event.clipboardData?.getData("text/plain").trim() ?? "";
          const { $from, empty } = view.state.selection;
          if (!empty || $from.depth !== 1 || $from.parent.content.size || /\s/.test(text) || !findEmbed(text)) return false;
          addEmbed(editor, { href: text }).then((placed) => {
            const href = cleanHref(text);
            if (!placed) editor.commands.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] });
          });
          return true;
        },
      },
    })];
  },
});
