/** @file The operations of a group chain and their shapes (`docs/spec/group.md` §1). */
import { EncodingError, VersionError } from './errors.js';
import { arrayOf, bytesOf, bytesOrNull, integerOf, integerOrNull, textOf } from './shapes.js';

/**
 * @typedef {import('./encoding.js').Value} Value
 * @typedef {'promote' | 'remove'} Change what members may decide without a facilitator
 * @typedef {{identity: Uint8Array, boxHash: Uint8Array}} EpochBox
 * @typedef {{name: 'create', boxKey: Uint8Array, end: number}} Create the first operation of a group; `end` is a day
 * @typedef {{name: 'put', objectId: Uint8Array, revision: number, bodyHash: Uint8Array, size: number, boxesHash: Uint8Array,
 *   parent: Uint8Array | null, end: number | null}} Put a new revision; `boxesHash` is that of what lets its readers in
 * @typedef {{name: 'tombstone', objectId: Uint8Array}} Tombstone
 * @typedef {{name: 'add', identity: Uint8Array, boxKey: Uint8Array, role: number, transcript: Uint8Array,
 *   signature: Uint8Array, replaces: Uint8Array | null}} Add a person known by a ceremony, who signed it
 * @typedef {{name: 'remove', identity: Uint8Array}} Remove
 * @typedef {{name: 'role', identity: Uint8Array, role: number}} Role
 * @typedef {{name: 'propose', change: Change, identity: Uint8Array}} Propose
 * @typedef {{name: 'endorse', proposal: Uint8Array}} Endorse
 * @typedef {{name: 'rotate', epoch: number, keyCheck: Uint8Array, boxes: EpochBox[], standingHash: Uint8Array}} Rotate
 * @typedef {{name: 'dispute', epoch: number}} Dispute
 * @typedef {{name: 'leave'}} Leave
 * @typedef {{name: 'anchor', seanceId: Uint8Array}} Anchor
 * @typedef {{name: 'checkpoint', number: number, stateHash: Uint8Array}} Checkpoint
 * @typedef {{name: 'close', end: number}} Close
 * @typedef {Create | Put | Tombstone | Add | Remove | Role | Propose | Endorse | Rotate | Dispute | Leave | Anchor |
 *   Checkpoint | Close} GroupOperation
 */

export const MEMBER = 0;
export const FACILITATOR = 1;
export const MAX_MEMBERS = 15;

/** @param {GroupOperation} operation @returns {Value[]} the array `[name, field, …]` */
export function toValue(operation) {
  return [operation.name, ...WRITERS[operation.name](/** @type {any} */ (operation))];
}

/** @param {Value} value @returns {GroupOperation} `EncodingError` for its shape, `VersionError` for an unknown name */
export function fromValue(value) {
  const [name, ...fields] = arrayOf(value);
  if (!Object.hasOwn(READERS, textOf(name))) throw new VersionError('an unknown operation');
  return READERS[textOf(name)](fields);
}

/** The chains of groups. @type {import('./operations.js').Kind<GroupOperation>} */
export const GROUP = Object.freeze({ toValue, fromValue });

/** @type {Record<GroupOperation['name'], (operation: any) => Value[]>} */
const WRITERS = {
  create: ({ boxKey, end }) => ['group', boxKey, end],
  put: ({ objectId, revision, bodyHash, size, boxesHash, parent, end }) => (
    [objectId, revision, bodyHash, size, boxesHash, parent, end]),
  tombstone: ({ objectId }) => [objectId],
  add: ({ identity, boxKey, role, transcript, signature, replaces }) => (
    [identity, boxKey, role, transcript, signature, replaces]),
  remove: ({ identity }) => [identity],
  role: ({ identity, role }) => [identity, role],
  propose: ({ change, identity }) => [change, identity],
  endorse: ({ proposal }) => [proposal],
  rotate: ({ epoch, keyCheck, boxes, standingHash }) => [
    epoch, keyCheck, boxes.map((/** @type {EpochBox} */ { identity, boxHash }) => [identity, boxHash]), standingHash,
  ],
  dispute: ({ epoch }) => [epoch],
  leave: () => [],
  anchor: ({ seanceId }) => [seanceId],
  checkpoint: ({ number, stateHash }) => [number, stateHash],
  close: ({ end }) => [end],
};

