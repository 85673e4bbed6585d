/** What opens an account: slots, keyring, and their public records (`docs/spec/keys.md` §2, §3). */
import { checkAccount } from '../crypto/account.js';
import { boxKeyOf } from '../crypto/box.js';
import { keyringHash, openKeyring, openSlot, sasSecret, sealKeyring, sealSlot, slotRecord } from '../crypto/keys.js';
import { PASSPHRASE, RECOVERY } from '../crypto/operations.js';
import { fromBase64, toBase64 } from './base64.js';

/** @typedef {import('./keeper.js').Account} Account */
/** @typedef {import('./keeper.js').Derived} Derived */
/** @typedef {import('../store/device.js').AccountRow} AccountRow */

const NO_SALT = new Uint8Array(0);

/**
 * Seals an account key and a keyring for a passphrase and a fiche.
 * @param {{vaultId: Uint8Array, epoch: number, accountKey: Uint8Array, keyring: any}} secrets
 * @param {Derived} derived @param {{wrap: Uint8Array}} recovery
 * @returns {{passphraseSlot: Uint8Array, recoverySlot: Uint8Array, sealedKeyring: Uint8Array, slots: import('../crypto/operations.js').Slots}}
 */
export function makeAccess({ vaultId, epoch, accountKey, keyring }, derived, recovery) {
  const passphraseSlot = sealSlot(PASSPHRASE, derived.wrap, vaultId, epoch, accountKey);
  const recoverySlot = sealSlot(RECOVERY, recovery.wrap, vaultId, epoch, accountKey);
  const sealedKeyring = sealKeyring(accountKey, vaultId, epoch, keyring);
  const records = [
    slotRecord(PASSPHRASE, derived.kdfId, derived.salt, passphraseSlot),
    slotRecord(RECOVERY, 0, NO_SALT, recoverySlot),
  ];
  const slots = { name: /** @type {const} */ ('slots'), epoch, keyringHash: keyringHash(sealedKeyring), slots: records };
  return { passphraseSlot, recoverySlot, sealedKeyring, slots };
}

/**
 * Opens an account with what is public of it and the `wrap` of one of its slots.
 * @param {AccountRow} row @param {number} kind @param {Uint8Array} wrap of the passphrase or of the fiche
 * @returns {Account} @throws {import('../crypto/errors.js').SealedError}
 */
export function openAccess(row, kind, wrap) {
  const slot = kind === PASSPHRASE ? row.passphrase_slot : row.recovery_slot;
  const accountKey = openSlot(kind, wrap, row.vault_id, row.epoch, slot);
  const keyring = openKeyring(accountKey, row.vault_id, row.epoch, row.identity, row.box_key, row.keyring);
  return {
    login: row.login, vaultId: row.vault_id, epoch: row.epoch, accountKey, keyring, kdfId: row.kdf_id, salt: row.salt,
    passphraseSlot: row.passphrase_slot, recoverySlot: row.recovery_slot, sealedKeyring: row.keyring, deviceId: row.device_id,
  };
}

/** What the device keeps of an open account: everything public or sealed. @param {Account} account @returns {AccountRow} */
export function rowOf(account) {
  return {
    login: account.login, vault_id: account.vaultId, identity: account.keyring.identity, box_key: account.keyring.boxKey,
    epoch: account.epoch, kdf_id: account.kdfId, salt: account.salt, passphrase_slot: account.passphraseSlot,
    recovery_slot: account.recoverySlot, keyring: account.sealedKeyring, device_id: account.deviceId,
    sas_key: boxKeyOf(sasSecret(account.accountKey, account.deviceId)),
  };
}

/**
 * The server's `Keys` (`docs/spec/http-api.md` §2) as a row. The slot that its scope withholds is empty.
 * @param {any} keys @param {Uint8Array} deviceId @returns {AccountRow}
 */
export function rowOfKeys(keys, deviceId) {
  return {
    login: keys.login, vault_id: fromBase64(keys.vault_id, 16), identity: fromBase64(keys.identity, 32),
    box_key: fromBase64(keys.box_key, 32), epoch: keys.epoch, kdf_id: keys.kdf_id, salt: fromBase64(keys.salt, 16),
    passphrase_slot: keys.passphrase_slot === null ? NO_SALT : fromBase64(keys.passphrase_slot, 104),
    recovery_slot: keys.recovery_slot === null ? NO_SALT : fromBase64(keys.recovery_slot, 104),
    keyring: fromBase64(keys.keyring), device_id: deviceId, sas_key: NO_SALT,
  };
}

/** The JSON fields that both a registration and a rekey carry. @param {AccountRow} row */
export function accessJson(row) {
  return {
    identity: toBase64(row.identity), box_key: toBase64(row.box_key), kdf_id: row.kdf_id, salt: toBase64(row.salt),
    passphrase_slot: toBase64(row.passphrase_slot), recovery_slot: toBase64(row.recovery_slot), keyring: toBase64(row.keyring),
  };
}

/**
 * Checks that what opened the account is what the chain lists (`docs/spec/keys.md` §2).
 * @param {Account} account @param {import('../crypto/vault-state.js').VaultState} state
 * @throws {import('../crypto/errors.js').RollbackError}
 */
export function checkAccess(account, { standing }) {
  const { keyring, epoch, sealedKeyring, kdfId, salt } = account;
  const slots = [];
  if (account.passphraseSlot.length > 0) slots.push(slotRecord(PASSPHRASE, kdfId, salt, account.passphraseSlot));
  if (account.recoverySlot.length > 0) slots.push(slotRecord(RECOVERY, 0, NO_SALT, account.recoverySlot));
  checkAccount({ identity: keyring.identity, boxKey: keyring.boxKey, epoch, sealedKeyring, slots }, keyring, standing);
}
