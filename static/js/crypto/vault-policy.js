/** @file What may be done in a vault chain, judged on public bytes alone (`docs/spec/chain.md` §4, §5). */
import { join, same, toHex, u64 } from './bytes.js';
import { encode } from './encoding.js';
import { ChainError, assert } from './errors.js';
import { SIGN_REKEY } from './labels.js';
import { PASSPHRASE, RECOVERY, sameSlot, toValue } from './operations.js';
import { sign, verify } from './signatures.js';

/**
 * @typedef {import('./chain.js').Link} Link
 * @typedef {import('./operations.js').Operation} Operation
 * @typedef {import('./operations.js').Rekey} Rekey
 * @typedef {import('./operations.js').Slots} Slots
 * @typedef {{identity: Uint8Array, boxKey: Uint8Array, epoch: number, keyringHash: Uint8Array,
 *   slots: import('./operations.js').SlotRecord[], checkpoint: number}} Standing
 *   the part of a vault's state that does not grow: who signs, under which epoch, with which slots
 * @typedef {{objectId: Uint8Array, revision: number, bodyHash: Uint8Array, size: number, end: number | null}} ObjectRecord
 *   what the chain says of the current revision of an object
 * @typedef {{standing: Standing, objects: Map<string, ObjectRecord>, tombstones: Set<string>}} Changes
 *   what a link does to a state; ids are hexadecimal
 * @typedef {object} VaultView what the policy asks about the state before a link
 * @property {Standing} standing
 * @property {(id: string) => number} revisionOf 0 when there is no such object
 * @property {(id: string) => boolean} isTombstoned
 * @property {() => Uint8Array} stateHash of the state before the link, `docs/spec/chain.md` §6
 */

const INDEX_ID = '0'.repeat(32);

/** @param {Uint8Array} identity @returns {Standing} the standing before link 0, when only the author to expect is known */
export function beforeCreate(identity) {
  return { identity, boxKey: new Uint8Array(0), epoch: 1, keyringHash: new Uint8Array(0), slots: [], checkpoint: 0 };
}

/** What a verified link does. Nothing is changed in `view`: a link is applied whole or not at all.
 * @param {VaultView} view @param {Link} link
 * @returns {Changes} `ChainError` when it breaks a rule, `SignatureError` for a bad cosignature */
export function judge(view, link) {
  if (!same(link.author, view.standing.identity)) throw new ChainError('another author');
  checkPlaces(link);
  /** @type {Verdict} */
  const verdict = { view, link, changes: { standing: view.standing, objects: new Map(), tombstones: new Set() } };
  for (const operation of link.operations) apply(verdict, operation);
  return verdict.changes;
}

/** @param {Uint8Array} chainId @param {number} seq @param {Uint8Array} prev @param {Rekey} rekey @param {Slots} slots
 * @returns {Uint8Array} what the new identity of a `rekey` signs: its place, and both operations of its link (§5) */
export function rekeyMessage(chainId, seq, prev, rekey, slots) {
  return join(chainId, u64(seq), prev, encode([toValue({ ...rekey, cosignature: null }), toValue(slots)]));
}

/** @param {Uint8Array} newSeed @param {Uint8Array} chainId @param {number} seq @param {Uint8Array} prev
 * @param {Rekey} rekey @param {Slots} slots @returns {Rekey} with the cosignature of its new identity */
export function cosignRekey(newSeed, chainId, seq, prev, rekey, slots) {
  return { ...rekey, cosignature: sign(newSeed, SIGN_REKEY, rekeyMessage(chainId, seq, prev, rekey, slots)) };
}

/** @typedef {{view: VaultView, link: Link, changes: Changes}} Verdict */

/** @param {Link} link */
function checkPlaces({ seq, operations }) {
  const names = operations.map(({ name }) => name);
  if ((seq === 0) !== names.includes('create') || (seq === 0 && names.join() !== 'create,slots')) {
    throw new ChainError('link 0 is [create, slots], and create stands nowhere else');
  }
  if (names.includes('rekey') && names.join() !== 'rekey,slots') {
    throw new ChainError('a rekey is followed by slots, and stands with nothing else');
  }
  if (names.includes('checkpoint') && names.length > 1) throw new ChainError('a checkpoint is alone in its link');
}

