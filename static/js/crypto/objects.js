/** @file Sealed bodies, their wraps, and the index of a checkpoint (`docs/spec/envelope.md` §4, `docs/spec/chain.md` §5, §6). */
import { compare, fromHex, join, joinAll, same, toHex, u64 } from './bytes.js';
import { decode, encode } from './encoding.js';
import { BODY, Context, INDEX, NO_ID, WRAP, openVerified, seal } from './envelope.js';
import { contentKey, openKey } from './keys.js';
import { HASH_BODY, HASH_WRAPS } from './labels.js';
import { pad, unpad } from './padding.js';
import { KEY_SIZE, hash, randomBytes } from './primitives.js';
import { anyMapOf, arrayOf, bytesOf, checkAscending, mapOf } from './shapes.js';

/**
 * @typedef {import('./encoding.js').Value} Value
 * @typedef {{objectId: Uint8Array, revision: number, epoch: number, wrap: Uint8Array, body: Uint8Array}} SealedObject
 *   an object version ready to be sent: its body, and the wrap of its content key under an epoch
 * @typedef {{objectId: Uint8Array, revision: number, wrap: Uint8Array}} VersionWrap
 * @typedef {{summaries: Map<string, {[key: string]: Value}>, state: Uint8Array}} Index what a checkpoint seals: a summary
 *   for each object (ids are hexadecimal), and the bytes of the public state
 */

/** @param {Uint8Array} body @returns {Uint8Array} the hash of a sealed body, as a link names it */
export function bodyHash(body) {
  return hash(HASH_BODY, body);
}

/** Seal a padded text under a fresh content key, and wrap that key; the id `0^16` makes an index.
 * @param {Uint8Array} accountKey @param {Uint8Array} vaultId @param {Uint8Array} objectId @param {number} revision
 * @param {number} epoch @param {Uint8Array} plaintext @returns {SealedObject} */
export function sealObject(accountKey, vaultId, objectId, revision, epoch, plaintext) {
  const key = randomBytes(KEY_SIZE);
  const body = seal(key, bodyContext(vaultId, objectId, revision), pad(plaintext));
  const wrap = sealWrap(accountKey, vaultId, objectId, revision, epoch, key);
  return { objectId, revision, epoch, wrap, body };
}

/** The text of an object version, whose hash was found in a verified link before.
 * @param {Uint8Array} accountKey @param {Uint8Array} vaultId @param {SealedObject} sealed
 * @returns {Uint8Array} `SealedError` for every failure */
export function openObject(accountKey, vaultId, { objectId, revision, epoch, wrap, body }) {
  const key = openWrap(accountKey, vaultId, objectId, revision, epoch, wrap);
  return unpad(openVerified(key, bodyContext(vaultId, objectId, revision), body));
}

/** @param {Uint8Array} vaultId @param {Uint8Array} objectId @param {number} revision
 * @returns {Context} of a body, or of an index when the id is `0^16` */
export function bodyContext(vaultId, objectId, revision) {
  return new Context(same(objectId, NO_ID) ? INDEX : BODY, vaultId, objectId, revision, 0);
}

/** @param {Uint8Array} accountKey @param {Uint8Array} vaultId @param {Uint8Array} objectId @param {number} revision
 * @param {number} epoch @param {Uint8Array} key @returns {Uint8Array} the 104-byte wrap of a content key */
export function sealWrap(accountKey, vaultId, objectId, revision, epoch, key) {
  return seal(contentKey(accountKey), new Context(WRAP, vaultId, objectId, revision, epoch), key);
}

/** @param {Uint8Array} accountKey @param {Uint8Array} vaultId @param {Uint8Array} objectId @param {number} revision
 * @param {number} epoch @param {Uint8Array} wrap @returns {Uint8Array} the content key; `SealedError` for every failure */
export function openWrap(accountKey, vaultId, objectId, revision, epoch, wrap) {
  return openKey(contentKey(accountKey), new Context(WRAP, vaultId, objectId, revision, epoch), wrap);
}

/** @param {VersionWrap[]} wraps of every stored version, in any order @returns {Uint8Array} the hash that a `rekey` names */
export function wrapsHash(wraps) {
  const parts = wraps.map(({ objectId, revision, wrap }) => join(objectId, u64(revision), wrap));
  return hash(HASH_WRAPS, joinAll(parts.sort(compare)));
}

/** @param {Index} index @returns {Uint8Array} the encoding that is padded and sealed */
export function indexToBytes({ summaries, state }) {
  const entries = [...summaries].sort(([left], [right]) => (left < right ? -1 : 1));
  return encode({ entries: entries.map(([id, summary]) => [fromHex(id), summary]), state });
}

/** @param {Uint8Array} encoded @returns {Index} `EncodingError` for another shape */
export function indexFromBytes(encoded) {
  const fields = mapOf(decode(encoded), 'entries', 'state');
  const entries = arrayOf(fields.entries).map((entry) => {
    const [objectId, summary] = arrayOf(entry, 2);
    return { objectId: bytesOf(objectId, 16), summary: anyMapOf(summary) };
  });
  checkAscending(entries.map(({ objectId }) => objectId));
  const summaries = new Map(entries.map(({ objectId, summary }) => [toHex(objectId), summary]));
  return { summaries, state: bytesOf(fields.state) };
}
