/** @file The account key, what is derived from it, and what opens it (`docs/spec/keys.md`). */
import { boxKeyOf, openUnattributed, seal as sealBox } from './box.js';
import { join, same } from './bytes.js';
import { decode, encode } from './encoding.js';
import {
  Context, KEYRING, LOCAL, NO_ID, PASSPHRASE_SLOT, RECOVERY_SLOT, SAS, openVerified, seal,
} from './envelope.js';
import { RollbackError, SealedError } from './errors.js';
import {
  DERIVE_CONTENT, DERIVE_KEYRING, DERIVE_LOCAL, DERIVE_SAS, HASH_IDENTITY, HASH_KEYRING, HASH_SALT, HASH_SLOT,
} from './labels.js';
import { PASSPHRASE, sameSlot } from './operations.js';
import { pad, unpad } from './padding.js';
import { KEY_SIZE, derive, hash, hash16, randomBytes } from './primitives.js';
import { arrayOf, bytesOf, mapOf } from './shapes.js';
import { identityOf } from './signatures.js';

/** @typedef {import('./operations.js').SlotRecord} SlotRecord */

const NOTHING = new Uint8Array(0);

/** @returns {Uint8Array} a new account key */
export function generateAccountKey() {
  return randomBytes(KEY_SIZE);
}

/** @param {Uint8Array} accountKey @returns {Uint8Array} the key that wraps the content keys */
export function contentKey(accountKey) {
  return derive(accountKey, DERIVE_CONTENT, NOTHING);
}

/** @param {Uint8Array} accountKey @returns {Uint8Array} the key that seals the keyring */
export function keyringKey(accountKey) {
  return derive(accountKey, DERIVE_KEYRING, NOTHING);
}

/** @param {Uint8Array} accountKey @returns {Uint8Array} the key that seals records kept on a device */
export function localKey(accountKey) {
  return derive(accountKey, DERIVE_LOCAL, NOTHING);
}

/** @param {Uint8Array} accountKey @param {Uint8Array} deviceId 16 bytes
 * @returns {Uint8Array} the X25519 secret that opens what was written on a closed device; `boxKeyOf` gives the public half */
export function sasSecret(accountKey, deviceId) {
  return derive(accountKey, DERIVE_SAS, deviceId);
}

/** @param {number} kind `PASSPHRASE` or `RECOVERY` @param {Uint8Array} wrap the key that a passphrase or a fiche gives
 * @param {Uint8Array} vaultId @param {number} epoch @param {Uint8Array} accountKey @returns {Uint8Array} the slot, 104 bytes */
export function sealSlot(kind, wrap, vaultId, epoch, accountKey) {
  return seal(wrap, slotContext(kind, vaultId, epoch), accountKey);
}

/** @param {number} kind @param {Uint8Array} wrap @param {Uint8Array} vaultId @param {number} epoch @param {Uint8Array} slot
 * @returns {Uint8Array} the account key; `SealedError` for every failure */
export function openSlot(kind, wrap, vaultId, epoch, slot) {
  return openKey(wrap, slotContext(kind, vaultId, epoch), slot);
}

/** @param {number} kind @param {number} kdfId 0 for a recovery slot @param {Uint8Array} salt empty for a recovery slot
 * @param {Uint8Array} slot @returns {SlotRecord} the public record of a slot */
export function slotRecord(kind, kdfId, salt, slot) {
  return { kind, kdfId, saltHash: hash(HASH_SALT, salt), slotHash: hash(HASH_SLOT, slot) };
}

/** Throw `RollbackError` when the slot that was opened is not among those the chain lists.
 * @param {SlotRecord} record @param {SlotRecord[]} listed */
export function checkListed(record, listed) {
  if (!listed.some((each) => sameSlot(each, record))) throw new RollbackError('a slot that the chain does not list');
}

/** The secrets of a person: Ed25519 seed, X25519 secret, and the account keys of past epochs, oldest first. */
export class Keyring {
  /** @param {Uint8Array} signSeed @param {Uint8Array} boxSecret @param {Uint8Array[]} [past] */
  constructor(signSeed, boxSecret, past = []) {
    this.signSeed = signSeed;
    this.boxSecret = boxSecret;
    this.past = past;
    this.identity = identityOf(signSeed);
    this.boxKey = boxKeyOf(boxSecret);
  }

  /** @param {Uint8Array[]} [past] @returns {Keyring} with a new identity and a new box key */
  static generate(past = []) {
    return new Keyring(randomBytes(KEY_SIZE), randomBytes(KEY_SIZE), past);
  }

