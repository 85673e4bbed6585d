/** @file The whole public state of a vault, as a client keeps and checks it (`docs/spec/chain.md` §4, §6). */
import { fromHex, same, toHex } from './bytes.js';
import { NO_HEAD, openAnywhere, openVerified } from './chain.js';
import { decode, encode } from './encoding.js';
import { ChainError } from './errors.js';
import { HASH_STATE } from './labels.js';
import { slotFromValue, slotToValue } from './operations.js';
import { hash } from './primitives.js';
import { arrayOf, bytesOf, checkAscending, integerOf, integerOrNull } from './shapes.js';
import { beforeCreate, judge } from './vault-policy.js';

/**
 * @typedef {import('./chain.js').Link} Link
 * @typedef {import('./chain.js').Mark} Mark
 * @typedef {import('./vault-policy.js').Changes} Changes
 * @typedef {import('./vault-policy.js').ObjectRecord} ObjectRecord
 * @typedef {import('./vault-policy.js').Standing} Standing
 */

/** Standing, objects and tombstones after a link; `mark` is that link, null before link 0. Ids are hexadecimal. */
export class VaultState {
  /** @param {Uint8Array} chainId @param {Standing} standing @param {Map<string, ObjectRecord>} [objects]
   * @param {Set<string>} [tombstones] @param {Mark | null} [mark] */
  constructor(chainId, standing, objects = new Map(), tombstones = new Set(), mark = null) {
    this.chainId = chainId;
    this.standing = standing;
    this.objects = objects;
    this.tombstones = tombstones;
    this.mark = mark;
  }

  /** @param {Uint8Array} chainId @param {Uint8Array} identity the author of link 0 @returns {VaultState} */
  static beforeCreate(chainId, identity) {
    return new VaultState(chainId, beforeCreate(identity));
  }

  /** The state of the bytes `S` of an index, without mark.
   * @param {Uint8Array} chainId @param {Uint8Array} bytes
   * @returns {VaultState} `EncodingError` unless they are the one encoding of a state */
  static fromBytes(chainId, bytes) {
    const [identity, boxKey, epoch, keyringHash, slots, checkpoint, objects, tombstones] = arrayOf(decode(bytes), 8);
    const standing = {
      identity: bytesOf(identity, 32),
      boxKey: bytesOf(boxKey, 32),
      epoch: integerOf(epoch),
      keyringHash: bytesOf(keyringHash, 32),
      slots: arrayOf(slots).map(slotFromValue),
      checkpoint: integerOf(checkpoint),
    };
    const records = arrayOf(objects).map(objectFromValue);
    const ended = arrayOf(tombstones).map((id) => bytesOf(id, 16));
    checkAscending(records.map(({ objectId }) => objectId));
    checkAscending(ended);
    const listed = new Map(records.map((record) => [toHex(record.objectId), record]));
    return new VaultState(chainId, standing, listed, new Set(ended.map(toHex)));
  }

  /** The state after a checkpoint, taken as a root by a device without memory (§6).
   * @param {Uint8Array} chainId @param {Uint8Array} signed the checkpoint's link
   * @param {Uint8Array} identity that of the keyring @param {Uint8Array} bytes the state that its index holds
   * @returns {VaultState} `ChainError` when it is no root: ask for every link */
  static fromCheckpoint(chainId, signed, identity, bytes) {
    const { seq, head, operations: [checkpoint, ...others] } = openAnywhere(signed, chainId, identity);
    const state = VaultState.fromBytes(chainId, bytes);
    const isRoot = checkpoint.name === 'checkpoint' && !others.length
      && same(hash(HASH_STATE, bytes), checkpoint.stateHash) && same(state.toBytes(), bytes)
      && same(state.standing.identity, identity) && state.standing.checkpoint + 1 === checkpoint.number;
    if (!isRoot) throw new ChainError('a checkpoint that is no root');
    state.standing = { ...state.standing, checkpoint: checkpoint.number };
    state.mark = { seq, head };
    return state;
  }

  /** The sequence number of the link that comes next. */
  get nextSeq() {
    return this.mark === null ? 0 : this.mark.seq + 1;
  }

  /** The head after the last link, 0^32 before link 0. */
  get head() {
    return this.mark === null ? NO_HEAD : this.mark.head;
  }

  /** @param {string} id @returns {number} the current revision, 0 when there is no such object */
  revisionOf(id) {
    return this.objects.get(id)?.revision ?? 0;
  }

  /** @param {string} id @returns {boolean} whether the object was ended for good */
  isTombstoned(id) {
    return this.tombstones.has(id);
  }

  /** @returns {Uint8Array} the hash of the state */
  stateHash() {
    return hash(HASH_STATE, this.toBytes());
  }

  /** @returns {Uint8Array} the bytes `S` of §6 */
  toBytes() {
    const { identity, boxKey, epoch, keyringHash, slots, checkpoint } = this.standing;
    const objects = [...this.objects].sort(byId).map(([, record]) => objectToValue(record));
    const tombstones = [...this.tombstones].sort().map(fromHex);
    return encode([identity, boxKey, epoch, keyringHash, slots.map(slotToValue), checkpoint, objects, tombstones]);
  }

  /** Verify, judge and apply the next link; the state is untouched when it is refused.
   * @param {Uint8Array} signed @returns {Link} */
  append(signed) {
    const link = openVerified(signed, this.chainId, this.nextSeq, this.head, this.standing.identity);
    this.#apply(judge(this, link));
    this.mark = { seq: link.seq, head: link.head };
    return link;
  }

  /** @returns {VaultState} an independent copy */
  copy() {
    return new VaultState(this.chainId, this.standing, new Map(this.objects), new Set(this.tombstones), this.mark);
  }

  /** @param {Changes} changes */
  #apply({ standing, objects, tombstones }) {
    this.standing = standing;
    for (const [id, record] of objects) this.objects.set(id, record);
    for (const id of tombstones) {
      this.objects.delete(id);
      this.tombstones.add(id);
    }
  }
}

/** @param {ObjectRecord} record @returns {import('./encoding.js').Value[]} */
function objectToValue({ objectId, revision, bodyHash, size, end }) {
  return [objectId, revision, bodyHash, size, end];
}

/** @param {import('./encoding.js').Value} value @returns {ObjectRecord} */
function objectFromValue(value) {
  const [objectId, revision, bodyHash, size, end] = arrayOf(value, 5);
  return {
    objectId: bytesOf(objectId, 16),
    revision: integerOf(revision, 1),
    bodyHash: bytesOf(bodyHash, 32),
    size: integerOf(size),
    end: integerOrNull(end),
  };
}

/** @param {[string, ObjectRecord]} left @param {[string, ObjectRecord]} right */
function byId([left], [right]) {
  return left < right ? -1 : 1;
}
