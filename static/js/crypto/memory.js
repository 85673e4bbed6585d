/** @file What a member's vault remembers of each group, and the alias book (`docs/spec/sharing.md` §7). */
import { compare, same, toHex } from './bytes.js';
import { invitationId } from './ceremony.js';
import { decode, encode } from './encoding.js';
import { EncodingError, ForkError } from './errors.js';
import { roleOf } from './group-operations.js';
import { HASH_MEMORY } from './labels.js';
import { hash16 } from './primitives.js';
import { arrayOf, bytesOf, bytesOrNull, integerOf, mapOf, textOf } from './shapes.js';

/**
 * @typedef {import('./encoding.js').Value} Value
 * @typedef {[epoch: number, key: Uint8Array]} EpochKey
 * @typedef {import('./group.js').Pin} Pin
 * @typedef {[secret: Uint8Array, role: number, lastDay: number, replaces: Uint8Array | null]} Invitation
 * @typedef {[invitationId: Uint8Array, lastDay: number]} Dropped an invitation that no version brings back
 * @typedef {[day: number, seq: number]} Left the day the group was left or over, and the place verified then
 * @typedef {[found: string, alias: string]} Alias what is found in a text, and what to write instead
 * @typedef {object} GroupMemory
 * @property {Uint8Array} groupId
 * @property {Uint8Array} createHash the head after link 0
 * @property {number} seq the last link verified
 * @property {Uint8Array} head after it
 * @property {EpochKey[]} epochs every epoch key received
 * @property {Pin[]} pins what ceremonies verified
 * @property {Invitation[]} invitations made here
 * @property {Dropped[]} dropped
 * @property {string} name that the person gave the group
 * @property {number} joined the place of the person's own `add`, 0 for who made the group
 * @property {Left | null} left
 */

const utf8 = new TextEncoder();
const ALIASES = utf8.encode('aliases');

/** @param {Uint8Array} groupId @returns {Uint8Array} the id of the vault object that remembers a group */
export function memoryId(groupId) {
  return hash16(HASH_MEMORY, groupId);
}

/** @returns {Uint8Array} the id of the vault object that holds the alias book */
export function aliasesId() {
  return hash16(HASH_MEMORY, ALIASES);
}

/** @param {GroupMemory} memory @returns {Uint8Array} */
export function memoryToBytes({ groupId, createHash, seq, head, epochs, pins, invitations, dropped, name, joined, left }) {
  return encode({
    kind: 'group', group_id: groupId, create_hash: createHash, seq, head, epochs: sorted(epochs), pins: sorted(pins),
    invitations: sorted(invitations), dropped: sorted(dropped), name, joined, left,
  });
}

/** @param {Uint8Array} encoded @returns {GroupMemory} `EncodingError` for another shape */
export function memoryFromBytes(encoded) {
  const fields = mapOf(
    decode(encoded), 'kind', 'group_id', 'create_hash', 'seq', 'head', 'epochs', 'pins', 'invitations', 'dropped', 'name', 'joined', 'left',
  );
  if (textOf(fields.kind) !== 'group') throw new EncodingError('a document of another kind');
  return {
    groupId: bytesOf(fields.group_id, 16),
    createHash: bytesOf(fields.create_hash, 32),
    seq: integerOf(fields.seq),
    head: bytesOf(fields.head, 32),
    epochs: ascendingOf(fields.epochs, epochOf),
    pins: ascendingOf(fields.pins, pinOf),
    invitations: ascendingOf(fields.invitations, invitationOf),
    dropped: ascendingOf(fields.dropped, droppedOf),
    name: textOf(fields.name),
    joined: integerOf(fields.joined),
    left: fields.left === null ? null : leftOf(fields.left),
  };
}

/** Two versions of what is remembered of one group, as one.
 * @param {GroupMemory} left @param {GroupMemory} right @returns {GroupMemory} `ForkError` when they are of two groups */
