/** @file The envelope of everything stored: C2SP chunked-encryption v1 (`docs/spec/envelope.md`). */
import { join, joinAll, writeU64 } from './bytes.js';
import { SealedError, assert } from './errors.js';
import {
  HASH_SIZE, ID_SIZE, KEY_SIZE, NONCE_SIZE, TAG_SIZE, chacha20Poly1305Open, chacha20Poly1305Seal, equal, hkdfExpand,
  randomBytes,
} from './primitives.js';

/** The types of sealed things, `docs/spec/envelope.md` §3. */
export const BODY = 1;
export const WRAP = 2;
export const INDEX = 3;
export const KEYRING = 4;
export const PASSPHRASE_SLOT = 5;
export const RECOVERY_SLOT = 6;
export const LOCAL = 7;
export const SAS = 8;
export const EPOCH_BOX = 9;
export const GROUP_BODY = 10;
export const GROUP_WRAP = 11;
export const SEAT = 12;
export const WITNESS = 13;
export const LETTER = 14;

/** The id of nothing in particular: an index, a slot. */
export const NO_ID = new Uint8Array(16);
export const CHUNK_SIZE = 16 * 1024;
export const SALT_SIZE = 24;
const HEADER_SIZE = SALT_SIZE + HASH_SIZE;
const SEALED_CHUNK_SIZE = CHUNK_SIZE + TAG_SIZE;
const SCHEMA = 1;

const utf8 = new TextEncoder();
const PRODUCT = utf8.encode('recul/v1');
const CONSTRUCTION = utf8.encode('c2sp.org/chunked-encryption@v1+');
const ZERO = new Uint8Array(1);

/** What an envelope is for, rebuilt by its reader from what it already trusts; it is never transmitted. */
export class Context {
  /**
   * @param {number} type one of the constants above
   * @param {Uint8Array} owner 16 bytes
   * @param {Uint8Array} objectId 16 bytes
   * @param {number} revision
   * @param {number} epoch
   */
  constructor(type, owner, objectId, revision, epoch) {
    assert(owner.length === ID_SIZE && objectId.length === ID_SIZE, 'ids have 16 bytes');
    /** The 59 bytes of §3. */
    this.bytes = new Uint8Array(59);
    this.bytes.set(PRODUCT);
    this.bytes[8] = type;
    this.bytes[10] = SCHEMA;
    this.bytes.set(owner, 11);
    this.bytes.set(objectId, 27);
    writeU64(this.bytes, 43, revision);
    writeU64(this.bytes, 51, epoch);
  }
}

/**
 * @typedef {object} Aead the cipher of the chunks, with a 12-byte nonce and a 16-byte tag that comes last
 * @property {Uint8Array} name as C2SP writes it
 * @property {number} keySize in bytes
 * @property {(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array) => Uint8Array} seal
 * @property {(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array) => Uint8Array} open throws `SealedError`
 */

/** The one cipher that is served. @type {Aead} */
export const CHACHA20_POLY1305 = {
  name: utf8.encode('AEAD_CHACHA20_POLY1305'),
  keySize: KEY_SIZE,
  seal: chacha20Poly1305Seal,
  open: chacha20Poly1305Open,
};

/** @param {Uint8Array} key 32 bytes @param {Context} context @param {Uint8Array} plaintext @returns {Uint8Array} */
export function seal(key, context, plaintext) {
  return sealWith(CHACHA20_POLY1305, key, randomBytes(SALT_SIZE), context.bytes, plaintext);
}

/** @param {Uint8Array} key 32 bytes @param {Context} context @param {Uint8Array} envelope
 * @returns {Uint8Array} the plaintext; `SealedError` for every failure */
export function openVerified(key, context, envelope) {
  return openWith(CHACHA20_POLY1305, key, context.bytes, envelope);
}

/** @param {number} size of a plaintext @returns {number} the size of its envelope */
export function sealedSize(size) {
  return HEADER_SIZE + size + TAG_SIZE * (Math.floor(size / CHUNK_SIZE) + 1);
}

/** The construction, with its cipher and salt as parameters: for tests against outside vectors only.
 * @param {Aead} aead @param {Uint8Array} key @param {Uint8Array} salt 24 bytes @param {Uint8Array} context
 * @param {Uint8Array} plaintext @returns {Uint8Array} */
export function sealWith(aead, key, salt, context, plaintext) {
  assert(key.length === aead.keySize, 'a key of the size of its cipher');
  const { aeadKey, baseNonce, commitment } = deriveKeys(aead, key, salt, context);
  const parts = [salt, commitment];
  for (let index = 0, at = 0; at <= plaintext.length; index += 1, at += CHUNK_SIZE) {
    parts.push(aead.seal(aeadKey, nonceOf(baseNonce, index), plaintext.subarray(at, at + CHUNK_SIZE)));
  }
  return joinAll(parts);
}

/** The opposite of `sealWith`. @param {Aead} aead @param {Uint8Array} key @param {Uint8Array} context
 * @param {Uint8Array} envelope @returns {Uint8Array} */
export function openWith(aead, key, context, envelope) {
  if (key.length !== aead.keySize || envelope.length < HEADER_SIZE + TAG_SIZE) throw new SealedError();
  const { aeadKey, baseNonce, commitment } = deriveKeys(aead, key, envelope.subarray(0, SALT_SIZE), context);
  if (!equal(commitment, envelope.subarray(SALT_SIZE, HEADER_SIZE))) throw new SealedError();
  const body = envelope.subarray(HEADER_SIZE);
  const last = body.length % SEALED_CHUNK_SIZE;
  // a full last chunk (0) says that the real last one was cut off
  if (last < TAG_SIZE) throw new SealedError();
  const chunks = [];
  for (let index = 0, at = 0; at < body.length; index += 1, at += SEALED_CHUNK_SIZE) {
    chunks.push(aead.open(aeadKey, nonceOf(baseNonce, index), body.subarray(at, at + SEALED_CHUNK_SIZE)));
  }
  return chunks.length === 1 ? chunks[0] : joinAll(chunks);
}

/** @param {Aead} aead @param {Uint8Array} key @param {Uint8Array} salt @param {Uint8Array} context */
function deriveKeys(aead, key, salt, context) {
  const info = join(CONSTRUCTION, aead.name, ZERO, salt, context);
  const output = hkdfExpand(key, info, aead.keySize + NONCE_SIZE + HASH_SIZE);
  return {
    aeadKey: output.subarray(0, aead.keySize),
    baseNonce: output.subarray(aead.keySize, aead.keySize + NONCE_SIZE),
    commitment: output.subarray(aead.keySize + NONCE_SIZE),
  };
}

/** @param {Uint8Array} base 12 bytes @param {number} index of the chunk, under 2^32 @returns {Uint8Array} `base XOR index` */
function nonceOf(base, index) {
  const nonce = base.slice();
  nonce[8] ^= index >>> 24;
  nonce[9] ^= index >>> 16;
  nonce[10] ^= index >>> 8;
  nonce[11] ^= index;
  return nonce;
}
