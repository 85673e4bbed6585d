/** @file One value, one sequence of bytes: a closed subset of deterministic CBOR (`docs/spec/encoding.md`). */
import { MAX_INTEGER, compare, readU32, readU64 } from './bytes.js';
import { EncodingError } from './errors.js';

/**
 * @typedef {null | boolean | number | string | Uint8Array | Value[] | {[key: string]: Value}} Value
 * Decoded maps have no prototype, so that no key of theirs means anything to the language.
 */

export const MAX_DEPTH = 32;
export const MAX_SIZE = 32 * 1024 * 1024;

const UNSIGNED = 0;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;
const SHORT_TEXT = 32;

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @param {unknown} value @returns {Uint8Array} its bytes; `EncodingError` for a value outside §1 */
export function encode(value) {
  const writer = new Writer();
  writer.write(value, 0);
  const encoded = writer.written();
  if (encoded.length > MAX_SIZE) throw new EncodingError('more than 32 MiB');
  return encoded;
}

/** @param {Uint8Array} encoded @returns {Value} `EncodingError` unless it is the one encoding of a value, and nothing more */
export function decode(encoded) {
  if (encoded.length > MAX_SIZE) throw new EncodingError('more than 32 MiB');
  const reader = new Reader(encoded);
  const value = reader.read(0);
  if (reader.position !== encoded.length) throw new EncodingError('bytes after the value');
  return value;
}

/** @param {number} depth */
function checkDepth(depth) {
  if (depth > MAX_DEPTH) throw new EncodingError('more than 32 levels');
}

/** Bytes being written, in a buffer that doubles. */
class Writer {
  #buffer = new Uint8Array(1024);

  #size = 0;

  /** @returns {Uint8Array} */
  written() {
    return this.#buffer.slice(0, this.#size);
  }

  /** @param {unknown} value @param {number} depth */
  write(value, depth) {
    if (value === null) this.#byte(NULL);
    else if (typeof value === 'boolean') this.#byte(value ? TRUE : FALSE);
    else if (typeof value === 'number') this.#integer(value);
    else if (typeof value === 'string') this.#append(TEXT, utf8Of(value));
    else if (value instanceof Uint8Array) this.#append(BYTES, value);
    else if (Array.isArray(value)) this.#array(value, depth + 1);
    else this.#map(value, depth + 1);
  }

  /** @param {number} number */
  #integer(number) {
    if (!Number.isSafeInteger(number) || number < 0) throw new EncodingError('an integer outside 0 … 2^53 − 1');
    this.#head(UNSIGNED, number);
  }

  /** @param {unknown[]} items @param {number} depth */
  #array(items, depth) {
    checkDepth(depth);
    this.#head(ARRAY, items.length);
    for (const item of items) this.write(item, depth);
  }

  /** @param {unknown} map @param {number} depth */
  #map(map, depth) {
    if (!isPlain(map)) throw new EncodingError('a value of no type of the encoding');
    checkDepth(depth);
    const entries = Object.entries(map).map(([key, item]) => /** @type {const} */ ([utf8Of(key), item]));
    // shorter keys first: the length stands at the beginning of an encoded key
    entries.sort(([a], [b]) => a.length - b.length || compare(a, b));
    this.#head(MAP, entries.length);
    for (const [key, item] of entries) {
      this.#append(TEXT, key);
      this.write(item, depth);
    }
  }

  /** @param {number} major @param {Uint8Array} content */
  #append(major, content) {
    this.#head(major, content.length);
    this.#reserve(content.length);
    this.#buffer.set(content, this.#size);
    this.#size += content.length;
  }

  /** @param {number} major @param {number} argument */
  #head(major, argument) {
    const type = major << 5;
    if (argument < 24) this.#byte(type | argument);
    else if (argument < 2 ** 8) this.#number(type | 24, argument, 1);
    else if (argument < 2 ** 16) this.#number(type | 25, argument, 2);
    else if (argument < 2 ** 32) this.#number(type | 26, argument, 4);
    else this.#number(type | 27, argument, 8);
  }

  /** @param {number} initial @param {number} argument @param {number} size */
  #number(initial, argument, size) {
    this.#byte(initial);
    this.#reserve(size);
    for (let at = size - 1, rest = argument; at >= 0; at -= 1, rest = Math.floor(rest / 256)) {
      this.#buffer[this.#size + at] = rest % 256;
    }
    this.#size += size;
  }

  /** @param {number} byte */
  #byte(byte) {
    this.#reserve(1);
    this.#buffer[this.#size] = byte;
    this.#size += 1;
  }

  /** @param {number} size */
  #reserve(size) {
    const needed = this.#size + size;
    if (needed <= this.#buffer.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#buffer.length));
    larger.set(this.#buffer);
    this.#buffer = larger;
  }
}

