/** @file An envelope for the holder of an X25519 key, of unknown author (`docs/spec/box.md`). */
import { join } from './bytes.js';
import { openVerified, seal as sealEnvelope } from './envelope.js';
import { SealedError } from './errors.js';
import { DERIVE_BOX } from './labels.js';
import { KEY_SIZE, derive, randomBytes, x25519, x25519Public } from './primitives.js';

/** @typedef {import('./envelope.js').Context} Context */

const EPHEMERAL_SIZE = 32;

/** @param {Uint8Array} boxSecret 32 bytes @returns {Uint8Array} the 32-byte box key of a secret */
export function boxKeyOf(boxSecret) {
  return x25519Public(boxSecret);
}

/** @param {Uint8Array} theirBoxKey @param {Context} context @param {Uint8Array} plaintext
 * @returns {Uint8Array} the box; `SealedError` for a low-order key */
export function seal(theirBoxKey, context, plaintext) {
  const ephemeralSecret = randomBytes(KEY_SIZE);
  const ephemeral = boxKeyOf(ephemeralSecret);
  const key = keyOf(x25519(ephemeralSecret, theirBoxKey), ephemeral, theirBoxKey);
  return join(ephemeral, sealEnvelope(key, context, plaintext));
}

/** What a box holds; nothing tells who made it.
 * @param {Uint8Array} boxSecret @param {Context} context @param {Uint8Array} box
 * @returns {Uint8Array} `SealedError` for every failure */
export function openUnattributed(boxSecret, context, box) {
  const ephemeral = box.subarray(0, EPHEMERAL_SIZE);
  if (ephemeral.length < EPHEMERAL_SIZE) throw new SealedError();
  const key = keyOf(x25519(boxSecret, ephemeral), ephemeral, boxKeyOf(boxSecret));
  return openVerified(key, context, box.subarray(EPHEMERAL_SIZE));
}

/** @param {Uint8Array} shared @param {Uint8Array} ephemeral @param {Uint8Array} theirBoxKey */
function keyOf(shared, ephemeral, theirBoxKey) {
  return derive(shared, DERIVE_BOX, join(ephemeral, theirBoxKey));
}
