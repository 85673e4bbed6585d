/** @file The primitives of the protocol, and the only importer of libsodium (`docs/spec/conventions.md` § Functions). */
import sodium from '../../vendor/libsodium-wrappers-sumo/libsodium-wrappers.js';
import { join } from './bytes.js';
import { SealedError, SignatureError, assert } from './errors.js';

export const HASH_SIZE = 32;
export const ID_SIZE = 16;
export const KEY_SIZE = 32;
export const SIGNATURE_SIZE = 64;
export const TAG_SIZE = 16;
export const NONCE_SIZE = 12;
const HKDF_BLOCK = 64;
const MOST_RANDOM_AT_ONCE = 65536;
/** @type {Uint8Array} */
const NOTHING = new Uint8Array(0);
const NO_SALT = new Uint8Array(HKDF_BLOCK);

/** Fulfilled once libsodium is loaded; nothing else of this folder works before. */
export const ready = sodium.ready;

/** @param {number} size @returns {Uint8Array} random bytes of the operating system */
export function randomBytes(size) {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += MOST_RANDOM_AT_ONCE) {
    crypto.getRandomValues(bytes.subarray(at, at + MOST_RANDOM_AT_ONCE));
  }
  return bytes;
}

/** Compare two byte strings in constant time. @param {Uint8Array} left @param {Uint8Array} right @returns {boolean} */
export function equal(left, right) {
  return left.length === right.length && sodium.memcmp(left, right);
}

/** Overwrite a secret that is no longer needed. @param {Uint8Array} secret */
export function erase(secret) {
  sodium.memzero(secret);
}

/** The form under which everything is hashed, derived or signed.
 * @param {Uint8Array} label @param {Uint8Array} content @returns {Uint8Array} `u8 len(label) ‖ label ‖ content` */
export function labelled(label, content) {
  assert(label.length < 256, 'a label fits one length byte');
  return join(Uint8Array.of(label.length), label, content);
}

/** @param {Uint8Array} label @param {Uint8Array} content @returns {Uint8Array} the 32-byte labelled BLAKE2b */
export function hash(label, content) {
  return blake2b(HASH_SIZE, label, content);
}

/** @param {Uint8Array} label @param {Uint8Array} content @returns {Uint8Array} the 16-byte labelled BLAKE2b */
export function hash16(label, content) {
  return blake2b(ID_SIZE, label, content);
}

/** @param {number} size @param {Uint8Array} label @param {Uint8Array} content, large: it is not copied beside its label */
function blake2b(size, label, content) {
  const state = sodium.crypto_generichash_init(null, size);
  sodium.crypto_generichash_update(state, labelled(label, NOTHING));
  sodium.crypto_generichash_update(state, content);
  return sodium.crypto_generichash_final(state, size);
}

/** @param {Uint8Array} key of any size @param {...Uint8Array} parts of the message @returns {Uint8Array} 64 bytes */
export function hmacSha512(key, ...parts) {
  const state = sodium.crypto_auth_hmacsha512_init(key);
  for (const part of parts) sodium.crypto_auth_hmacsha512_update(state, part);
  return sodium.crypto_auth_hmacsha512_final(state);
}

/** HKDF-SHA-512, RFC 5869 §2.2. @param {Uint8Array} salt @param {Uint8Array} inputKey @returns {Uint8Array} 64 bytes */
export function hkdfExtract(salt, inputKey) {
  return hmacSha512(salt.length ? salt : NO_SALT, inputKey);
}

/** HKDF-SHA-512, RFC 5869 §2.3.
 * @param {Uint8Array} pseudorandomKey @param {Uint8Array} info @param {number} size at most 16,320
 * @returns {Uint8Array} `size` bytes */
export function hkdfExpand(pseudorandomKey, info, size) {
  assert(size >= 0 && size <= 255 * HKDF_BLOCK, 'HKDF gives at most 255 blocks');
  const output = new Uint8Array(size);
  let block = NOTHING;
  for (let at = 0, counter = 1; at < size; at += HKDF_BLOCK, counter += 1) {
    // in parts: opening ten thousand texts would otherwise spend its time collecting copies
    block = hmacSha512(pseudorandomKey, block, info, Uint8Array.of(counter));
    output.set(at + HKDF_BLOCK > size ? block.subarray(0, size - at) : block, at);
  }
  return output;
}

