/** The private book of aliases, in the vault, and the finder that reads it. Neither ever leaves by a share. */

import { thirdPartyFinder } from '../third-parties.js';
import { keepMemory } from './memory.js';

/** @typedef {import('./circle.js').Circle} Circle */
/** @typedef {import('../../domain/third-parties.js').AliasBook} AliasBook */
/** @typedef {{kind: import('../../domain/third-parties/numbers.js').Kind, original: string, alias: string}} Choice */

/** A pair of the vault says the kind and the turn beside the name. @param {AliasBook['aliases'][number]} each @returns {[string, string]} */
const pairOf = ({ kind, turn, folded, alias }) => [`${kind} ${turn} ${folded}`, alias];

// loaded when a person begins to share, like the finder
const books = () => import('../../domain/third-parties.js');

/** @param {[string, string][]} pairs @returns {Promise<AliasBook>} */
async function bookOf(pairs) {
  const { checkBook, emptyBook, merge } = await books();
  const aliases = pairs.map(([found, alias]) => {
    const [kind, turn, ...words] = found.split(' ');
    return { kind, turn: Number(turn), folded: words.join(' '), alias };
  });
  return merge(checkBook({ version: 1, aliases }), emptyBook());
}

/** @param {Circle} circle @returns {Promise<AliasBook>} */
export async function aliasBook({ crypto }) { return bookOf(await crypto.call('aliases')); }

/** @param {Circle} circle @param {string} text */
export async function findThirdParties(circle, text) {
  const finder = await thirdPartyFinder();
  return finder(text, await aliasBook(circle));
}

/** @param {Circle} circle @param {Choice[]} choices */
export async function rememberAliases(circle, choices) {
  circle.room.expectOpen();
  circle.room.expectAccepted();
  const { remember } = await books();
  const book = choices.reduce((all, { kind, original, alias }) => remember(all, kind, original, alias), await aliasBook(circle));
  await keepMemory(circle.room, await circle.crypto.call('sealAliases', { aliases: book.aliases.map(pairOf) }));
}
