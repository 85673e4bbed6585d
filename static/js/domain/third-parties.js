/**
 * What in a text may say who a third party is: names, places, institutions, dates, ages, numbers, rare facts. It helps a
 * person look; it finds most of it and not all (`docs/third-parties.md`). Nothing here sees the network.
 */

import { findAges } from './third-parties/ages.js';
import { emptyBook } from './third-parties/alias-book.js';
import { findDates } from './third-parties/dates.js';
import { findEchoes, findRemembered } from './third-parties/echoes.js';
import { fold, foldedWords } from './third-parties/fold.js';
import { findInitials } from './third-parties/initials.js';
import { findInstitutions } from './third-parties/institutions.js';
import { findNames } from './third-parties/names.js';
import { findNumbers } from './third-parties/numbers.js';
import { findRareFacts } from './third-parties/rare.js';
import { Reading } from './third-parties/reading.js';
import { settle } from './third-parties/settle.js';
import { findStreets } from './third-parties/streets.js';
import { suggestAlias } from './third-parties/suggestions.js';

export { KINDS, aliasOf, checkBook, emptyBook, merge, remember } from './third-parties/alias-book.js';
export { UnsettledError, applyChoices, applyToBody, unsettled } from './third-parties/choices.js';
export { LIST_FILES, readLists } from './third-parties/lists.js';
export { suggestAlias };

/** @typedef {import('./third-parties/alias-book.js').AliasBook} AliasBook */
/** @typedef {import('./third-parties/lists.js').Lists} Lists */
/** @typedef {import('./third-parties/numbers.js').Kind} Kind */
/** @typedef {import('./third-parties/numbers.js').Mark} Mark */
/**
 * @typedef {object} Found
 * @property {number} start in UTF-16 units
 * @property {number} end
 * @property {Kind} kind
 * @property {'sure'|'perhaps'} level how much the rules rely on it; neither is a certainty
 * @property {string} text what is written there
 * @property {string} suggestion what could take its place
 */

/**
 * Finds what may identify third parties.
 * @param {string} text @param {Lists} lists @param {AliasBook} [book]
 * @returns {Found[]} in the order of the text, none over another
 */
export function find(text, lists, book = emptyBook()) {
  const reading = new Reading(text, lists);
  const first = settle(everyMark(reading));
  const all = settle([...first, ...findEchoes(reading, first), ...findRemembered(reading, book)]);
  return withSuggestions(all, reading, book);
}

/** @param {Reading} reading @returns {Mark[]} */
function everyMark(reading) {
  const { text } = reading;
  return [
    ...findNumbers(text), ...findDates(text), ...findAges(text), ...findStreets(text), ...findRareFacts(text),
    ...findInstitutions(reading), ...findInitials(reading), ...findNames(reading),
  ];
}

/**
 * One name gets one suggestion in a text, and two names never get the same.
 * @param {Mark[]} marks @param {Reading} reading @param {AliasBook} book @returns {Found[]}
 */
function withSuggestions(marks, { text, language }, book) {
  const avoid = new Set(foldedWords(text).split(' '));
  /** @type {Map<string, string>} */
  const given = new Map();
  return marks.map((mark) => {
    const words = text.slice(mark.start, mark.end);
    const name = `${mark.kind} ${fold(words)}`;
    const suggestion = given.get(name) ?? suggestAlias(mark.kind, words, book, { avoid, language });
    given.set(name, suggestion);
    avoid.add(fold(suggestion));
    return { ...mark, text: words, suggestion };
  });
}
