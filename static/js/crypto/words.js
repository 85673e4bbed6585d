/** @file The *mots du jour*: eight words that the members of a group read aloud (`docs/spec/ceremony.md` §5). */
import { join } from './bytes.js';
import { SALT_WORDS } from './labels.js';
import { argon2id, hash16 } from './primitives.js';
import { WORDS } from './wordlist.js';

export const WORD_COUNT = 8;
const BITS = 11;
const MEMORY = 64 * 1024 * 1024;
const PASSES = 3;

/** @param {Uint8Array} groupId @param {Uint8Array} head @returns {string[]} eight words; it takes as long as a passphrase */
export function wordsOfTheDay(groupId, head) {
  const stretched = argon2id(join(groupId, head), hash16(SALT_WORDS, groupId), MEMORY, PASSES);
  return Array.from({ length: WORD_COUNT }, (_, at) => WORDS[numberAt(stretched, at * BITS)]);
}

/** @param {Uint8Array} bytes @param {number} bit @returns {number} the eleven bits from there */
function numberAt(bytes, bit) {
  const at = bit >> 3;
  const window = bytes[at] << 16 | bytes[at + 1] << 8 | bytes[at + 2];
  return window >> (24 - BITS - (bit & 7)) & (2 ** BITS - 1);
}
