/** Markdown as one types: the signs that begin a block, and those around words, become what they mean. */

import { InputRule, textblockTypeInputRule } from './prosemirror.js';
import { isAddress, schema } from './schema.js';

const { heading, subheading, item, todo, done, quote } = schema.nodes;
const { strong, em, link } = schema.marks;

/**
 * Words between two equal signs take a mark; the signs go.
 * @param {RegExp} pattern of which the first group is the sign, the second the words; what comes before the first sign is one blank or nothing
 * @param {import('prosemirror-model').MarkType} mark
 */
function around(pattern, mark) {
  return new InputRule(pattern, (state, [whole, sign, words], start, end) => {
    const first = start + whole.length - words.length - 2 * sign.length;
    const last = first + sign.length + words.length;
    // the last sign is being typed: it is not in the document yet
    return state.tr.delete(last, end).delete(first, first + sign.length).addMark(first, first + words.length, mark.create()).removeStoredMark(mark);
  });
}

const LINK = new InputRule(/\[([^[\]]+)\]\((https?:\/\/[^\s)]+)\)$/, (state, [, words, address], start, end) => {
  if (!isAddress(address)) return null;
  return state.tr.replaceWith(start, end, schema.text(words, [link.create({ address })])).removeStoredMark(link);
});

export const shortcuts = [
  textblockTypeInputRule(/^#\s$/, heading), textblockTypeInputRule(/^##\s$/, subheading), textblockTypeInputRule(/^>\s$/, quote),
  textblockTypeInputRule(/^[-–*]\s$/, item), textblockTypeInputRule(/^\[ ?\]\s$/, todo), textblockTypeInputRule(/^\[[xX]\]\s$/, done),
  around(/(?:^|\s)(\*\*|__)([^\s*_](?:[^*_]*[^\s*_])?)\1$/, strong), around(/(?:^|\s)(\*|_)([^\s*_](?:[^*_]*[^\s*_])?)\1$/, em), LINK,
];
