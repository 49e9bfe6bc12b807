// Offers a link to the words that are selected in a text: its version, the anchor of the
// article, and a text fragment that browsers scroll to. Without this file the number of
// each article links to the article itself.
const button = document.querySelector("[data-passage-link]");
const told = document.querySelector("[data-passage-told]");
const reader = document.querySelector(".reader");
const LONG = 80; // signs; of longer passages the link names the first and last words
const FEW = 6; // words
const label = button.textContent;
let link = "";

const squeezed = (text) => text.replace(/\s+/gu, "");
const everything = squeezed(document.body.textContent);
const isUnique = (text) => everything.split(squeezed(text)).length === 2;

const segments = (block, text) => {
  const { lang } = block.closest("[lang]");
  return new Intl.Segmenter(lang, { granularity: "word" }).segment(text);
};

// A fragment is found by whole words only.
const wordStart = (block, text, at) => segments(block, text).containing(at)?.index ?? at;
const wordEnd = (block, text, at) => {
  const word = segments(block, text).containing(at - 1);
  return word ? word.index + word.segment.length : at;
};

const few = (block, text) => [...segments(block, text)].filter((word) => word.isWordLike);
const head = (block, text) => {
  const last = few(block, text).slice(0, FEW).at(-1);
  return last ? text.slice(0, last.index + last.segment.length) : text;
};
const tail = (block, text) => {
  const first = few(block, text).slice(-FEW)[0];
  return first ? text.slice(first.index) : text;
};

const escaped = (text) => encodeURIComponent(text.trim()).replaceAll("-", "%2D");

// The texts that are selected, from the first sign to the last that is not blank.
function selected(range) {
  const walker = document.createTreeWalker(reader, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const block = node.parentElement.closest(".reader-text p");
    if (!block || !range.intersectsNode(node)) continue;
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.length;
    if (node.data.slice(from, to).trim()) found.push({ node, block, from, to });
  }
  return found;
}

// How many signs of its block stand before a place.
function offset(block, node, at) {
  const before = document.createRange();
  before.setStart(block, 0);
  before.setEnd(node, at);
  return before.toString().length;
}

// The words before a block: those of what is printed just before it.
function before(block) {
  const walker = document.createTreeWalker(reader, NodeFilter.SHOW_TEXT);
  walker.currentNode = block;
  while (walker.previousNode()) {
    if (walker.currentNode.data.trim()) return tail(block, walker.currentNode.data);
  }
  return "";
}

function directive(first, last) {
  const opening = first.block.textContent;
  const closing = last.block.textContent;
  const start = wordStart(first.block, opening, offset(first.block, first.node, first.from));
  const end = wordEnd(last.block, closing, offset(last.block, last.node, last.to));
  const isShort = first.block === last.block && end - start <= LONG;
  const words = isShort ? opening.slice(start, end) : head(first.block, opening.slice(start));
  const rest = isShort ? "" : `,${escaped(tail(last.block, closing.slice(0, end)))}`;
  if (isUnique(words)) return `:~:text=${escaped(words)}${rest}`;
  const said = tail(first.block, opening.slice(0, start)) || before(first.block);
  if (said.trim() && isUnique(said + words)) {
    return `:~:text=${escaped(said)}-,${escaped(words)}${rest}`;
  }
  return ""; // the article is right; the words might lead to another one
}

function offer() {
  const selection = document.getSelection();
  const found = selection.isCollapsed ? [] : selected(selection.getRangeAt(0));
  button.hidden = found.length === 0 || !navigator.clipboard;
  if (button.hidden) return;
  const [first, last] = [found[0], found.at(-1)];
  const anchor = first.node.parentElement.closest("[id]:not(mark)").id;
  link = `${button.dataset.passageLink}#${anchor}${directive(first, last)}`;
  button.textContent = label;
}

if (reader && Intl.Segmenter) {
  document.addEventListener("selectionchange", offer);
  // What is selected stays selected while the button is pressed.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(link);
    button.textContent = "Copied";
    told.textContent = "Link to this passage copied.";
  });
}
