/** One group opened in the worker: its verified state, its epoch keys, what its links seal. */
import { same, toHex } from '../crypto/bytes.js';
import { authorOf, checkMark, openAnywhere } from '../crypto/chain.js';
import { isLost, openEpoch, openStanding, openWrap } from '../crypto/epochs.js';
import { ChainError, ForkError, ReculError, RollbackError, SealedError, assert } from '../crypto/errors.js';
import { FrameDecoder } from '../crypto/frames.js';
import { audit } from '../crypto/group.js';
import { GROUP } from '../crypto/group-operations.js';
import { GroupState } from '../crypto/group-state.js';

/** @typedef {import('./keeper.js').Account} Account */
/** @typedef {import('../crypto/memory.js').GroupMemory} GroupMemory */
/** @typedef {import('../crypto/frames.js').SharedFrame} SharedFrame */
/** @typedef {import('../crypto/objects.js').VersionWrap} VersionWrap */
/**
 * @typedef {object} PendingLink A link that was prepared and that the server has not shown yet.
 * @property {Uint8Array} link
 * @property {Map<number, Uint8Array>} keys those of the epochs it opens
 * @property {import('../crypto/group.js').Pin[]} pins of the ceremonies it ends
 */

/** A refusal of the worker about groups, by its code (`docs/browser-client.md`, « Groups in the worker »). */
export class GroupRefusal extends ReculError {
  /** @param {'due'|'bad-key'|'pin'|'group-changed'|'share-changed'|'not-member'|'not-verified'} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** What the worker holds of a group until it is forgotten. */
export class GroupSpace {
  /** @type {Uint8Array[]} every signed link, from the first */
  links = [];
  /** the place of the last checkpoint, 0 before the first */
  checkpointSeq = 0;
  /** @type {Map<number, Uint8Array>} epoch keys received */
  keys = new Map();
  /** @type {VersionWrap[]} the standing wraps of the last rotation, as they came */
  wraps = [];
  /** @type {Map<string, Uint8Array>} content keys of standing objects, by `id revision` */
  standingKeys = new Map();
  /** @type {Map<string, SharedFrame>} the current version of each object that came, by id */
  frames = new Map();
  /** @type {Map<string, import('./group-contents.js').Content>} what opened, by id */
  contents = new Map();
  /** @type {GroupMemory|null} what the vault remembers; null until the group is vouched for */
  memory = null;
  /** the document of the vault that `memory` was read from @type {any} */
  recalled = null;
  /** own posts that the vault was held against, or that the person answered for, as `id revision` @type {Set<string>} */
  held = new Set();
  /** something to remember is not in the vault yet */
  remember = false;
  /** @type {PendingLink|null} */
  pending = null;
  /** the standing wraps of the last rotation are false or missing */
  falseStanding = false;
  decoder = new FrameDecoder();
  /** @type {import('../crypto/frames.js').Frame[]} frames of the epochs being read */
  came = [];
  /** @type {{state: GroupState, count: number}|null} before the links being read */
  before = null;

  /** @param {Account} account @param {Uint8Array} groupId */
  constructor(account, groupId) {
    this.account = account;
    this.groupId = groupId;
    this.state = new GroupState(groupId);
  }

  get identity() {
    return this.account.keyring.identity;
  }

  /** The person's own membership, null when there is none. */
  get membership() {
    return this.state.roster.members.get(toHex(this.identity)) ?? null;
  }

  /** @param {Uint8Array} signed a link that follows, or `ForkError` for a well signed one that follows another head */
  follow(signed) {
    const { operations, seq } = this.#appended(signed);
    if (operations[0].name === 'checkpoint') this.checkpointSeq = seq;
    this.links.push(signed);
  }

  /** @param {Uint8Array} signed */
  #appended(signed) {
    try {
      return this.state.append(signed);
    } catch (error) {
      this.#expectOneHistory(signed);
      throw error;
    }
  }

