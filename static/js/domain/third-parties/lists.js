/**
 * The word lists: sorted words, 64 a line. A line is a first word, then for each next one a capital letter that says how
 * much of the word before is kept (A = nothing) and what follows it. A look-up finds its line and reads that line alone.
 */

/** @typedef {{words: WordList, english: WordList, firstNames: WordList, surnames: WordList, places: WordList}} Lists */

/** The files of the lists, by the names that `readLists` takes them under. */
export const LIST_FILES = Object.freeze({
  words: 'words.txt', english: 'english.txt', firstNames: 'first-names.txt', surnames: 'surnames.txt', places: 'places.txt',
});

const CODE_OF_A = 65;

/** One list, read without being unpacked. */
export class WordList {
  /** @type {string[]} */
  #lines;
  /** @type {Map<string, boolean>} */
  #known = new Map();

  /** @param {string} text the content of a file of `static/data/third-parties/` */
  constructor(text) {
    this.#lines = text.split('\n').filter((line) => line !== '');
  }

  /** @param {string} word folded @returns {boolean} */
  has(word) {
    const known = this.#known.get(word) ?? this.#find(word);
    this.#known.set(word, known);
    return known;
  }

  /** @param {string} word @returns {boolean} */
  #find(word) {
    const line = this.#lines[this.#lineOf(word)];
    if (line === undefined) return false;
    for (const entry of entriesOf(line)) {
      if (entry >= word) return entry === word;
    }
    return false;
  }

  /** Every word, in order. @returns {Iterable<string>} */
  * entries() {
    for (const line of this.#lines) yield* entriesOf(line);
  }

  /** The last line whose first word is not after this one. @param {string} word @returns {number} −1 when there is none */
  #lineOf(word) {
    let [low, high] = [0, this.#lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firstOf(this.#lines[middle]) <= word) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** @param {string} line */
const firstOf = (line) => /** @type {RegExpExecArray} */ (/^[^A-Z]+/.exec(line))[0];

/** @param {string} line @returns {Iterable<string>} */
function* entriesOf(line) {
  let word = '';
  for (const [, letter, rest] of line.matchAll(/([A-Z]?)([^A-Z]*)/g)) {
    if (letter === '' && rest === '') return;
    word = word.slice(0, letter === '' ? 0 : letter.charCodeAt(0) - CODE_OF_A) + rest;
    yield word;
  }
}

/**
 * @param {Record<keyof typeof LIST_FILES, string>} texts the contents of the files
 * @returns {Lists}
 */
export function readLists(texts) {
  return {
    words: new WordList(texts.words),
    english: new WordList(texts.english),
    firstNames: new WordList(texts.firstNames),
    surnames: new WordList(texts.surnames),
    places: new WordList(texts.places),
  };
}
