/** @file Labelled Ed25519 signatures (`docs/spec/signatures.md`). */
import { ed25519Public, ed25519Sign, ed25519Verify, labelled } from './primitives.js';

/** @param {Uint8Array} seed 32 bytes @returns {Uint8Array} the 32-byte identity of a seed */
export function identityOf(seed) {
  return ed25519Public(seed);
}

/** @param {Uint8Array} seed 32 bytes @param {Uint8Array} label @param {Uint8Array} message
 * @returns {Uint8Array} the 64-byte signature of the labelled message */
export function sign(seed, label, message) {
  return ed25519Sign(seed, labelled(label, message));
}

/** Throw `SignatureError` unless `signature` is that of the labelled message by `identity`.
 * @param {Uint8Array} identity @param {Uint8Array} label @param {Uint8Array} message @param {Uint8Array} signature */
export function verify(identity, label, message, signature) {
  ed25519Verify(identity, labelled(label, message), signature);
}