/** @param {Verdict} verdict @param {Operation} operation */
function apply(verdict, operation) {
  switch (operation.name) {
    case 'create': return stand(verdict, { boxKey: operation.boxKey });
    case 'put': return put(verdict, operation);
    case 'tombstone': return tombstone(verdict, toHex(operation.objectId));
    case 'slots': return slots(verdict, operation);
    case 'rekey': return rekey(verdict, operation);
    case 'checkpoint': return checkpoint(verdict, operation);
    default: return reconcile(verdict, operation);
  }
}

/** @param {Verdict} verdict @param {Partial<Standing>} changed */
function stand({ changes }, changed) {
  changes.standing = { ...changes.standing, ...changed };
}

/** @param {Verdict} verdict @param {string} id @returns {number} */
function revisionOf({ view, changes }, id) {
  if (changes.tombstones.has(id)) return 0;
  return changes.objects.get(id)?.revision ?? view.revisionOf(id);
}

/** @param {Verdict} verdict @param {import('./operations.js').Put} operation */
function put(verdict, { objectId, revision, bodyHash, size, end }) {
  const id = toHex(objectId);
  if (id === INDEX_ID || verdict.changes.tombstones.has(id) || verdict.view.isTombstoned(id)) {
    throw new ChainError('an object that cannot be put');
  }
  if (revision !== revisionOf(verdict, id) + 1) throw new ChainError('a revision that does not follow the current one');
  verdict.changes.objects.set(id, { objectId, revision, bodyHash, size, end });
}

/** @param {Verdict} verdict @param {string} id */
function tombstone(verdict, id) {
  if (revisionOf(verdict, id) === 0) throw new ChainError('an object that does not exist');
  verdict.changes.objects.delete(id);
  verdict.changes.tombstones.add(id);
}

/** @param {Verdict} verdict @param {Slots} operation */
function slots(verdict, { epoch, keyringHash, slots: records }) {
  const { standing } = verdict.changes;
  const [passphrase, recovery] = records;
  if (epoch !== standing.epoch || records.length !== 2 || passphrase.kind !== PASSPHRASE || passphrase.kdfId === 0
    || recovery.kind !== RECOVERY || recovery.kdfId !== 0) {
    throw new ChainError('slots of another epoch, or other than one passphrase slot, then one recovery slot');
  }
  const renewed = ['create', 'rekey'].includes(verdict.link.operations[0].name);
  if (!renewed && !(same(keyringHash, standing.keyringHash) && sameSlot(recovery, standing.slots[1]))) {
    throw new ChainError('another keyring or fiche without a rekey');
  }
  stand(verdict, { keyringHash, slots: records });
}

/** @param {Verdict} verdict @param {Rekey} operation */
function rekey(verdict, operation) {
  const { epoch, identity, boxKey, cosignature } = operation;
  const { standing } = verdict.changes;
  if (epoch !== standing.epoch + 1) throw new ChainError('an epoch that does not follow the current one');
  stand(verdict, { epoch });
  if (identity && boxKey && cosignature) {
    if (same(identity, standing.identity)) throw new ChainError('a new identity that is the old one');
    const { chainId, seq, prev, operations: [, itsSlots] } = verdict.link;
    assert(itsSlots.name === 'slots', 'the places of a rekey were checked first');
    verify(identity, SIGN_REKEY, rekeyMessage(chainId, seq, prev, operation, itsSlots), cosignature);
    stand(verdict, { identity, boxKey });
  } else if (identity || boxKey || cosignature) {
    throw new ChainError('a new identity without its box key or cosignature');
  }
}

/** @param {Verdict} verdict @param {import('./operations.js').Checkpoint} operation */
function checkpoint(verdict, { number, stateHash }) {
  if (number !== verdict.changes.standing.checkpoint + 1) {
    throw new ChainError('a checkpoint number that does not follow the last one');
  }
  if (!same(verdict.view.stateHash(), stateHash)) throw new ChainError('a checkpoint of another state');
  stand(verdict, { checkpoint: number });
}

/** @param {Verdict} verdict @param {import('./operations.js').Reconcile} operation */
function reconcile({ link }, { otherHead }) {
  if (same(otherHead, link.prev)) throw new ChainError('a reconciliation of a chain with itself');
}
