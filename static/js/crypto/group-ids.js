/** @file The ids and hashes that a group's links name: of public bytes, without any key (`docs/spec/group.md` §2, §4). */
import { compare, fromHex, join, joinAll, u64 } from './bytes.js';
import { HASH_BOX, HASH_BOXES, HASH_CARD, HASH_KEY_CHECK, HASH_MEMBER, HASH_STANDING } from './labels.js';
import { hash, hash16 } from './primitives.js';

/** @typedef {import('./objects.js').VersionWrap} VersionWrap */

/** The id of the frame of every group. */
export const FRAME_ID = fromHex('00000000000000000000000000000001');
const STANDING_BYTE = 0;

/** @param {Uint8Array} groupId @param {Uint8Array} identity @returns {Uint8Array} the id of the card of an identity in a group */
export function cardId(groupId, identity) {
  return join(Uint8Array.of(STANDING_BYTE), hash16(HASH_CARD, join(groupId, identity)).subarray(0, 15));
}

/** @param {Uint8Array} objectId @returns {boolean} whether an id is that of a standing object: the frame, or a card */
export function isStanding(objectId) {
  return objectId[0] === STANDING_BYTE;
}

/** @param {Uint8Array} identity @param {Uint8Array} boxKey
 * @returns {Uint8Array} the 16 bytes that stand for a member's keys in the context of an epoch box */
export function memberId(identity, boxKey) {
  return hash16(HASH_MEMBER, join(identity, boxKey));
}

/** @param {Uint8Array} groupId @param {number} epoch @param {Uint8Array} epochKey @returns {Uint8Array} the value by which a `rotate` names a key */
export function keyCheck(groupId, epoch, epochKey) {
  return hash(HASH_KEY_CHECK, join(groupId, u64(epoch), epochKey));
}

/** @param {Uint8Array} box @returns {Uint8Array} the hash of an epoch box */
export function boxHash(box) {
  return hash(HASH_BOX, box);
}

/** @param {Uint8Array} boxes @returns {Uint8Array} the hash of the wrap and seats of an object (`docs/spec/sharing.md` §2) */
export function boxesHash(boxes) {
  return hash(HASH_BOXES, boxes);
}

/** @param {VersionWrap[]} wraps of standing objects, in any order @returns {Uint8Array} the hash that a `rotate` names */
export function standingHash(wraps) {
  const parts = wraps.map(({ objectId, revision, wrap }) => join(objectId, u64(revision), wrap));
  return hash(HASH_STANDING, joinAll(parts.sort(compare)));
}
