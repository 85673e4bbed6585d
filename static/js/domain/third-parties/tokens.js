/** A text as words, each with its place, its folded form, and what stands between it and the word before. */

import { fold, wordSet } from './fold.js';

/**
 * @typedef {object} Word
 * @property {number} start in UTF-16 units
 * @property {number} end
 * @property {string} text
 * @property {string} folded
 * @property {boolean} capital begins with a capital
 * @property {boolean} shout is all capitals, two at least
 * @property {string} gap what stands before it, since the word before
 * @property {boolean} joined only spaces or an apostrophe stand before it
 * @property {boolean} opens begins a sentence, a quotation or an aside, where a capital says nothing
 */

const WORD = /\p{L}[\p{L}\p{M}]*(?:[-‐‑]\p{L}[\p{L}\p{M}]*)*/gu;
const PRONOUN_AFTER_VERB = /(?:[-‐‑]t)?[-‐‑](?:je|tu|il|elle|on|nous|vous|ils|elles|moi|toi|lui|leur|le|les|y|en|ce|là|ci)$/iu;
const ABBREVIATED = wordSet('m mm mr mrs ms mme mmes mlle mlles dr dre pr me st ste av bd tel ch cf ex');
const OPENING = /^$|[.!?…;:\n•«“"(\[—–]|(?:^|\s)[-*]\s/;

/** @param {string} text @returns {Word[]} */
export function wordsOf(text) {
  /** @type {Word[]} */
  const words = [];
  for (const { 0: whole, index } of text.matchAll(WORD)) {
    const shown = whole.replace(PRONOUN_AFTER_VERB, '') || whole;
    const before = words.at(-1);
    words.push(word(shown, index, text.slice(before?.end ?? 0, index), before));
  }
  return words;
}

/** @param {string} text @param {number} start @param {string} gap @param {Word|undefined} before @returns {Word} */
function word(text, start, gap, before) {
  const abbreviated = before !== undefined && /^\.[ \u00a0\u202f]*$/.test(gap) && isAbbreviation(before);
  return {
    start,
    end: start + text.length,
    text,
    folded: fold(text),
    capital: /^\p{Lu}/u.test(text),
    shout: /^\p{Lu}[\p{Lu}\p{M}-]+$/u.test(text),
    gap,
    joined: before !== undefined && /^(?:[ \u00a0\u202f\t]*|[’'ʼ])$/.test(gap),
    opens: before === undefined || (!abbreviated && OPENING.test(gap)),
  };
}

/** @param {Word} before */
const isAbbreviation = (before) => ABBREVIATED.has(before.folded) || /^\p{Lu}$/u.test(before.text);
