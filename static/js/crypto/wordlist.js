/** @file The 2,048 French words of BIP-39, and the only importer of their library (`docs/spec/recovery.md`). */
import { entropyToMnemonic, mnemonicToEntropy } from '../../vendor/@scure/bip39/index.js';
import { wordlist } from '../../vendor/@scure/bip39/wordlists/french.js';
import { PhraseError, assert } from './errors.js';

/** The words in NFC, as they are shown and printed. @type {readonly string[]} */
export const WORDS = Object.freeze(wordlist.map((word) => word.normalize('NFC')));
export const WORD_COUNT = 12;
export const LEAST_PREFIX = 4;

const BY_FOLDED = new Map(WORDS.map((word) => [fold(word), word]));
const BY_PREFIX = prefixes();

/** @param {string} word @returns {string} without accents or case: NFKD, marks removed, lower case, `œ` as `oe` */
export function fold(word) {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe');
}

/** @param {string} text @returns {string[]} its words, separated by any white space */
export function splitWords(text) {
  return text.split(/\s+/u).filter(Boolean);
}

/** @param {string} word @returns {string | null} the word of the list that a typed word means */
export function completeWord(word) {
  const folded = fold(word);
  const exact = BY_FOLDED.get(folded);
  if (exact !== undefined) return exact;
  const found = BY_PREFIX.get(folded);
  return found?.length === 1 ? found[0] : null;
}

/** @param {Uint8Array} entropy 16 bytes @returns {string[]} twelve words, in NFC */
export function wordsOf(entropy) {
  assert(entropy.length === 16, 'twelve words hold sixteen bytes');
  return splitWords(entropyToMnemonic(entropy, wordlist).normalize('NFC'));
}

/** @param {string[]} words twelve words of the list @returns {Uint8Array} 16 bytes; `PhraseError` for a wrong checksum */
export function entropyOf(words) {
  assert(words.length === WORD_COUNT, 'sixteen bytes have twelve words');
  try {
    return mnemonicToEntropy(words.join(' '), wordlist);
  } catch {
    throw new PhraseError('a wrong checksum');
  }
}

/** @returns {Map<string, string[]>} the words that each folded prefix of four letters or more begins */
function prefixes() {
  /** @type {Map<string, string[]>} */
  const byPrefix = new Map();
  for (const [folded, word] of BY_FOLDED) {
    for (let size = LEAST_PREFIX; size < folded.length; size += 1) {
      const prefix = folded.slice(0, size);
      byPrefix.set(prefix, [...byPrefix.get(prefix) ?? [], word]);
    }
  }
  return byPrefix;
}
