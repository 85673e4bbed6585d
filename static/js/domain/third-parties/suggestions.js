/** What could take the place of a name, a place, a date: an alias that belongs to nobody, or less, and still true. */

import { aliasOf, keyOf } from './alias-book.js';
import { ageWords, dateWords, institutionWords, placeWords } from './blurs.js';
import { fold, foldedWords } from './fold.js';
import { FIRST_NAMES, SURNAMES } from './neutral-names.js';

/** @typedef {import('./alias-book.js').AliasBook} AliasBook */
/** @typedef {import('./numbers.js').Kind} Kind */
/** @typedef {import('./reading.js').Language} Language */

/**
 * An alias: the one of the book; the word itself when it is somebody's alias already; or a new one, the same on every device.
 * @param {Kind} kind @param {string} original @param {AliasBook} book
 * @param {{avoid?: ReadonlySet<string>, language?: Language}} [around] `avoid`: folded words that no new name may be, those of the text
 * @returns {string}
 */
export function suggestAlias(kind, original, book, { avoid = new Set(), language = 'fr' } = {}) {
  const known = aliasOf(book, kind, original);
  if (known !== null) return known;
  if (book.aliases.some((each) => each.kind === kind && fold(each.alias) === fold(original))) return original;
  switch (kind) {
    case 'prenom': return freeName(FIRST_NAMES, original, book, avoid);
    case 'nom': return freeName(SURNAMES, original, book, avoid);
    case 'lieu': return placeWords(original, language);
    case 'institution': return institutionWords(original, language);
    case 'date': return dateWords(original, language);
    case 'age': return ageWords(original, language);
    case 'telephone': return language === 'en' ? 'a number' : 'un numéro';
    case 'courriel': return language === 'en' ? 'an address' : 'une adresse';
    case 'rare': return '[…]';
  }
}

/** @param {readonly string[]} names @param {string} original @param {AliasBook} book @param {ReadonlySet<string>} avoid @returns {string} */
function freeName(names, original, book, avoid) {
  const used = new Set(book.aliases.flatMap(({ alias, folded }) => [...foldedWords(alias).split(' '), ...folded.split(' ')]));
  const from = hash(keyOf(original)) % names.length;
  const turned = [...names.slice(from), ...names.slice(0, from)];
  const free = turned.find((name) => !used.has(fold(name)) && !avoid.has(fold(name)));
  return free ?? `${turned[0]} ${book.aliases.length + 2}`;
}

/** FNV-1a over UTF-16 units: spreads names over the list, so that two devices seldom give one alias to two people. @param {string} text */
function hash(text) {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return value;
}
