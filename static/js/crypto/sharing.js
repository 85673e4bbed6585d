/** @file The body of a group's object, and what lets its readers in (`docs/spec/sharing.md` §1, §2). */
import { boxKeyOf, openUnattributed, seal as sealBox } from './box.js';
import { compare, joinAll, same } from './bytes.js';
import { decode, encode } from './encoding.js';
import { Context, GROUP_BODY, SEAT, openVerified, seal } from './envelope.js';
import { openWrap, sealWrap } from './epochs.js';
import { EncodingError, SealedError } from './errors.js';
import { pad, unpad } from './padding.js';
import { KEY_SIZE, randomBytes } from './primitives.js';
import { arrayOf, bytesOf } from './shapes.js';
import { WITNESS_SIZE } from './witness.js';

/**
 * @typedef {{groupId: Uint8Array, objectId: Uint8Array, revision: number, epoch: number}} Place a version of a group's object,
 *   and the epoch under which it was put
 * @typedef {{author: Uint8Array, witness: Uint8Array, document: Uint8Array}} Post what a body holds: the identity that signs its
 *   link, their witness, an encoded document
 * @typedef {{identity: Uint8Array, boxSecret: Uint8Array, epochKey: Uint8Array | null}} Reader somebody who tries to read;
 *   `epochKey` is that of the place, null for who did not receive it
 * @typedef {import('./epochs.js').Person} Person
 */

export const WRAP_SIZE = 104;
export const SEAT_SIZE = 136;

/** @param {Uint8Array} key a fresh content key @param {Place} place @param {Post} post @returns {Uint8Array} the body */
export function sealPost(key, place, { author, witness, document }) {
  return seal(key, bodyContext(place), pad(encode([author, witness, document])));
}

/** The post of a body whose hash a verified link names.
 * @param {Uint8Array} key @param {Place} place @param {Uint8Array} author who signed this link @param {Uint8Array} body
 * @returns {Post} `SealedError` for every failure, another author included; `EncodingError` for another shape */
export function openPost(key, place, author, body) {
  const [claimed, witness, document] = arrayOf(decode(unpad(openVerified(key, bodyContext(place), body))), 3);
  if (!same(bytesOf(claimed, 32), author)) throw new SealedError();
  return { author, witness: bytesOf(witness, WITNESS_SIZE), document: bytesOf(document) };
}

/** The boxes of a content key: a wrap, then a seat for each member. What is for nobody is made alike.
 * @param {Uint8Array} epochKey @param {Place} place @param {Uint8Array} key @param {Person[]} members at the place of the `put`
 * @param {Uint8Array[] | null} readers identities, the author among them; null for the whole group @returns {Uint8Array} */
export function sealBoxes(epochKey, place, key, members, readers) {
  const { groupId, epoch } = place;
  const wrap = readers === null ? sealWrap(epochKey, groupId, place, epoch, key) : sealWrap(nobody(), groupId, place, epoch, nobody());
  const ordered = [...members].sort((left, right) => compare(left.identity, right.identity));
  const seats = ordered.map(({ identity, boxKey }) => (
    readers?.some((reader) => same(reader, identity)) ? sealSeat(boxKey, place, key) : sealSeat(boxKeyOf(nobody()), place, nobody())));
  return joinAll([wrap, ...seats]);
}

/** The post that a reader may read.
 * @param {Place} place @param {Uint8Array} author @param {Uint8Array[]} members identities at the place of the put, ascending
 * @param {Reader} reader @param {Uint8Array} boxes @param {Uint8Array} body
 * @returns {Post | null} null when it is not for them; `EncodingError` for boxes of another size or a post of another shape,
 *   `SealedError` for a key that does not open the body */
export function openShared(place, author, members, reader, boxes, body) {
  const key = keyFor(place, members, reader, boxes);
  return key && openPost(key, place, author, body);
}

/** The content key that a reader finds in the boxes, null when it is not for them.
 * @param {Place} place @param {Uint8Array[]} members @param {Reader} reader @param {Uint8Array} boxes
 * @returns {Uint8Array | null} `EncodingError` for boxes of another size */
export function keyFor(place, members, { identity, boxSecret, epochKey }, boxes) {
  if (boxes.length !== WRAP_SIZE + SEAT_SIZE * members.length) throw new EncodingError('boxes for other members');
  const wrap = boxes.subarray(0, WRAP_SIZE);
  const forAll = epochKey && orNull(() => openWrap(epochKey, place.groupId, place, place.epoch, wrap));
  if (forAll) return forAll;
  const at = members.findIndex((member) => same(member, identity));
  const start = WRAP_SIZE + SEAT_SIZE * at;
  return at < 0 ? null : orNull(() => openSeat(boxSecret, place, boxes.subarray(start, start + SEAT_SIZE)));
}

/** @param {Uint8Array} boxSecret @param {Place} place @param {Uint8Array} seat @returns {Uint8Array} the content key; `SealedError` for every failure */
export function openSeat(boxSecret, place, seat) {
  const key = openUnattributed(boxSecret, seatContext(place), seat);
  if (key.length !== KEY_SIZE) throw new SealedError();
  return key;
}

/** @param {() => Uint8Array} open @returns {Uint8Array | null} null when it is sealed for somebody else */
function orNull(open) {
  try {
    return open();
  } catch (error) {
    if (error instanceof SealedError) return null;
    throw error;
  }
}

/** @returns {Uint8Array} a key that nobody has */
function nobody() {
  return randomBytes(KEY_SIZE);
}

/** @param {Uint8Array} boxKey @param {Place} place @param {Uint8Array} key */
function sealSeat(boxKey, place, key) {
  return sealBox(boxKey, seatContext(place), key);
}

/** @param {Place} place */
function bodyContext({ groupId, objectId, revision }) {
  return new Context(GROUP_BODY, groupId, objectId, revision, 0);
}

/** @param {Place} place */
function seatContext({ groupId, objectId, revision, epoch }) {
  return new Context(SEAT, groupId, objectId, revision, epoch);
}
