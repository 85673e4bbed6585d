/** The words that a person selects in a text to be read, as a place in its plain text. */

import { plainText } from '../domain/entry.js';

/** What is shown of a block and is none of its words. */
const ADDED = '.code, .box';

/** How many units of a block's words come before a point in it. @param {Element} block @param {Node} node @param {number} offset */
function wordsBefore(block, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(block);
  range.setEnd(node, offset);
  const before = range.cloneContents();
  for (const each of before.querySelectorAll(ADDED)) each.remove();
  return before.textContent?.length ?? 0;
}

/** Where a point of the page is in the plain text, one unit between two blocks. @param {Element} shown @param {Node} node @param {number} offset */
function placeOf(shown, node, offset) {
  let at = 0;
  for (const block of shown.children) {
    const range = document.createRange();
    range.selectNodeContents(block);
    const side = range.comparePoint(node, offset);
    if (side < 0) return at;
    if (side === 0) return at + wordsBefore(block, node, offset);
    at += wordsBefore(block, block, block.childNodes.length) + 1;
  }
  return at - 1;
}

/**
 * The words selected in a body that `readBody` shows, without the blanks around them.
 * @param {Element} shown its element @param {import('../domain/entry.js').Block[]} body
 * @returns {{start: number, end: number}|null|undefined} in UTF-16 units; null when nothing of it is selected, undefined when the
 * selection is elsewhere
 */
export function selectedPassage(shown, body) {
  const selection = document.getSelection();
  if (!selection?.rangeCount) return undefined;
  const range = selection.getRangeAt(0);
  if (!shown.contains(range.commonAncestorContainer)) return undefined;
  const [start, end] = [placeOf(shown, range.startContainer, range.startOffset), placeOf(shown, range.endContainer, range.endOffset)];
  const words = plainText(body).slice(start, end);
  const blank = words.length - words.trimStart().length;
  return words.trim() === '' ? null : { start: start + blank, end: start + blank + words.trim().length };
}
