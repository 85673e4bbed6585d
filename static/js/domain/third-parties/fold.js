/** The forms under which two spellings are the same. `scripts/third_party_lists.py` folds the lists in the same way. */

import { fold as foldWords } from '../folding.js';

const LETTERS = /** @type {Record<string, string>} */ ({ ß: 'ss', ı: 'i', ł: 'l', ø: 'o', đ: 'd', '’': "'", ʼ: "'", '‐': '-', '‑': '-' });
const SEPARATORS = /[-'\s]+/g;

/** A text without case, accents and typographic variants: « Élodie » is `elodie`. @param {string} text @returns {string} */
export function fold(text) {
  return foldWords(text).replace(/[ßıłøđ’ʼ‐‑]/g, (letter) => LETTERS[letter]);
}

/**
 * The key of a place: « Saint-Chély-d’Apcher », `St Chely d Apcher` are `saint chely d apcher`. Articles stay.
 * @param {string} text @returns {string}
 */
export function placeKey(text) {
  return fold(text).replace(SEPARATORS, ' ').trim().replace(/\bst (?=\p{L})/u, 'saint ').replace(/\bste (?=\p{L})/u, 'sainte ');
}

/** A closed list of words, folded, written in one text. @param {string} text @returns {Set<string>} */
export const wordSet = (text) => new Set(text.split(/\s+/).filter((word) => word !== '').map(fold));

/** The words of a name as the alias book keeps them: folded, parted by one space. @param {string} name @returns {string} */
export const foldedWords = (name) => (fold(name).match(/[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/gu) ?? []).join(' ');
