/** How many guesses a chosen passphrase is worth. The only importer of zxcvbn-ts, loaded when a person chooses their own. */

export const ENOUGH_LOG10 = 14;
const SAYING_LOG10 = 4;
const RATED_CHARACTERS = 128;

/** @type {Promise<{check(text: string, words: string[]): {guessesLog10: number}, sayings: readonly string[]}>|null} */
let meter = null;

async function loadMeter() {
  const [{ ZxcvbnFactory }, common, french, { SAYINGS: sayings }] = await Promise.all([
    import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common'), import('@zxcvbn-ts/language-fr'), import('./sayings.js'),
  ]);
  const factory = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...french.dictionary },
    graphs: common.adjacencyGraphs,
    useLevenshteinDistance: true,
  });
  return { sayings, check: (/** @type {string} */ text, /** @type {string[]} */ words) => factory.check(text, words) };
}

/** @type {Record<string, string>} */
const LOOKALIKES = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' };

/**
 * What is left of a folded passphrase without the sayings of the list, and how many it held, when it held any. Accents, case, spaces and
 * punctuation never hide a saying; digits are read as ornaments, then as the letters they look like.
 * @param {string} passphrase @param {readonly string[]} sayings @returns {{rest: string, found: number}[]}
 */
export function withoutSayings(passphrase, sayings) {
  const folded = passphrase.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae');
  const read = new Set([folded, folded.replace(/[013457@$]/g, (sign) => LOOKALIKES[sign])]);
  return [...read].map((text) => {
    let letters = text.replace(/[^a-z]/gu, '');
    let found = 0;
    for (const saying of sayings) {
      const parts = letters.split(saying);
      found += parts.length - 1;
      letters = parts.join('');
    }
    return { rest: letters + text.replace(/[a-z]|[^\p{L}\p{N}]/gu, ''), found };
  }).filter(({ found }) => found > 0);
}

/**
 * Rates a chosen passphrase (`docs/spec/password.md` §2). The login and the product's name count as known words.
 * @param {string} passphrase @param {string} login
 * @returns {Promise<{enough: boolean, guessesLog10: number}>}
 */
export async function rateChosen(passphrase, login) {
  meter ??= loadMeter();
  const { check, sayings } = await meter;
  const rate = (/** @type {string} */ text) => (
    text === '' ? 0 : check(text.slice(0, RATED_CHARACTERS), [login, 'recul', 'carnet']).guessesLog10);
  const rests = withoutSayings(passphrase, sayings).map(({ rest, found }) => rate(rest) + found * SAYING_LOG10);
  const guessesLog10 = Math.min(rate(passphrase.normalize('NFKC')), ...rests);
  return { enough: guessesLog10 >= ENOUGH_LOG10, guessesLog10 };
}
