/** @file Checks of the shape of decoded values: what a page says a field is, or `EncodingError`. */
import { compare } from './bytes.js';
import { EncodingError } from './errors.js';

/** @typedef {import('./encoding.js').Value} Value */

/** @param {Value | undefined} value @param {number} [size] @returns {Uint8Array} */
export function bytesOf(value, size) {
  if (!(value instanceof Uint8Array) || (size !== undefined && value.length !== size)) {
    throw new EncodingError('bytes of another type or size were expected');
  }
  return value;
}

/** @param {Value | undefined} value @param {number} size @returns {Uint8Array | null} */
export function bytesOrNull(value, size) {
  return value === null ? null : bytesOf(value, size);
}

/** @param {Value | undefined} value @param {number} [least] @returns {number} */
export function integerOf(value, least = 0) {
  if (typeof value !== 'number' || value < least) throw new EncodingError('an integer was expected');
  return value;
}

/** @param {Value | undefined} value @returns {number | null} */
export function integerOrNull(value) {
  return value === null ? null : integerOf(value);
}

/** @param {Value | undefined} value @returns {string} */
export function textOf(value) {
  if (typeof value !== 'string') throw new EncodingError('text was expected');
  return value;
}

/** @param {Value | undefined} value @returns {null} */
export function nullOf(value) {
  if (value !== null) throw new EncodingError('null was expected');
  return value;
}

/** @param {Value | undefined} value @param {number} [size] @returns {Value[]} */
export function arrayOf(value, size) {
  if (!Array.isArray(value) || (size !== undefined && value.length !== size)) {
    throw new EncodingError('an array of another size was expected');
  }
  return value;
}

/** @param {Value | undefined} value @returns {{[key: string]: Value}} */
export function anyMapOf(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array) {
    throw new EncodingError('a map was expected');
  }
  return value;
}

/** @param {Value | undefined} value @param {...string} keys @returns {{[key: string]: Value}} */
export function mapOf(value, ...keys) {
  const map = anyMapOf(value);
  if (Object.keys(map).length !== keys.length || !keys.every((key) => Object.hasOwn(map, key))) {
    throw new EncodingError('a map with other keys was expected');
  }
  return map;
}

/** Throw `EncodingError` unless each id comes after the one before it. @param {Uint8Array[]} ids */
export function checkAscending(ids) {
  if (!ids.every((id, at) => at === 0 || compare(ids[at - 1], id) < 0)) throw new EncodingError('ids out of order');
}