/** @param {string} text @returns {Uint8Array} */
function utf8Of(text) {
  if (!text.isWellFormed()) throw new EncodingError('a lone surrogate');
  return utf8.encode(text);
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isPlain(value) {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** A position in the bytes being decoded. */
class Reader {
  position = 0;

  #encoded;

  /** @param {Uint8Array} encoded */
  constructor(encoded) {
    this.#encoded = encoded;
  }

  /** Read one value found `depth` levels down. @param {number} depth @returns {Value} */
  read(depth) {
    const initial = this.#encoded[this.#skip(1)];
    if (initial >= FALSE && initial <= NULL) return initial === NULL ? null : initial === TRUE;
    const argument = this.#argument(initial & 31);
    switch (initial >> 5) {
      case UNSIGNED: return integer(argument);
      case BYTES: return this.#bytes(argument);
      case TEXT: return this.#text(argument);
      case ARRAY: return this.#array(argument, depth + 1);
      case MAP: return this.#map(argument, depth + 1);
      default: throw new EncodingError('a type outside the encoding');
    }
  }

  /** @param {number} size @returns {number} where those bytes begin */
  #skip(size) {
    const start = this.position;
    if (size > this.#encoded.length - start) throw new EncodingError('the bytes end inside a value');
    this.position = start + size;
    return start;
  }

  /** @param {number} information the five low bits of the initial byte @returns {number} */
  #argument(information) {
    if (information < 24) return information;
    if (information === 24) return atLeast(24, this.#encoded[this.#skip(1)]);
    if (information === 25) {
      const at = this.#skip(2);
      return atLeast(2 ** 8, this.#encoded[at] << 8 | this.#encoded[at + 1]);
    }
    if (information === 26) return atLeast(2 ** 16, readU32(this.#encoded, this.#skip(4)));
    if (information === 27) return atLeast(2 ** 32, readU64(this.#encoded, this.#skip(8)));
    throw new EncodingError('an indefinite or reserved length');
  }

  /** @param {number} size @returns {Uint8Array} a copy */
  #bytes(size) {
    const start = this.#skip(size);
    return this.#encoded.slice(start, start + size);
  }

  /** @param {number} size @returns {string} */
  #text(size) {
    const start = this.#skip(size);
    return (size <= SHORT_TEXT && this.#ascii(start, start + size)) || this.#utf8(start, start + size);
  }

  /** Short ASCII texts (every key, most names) cost less than a call of the decoder.
   * @param {number} start @param {number} end @returns {string} empty when there is another byte than ASCII */
  #ascii(start, end) {
    let text = '';
    for (let at = start; at < end; at += 1) {
      const byte = this.#encoded[at];
      if (byte > 0x7f) return '';
      text += String.fromCharCode(byte);
    }
    return text;
  }

  /** @param {number} start @param {number} end @returns {string} */
  #utf8(start, end) {
    try {
      return strictUtf8.decode(this.#encoded.subarray(start, end));
    } catch {
      throw new EncodingError('text that is not UTF-8');
    }
  }

  /** @param {number} count @param {number} depth @returns {Value[]} */
  #array(count, depth) {
    this.#checkContainer(count, depth);
    const items = [];
    for (let read = 0; read < count; read += 1) items.push(this.read(depth));
    return items;
  }

  /** @param {number} count @param {number} depth @returns {{[key: string]: Value}} */
  #map(count, depth) {
    this.#checkContainer(2 * count, depth);
    const entries = Object.create(null);
    let previous = this.#encoded.subarray(0, 0);
    for (let read = 0; read < count; read += 1) {
      const start = this.position;
      const key = this.read(depth);
      if (typeof key !== 'string') throw new EncodingError('a map key that is not text');
      const encodedKey = this.#encoded.subarray(start, this.position);
      if (compare(encodedKey, previous) <= 0) throw new EncodingError('map keys out of order, or twice the same');
      previous = encodedKey;
      entries[key] = this.read(depth);
    }
    return entries;
  }

  /** @param {number} leastSize of what the container holds @param {number} depth */
  #checkContainer(leastSize, depth) {
    checkDepth(depth);
    if (leastSize > this.#encoded.length - this.position) throw new EncodingError('a count greater than the bytes left');
  }
}

/** @param {number} least @param {number} argument */
function atLeast(least, argument) {
  if (argument < least) throw new EncodingError('an argument longer than its shortest form');
  return argument;
}

/** @param {number} argument */
function integer(argument) {
  if (argument > MAX_INTEGER) throw new EncodingError('an integer over 2^53 − 1');
  return argument;
}
