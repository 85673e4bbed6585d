/** @file The whole public state of a group, which every member verifies from its first link (`docs/spec/group.md` §2, §5). */
import { fromHex, toHex } from './bytes.js';
import { NO_HEAD, authorOf, openVerified } from './chain.js';
import { encode } from './encoding.js';
import { GROUP } from './group-operations.js';
import { checkAuthor, judge } from './group-policy.js';
import { beforeCreate } from './group-view.js';
import { HASH_GROUP_STATE } from './labels.js';
import { hash } from './primitives.js';

/**
 * @typedef {import('./group-view.js').Changes} Changes
 * @typedef {import('./group-view.js').GroupLink} GroupLink
 * @typedef {import('./group-view.js').Member} Member
 * @typedef {import('./group-view.js').ObjectRecord} ObjectRecord
 * @typedef {import('./group-view.js').Roster} Roster
 * @typedef {import('./encoding.js').Value} Value
 * @typedef {{identity: Uint8Array, by: Uint8Array, seq: number}} Joined whom the `add` of a transcript made a member, and who signed it
 */

/**
 * Roster, objects and tombstones after a link. `heads` are those after each link, `rotations` every `rotate` by its epoch,
 * `verified` the `add` of each transcript, `seats` the members at the place of each object's last `put`, `replies` the ids of
 * every answer ever put, by parent. These are read from the links and are no part of the state hash.
 */
export class GroupState {
  /** @param {Uint8Array} chainId */
  constructor(chainId) {
    this.chainId = chainId;
    this.roster = beforeCreate();
    /** @type {Map<string, ObjectRecord>} */
    this.objects = new Map();
    /** @type {Set<string>} */
    this.tombstones = new Set();
    /** @type {Uint8Array[]} */
    this.heads = [];
    /** @type {Map<number, import('./group-operations.js').Rotate & {seq: number, standing: {objectId: Uint8Array, revision: number}[]}>} */
    this.rotations = new Map();
    /** @type {Map<string, Joined>} */
    this.verified = new Map();
    /** @type {Map<string, {epoch: number, members: Member[]}>} */
    this.seats = new Map();
    /** @type {Map<string, string[]>} */
    this.replies = new Map();
  }

  /** The sequence number of the link that comes next. */
  get nextSeq() {
    return this.heads.length;
  }

  /** The head after the last link, 0^32 before link 0. */
  get head() {
    return this.heads.at(-1) ?? NO_HEAD;
  }

  /** The last `rotate`, null before link 0. */
  get rotation() {
    return this.rotations.get(this.roster.epoch) ?? null;
  }

  /** @param {number} seq @returns {Uint8Array | null} the head after a link, null when the chain is shorter */
  headAt(seq) {
    return this.heads[seq] ?? null;
  }

  /** @param {Uint8Array} parent @returns {ObjectRecord[]} */
  answersTo(parent) {
    return (this.replies.get(toHex(parent)) ?? []).map((id) => this.objects.get(id)).filter((record) => record !== undefined);
  }

  /** @returns {Uint8Array} the hash of the state */
  stateHash() {
    return hash(HASH_GROUP_STATE, this.toBytes());
  }

  /** @returns {Uint8Array} the bytes `S` of §5 */
  toBytes() {
    const { end, epoch, keyCheck, due, members, former, transcripts, proposals, anchor, checkpoint } = this.roster;
    const left = [...former].sort(byId).map(([identity, heir]) => [fromHex(identity), heir]);
    return encode([
      end, epoch, keyCheck, due, ascending(members).map(memberToValue), left, [...transcripts].sort().map(fromHex),
      ascending(this.objects).map(objectToValue), [...this.tombstones].sort().map(fromHex), ascending(proposals).map(proposalToValue),
      anchor && [anchor.seanceId, anchor.seq], checkpoint,
    ]);
  }

  /** Verify, judge and apply the next link; the state is untouched when it is refused.
   * @param {Uint8Array} signed @returns {GroupLink} */
  append(signed) {
    const author = authorOf(signed);
    checkAuthor(this.roster, this.nextSeq, author);
    const link = openVerified(signed, this.chainId, this.nextSeq, this.head, author, GROUP);
    this.#apply(link, judge(this, link));
    return link;
  }

  /** @returns {GroupState} an independent copy */
  copy() {
    const copy = new GroupState(this.chainId);
    copy.roster = this.roster;
    copy.objects = new Map(this.objects);
    copy.tombstones = new Set(this.tombstones);
    copy.heads = [...this.heads];
    copy.rotations = new Map(this.rotations);
    copy.verified = new Map(this.verified);
    copy.seats = new Map(this.seats);
    copy.replies = new Map(this.replies);
    return copy;
  }

  /** @param {GroupLink} link @param {Changes} changes */
  #apply(link, { roster, objects, tombstones, placed, rotation }) {
    this.roster = roster;
    for (const [id, record] of objects) this.objects.set(id, record);
    for (const { operation, epoch, members } of placed) {
      this.seats.set(toHex(operation.objectId), { epoch, members });
      if (operation.parent && operation.revision === 1) this.#reply(toHex(operation.parent), toHex(operation.objectId));
    }
    for (const id of tombstones) {
      this.objects.delete(id);
      this.seats.delete(id);
      this.tombstones.add(id);
    }
    if (rotation) this.rotations.set(rotation.operation.epoch, { ...rotation.operation, seq: link.seq, standing: rotation.standing });
    for (const operation of link.operations) if (operation.name === 'add') this.#remember(link, operation);
    this.heads.push(link.head);
  }

  /** @param {string} parent @param {string} id */
  #reply(parent, id) {
    this.replies.set(parent, [...this.replies.get(parent) ?? [], id]);
  }

  /** @param {GroupLink} link @param {import('./group-operations.js').Add} operation */
  #remember({ author, seq }, { identity, transcript }) {
    this.verified.set(toHex(transcript), { identity, by: author, seq });
  }
}

/** @template Any @param {Map<string, Any>} map @returns {Any[]} */
function ascending(map) {
  return [...map].sort(byId).map(([, record]) => record);
}

/** @param {[string, unknown]} left @param {[string, unknown]} right */
function byId([left], [right]) {
  return left < right ? -1 : 1;
}

/** @param {Member} member @returns {Value[]} */
function memberToValue({ identity, boxKey, role, seq, addedBy }) {
  return [identity, boxKey, role, seq, addedBy];
}

/** @param {ObjectRecord} record @returns {Value[]} */
function objectToValue({ objectId, owner, author, revision, bodyHash, size, boxesHash, parent, end, seq }) {
  return [objectId, owner, author, revision, bodyHash, size, boxesHash, parent, end, seq];
}

/** @param {import('./group-view.js').Proposal} proposal @returns {Value[]} */
function proposalToValue({ head, change, identity, endorsers }) {
  return [head, change, identity, endorsers];
}
