/** What the objects of a group hold for the person who reads: opened once their links are verified (`docs/spec/sharing.md` §1, §2). */
import { same, toHex } from '../crypto/bytes.js';
import { fromBytes } from '../crypto/documents.js';
import { openWrap } from '../crypto/epochs.js';
import { EncodingError, ReculError, SealedError, VersionError } from '../crypto/errors.js';
import { FRAME_ID, boxesHash, isStanding } from '../crypto/group-ids.js';
import { bodyHash } from '../crypto/objects.js';
import { WRAP_SIZE, keyFor, openPost } from '../crypto/sharing.js';

/** @typedef {import('./group-space.js').GroupSpace} GroupSpace */
/** @typedef {import('../crypto/frames.js').SharedFrame} SharedFrame */
/** @typedef {import('../crypto/group-view.js').ObjectRecord} ObjectRecord */
/**
 * @typedef {object} Content What an object holds; it is of the revision that the state names.
 * @property {number} revision
 * @property {'open'|'others'|'broken'|'later'} standing `others`: not for this person; `later`: made by a later release
 * @property {import('../crypto/documents.js').Document|null} document
 * @property {Uint8Array|null} witness
 * @property {boolean} whole it opened with the key of the whole group
 * @property {number} tried how many keys were known then: it is tried again only with more
 */

/** Keeps the frame of a version that the chain names; another is left. @param {GroupSpace} space @param {SharedFrame} frame @returns {boolean} */
export function keepShared(space, frame) {
  const id = toHex(frame.objectId);
  const record = space.state.objects.get(id);
  if (!record || record.revision !== frame.revision || !same(record.bodyHash, bodyHash(frame.body))) return false;
  if (frame.body.length !== record.size || !same(record.boxesHash, boxesHash(frame.boxes))) return false;
  space.frames.set(id, frame);
  space.contents.delete(id);
  return true;
}

/** Opens what came and is not open yet; an object that does not open never stops the others. @param {GroupSpace} space */
export function openContents(space) {
  for (const [id, frame] of space.frames) {
    const record = space.state.objects.get(id);
    const known = space.contents.get(id);
    if (!record || record.revision !== frame.revision) forget(space, id);
    else if (known?.standing !== 'open' && known?.tried !== keysOf(space)) space.contents.set(id, contentOf(space, record, frame));
  }
}

/** @param {GroupSpace} space @returns {number} */
const keysOf = ({ keys, standingKeys }) => keys.size + standingKeys.size;

/** @param {GroupSpace} space @param {string} id */
export function forget(space, id) {
  space.frames.delete(id);
  space.contents.delete(id);
}

/** @param {GroupSpace} space @param {ObjectRecord} record @param {SharedFrame} frame @returns {Content} */
function contentOf(space, record, frame) {
  const content = { revision: record.revision, document: null, witness: null, whole: false, tried: keysOf(space) };
  try {
    const opened = isStanding(record.objectId) ? standingKey(space, record, frame) : sharedKey(space, record, frame);
    if (opened === null) return { ...content, standing: 'others' };
    const post = openPost(opened.key, placeOf(space, record), record.author, frame.body);
    const document = fromBytes(post.document);
    if (document.kind !== kindOf(record)) throw new EncodingError('a document of another kind than its object');
    return { ...content, whole: opened.whole, witness: post.witness, document, standing: 'open' };
  } catch (error) {
    if (!(error instanceof ReculError)) throw error;
    return { ...content, standing: error instanceof VersionError ? 'later' : 'broken' };
  }
}

/** @param {ObjectRecord} record @returns {string} the one kind of document that its place allows */
function kindOf({ objectId, parent }) {
  if (isStanding(objectId)) return same(objectId, FRAME_ID) ? 'frame' : 'card';
  return parent ? 'answer' : 'share';
}

/** @param {GroupSpace} space @param {ObjectRecord} record @returns {import('../crypto/sharing.js').Place} */
export function placeOf({ groupId, state }, { objectId, revision }) {
  const epoch = state.seats.get(toHex(objectId))?.epoch ?? 0;
  return { groupId, objectId, revision, epoch };
}

/** The content key of the frame or of a card: of the last rotation, or of its own wrap. @param {GroupSpace} space @param {ObjectRecord} record @param {SharedFrame} frame */
function standingKey(space, record, frame) {
  const name = `${toHex(record.objectId)} ${record.revision}`;
  const known = space.standingKeys.get(name);
  if (known) return { key: known, whole: true };
  const place = placeOf(space, record);
  const epochKey = space.keys.get(place.epoch);
  // a key that did not come yet is not for others: it will open with the epochs
  if (!epochKey) throw new SealedError();
  const key = openWrap(epochKey, space.groupId, place, place.epoch, frame.boxes.subarray(0, WRAP_SIZE));
  space.standingKeys.set(name, key);
  return { key, whole: true };
}

/** @param {GroupSpace} space @param {ObjectRecord} record @param {SharedFrame} frame */
function sharedKey(space, record, frame) {
  const place = placeOf(space, record);
  const members = (space.state.seats.get(toHex(record.objectId))?.members ?? []).map(({ identity }) => identity);
  const reader = { identity: space.identity, boxSecret: space.account.keyring.boxSecret, epochKey: space.keys.get(place.epoch) ?? null };
  const key = keyFor(place, members, reader, frame.boxes);
  if (key === null) return null;
  const bySeat = keyFor(place, members, { ...reader, epochKey: null }, frame.boxes) !== null;
  return { key, whole: !bySeat };
}