/** @type {Record<string, (fields: Value[]) => GroupOperation>} */
const READERS = {
  create: readCreate,
  put: readPut,
  tombstone: (fields) => ({ name: 'tombstone', objectId: only(fields, 16) }),
  add: readAdd,
  remove: (fields) => ({ name: 'remove', identity: only(fields, 32) }),
  role: readRole,
  propose: readPropose,
  endorse: (fields) => ({ name: 'endorse', proposal: only(fields, 32) }),
  rotate: readRotate,
  dispute: (fields) => ({ name: 'dispute', epoch: integerOf(arrayOf(fields, 1)[0]) }),
  leave: readLeave,
  anchor: (fields) => ({ name: 'anchor', seanceId: only(fields, 16) }),
  checkpoint: readCheckpoint,
  close: (fields) => ({ name: 'close', end: integerOf(arrayOf(fields, 1)[0]) }),
};

/** @param {Value[]} fields @param {number} size @returns {Uint8Array} the one field there is */
function only(fields, size) {
  return bytesOf(arrayOf(fields, 1)[0], size);
}

/** @param {Value} value @returns {number} `MEMBER` or `FACILITATOR` */
export function roleOf(value) {
  const role = integerOf(value);
  if (role !== MEMBER && role !== FACILITATOR) throw new EncodingError('a role of another kind');
  return role;
}

/** @param {Value} value @returns {Change} */
export function changeOf(value) {
  const change = textOf(value);
  if (change !== 'promote' && change !== 'remove') throw new EncodingError('a change of another kind');
  return change;
}

/** @param {Value[]} fields @returns {Create} */
function readCreate(fields) {
  const [kind, boxKey, end] = arrayOf(fields, 3);
  if (textOf(kind) !== 'group') throw new EncodingError('a chain that is not a group');
  return { name: 'create', boxKey: bytesOf(boxKey, 32), end: integerOf(end) };
}

/** @param {Value[]} fields @returns {Put} */
function readPut(fields) {
  const [objectId, revision, bodyHash, size, boxesHash, parent, end] = arrayOf(fields, 7);
  return {
    name: 'put',
    objectId: bytesOf(objectId, 16),
    revision: integerOf(revision, 1),
    bodyHash: bytesOf(bodyHash, 32),
    size: integerOf(size),
    boxesHash: bytesOf(boxesHash, 32),
    parent: bytesOrNull(parent, 16),
    end: integerOrNull(end),
  };
}

/** @param {Value[]} fields @returns {Add} */
function readAdd(fields) {
  const [identity, boxKey, role, transcript, signature, replaces] = arrayOf(fields, 6);
  return {
    name: 'add',
    identity: bytesOf(identity, 32),
    boxKey: bytesOf(boxKey, 32),
    role: roleOf(role),
    transcript: bytesOf(transcript, 32),
    signature: bytesOf(signature, 64),
    replaces: bytesOrNull(replaces, 32),
  };
}

/** @param {Value[]} fields @returns {Role} */
function readRole(fields) {
  const [identity, role] = arrayOf(fields, 2);
  return { name: 'role', identity: bytesOf(identity, 32), role: roleOf(role) };
}

/** @param {Value[]} fields @returns {Propose} */
function readPropose(fields) {
  const [change, identity] = arrayOf(fields, 2);
  return { name: 'propose', change: changeOf(change), identity: bytesOf(identity, 32) };
}

/** @param {Value[]} fields @returns {Rotate} */
function readRotate(fields) {
  const [epoch, keyCheck, boxes, standingHash] = arrayOf(fields, 4);
  const listed = arrayOf(boxes);
  if (listed.length < 1 || listed.length > MAX_MEMBERS) throw new EncodingError('1 to 15 boxes were expected');
  return {
    name: 'rotate',
    epoch: integerOf(epoch),
    keyCheck: bytesOf(keyCheck, 32),
    boxes: listed.map(readEpochBox),
    standingHash: bytesOf(standingHash, 32),
  };
}

/** @param {Value} value @returns {EpochBox} */
function readEpochBox(value) {
  const [identity, boxHash] = arrayOf(value, 2);
  return { identity: bytesOf(identity, 32), boxHash: bytesOf(boxHash, 32) };
}

/** @param {Value[]} fields @returns {Leave} */
function readLeave(fields) {
  arrayOf(fields, 0);
  return { name: 'leave' };
}

/** @param {Value[]} fields @returns {Checkpoint} */
function readCheckpoint(fields) {
  const [number, stateHash] = arrayOf(fields, 2);
  return { name: 'checkpoint', number: integerOf(number), stateHash: bytesOf(stateHash, 32) };
}
