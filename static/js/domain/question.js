/** What a person looks for, as they type it: words that must all be there, and phrases between quotation marks. And what a text shows then. */

import { fold, wordsIn } from './folding.js';

/**
 * @typedef {object} Part One word, or the words of a phrase, one after the other. Words are folded.
 * @property {string[]} words
 * @property {boolean} phrase no slip is forgiven between quotation marks
 * @property {boolean} open its last word is still being typed: any word that begins so answers
 */
/** @typedef {{text: string, marks: [start: number, end: number][]}} Marked `marks` are in UTF-16 units, in order, and apart */
/** @typedef {{id: string, title: Marked, tags: Marked[], excerpt: Marked}} Passage of a text that answers; `tags` are those that do */
/** @typedef {{exact: string[], near: string[]}} Answer ids, the closest first; in the `near` some word is only nearly there */

const QUOTES = /[«»“”„"]/;
const ENDS_IN_WORD = /[\p{L}\p{N}\p{M}]$/u;

/** @param {string} text @returns {string[]} */
const foldedWords = (text) => wordsIn(text).map(fold).filter((word) => word !== '');

/**
 * A lone letter still being typed asks for nothing yet.
 * @param {string} text @returns {Part[]} empty when nothing is asked
 */
export function readQuestion(text) {
  const parts = text.split(QUOTES).flatMap((stretch, at) => {
    const words = foldedWords(stretch);
    const phrase = at % 2 === 1;
    const asked = phrase ? [words] : words.map((word) => [word]);
    return asked.filter(({ length }) => length > 0).map((each) => ({ words: each, phrase, open: false }));
  });
  const last = parts.at(-1);
  if (last && ENDS_IN_WORD.test(text)) last.open = true;
  if (last?.open && !last.phrase && last.words[0].length === 1) parts.pop();
  return parts;
}
