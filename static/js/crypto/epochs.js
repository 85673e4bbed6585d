/** @file The keys of a group, one an epoch: named by a link, boxed for each member, checked (`docs/spec/group.md` §4). */
import { boxKeyOf, openUnattributed, seal as sealBoxFor } from './box.js';
import { compare, same } from './bytes.js';
import { Context, EPOCH_BOX, GROUP_WRAP, seal } from './envelope.js';
import { SealedError } from './errors.js';
import { boxHash, keyCheck, memberId, standingHash } from './group-ids.js';
import { openKey } from './keys.js';
import { DERIVE_GROUP } from './labels.js';
import { KEY_SIZE, derive, equal, randomBytes } from './primitives.js';

/**
 * @typedef {{identity: Uint8Array, boxKey: Uint8Array}} Person
 * @typedef {import('./objects.js').VersionWrap} VersionWrap
 * @typedef {import('./group-operations.js').Rotate} Rotate
 * @typedef {{objectId: Uint8Array, revision: number}} Version
 * @typedef {Version & {key: Uint8Array}} StandingKey the content key of a standing object
 * @typedef {Version & {key: Uint8Array | null}} Wrapped the same, null for one that is lost
 * @typedef {{operation: Rotate, boxes: {identity: Uint8Array, box: Uint8Array}[], standing: VersionWrap[]}} SealedRotation
 *   a `rotate`, and what is sent with it: a box for each identity, a wrap for each standing object
 */

const NOTHING = new Uint8Array(0);
/** In the place of a wrap: whoever made the rotation could not open the object (§4). */
const LOST = new Uint8Array(104);

/** @returns {Uint8Array} a new epoch key */
export function generateEpochKey() {
  return randomBytes(KEY_SIZE);
}

/** @param {Uint8Array} epochKey @returns {Uint8Array} the key that wraps content keys for a whole group */
export function groupKey(epochKey) {
  return derive(epochKey, DERIVE_GROUP, NOTHING);
}

/** @param {Uint8Array} groupId @param {number} epoch @param {Person} member @param {Uint8Array} epochKey
 * @returns {Uint8Array} the 136-byte box of an epoch key for one member */
export function sealBox(groupId, epoch, member, epochKey) {
  return sealBoxFor(member.boxKey, boxContext(groupId, epoch, member), epochKey);
}

/** The rotation to an epoch.
 * @param {Uint8Array} groupId @param {number} epoch @param {Person[]} members of the state after the operations before the `rotate`
 * @param {Uint8Array} epochKey @param {Wrapped[]} standing of the objects to wrap again (`preview` of `group-policy.js` tells both)
 * @returns {SealedRotation} */
export function makeRotation(groupId, epoch, members, epochKey, standing) {
  const boxes = [...members].sort((left, right) => compare(left.identity, right.identity))
    .map((member) => ({ identity: member.identity, box: sealBox(groupId, epoch, member, epochKey) }));
  const wraps = [...standing].sort((left, right) => compare(left.objectId, right.objectId)).map(({ objectId, revision, key }) => (
    { objectId, revision, wrap: key ? sealWrap(epochKey, groupId, { objectId, revision }, epoch, key) : LOST }));
  const operation = /** @type {Rotate} */ ({
    name: 'rotate', epoch, keyCheck: keyCheck(groupId, epoch, epochKey),
    boxes: boxes.map(({ identity, box }) => ({ identity, boxHash: boxHash(box) })), standingHash: standingHash(wraps),
  });
  return { operation, boxes, standing: wraps };
}

/** The epoch key in one's own box.
 * @param {Uint8Array} groupId @param {Rotate} rotation of a verified link @param {Uint8Array} identity @param {Uint8Array} boxSecret
 * @param {Uint8Array | null} sealed @returns {Uint8Array} `SealedError` unless the link names this box and this key */
export function openEpoch(groupId, rotation, identity, boxSecret, sealed) {
  const listed = rotation.boxes.find((each) => same(each.identity, identity));
  if (!sealed || !listed || !same(listed.boxHash, boxHash(sealed))) throw new SealedError();
  const context = boxContext(groupId, rotation.epoch, { identity, boxKey: boxKeyOf(boxSecret) });
  const epochKey = openUnattributed(boxSecret, context, sealed);
  if (!isKeyOf(groupId, rotation, epochKey)) throw new SealedError();
  return epochKey;
}

/** @param {Uint8Array} groupId @param {Rotate} rotation @param {Uint8Array} epochKey @returns {boolean} whether it is the key that a `rotate` names */
export function isKeyOf(groupId, rotation, epochKey) {
  return epochKey.length === KEY_SIZE && equal(keyCheck(groupId, rotation.epoch, epochKey), rotation.keyCheck);
}

/** @param {Uint8Array} epochKey @param {Uint8Array} groupId @param {Version} version @param {number} epoch @param {Uint8Array} key
 * @returns {Uint8Array} the 104-byte wrap of a content key for a whole group */
export function sealWrap(epochKey, groupId, { objectId, revision }, epoch, key) {
  return seal(groupKey(epochKey), new Context(GROUP_WRAP, groupId, objectId, revision, epoch), key);
}

/** @param {Uint8Array} epochKey @param {Uint8Array} groupId @param {Version} version @param {number} epoch @param {Uint8Array} wrap
 * @returns {Uint8Array} the content key in a wrap; `SealedError` for every failure */
export function openWrap(epochKey, groupId, { objectId, revision }, epoch, wrap) {
  return openKey(groupKey(epochKey), new Context(GROUP_WRAP, groupId, objectId, revision, epoch), wrap);
}

/** The content key of each standing object, from the wraps of a rotation.
 * @param {Uint8Array} groupId @param {Rotate} rotation @param {Uint8Array} epochKey @param {Version[]} wanted @param {VersionWrap[]} wraps
 * @returns {StandingKey[]} ascending, but for those lost; `SealedError` unless they are exactly the wanted ones, those that the link names, and each opens */
export function openStanding(groupId, rotation, epochKey, wanted, wraps) {
  const [asked, came] = [ascending(wanted), ascending(wraps)];
  const exactly = asked.length === came.length
    && asked.every(({ objectId, revision }, at) => same(objectId, came[at].objectId) && revision === came[at].revision);
  if (!exactly || !same(standingHash(wraps), rotation.standingHash)) throw new SealedError();
  return came.filter(({ wrap }) => !isLost(wrap)).map(({ objectId, revision, wrap }) => (
    { objectId, revision, key: openWrap(epochKey, groupId, { objectId, revision }, rotation.epoch, wrap) }));
}

/** @param {Uint8Array} wrap @returns {boolean} whether whoever made the rotation could not open the object */
export function isLost(wrap) {
  return same(wrap, LOST);
}

/** @template {Version} Any @param {Any[]} versions @returns {Any[]} */
function ascending(versions) {
  return [...versions].sort((left, right) => compare(left.objectId, right.objectId) || left.revision - right.revision);
}

/** @param {Uint8Array} groupId @param {number} epoch @param {Person} member */
function boxContext(groupId, epoch, { identity, boxKey }) {
  return new Context(EPOCH_BOX, groupId, memberId(identity, boxKey), 0, epoch);
}