export function merge(left, right) {
  if (!same(left.groupId, right.groupId) || !same(left.createHash, right.createHash)) throw new ForkError('two groups under one name');
  if (left.seq === right.seq && !same(left.head, right.head)) throw new ForkError('two histories of one group');
  const later = right.seq > left.seq || (right.seq === left.seq && compare(utf8.encode(right.name), utf8.encode(left.name)) > 0) ? right : left;
  const epochs = union(left.epochs, right.epochs);
  if (new Set(epochs.map(([epoch]) => epoch)).size < epochs.length) throw new ForkError('two keys of one epoch');
  const joined = Math.max(left.joined, right.joined);
  const dropped = union(left.dropped, right.dropped);
  const over = new Set(dropped.map(([id]) => toHex(id)));
  const invitations = union(left.invitations, right.invitations).filter(([secret]) => !over.has(toHex(invitationId(secret))));
  return { ...later, epochs, pins: union(left.pins, right.pins), invitations, dropped, joined, left: endOf([left.left, right.left], joined) };
}

/** The leaving that no later joining ended. @param {(Left | null)[]} ends @param {number} joined @returns {Left | null} */
function endOf(ends, joined) {
  const standing = ends.filter((end) => end !== null).filter(([, seq]) => seq >= joined);
  return standing.sort(([day, seq], [otherDay, other]) => other - seq || day - otherDay)[0] ?? null;
}

/** What is to be kept of a memory on a day: nothing whose last day has passed, no key of a group that is over.
 * @param {GroupMemory} memory @param {number} today @returns {GroupMemory} */
export function memoryToWrite({ ...memory }, today) {
  memory.dropped = memory.dropped.filter(([, lastDay]) => lastDay >= today);
  memory.invitations = memory.invitations.filter(([, , lastDay]) => lastDay >= today);
  return memory.left === null ? memory : { ...memory, epochs: [], invitations: [] };
}

/** @param {Alias[]} aliases @returns {Uint8Array} the alias book */
export function aliasesToBytes(aliases) {
  return encode({ kind: 'aliases', pairs: sorted(aliases) });
}

/** @param {Uint8Array} encoded @returns {Alias[]} `EncodingError` for another shape */
export function aliasesFromBytes(encoded) {
  const fields = mapOf(decode(encoded), 'kind', 'pairs');
  if (textOf(fields.kind) !== 'aliases') throw new EncodingError('a document of another kind');
  return ascendingOf(fields.pairs, aliasOf);
}

/** @param {Alias[]} left @param {Alias[]} right @returns {Alias[]} the union of two alias books */
export function mergeAliases(left, right) {
  return union(left, right);
}

/** @template {Value[]} Any @param {Any[]} left @param {Any[]} right @returns {Any[]} */
function union(left, right) {
  const byBytes = new Map([...left, ...right].map((item) => [toHex(encode(item)), item]));
  return sorted([...byBytes.values()]);
}

/** @template {Value[]} Any @param {Any[]} items @returns {Any[]} in the order of their encoding */
function sorted(items) {
  return [...items].sort((left, right) => compare(encode(left), encode(right)));
}

/** @template {Value[]} Any @param {Value} value @param {(item: Value) => Any} read @returns {Any[]} */
function ascendingOf(value, read) {
  const items = arrayOf(value).map(read);
  const ordered = items.every((item, at) => at === 0 || compare(encode(items[at - 1]), encode(item)) < 0);
  if (!ordered) throw new EncodingError('items out of order');
  return items;
}

/** @param {Value} value @returns {EpochKey} */
function epochOf(value) {
  const [epoch, key] = arrayOf(value, 2);
  return [integerOf(epoch, 1), bytesOf(key, 32)];
}

/** @param {Value} value @returns {Pin} */
function pinOf(value) {
  const [identity, transcript] = arrayOf(value, 2);
  return [bytesOf(identity, 32), bytesOf(transcript, 32)];
}

/** @param {Value} value @returns {Invitation} */
function invitationOf(value) {
  const [secret, role, lastDay, replaces] = arrayOf(value, 4);
  return [bytesOf(secret, 16), roleOf(role), integerOf(lastDay), bytesOrNull(replaces, 32)];
}

/** @param {Value} value @returns {Dropped} */
function droppedOf(value) {
  const [id, lastDay] = arrayOf(value, 2);
  return [bytesOf(id, 16), integerOf(lastDay)];
}

/** @param {Value} value @returns {Left} */
function leftOf(value) {
  const [day, seq] = arrayOf(value, 2);
  return [integerOf(day), integerOf(seq)];
}

/** @param {Value} value @returns {Alias} */
function aliasOf(value) {
  const [found, alias] = arrayOf(value, 2);
  return [textOf(found), textOf(alias)];
}