/** HKDF-SHA-512 with an empty salt and a labelled info.
 * @param {Uint8Array} key @param {Uint8Array} label @param {Uint8Array} info @returns {Uint8Array} 32 bytes */
export function derive(key, label, info) {
  return hkdfExpand(hkdfExtract(NOTHING, key), labelled(label, info), KEY_SIZE);
}

/** ChaCha20-Poly1305 (RFC 8439); the protocol never has associated data, the outside vectors do.
 * @param {Uint8Array} key @param {Uint8Array} nonce @param {Uint8Array} plaintext @param {Uint8Array | null} [associated]
 * @returns {Uint8Array} the tag comes last */
export function chacha20Poly1305Seal(key, nonce, plaintext, associated = null) {
  return sodium.crypto_aead_chacha20poly1305_ietf_encrypt(plaintext, associated, null, nonce, key);
}

/** Open what `chacha20Poly1305Seal` made, or throw `SealedError`.
 * @param {Uint8Array} key @param {Uint8Array} nonce @param {Uint8Array} sealed @param {Uint8Array | null} [associated]
 * @returns {Uint8Array} */
export function chacha20Poly1305Open(key, nonce, sealed, associated = null) {
  assert(key.length === KEY_SIZE && nonce.length === NONCE_SIZE, 'a key has 32 bytes and a nonce 12');
  try {
    return sodium.crypto_aead_chacha20poly1305_ietf_decrypt(null, sealed, associated, nonce, key);
  } catch {
    throw new SealedError();
  }
}

/** @param {Uint8Array} seed 32 bytes @returns {Uint8Array} the 32-byte Ed25519 public key */
export function ed25519Public(seed) {
  return sodium.crypto_sign_seed_keypair(seed).publicKey;
}

/** @param {Uint8Array} seed 32 bytes @param {Uint8Array} message @returns {Uint8Array} the 64-byte Ed25519 signature */
export function ed25519Sign(seed, message) {
  return sodium.crypto_sign_detached(message, sodium.crypto_sign_seed_keypair(seed).privateKey);
}

/** Throw `SignatureError` unless libsodium accepts a 64-byte signature of `message` under a 32-byte key.
 * @param {Uint8Array} publicKey @param {Uint8Array} message @param {Uint8Array} signature */
export function ed25519Verify(publicKey, message, signature) {
  if (publicKey.length !== KEY_SIZE || signature.length !== SIGNATURE_SIZE) {
    throw new SignatureError('a key has 32 bytes and a signature 64');
  }
  if (!sodium.crypto_sign_verify_detached(signature, message, publicKey)) {
    throw new SignatureError('the signature does not verify');
  }
}

/** @param {Uint8Array} secret 32 bytes @returns {Uint8Array} the 32-byte X25519 public key */
export function x25519Public(secret) {
  return sodium.crypto_scalarmult_base(secret);
}

/** X25519; a result that is all zero, or a key of another size, throws `SealedError`.
 * @param {Uint8Array} secret 32 bytes @param {Uint8Array} publicKey @returns {Uint8Array} the 32-byte shared secret */
export function x25519(secret, publicKey) {
  assert(secret.length === KEY_SIZE, 'a secret has 32 bytes');
  if (publicKey.length !== KEY_SIZE) throw new SealedError();
  try {
    return sodium.crypto_scalarmult(secret, publicKey);
  } catch {
    // libsodium refuses an all-zero result, which only a low-order key gives
    throw new SealedError();
  }
}

/** Argon2id 1.3 with one lane.
 * @param {Uint8Array} password @param {Uint8Array} salt 16 bytes @param {number} memory in bytes @param {number} passes
 * @returns {Uint8Array} 32 bytes */
export function argon2id(password, salt, memory, passes) {
  return sodium.crypto_pwhash(KEY_SIZE, password, salt, passes, memory, sodium.crypto_pwhash_ALG_ARGON2ID13);
}
