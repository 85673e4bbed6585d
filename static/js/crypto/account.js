/** @file The account check: what a server says of an account, held against the chain (`docs/spec/keys.md` §2). */
import { same } from './bytes.js';
import { RollbackError } from './errors.js';
import { checkListed, keyringHash } from './keys.js';

/**
 * @typedef {{identity: Uint8Array, boxKey: Uint8Array, epoch: number, sealedKeyring: Uint8Array,
 *   slots: import('./operations.js').SlotRecord[]}} AccountClaim what was received about an account; `slots` are the
 *   records of the slots received, one or both
 */

/** Throw `RollbackError` unless a claim and the keyring it opened are those of the state after the last link.
 * @param {AccountClaim} claim @param {import('./keys.js').Keyring} keyring
 * @param {import('./vault-policy.js').Standing} standing */
export function checkAccount(claim, keyring, standing) {
  if (!samePublic(claim, standing) || claim.epoch !== standing.epoch
    || !same(keyringHash(claim.sealedKeyring), standing.keyringHash)) {
    throw new RollbackError('an account other than the one in the chain');
  }
  if (!samePublic(keyring, standing)) throw new RollbackError('a keyring other than the one in the chain');
  if (!claim.slots.length) throw new RollbackError('an account without a slot');
  for (const record of claim.slots) checkListed(record, standing.slots);
  if (keyring.past.length !== standing.epoch - 1) {
    throw new RollbackError('a keyring without one key for each past epoch');
  }
}

/** @param {{identity: Uint8Array, boxKey: Uint8Array}} left @param {{identity: Uint8Array, boxKey: Uint8Array}} right */
function samePublic(left, right) {
  return same(left.identity, right.identity) && same(left.boxKey, right.boxKey);
}
