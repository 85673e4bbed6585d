/**
 * The alias book: who is called what, always the same. It is plain data that its author alone keeps, sealed like a text.
 * Every function returns a new book. Two books that met give the same book in either order, and no alias is lost.
 */

import { EntryError } from '../entry.js';
import { fold, foldedWords } from './fold.js';
import { TITLES } from './grammar.js';

/** @typedef {import('./numbers.js').Kind} Kind */
/** @typedef {{folded: string, kind: Kind, alias: string, turn: number}} Alias `turn` grows with each choice: the last one counts */
/** @typedef {{version: 1, aliases: Alias[]}} AliasBook */

export const KINDS = Object.freeze(/** @type {Kind[]} */ (['prenom', 'nom', 'lieu', 'institution', 'date', 'age', 'telephone', 'courriel', 'rare']));
const TITLE = /^(\p{L}+)(?:\.[ \u00a0\u202f]*|[ \u00a0\u202f]+)(?=\S)/u;

/** @returns {AliasBook} */
export const emptyBook = () => ({ version: 1, aliases: [] });

/**
 * Checks a decoded value and returns it as a book.
 * @param {any} value @returns {AliasBook} @throws {EntryError} `encoding` for a wrong shape, `version` for a later one
 */
export function checkBook(value) {
  if (typeof value !== 'object' || value === null || !Array.isArray(value.aliases)) throw new EntryError('encoding');
  if (value.version !== 1) throw new EntryError('version');
  for (const each of value.aliases) {
    const texts = [each?.folded, each?.alias].every((text) => typeof text === 'string' && text !== '');
    if (!texts || !Number.isSafeInteger(each.turn) || each.turn < 1) throw new EntryError('encoding');
    if (!KINDS.includes(each.kind)) throw new EntryError('version');
  }
  return value;
}

/** What follows the title: « Mme Aubry » is looked up as Aubry. @param {string} original */
function withoutTitle(original) {
  const title = TITLE.exec(original);
  return title && TITLES.has(fold(title[1])) ? original.slice(title[0].length) : original;
}

/** @param {string} original @returns {string} what the book keeps a name under */
export const keyOf = (original) => foldedWords(withoutTitle(original)) || fold(original).trim();

/**
 * The alias chosen last for a name, whatever its spelling.
 * @param {AliasBook} book @param {Kind} kind @param {string} original @returns {string|null}
 */
export function aliasOf(book, kind, original) {
  const folded = keyOf(original);
  const mine = book.aliases.filter((alias) => alias.folded === folded && alias.kind === kind).sort(byTurn);
  return mine.at(-1)?.alias ?? null;
}

/**
 * The book with one more choice. An earlier alias of the same name stays in the book, and no longer counts.
 * @param {AliasBook} book @param {Kind} kind @param {string} original @param {string} alias @returns {AliasBook}
 */
export function remember(book, kind, original, alias) {
  const chosen = withoutTitle(alias);
  if (aliasOf(book, kind, original) === chosen) return book;
  const turn = Math.max(0, ...book.aliases.map((each) => each.turn)) + 1;
  return merge(book, { version: 1, aliases: [{ folded: keyOf(original), kind, alias: chosen, turn }] });
}

/** Both books as one: every alias of each, the choice made last counting. @param {AliasBook} a @param {AliasBook} b @returns {AliasBook} */
export function merge(a, b) {
  /** @type {Map<string, Alias>} */
  const all = new Map();
  for (const each of [...a.aliases, ...b.aliases]) {
    const name = JSON.stringify([each.folded, each.kind, each.alias]);
    const other = all.get(name);
    if (!other || other.turn < each.turn) all.set(name, { folded: each.folded, kind: each.kind, alias: each.alias, turn: each.turn });
  }
  return { version: 1, aliases: Array.from(all).sort(([one], [two]) => (one < two ? -1 : 1)).map(([, alias]) => alias) };
}

/** @param {Alias} a @param {Alias} b */
const byTurn = (a, b) => a.turn - b.turn || (a.alias < b.alias ? -1 : 1);
