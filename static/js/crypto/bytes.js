/** @file Joining, comparing and spelling bytes (`docs/spec/conventions.md` § Notation). */
import { assert } from './errors.js';

/** The greatest integer of the protocol, 2^53 − 1. */
export const MAX_INTEGER = Number.MAX_SAFE_INTEGER;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** @param {...Uint8Array} parts @returns {Uint8Array} the parts joined, as a copy */
export function join(...parts) {
  return joinAll(parts);
}

/** Like `join`, for a list of any length: a call has room for some tens of thousands of arguments only.
 * @param {Uint8Array[]} parts @returns {Uint8Array} */
export function joinAll(parts) {
  const joined = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** @param {number} number 0 … 2^53 − 1 @returns {Uint8Array} 8 bytes, big-endian */
export function u64(number) {
  const bytes = new Uint8Array(8);
  writeU64(bytes, 0, number);
  return bytes;
}

/** @param {Uint8Array} bytes @param {number} at where the 8 bytes go @param {number} number 0 … 2^53 − 1 */
export function writeU64(bytes, at, number) {
  assert(Number.isSafeInteger(number) && number >= 0, 'a number of 0 … 2^53 − 1');
  let rest = number;
  for (let place = at + 7; place >= at; place -= 1) {
    bytes[place] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}

/** @param {number} number 0 … 2^32 − 1 @returns {Uint8Array} 4 bytes, big-endian */
export function u32(number) {
  return u64(number).subarray(4);
}

/** @param {Uint8Array} bytes @param {number} at @returns {number} the u32 found there */
export function readU32(bytes, at) {
  return bytes[at] * 2 ** 24 + (bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3]);
}

/** @param {Uint8Array} bytes @param {number} at @returns {number} the u64 found there; over 2^53 − 1 it is not exact */
export function readU64(bytes, at) {
  return readU32(bytes, at) * 2 ** 32 + readU32(bytes, at + 4);
}

/** Compare public bytes; for anything derived from a secret use `equal` of `primitives.js`.
 * @param {Uint8Array} left @param {Uint8Array} right @returns {boolean} */
export function same(left, right) {
  return compare(left, right) === 0;
}

/** @param {Uint8Array} left @param {Uint8Array} right @returns {number} negative, 0 or positive, in the order of bytes */
export function compare(left, right) {
  const shorter = Math.min(left.length, right.length);
  for (let at = 0; at < shorter; at += 1) {
    if (left[at] !== right[at]) return left[at] - right[at];
  }
  return left.length - right.length;
}

/** @param {Uint8Array} bytes @returns {string} lower-case hexadecimal */
export function toHex(bytes) {
  let hex = '';
  for (const byte of bytes) hex += HEX[byte];
  return hex;
}

/** @param {string} hex lower-case hexadecimal, as `toHex` writes it @returns {Uint8Array} */
export function fromHex(hex) {
  assert(/^(?:[0-9a-f]{2})*$/.test(hex), 'lower-case hexadecimal');
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) => parseInt(hex.slice(2 * at, 2 * at + 2), 16));
}
