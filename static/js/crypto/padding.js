/** @file The padding of texts inside their envelopes (`docs/spec/padding.md`). */
import { EncodingError } from './errors.js';

const FLOOR = 1024;
const MARK = 0x80;

/** @param {number} size of a value, in bytes @returns {number} the size it takes once padded */
export function paddedLength(size) {
  const marked = size + 1;
  if (marked <= FLOOR) return FLOOR;
  const exponent = floorLog2(marked);
  const step = 2 ** (exponent - (floorLog2(exponent) + 1));
  return Math.ceil(marked / step) * step;
}

/** @param {number} number 1 … 2^53 − 1 @returns {number} exact, unlike `Math.log2` near powers of two */
function floorLog2(number) {
  const high = Math.floor(number / 2 ** 32);
  return high ? 63 - Math.clz32(high) : 31 - Math.clz32(number);
}

/** @param {Uint8Array} value @returns {Uint8Array} the value, 0x80, and zeros */
export function pad(value) {
  const padded = new Uint8Array(paddedLength(value.length));
  padded.set(value);
  padded[value.length] = MARK;
  return padded;
}

/** @param {Uint8Array} padded @returns {Uint8Array} what was padded, a view; `EncodingError` for any other form */
export function unpad(padded) {
  let end = padded.length - 1;
  while (end >= 0 && padded[end] === 0) end -= 1;
  if (end < 0 || padded[end] !== MARK) throw new EncodingError('padding without its mark');
  if (paddedLength(end) !== padded.length) throw new EncodingError('padding of another length');
  return padded.subarray(0, end);
}
