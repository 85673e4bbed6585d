/** @file The *fiche de secours*: sixteen random bytes as twelve words (`docs/spec/recovery.md`). */
import { PhraseError } from './errors.js';
import { DERIVE_RECOVERY_AUTH, DERIVE_RECOVERY_WRAP } from './labels.js';
import { normaliseLogin } from './password.js';
import { derive, randomBytes } from './primitives.js';
import { WORD_COUNT, completeWord, entropyOf, splitWords, wordsOf } from './wordlist.js';

/** @typedef {{auth: Uint8Array, wrap: Uint8Array}} RecoveryKeys `auth` is sent, `wrap` is kept */

const ENTROPY_SIZE = 16;

/** @returns {Uint8Array} the entropy of a new fiche */
export function generateEntropy() {
  return randomBytes(ENTROPY_SIZE);
}

/** @param {Uint8Array} entropy 16 bytes @returns {string[]} its twelve words */
export function entropyToWords(entropy) {
  return wordsOf(entropy);
}

/** The entropy of words as they were typed: folded, completed from four letters, checked.
 * @param {string} text
 * @returns {Uint8Array} 16 bytes; `PhraseError`, with the position from 0 of the first unknown word when there is one */
export function wordsToEntropy(text) {
  const completed = splitWords(text).map(completeWord);
  const words = completed.filter((word) => word !== null);
  if (words.length < completed.length) throw new PhraseError('an unknown word', completed.indexOf(null));
  if (words.length !== WORD_COUNT) throw new PhraseError('twelve words were expected');
  return entropyOf(words);
}

/** @param {Uint8Array} entropy @param {string} login
 * @returns {RecoveryKeys} the keys of a fiche; `PasswordError` for a login that has no normal form */
export function deriveRecovery(entropy, login) {
  const vaultLogin = new TextEncoder().encode(normaliseLogin(login));
  return {
    auth: derive(entropy, DERIVE_RECOVERY_AUTH, vaultLogin),
    wrap: derive(entropy, DERIVE_RECOVERY_WRAP, vaultLogin),
  };
}
