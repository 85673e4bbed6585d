/** @file From a login and a passphrase to the two keys they give (`docs/spec/password.md`). */
import { join } from './bytes.js';
import { KdfRefusedError, PasswordError } from './errors.js';
import { DERIVE_AUTH, DERIVE_WRAP, SALT_ARGON2 } from './labels.js';
import { argon2id, derive, hash16, randomBytes } from './primitives.js';
import { WORDS } from './wordlist.js';

/**
 * @typedef {{memory: number, passes: number}} Kdf Argon2id parameters: `memory` in bytes, one lane
 * @typedef {{auth: Uint8Array, wrap: Uint8Array}} PasswordKeys `auth` is sent, `wrap` never leaves the client
 */

export const SALT_SIZE = 16;
export const MAX_PASSPHRASE_SIZE = 1024;
export const CURRENT_KDF_ID = 1;
export const GENERATED_WORDS = 7;
const LOGIN = /^[a-z0-9][a-z0-9._-]{2,31}$/;
const MEBIBYTE = 1024 * 1024;
const NOTHING = new Uint8Array(0);
const utf8 = new TextEncoder();

/** The derivations this release accepts, by `kdf_id`; the table is never read from anywhere else.
 * @type {ReadonlyMap<number, Kdf>} */
const KDFS = new Map([
  [1, { memory: 64 * MEBIBYTE, passes: 3 }],
  [2, { memory: 128 * MEBIBYTE, passes: 3 }],
]);

/** @param {string} login @returns {string} its normal form, or `PasswordError` */
export function normaliseLogin(login) {
  const normal = login.normalize('NFKC').toLowerCase().replace(/^ +| +$/g, '');
  if (!LOGIN.test(normal)) throw new PasswordError('a login of another form');
  return normal;
}

/** @param {string} passphrase @returns {Uint8Array} its normal form in UTF-8, or `PasswordError` */
export function normalisePassphrase(passphrase) {
  const normal = passphrase.normalize('NFKC').replace(/ +/g, ' ').replace(/^ | $/g, '');
  if (!normal.isWellFormed()) throw new PasswordError('a lone surrogate');
  const bytes = utf8.encode(normal);
  if (bytes.length < 1 || bytes.length > MAX_PASSPHRASE_SIZE) {
    throw new PasswordError('an empty passphrase, or one over 1,024 bytes');
  }
  return bytes;
}

/** @param {number} kdfId @param {Uint8Array} salt @param {number} [leastKdfId] the last one used for this login
 * @returns {Kdf} `KdfRefusedError` for one unknown or older than the last one used */
export function checkKdf(kdfId, salt, leastKdfId = 1) {
  const kdf = KDFS.get(kdfId);
  if (!kdf || kdfId < leastKdfId || salt.length !== SALT_SIZE) {
    throw new KdfRefusedError('a derivation that is unknown or older than the last one used');
  }
  return kdf;
}

/** @param {number} kdfId @param {string} login normalised @param {Uint8Array} salt that a server holds
 * @returns {Uint8Array} the 16-byte salt that binds the three */
export function argon2Salt(kdfId, login, salt) {
  const name = utf8.encode(login);
  return hash16(SALT_ARGON2, join(Uint8Array.of(kdfId, name.length), name, salt));
}

/** The keys of a passphrase; a refused derivation (`KdfRefusedError`) is refused before deriving anything.
 * @param {string} login @param {string} passphrase @param {number} kdfId @param {Uint8Array} salt 16 bytes
 * @param {number} [leastKdfId] the last one this device used for this login @returns {PasswordKeys} */
export function derivePassword(login, passphrase, kdfId, salt, leastKdfId = 1) {
  const { memory, passes } = checkKdf(kdfId, salt, leastKdfId);
  const boundSalt = argon2Salt(kdfId, normaliseLogin(login), salt);
  const stretched = argon2id(normalisePassphrase(passphrase), boundSalt, memory, passes);
  return { auth: derive(stretched, DERIVE_AUTH, NOTHING), wrap: derive(stretched, DERIVE_WRAP, NOTHING) };
}

/** @returns {Uint8Array} a new salt */
export function generateSalt() {
  return randomBytes(SALT_SIZE);
}

/** @returns {string} seven words drawn uniformly from the French list: 77 bits */
export function generatePassphrase() {
  const drawn = randomBytes(2 * GENERATED_WORDS);
  const words = Array.from({ length: GENERATED_WORDS }, (_, at) => WORDS[(drawn[2 * at] << 8 | drawn[2 * at + 1]) % WORDS.length]);
  return words.join(' ');
}
