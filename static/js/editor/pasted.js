/** What is taken of words that come from elsewhere, besides what the schema reads. */

import { Fragment, Slice } from './prosemirror.js';

/**
 * A page as the schema reads it. Styles and handlers are under other names, so that the policy of this page, which lets none of them act,
 * has nothing to say of them. A line broken within a paragraph begins another.
 * @param {string} html @returns {string}
 */
export function preparePasted(html) {
  return html.replace(/<style\b[\s\S]*?<\/style\s*>/gi, '')
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(?<=[\s"'/])(style|on[a-z]+)(?=\s*=)/gi, 'data-$1'))
    .replace(/<br\b[^>]*>/gi, '</p><p>');
}

/** Blank lines that only made room on another page are left there. @param {Slice} slice @returns {Slice} */
export function withoutBlankLines(slice) {
  const last = slice.content.childCount - 1;
  /** @type {import('prosemirror-model').Node[]} */
  const kept = [];
  // the first and the last may be open: words of the text go on in them
  slice.content.forEach((node, _, index) => { if (index === 0 || index === last || /\S/.test(node.textContent)) kept.push(node); });
  return new Slice(Fragment.from(kept), slice.openStart, slice.openEnd);
}
