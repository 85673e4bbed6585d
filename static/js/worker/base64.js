/** Bytes in the JSON of the control plane: base64 of RFC 4648 §4, padded, canonical. */
import { EncodingError } from '../crypto/errors.js';

const CHUNK = 0x8000;

/** @param {Uint8Array} bytes @returns {string} */
export function toBase64(bytes) {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}

/** @param {unknown} text @param {number} [size] the only length accepted @returns {Uint8Array} `EncodingError` for any other form */
export function fromBase64(text, size) {
  let binary = '';
  try {
    binary = atob(/** @type {string} */ (text));
  } catch {
    throw new EncodingError('not base64');
  }
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  if (toBase64(bytes) !== text) throw new EncodingError('base64 in another form');
  if (size !== undefined && bytes.length !== size) throw new EncodingError('another length');
  return bytes;
}