  /** @param {Uint8Array} encoded @returns {Keyring} `EncodingError` for another shape */
  static fromBytes(encoded) {
    const fields = mapOf(decode(encoded), 'box_secret', 'past', 'sign_seed');
    const past = arrayOf(fields.past).map((key) => bytesOf(key, KEY_SIZE));
    return new Keyring(bytesOf(fields.sign_seed, KEY_SIZE), bytesOf(fields.box_secret, KEY_SIZE), past);
  }

  /** @returns {Uint8Array} the encoding that is padded and sealed */
  toBytes() {
    return encode({ box_secret: this.boxSecret, past: this.past, sign_seed: this.signSeed });
  }
}

/** @param {Uint8Array} accountKey @param {Uint8Array} vaultId @param {number} epoch @param {Keyring} keyring
 * @returns {Uint8Array} the keyring, padded and sealed */
export function sealKeyring(accountKey, vaultId, epoch, keyring) {
  const context = keyringContext(vaultId, epoch, keyring.identity, keyring.boxKey);
  return seal(keyringKey(accountKey), context, pad(keyring.toBytes()));
}

/** The keyring of two public keys.
 * @param {Uint8Array} accountKey @param {Uint8Array} vaultId @param {number} epoch
 * @param {Uint8Array} identity @param {Uint8Array} boxKey @param {Uint8Array} sealed
 * @returns {Keyring} `SealedError` unless the secrets inside are those of the public keys */
export function openKeyring(accountKey, vaultId, epoch, identity, boxKey, sealed) {
  const context = keyringContext(vaultId, epoch, identity, boxKey);
  const keyring = Keyring.fromBytes(unpad(openVerified(keyringKey(accountKey), context, sealed)));
  if (!same(keyring.identity, identity) || !same(keyring.boxKey, boxKey)) throw new SealedError();
  return keyring;
}

/** @param {Uint8Array} sealed @returns {Uint8Array} the hash of a sealed keyring, as the chain lists it */
export function keyringHash(sealed) {
  return hash(HASH_KEYRING, sealed);
}

/** Open an envelope that holds a 32-byte key.
 * @param {Uint8Array} key @param {Context} context @param {Uint8Array} sealed
 * @returns {Uint8Array} `SealedError` for every failure */
export function openKey(key, context, sealed) {
  const opened = openVerified(key, context, sealed);
  if (opened.length !== KEY_SIZE) throw new SealedError();
  return opened;
}

/** @param {Uint8Array} accountKey @param {Uint8Array} vaultId @param {Uint8Array} recordId 16 bytes @param {number} epoch
 * @param {Uint8Array} record @returns {Uint8Array} padded and sealed for this device alone */
export function sealLocal(accountKey, vaultId, recordId, epoch, record) {
  return seal(localKey(accountKey), new Context(LOCAL, vaultId, recordId, 0, epoch), pad(record));
}

/** @param {Uint8Array} accountKey @param {Uint8Array} vaultId @param {Uint8Array} recordId @param {number} epoch
 * @param {Uint8Array} sealed @returns {Uint8Array} the record; `SealedError` for every failure */
export function openLocal(accountKey, vaultId, recordId, epoch, sealed) {
  return unpad(openVerified(localKey(accountKey), new Context(LOCAL, vaultId, recordId, 0, epoch), sealed));
}

/** @param {Uint8Array} sasKey the public half of the epoch's sas secret @param {Uint8Array} vaultId
 * @param {Uint8Array} recordId @param {number} epoch @param {Uint8Array} text
 * @returns {Uint8Array} a text written while closed, padded and boxed (§5) */
export function sealSas(sasKey, vaultId, recordId, epoch, text) {
  return sealBox(sasKey, new Context(SAS, vaultId, recordId, 0, epoch), pad(text));
}

/** @param {Uint8Array} accountKey @param {Uint8Array} deviceId @param {Uint8Array} vaultId @param {Uint8Array} recordId
 * @param {number} epoch @param {Uint8Array} sealed @returns {Uint8Array} the text; `SealedError` for every failure */
export function openSas(accountKey, deviceId, vaultId, recordId, epoch, sealed) {
  const context = new Context(SAS, vaultId, recordId, 0, epoch);
  return unpad(openUnattributed(sasSecret(accountKey, deviceId), context, sealed));
}

/** @param {number} kind @param {Uint8Array} vaultId @param {number} epoch */
function slotContext(kind, vaultId, epoch) {
  return new Context(kind === PASSPHRASE ? PASSPHRASE_SLOT : RECOVERY_SLOT, vaultId, NO_ID, 0, epoch);
}

/** @param {Uint8Array} vaultId @param {number} epoch @param {Uint8Array} identity @param {Uint8Array} boxKey */
function keyringContext(vaultId, epoch, identity, boxKey) {
  return new Context(KEYRING, vaultId, hash16(HASH_IDENTITY, join(identity, boxKey)), 0, epoch);
}
