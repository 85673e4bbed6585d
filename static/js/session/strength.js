/** How many guesses a chosen passphrase is worth. The only importer of zxcvbn-ts, loaded when a person chooses their own. */

export const ENOUGH_LOG10 = 14;

/** @type {Promise<{check(text: string, words: string[]): {guessesLog10: number}}>|null} */
let meter = null;

async function loadMeter() {
  const [{ ZxcvbnFactory }, common, french] = await Promise.all([
    import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common'), import('@zxcvbn-ts/language-fr'),
  ]);
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...french.dictionary },
    graphs: common.adjacencyGraphs,
    useLevenshteinDistance: true,
  });
}

/**
 * Rates a chosen passphrase (`docs/spec/password.md` §2). The login and the product's name count as known words.
 * @param {string} passphrase @param {string} login
 * @returns {Promise<{enough: boolean, guessesLog10: number}>}
 */
export async function rateChosen(passphrase, login) {
  meter ??= loadMeter();
  const { guessesLog10 } = (await meter).check(passphrase.normalize('NFKC').slice(0, 128), [login, 'recul', 'carnet']);
  return { enough: guessesLog10 >= ENOUGH_LOG10, guessesLog10 };
}
