/** The verb of the way out of a `rollback`: giving back what a server lost (`docs/spec/chain.md` §7). */
import { same, toHex } from '../crypto/bytes.js';
import { authorOf, headOf, openAnywhere } from '../crypto/chain.js';
import { ForkError, RollbackError } from '../crypto/errors.js';
import { FrameDecoder, encodeFrames } from '../crypto/frames.js';
import { bodyHash } from '../crypto/objects.js';
import { fromBase64 } from './base64.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('../crypto/frames.js').ObjectFrame} ObjectFrame */
/** @typedef {import('../store/device.js').LinkRow} LinkRow */
/** @typedef {import('../store/device.js').ObjectRow} ObjectRow */

/** @param {ObjectRow} row @returns {ObjectFrame} */
export const frameOf = ({ frame }) => /** @type {ObjectFrame} */ (new FrameDecoder().feed(frame)[0]);

/** The operations of a link that this device verified before. @param {Keeper} keeper @param {Uint8Array} signed */
export const linkOf = ({ account }, signed) => openAnywhere(signed, account.vaultId, authorOf(signed));

/** Whether a link changes what opens the account: it is never given back nor left behind. @param {import('../crypto/chain.js').Link} link */
export const changesKeys = ({ operations }) => operations.some(({ name }) => name === 'slots' || name === 'rekey');

/** Whether every body that a link names is among those kept. @param {import('../crypto/chain.js').Link} link @param {Set<string>} kept */
const isWhole = ({ operations }, kept) => operations.every((operation) => (
  !('bodyHash' in operation) || kept.has(toHex(operation.bodyHash))));

/**
 * The links and the texts kept on this device, to append unchanged after the server's head, as far as they go without a change of keys
 * or a body that is not here.
 * @param {Keeper} keeper
 * @param {{theirs: {seq: number, head: string}, known: Uint8Array|null, links: LinkRow[], rows: ObjectRow[]}} args `known` is this device's link at their place
 * @returns {{frames: Uint8Array|null, head: string, whole: boolean}} `whole` is false when some of it cannot be given back
 */
function giveBack(keeper, { theirs, known, links, rows }) {
  if (links.length === 0 || links[0].seq !== theirs.seq + 1) throw new RollbackError('this device does not hold those links');
  const head = fromBase64(theirs.head, 32);
  if (!same(linkOf(keeper, links[0].signed).prev, head) || (known && !same(headOf(known), head))) throw new ForkError('another history');
  const bodies = rows.map(frameOf);
  const kept = new Set(bodies.map(({ body }) => toHex(bodyHash(body))));
  const opened = links.map(({ signed }) => linkOf(keeper, signed));
  const stop = opened.findIndex((link) => changesKeys(link) || !isWhole(link, kept));
  const given = stop < 0 ? links : links.slice(0, stop);
  const named = new Set(opened.slice(0, given.length).flatMap(({ operations }) => operations)
    .flatMap((operation) => ('bodyHash' in operation ? [toHex(operation.bodyHash)] : [])));
  const objects = bodies.filter(({ body }) => named.has(toHex(bodyHash(body))));
  const frames = [...objects, ...given.map(({ signed }) => ({ type: /** @type {const} */ ('link'), signed }))];
  return { frames: given.length > 0 ? encodeFrames(frames) : null, head: `${theirs.seq}:${toHex(head)}`, whole: stop < 0 };
}

export const branchVerbs = { giveBack };
