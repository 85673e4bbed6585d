/** Names that come back: what was found once in a text, or is in the alias book, is found wherever it is written again. */

import { FUNCTION_WORDS, PARTICLES } from './grammar.js';

/** @typedef {import('./alias-book.js').AliasBook} AliasBook */
/** @typedef {import('./numbers.js').Kind} Kind */
/** @typedef {import('./numbers.js').Mark} Mark */
/** @typedef {import('./reading.js').Reading} Reading */

const ECHOED = ['prenom', 'nom', 'lieu'];
const SHORTEST = 3;

/** @param {Reading} reading @param {Mark[]} found @returns {Mark[]} */
export function findEchoes(reading, found) {
  const names = namesIn(reading, found);
  return reading.words.flatMap((word, at) => {
    const kind = names.get(word.folded);
    return kind && isName(reading, at) ? [{ start: word.start, end: word.end, kind, level: /** @type {const} */ ('perhaps') }] : [];
  });
}

/** @param {Reading} reading @param {AliasBook} book @returns {Mark[]} */
export function findRemembered(reading, book) {
  return book.aliases.flatMap(({ folded, kind }) => {
    const names = folded.split(' ');
    return reading.words.flatMap((word, at) => {
      const found = names.every((name, step) => reading.words[at + step]?.folded === name && (step === 0 || reading.words[at + step].joined));
      if (!found || (names.length === 1 && !isName(reading, at))) return [];
      return [{ start: word.start, end: reading.words[at + names.length - 1].end, kind, level: /** @type {const} */ ('sure') }];
    });
  });
}

/** The words of the names found, and their kinds. @param {Reading} reading @param {Mark[]} found in order @returns {Map<string, Kind>} */
function namesIn({ words }, found) {
  /** @type {Map<string, Kind>} */
  const names = new Map();
  let at = 0;
  for (const { start, end, kind } of found.filter((mark) => ECHOED.includes(mark.kind))) {
    while (at < words.length && words[at].start < start) at += 1;
    for (; at < words.length && words[at].end <= end; at += 1) {
      if (isTelling(words[at].folded)) names.set(words[at].folded, kind);
    }
  }
  return names;
}

/** @param {string} folded */
const isTelling = (folded) => folded.length >= SHORTEST && !PARTICLES.has(folded) && !FUNCTION_WORDS.has(folded);

/** A word that a list of ordinary words has is a name only where no determiner leads it. @param {Reading} reading @param {number} at */
function isName(reading, at) {
  const { capital, folded } = reading.words[at];
  if (capital || !reading.isCommon(folded)) return true;
  return reading.lowerCase && !reading.isLedByGrammar(at);
}
