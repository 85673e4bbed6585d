/** Words as one looks for them: without capitals, accents or ligatures, and apart wherever there is neither a letter nor a digit. */

/** The apostrophe of « l’école » is no letter: the article and the word are two words. */
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** The form under which two words are the same: « Cœur » and « coeur ». @param {string} text @returns {string} */
export function fold(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/œ/g, 'oe').replace(/æ/g, 'ae');
}

/** The words of a text as they are written. @param {string} text @returns {string[]} */
export function wordsIn(text) {
  return text.match(WORD) ?? [];
}

/** The same words and where they stand, in UTF-16 units. @param {string} text @returns {{word: string, start: number, end: number}[]} */
export function placesIn(text) {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({ word, start: index, end: index + word.length }));
}
