/** @file What stands at the head of an export: what opens it, and what a device adds to it (`docs/spec/export.md`). */
import { decode, encode } from './encoding.js';
import { EncodingError, assert } from './errors.js';
import { openLocal, sealLocal, slotRecord } from './keys.js';
import { PASSPHRASE, RECOVERY } from './operations.js';
import { arrayOf, bytesOf, integerOf, integerOrNull, mapOf, textOf } from './shapes.js';
import { VaultState } from './vault-state.js';

/**
 * @typedef {{login: string, vaultId: Uint8Array, identity: Uint8Array, boxKey: Uint8Array, epoch: number, kdfId: number,
 *   salt: Uint8Array, slots: Map<number, Uint8Array>, keyring: Uint8Array, day: number, device: Uint8Array}} Header
 *   what opens an export: the account as it was known on `day`, and the sealed record of the device
 * @typedef {{objectId: Uint8Array, base: number, text: Uint8Array | null, end: number | null}} Draft
 *   a write that the server has not confirmed, over revision `base`; without `text` it erases
 * @typedef {{drafts: Draft[], state: VaultState | null}} DeviceRecord
 *   what a device adds: its drafts, and the state it verified when it makes the file without the server
 */

const RECORD_ID = new TextEncoder().encode('recul export   1');
const KEYS = ['box_key', 'day', 'device', 'epoch', 'identity', 'kdf_id', 'keyring', 'login', 'salt', 'slots', 'vault_id'];
const NOTHING = new Uint8Array(0);

/** @param {Header} header @returns {Uint8Array} */
export function headerToBytes({ login, vaultId, identity, boxKey, epoch, kdfId, salt, slots, keyring, day, device }) {
  const listed = [...slots].sort(([left], [right]) => left - right);
  return encode({
    box_key: boxKey, day, device, epoch, identity, kdf_id: kdfId, keyring, login, salt, slots: listed, vault_id: vaultId,
  });
}

/** @param {Uint8Array} encoded @returns {Header} @throws {EncodingError} */
export function headerFromBytes(encoded) {
  const fields = mapOf(decode(encoded), ...KEYS);
  return {
    login: textOf(fields.login),
    vaultId: bytesOf(fields.vault_id, 16),
    identity: bytesOf(fields.identity, 32),
    boxKey: bytesOf(fields.box_key, 32),
    epoch: integerOf(fields.epoch, 1),
    kdfId: integerOf(fields.kdf_id),
    salt: bytesOf(fields.salt, 16),
    slots: new Map(arrayOf(fields.slots).map(slotOf)),
    keyring: bytesOf(fields.keyring),
    day: integerOf(fields.day),
    device: bytesOf(fields.device),
  };
}

/** The public records of the slots in the file. @param {Header} header */
export function recordsOf({ slots, kdfId, salt }) {
  return [...slots].map(([kind, slot]) => (
    kind === PASSPHRASE ? slotRecord(kind, kdfId, salt, slot) : slotRecord(kind, 0, NOTHING, slot)
  ));
}

/** @param {Uint8Array} accountKey @param {Uint8Array} vaultId @param {number} epoch @param {DeviceRecord} record @returns {Uint8Array} */
export function sealRecord(accountKey, vaultId, epoch, { drafts, state }) {
  const listed = drafts.map(({ objectId, base, text, end }) => [objectId, base, text, end]);
  return sealLocal(accountKey, vaultId, RECORD_ID, epoch, encode({ drafts: listed, state: state && stateValue(state) }));
}

/** @param {Uint8Array} accountKey @param {Header} header @returns {DeviceRecord} @throws {EncodingError} or `SealedError` */
export function openRecord(accountKey, { vaultId, epoch, device }) {
  const fields = mapOf(decode(openLocal(accountKey, vaultId, RECORD_ID, epoch, device)), 'drafts', 'state');
  return { drafts: arrayOf(fields.drafts).map(draftOf), state: stateOf(vaultId, fields.state) };
}

/** @param {VaultState} state */
function stateValue(state) {
  assert(state.mark, 'a device has verified a link');
  return [state.mark.seq, state.mark.head, state.toBytes()];
}

/** @param {import('./encoding.js').Value} value @returns {[number, Uint8Array]} */
function slotOf(value) {
  const [kind, slot] = arrayOf(value, 2);
  if (kind !== PASSPHRASE && kind !== RECOVERY) throw new EncodingError('a slot of an unknown kind');
  return [kind, bytesOf(slot)];
}

/** @param {import('./encoding.js').Value} value @returns {Draft} */
function draftOf(value) {
  const [objectId, base, text, end] = arrayOf(value, 4);
  return { objectId: bytesOf(objectId, 16), base: integerOf(base), text: text === null ? null : bytesOf(text), end: integerOrNull(end) };
}

/** @param {Uint8Array} vaultId @param {import('./encoding.js').Value} value @returns {VaultState | null} */
function stateOf(vaultId, value) {
  if (value === null) return null;
  const [seq, head, bytes] = arrayOf(value, 3);
  const mark = { seq: integerOf(seq), head: bytesOf(head, 32) };
  const state = VaultState.fromBytes(vaultId, bytesOf(bytes));
  state.mark = mark;
  return state;
}
