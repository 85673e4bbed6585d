/** @file The operations of a vault chain and their shapes (`docs/spec/chain.md` §3); those of a group are in `group-operations.js`. */
import { same } from './bytes.js';
import { EncodingError, VersionError } from './errors.js';
import { arrayOf, bytesOf, bytesOrNull, integerOf, integerOrNull, nullOf, textOf } from './shapes.js';

/**
 * @typedef {import('./encoding.js').Value} Value
 * @typedef {{kind: number, kdfId: number, saltHash: Uint8Array, slotHash: Uint8Array}} SlotRecord `docs/spec/keys.md` §2
 * @typedef {{name: 'create', boxKey: Uint8Array}} Create the first operation of a vault
 * @typedef {{name: 'put', objectId: Uint8Array, revision: number, bodyHash: Uint8Array, size: number, end: number | null}}
 *   Put a new revision; `size` is that of the sealed body, `end` a day
 * @typedef {{name: 'tombstone', objectId: Uint8Array}} Tombstone the end of an object, for good
 * @typedef {{name: 'slots', epoch: number, keyringHash: Uint8Array, slots: SlotRecord[]}} Slots
 * @typedef {{name: 'rekey', epoch: number, wrapsHash: Uint8Array, identity: Uint8Array | null, boxKey: Uint8Array | null,
 *   cosignature: Uint8Array | null}} Rekey
 * @typedef {{name: 'checkpoint', number: number, bodyHash: Uint8Array, size: number, stateHash: Uint8Array}} Checkpoint
 * @typedef {{name: 'reconcile', otherHead: Uint8Array}} Reconcile
 * @typedef {Create | Put | Tombstone | Slots | Rekey | Checkpoint | Reconcile} Operation
 */

export const MAX_SLOTS = 8;
export const PASSPHRASE = 1;
export const RECOVERY = 2;

/** @param {SlotRecord} slot @returns {Value[]} the array that a link and a state carry */
export function slotToValue({ kind, kdfId, saltHash, slotHash }) {
  return [kind, kdfId, saltHash, slotHash];
}

/** @param {Value} value @returns {SlotRecord} */
export function slotFromValue(value) {
  const [kind, kdfId, saltHash, slotHash] = arrayOf(value, 4);
  return {
    kind: integerOf(kind), kdfId: integerOf(kdfId), saltHash: bytesOf(saltHash, 32), slotHash: bytesOf(slotHash, 32),
  };
}

/** @param {SlotRecord} left @param {SlotRecord} right @returns {boolean} */
export function sameSlot(left, right) {
  return left.kind === right.kind && left.kdfId === right.kdfId
    && same(left.saltHash, right.saltHash) && same(left.slotHash, right.slotHash);
}

/**
 * @template Any
 * @typedef {{toValue: (operation: Any) => Value[], fromValue: (value: Value) => Any}} Kind how the operations of a kind of chain are written and read
 */

/** @param {Operation} operation @returns {Value[]} the array `[name, field, …]` */
export function toValue(operation) {
  return [operation.name, ...fieldsOf(operation)];
}

/** @param {Value} value @returns {Operation} `EncodingError` for its shape, `VersionError` for an unknown name */
export function fromValue(value) {
  const [name, ...fields] = arrayOf(value);
  if (!Object.hasOwn(READERS, textOf(name))) throw new VersionError('an unknown operation');
  return READERS[textOf(name)](fields);
}

/** The chains of vaults. @type {Kind<Operation>} */
export const VAULT = Object.freeze({ toValue, fromValue });

/** @param {Operation} operation @returns {Value[]} */
function fieldsOf(operation) {
  switch (operation.name) {
    case 'create': return ['vault', operation.boxKey];
    case 'put': {
      const { objectId, revision, bodyHash, size, end } = operation;
      return [objectId, revision, bodyHash, size, null, null, end];
    }
    case 'tombstone': return [operation.objectId];
    case 'slots': return [operation.epoch, operation.keyringHash, operation.slots.map(slotToValue)];
    case 'rekey': {
      const { epoch, wrapsHash, identity, boxKey, cosignature } = operation;
      return [epoch, wrapsHash, identity, boxKey, cosignature];
    }
    case 'checkpoint': return [operation.number, operation.bodyHash, operation.size, operation.stateHash];
    default: return [operation.otherHead];
  }
}

/** @type {Record<string, (fields: Value[]) => Operation>} */
const READERS = {
  create: readCreate,
  put: readPut,
  tombstone: (fields) => ({ name: 'tombstone', objectId: bytesOf(arrayOf(fields, 1)[0], 16) }),
  slots: readSlots,
  rekey: readRekey,
  checkpoint: readCheckpoint,
  reconcile: (fields) => ({ name: 'reconcile', otherHead: bytesOf(arrayOf(fields, 1)[0], 32) }),
};

/** @param {Value[]} fields @returns {Create} */
function readCreate(fields) {
  const [kind, boxKey] = arrayOf(fields, 2);
  if (textOf(kind) !== 'vault') throw new EncodingError('a chain that is not a vault');
  return { name: 'create', boxKey: bytesOf(boxKey, 32) };
}

/** @param {Value[]} fields @returns {Put} */
function readPut(fields) {
  const [objectId, revision, bodyHash, size, boxesHash, parent, end] = arrayOf(fields, 7);
  nullOf(boxesHash);
  nullOf(parent);
  return {
    name: 'put',
    objectId: bytesOf(objectId, 16),
    revision: integerOf(revision, 1),
    bodyHash: bytesOf(bodyHash, 32),
    size: integerOf(size),
    end: integerOrNull(end),
  };
}

/** @param {Value[]} fields @returns {Slots} */
function readSlots(fields) {
  const [epoch, keyringHash, slots] = arrayOf(fields, 3);
  const records = arrayOf(slots);
  if (records.length < 1 || records.length > MAX_SLOTS) throw new EncodingError('1 to 8 slots were expected');
  return {
    name: 'slots', epoch: integerOf(epoch), keyringHash: bytesOf(keyringHash, 32), slots: records.map(slotFromValue),
  };
}

/** @param {Value[]} fields @returns {Rekey} */
function readRekey(fields) {
  const [epoch, wrapsHash, identity, boxKey, cosignature] = arrayOf(fields, 5);
  return {
    name: 'rekey',
    epoch: integerOf(epoch),
    wrapsHash: bytesOf(wrapsHash, 32),
    identity: bytesOrNull(identity, 32),
    boxKey: bytesOrNull(boxKey, 32),
    cosignature: bytesOrNull(cosignature, 64),
  };
}

/** @param {Value[]} fields @returns {Checkpoint} */
function readCheckpoint(fields) {
  const [number, bodyHash, size, stateHash] = arrayOf(fields, 4);
  return {
    name: 'checkpoint',
    number: integerOf(number),
    bodyHash: bytesOf(bodyHash, 32),
    size: integerOf(size),
    stateHash: bytesOf(stateHash, 32),
  };
}
