/** @file The records of a group's state, what the policy asks of it and what a link does to it (`docs/spec/group.md` §2). */
import { compare, same, toHex } from './bytes.js';
import { FRAME_ID, isStanding } from './group-ids.js';
import { FACILITATOR } from './group-operations.js';

/**
 * @typedef {import('./group-operations.js').GroupOperation} GroupOperation
 * @typedef {import('./group-operations.js').Put} Put
 * @typedef {import('./group-operations.js').Rotate} Rotate
 * @typedef {import('./chain.js').Link<GroupOperation>} GroupLink
 * @typedef {{identity: Uint8Array, boxKey: Uint8Array, role: number, seq: number, addedBy: Uint8Array}} Member
 * @typedef {{head: Uint8Array, change: import('./group-operations.js').Change, identity: Uint8Array,
 *   endorsers: Uint8Array[]}} Proposal named by the head after the link that made it
 * @typedef {object} Roster the state of a group but for its objects; keys of maps are hexadecimal
 * @property {number} end a day
 * @property {number} epoch
 * @property {Uint8Array} keyCheck
 * @property {boolean} due whether the key must change before anything is put
 * @property {Map<string, Member>} members
 * @property {Map<string, Uint8Array | null>} former with the identity that replaced them, if any
 * @property {Set<string>} transcripts those of every `add`
 * @property {Map<string, Proposal>} proposals
 * @property {{seanceId: Uint8Array, seq: number} | null} anchor
 * @property {number} checkpoint
 * @typedef {{objectId: Uint8Array, owner: Uint8Array, author: Uint8Array, revision: number, bodyHash: Uint8Array, size: number,
 *   boxesHash: Uint8Array, parent: Uint8Array | null, end: number | null, seq: number}} ObjectRecord
 *   what the chain says of the current revision of an object; `author` signed it, at `seq`
 * @typedef {{operation: Put, epoch: number, members: Member[]}} Placed where a put stands: what its boxes must be for, ascending
 * @typedef {{operation: Rotate, standing: {objectId: Uint8Array, revision: number}[]}} Rotation a rotation, and every standing
 *   object to wrap again, ascending
 * @typedef {{epoch: number, members: Member[], standing: ObjectRecord[]}} Preview the rotation to make: for whom, and what to wrap again
 * @typedef {{roster: Roster, objects: Map<string, ObjectRecord>, tombstones: Set<string>, placed: Placed[],
 *   rotation: Rotation | null}} Changes what a link does to a state
 * @typedef {object} GroupView what the policy asks about the state before a link
 * @property {Roster} roster
 * @property {Map<string, ObjectRecord>} objects
 * @property {Set<string>} tombstones
 * @property {(parent: Uint8Array) => ObjectRecord[]} answersTo the objects that have this parent
 * @property {() => Uint8Array} stateHash of the state before the link, `docs/spec/group.md` §5
 */

/** @returns {Roster} the roster before link 0 */
export function beforeCreate() {
  return {
    end: 0, epoch: 0, keyCheck: new Uint8Array(32), due: false, members: new Map(), former: new Map(), transcripts: new Set(),
    proposals: new Map(), anchor: null, checkpoint: 0,
  };
}

/** @param {Roster} roster @param {Iterable<ObjectRecord>} objects
 * @returns {ObjectRecord[]} the frame and every card whose owner is a member, ascending */
export function wrappedAgain(roster, objects) {
  const kept = [...objects].filter(({ objectId, owner }) => (
    isStanding(objectId) && (same(objectId, FRAME_ID) || roster.members.has(toHex(owner)))));
  return kept.sort((left, right) => compare(left.objectId, right.objectId));
}

/** @param {Roster} roster @returns {Member[]} in the order of boxes and seats */
export function membersOf(roster) {
  return [...roster.members.values()].sort((left, right) => compare(left.identity, right.identity));
}

/** @param {Roster} roster @returns {Member[]} those who lead the group */
export function facilitatorsOf(roster) {
  return [...roster.members.values()].filter(({ role: itsRole }) => itsRole === FACILITATOR);
}

/** @param {number} groupEnd @param {{end: number | null}} record @param {{end: number | null} | null} parent
 * @returns {number} the last day on which an object is shown: the nearest of its own, its parent's and the group's */
export function effectiveEnd(groupEnd, record, parent) {
  const ends = [record.end, parent?.end ?? null].filter((end) => end !== null);
  return Math.min(groupEnd, ...ends);
}