  /** @param {Uint8Array} signed a link that was refused */
  #expectOneHistory(signed) {
    const author = authorOf(signed);
    if (!this.state.roster.members.has(toHex(author))) return;
    const { seq, prev } = openAnywhere(signed, this.groupId, author, GROUP);
    if (seq === this.state.nextSeq && !same(prev, this.state.head)) throw new ForkError('another history');
  }

  /** Compares the server's head with this device's. @param {import('../crypto/chain.js').Mark} theirs */
  judgeHead(theirs) {
    const { state } = this;
    if (state.nextSeq > 0) checkMark({ seq: state.nextSeq - 1, head: state.head }, theirs, (seq) => state.headAt(seq));
  }

  /** Holds the state against what the vault remembers. @throws {RollbackError|ForkError} */
  checkMemory() {
    if (this.memory === null) return;
    const { createHash, seq, head } = this.memory;
    const [first, there] = [this.state.headAt(0), this.state.headAt(seq)];
    if (first && !same(first, createHash)) throw new ForkError('another group under this id');
    if (there === null) throw new RollbackError('less than what the vault remembers');
    if (!same(there, head)) throw new ForkError('another history than the one the vault remembers');
  }

  /** A group whose first link this person signed needs nobody to vouch for it. */
  adoptOwn() {
    if (this.memory === null && this.links.length > 0 && same(authorOf(this.links[0]), this.identity)) this.memory = this.blankMemory();
  }

  /** Takes what the vault remembers, and the keys in it. @param {GroupMemory} memory */
  recall(memory) {
    this.memory = memory;
    if (memory.left !== null) return;
    for (const [epoch, key] of memory.epochs) this.keys.set(epoch, key);
  }

  /** @param {number} epoch @param {Uint8Array} sealed my box of that epoch; one that the chain does not name is no key */
  receiveBox(epoch, sealed) {
    const rotation = this.state.rotations.get(epoch);
    if (!rotation) throw new ChainError('a box of an epoch that the chain does not have');
    this.learn(epoch, openEpoch(this.groupId, rotation, this.identity, this.account.keyring.boxSecret, sealed));
  }

  /** @param {number} epoch @param {Uint8Array} key */
  learn(epoch, key) {
    if (!this.keys.has(epoch)) this.remember = true;
    this.keys.set(epoch, key);
  }

  /** Takes wraps of the last rotation; without any that came, what is known stays. @param {VersionWrap[]} wraps */
  takeWraps(wraps) {
    if (wraps.length > 0 || this.state.rotation?.standing.length === 0) this.wraps = wraps;
    this.openStanding();
  }

  /** Takes the content keys of the standing objects out of the wraps of the last rotation. */
  openStanding() {
    const { state: { rotation } } = this;
    const key = rotation && this.keys.get(rotation.epoch);
    if (!rotation || !key) return;
    try {
      for (const each of this.#standingKeys(rotation, key)) this.standingKeys.set(`${toHex(each.objectId)} ${each.revision}`, each.key);
      this.falseStanding = false;
    } catch (error) {
      if (!(error instanceof ReculError)) throw error;
      this.falseStanding = true;
    }
  }

  /**
   * An object put again since the rotation has a wrap of its own, and its earlier one is delivered no more: the others are then opened one by one.
   * @param {NonNullable<GroupState['rotation']>} rotation @param {Uint8Array} key @returns {{objectId: Uint8Array, revision: number, key: Uint8Array}[]}
   */
  #standingKeys(rotation, key) {
    const { groupId, wraps, state: { objects } } = this;
    const current = rotation.standing.filter(({ objectId, revision }) => objects.get(toHex(objectId))?.revision === revision);
    if (current.length === rotation.standing.length) return openStanding(groupId, rotation, key, current, wraps);
    return current.flatMap((version) => {
      const found = wraps.find(({ objectId, revision }) => same(objectId, version.objectId) && revision === version.revision);
      if (!found) throw new SealedError();
      return isLost(found.wrap) ? [] : [{ ...version, key: openWrap(key, groupId, version, rotation.epoch, found.wrap) }];
    });
  }

  /** What the audit finds (`docs/spec/group.md` §6). @returns {import('../crypto/group.js').Finding[]} */
  findings() {
    const { epoch } = this.state.roster;
    const found = audit(this.state, this.keys.get(epoch) ?? null, this.memory?.pins ?? []);
    return this.falseStanding && !found.includes('key') ? [...found, 'key'] : found;
  }

  /** Refuses to send anything from a group that this person did not verify, or where they are no member. */
  checkMember() {
    if (this.memory === null) throw new GroupRefusal('not-verified');
    if (this.membership === null) throw new GroupRefusal('not-member');
    if (this.findings().includes('pin')) throw new GroupRefusal('pin');
  }

  /** Refuses to put anything unless the audit finds nothing; a key that is due is changed in the same link. */
  checkSending() {
    this.checkMember();
    if (!this.state.roster.due && this.findings().length > 0) throw new GroupRefusal('bad-key');
  }

  /** The prepared link is in the chain. @param {PendingLink} pending */
  land({ keys, pins }) {
    for (const [epoch, key] of keys) this.learn(epoch, key);
    if (this.memory && pins.length > 0) this.memory = { ...this.memory, pins: [...this.memory.pins, ...pins] };
    if (pins.length > 0) this.remember = true;
    this.pending = null;
  }

  /** The group is vouched for by the one that a ceremony verified. @param {import('../crypto/group.js').Pin} pin */
  vouch(pin) {
    const memory = this.memory ?? this.blankMemory();
    const joined = this.state.verified.get(toHex(pin[1]));
    assert(joined, 'the chain was held against the ceremony');
    const isKnown = memory.pins.some(([, transcript]) => same(transcript, pin[1]));
    this.memory = { ...memory, joined: joined.seq, left: null, pins: isKnown ? memory.pins : [...memory.pins, pin] };
    this.remember = true;
  }

  /** A memory of what was verified so far. @returns {GroupMemory} */
  blankMemory() {
    const createHash = this.state.headAt(0);
    assert(createHash, 'a group has its first link');
    this.remember = true;
    return {
      groupId: this.groupId, createHash, seq: this.state.nextSeq - 1, head: this.state.head, epochs: [], pins: [],
      invitations: [], dropped: [], name: '', joined: 0, left: null,
    };
  }

  /** What the vault is to remember now. @returns {GroupMemory} */
  memoryNow() {
    assert(this.memory, 'the group is vouched for');
    const epochs = this.memory.left === null ? [...this.keys] : [];
    return { ...this.memory, seq: this.state.nextSeq - 1, head: this.state.head, epochs };
  }
}
