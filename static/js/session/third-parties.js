/** The third-party finder and its word lists, loaded when a person begins to share. */

import { fetchWordLists } from '../net/word-lists.js';
import { refusalOf } from './refusal.js';

/** @typedef {import('../domain/third-parties.js').AliasBook} AliasBook */
/** @typedef {import('../domain/third-parties.js').Found} Found */
/** @typedef {(text: string, book: AliasBook) => Found[]} Finder */

/** @type {Promise<Finder>|null} */
let loading = null;

async function load() {
  const { LIST_FILES, find, readLists } = await import('../domain/third-parties.js');
  const lists = readLists(/** @type {any} */ (await fetchWordLists(LIST_FILES)));
  return (/** @type {string} */ text, /** @type {AliasBook} */ book) => find(text, lists, book);
}

/**
 * What finds third parties in a text. A failure is not kept: the next call tries again.
 * @returns {Promise<Finder>} @throws {import('./refusal.js').RefusalError} `offline` when the lists were never here
 */
export async function thirdPartyFinder() {
  loading ??= load();
  try {
    return await loading;
  } catch (error) {
    loading = null;
    throw refusalOf(error);
  }
}
