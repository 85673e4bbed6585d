/**
 * The words of a person's texts, in memory only. Each word has a number, each text is the row of the numbers of its words: to look for
 * something is to walk those rows, which finds phrases as it goes and leaves nothing to mend when a text changes (docs/decisions/0015).
 */
import { dayNumber } from '../domain/dates.js';
import { fold, wordsIn } from '../domain/folding.js';
import { isNear, lettersApart, lettersOf, slipsOf } from '../domain/near-words.js';

/** @typedef {import('../domain/question.js').Part} Part */
/** @typedef {{title: string, tags: string[], text: string, lived: string, written: number}} Found what is looked through of a document */
/**
 * @typedef {object} Row A text.
 * @property {Uint32Array} words numbers; 0 stands after the title and each tag, so that no phrase goes over
 * @property {number} head how many of them are in the title and the tags
 * @property {string} title
 * @property {string[]} tags
 * @property {Uint8Array} text UTF-8, which takes half the place
 * @property {number} latest the higher, the later it was lived, then written
 */
/** @typedef {Uint8Array[]} Grades for each word of a part, how well each numbered word answers it */

export const [NEAR, BEGUN, WHOLE] = [1, 2, 3];
const IN_HEAD = 2;
const MOST_TIMES = 3;
/** More seconds than `written` counts. */
const SECONDS = 1e11;
const utf8 = new TextEncoder();

/** How well a part is answered from one place of a row on. @param {Grades} grades @param {ArrayLike<number>} words @param {number} at @returns {number} 0 when it is not */
export function gradeAt(grades, words, at) {
  let least = grades[0][words[at]];
  for (let next = 1; least > 0 && next < grades.length; next += 1) least = Math.min(least, grades[next][words[at + next]] ?? 0);
  return least;
}

/** The better a part is answered, and the more often, and in the title, the more it weighs. @param {Grades} grades @param {Row} row @returns {{best: number, weight: number}} */
function weigh(grades, { words, head }) {
  let [best, times, inHead] = [0, 0, 0];
  for (let at = 0; at < words.length; at += 1) {
    if (grades[0][words[at]] === 0) continue;
    const grade = gradeAt(grades, words, at);
    if (grade === 0) continue;
    best = Math.max(best, grade);
    times += 1;
    if (at < head) inHead = IN_HEAD;
    // nothing further on can weigh more
    else if (best === WHOLE && times >= MOST_TIMES) break;
  }
  return { best, weight: best * (IN_HEAD + MOST_TIMES) + inHead + Math.min(times, MOST_TIMES) };
}

/** How many known words a part can begin with. @param {Grades} grades @returns {number} */
const breadth = ([first]) => first.reduce((count, grade) => count + (grade > 0 ? 1 : 0), 0);

export class TextIndex {
  /** @type {Map<string, number>} a word as written, or folded, → its number */
  #numbers = new Map();
  /** folded words by number; 0 is no word */
  #words = [''];
  /** the letters of each, by number */
  #letters = [0];
  /** @type {Map<string, Row>} */
  #rows = new Map();

  get size() {
    return this.#rows.size;
  }

  /** @param {string} id @returns {Row|undefined} */
  row(id) {
    return this.#rows.get(id);
  }

  /** @param {string} id @param {Found} found */
  put(id, { title, tags, text, lived, written }) {
    const head = [title, ...tags].flatMap((words) => [...this.#read(words), 0]);
    const words = Uint32Array.from([...head, ...this.#read(text)]);
    this.#rows.set(id, { words, head: head.length, title, tags, text: utf8.encode(text), latest: dayNumber(lived) * SECONDS + written });
  }

  /** @param {string} id */
  remove(id) {
    this.#rows.delete(id);
  }

  /** @param {string} text @returns {number[]} */
  #read(text) {
    return wordsIn(text).map((word) => this.#numbers.get(word) ?? this.#learn(word));
  }

  /** @param {string} word @returns {number} */
  #learn(word) {
    const folded = fold(word);
    const number = folded === '' ? 0 : this.#numbers.get(folded) ?? this.#words.push(folded) - 1;
    if (number === this.#letters.length) this.#letters.push(lettersOf(folded));
    this.#numbers.set(folded, number);
    this.#numbers.set(word, number);
    return number;
  }

  /** The number of a word as a text has it. @param {string} word @returns {number} 0 when no text has it */
  numberOf(word) {
    return this.#numbers.get(word) ?? 0;
  }

  /** @param {Part} part @returns {Grades} */
  grade({ words, phrase, open }) {
    return words.map((word, at) => this.#gradeWord(word, open && at === words.length - 1, phrase ? 0 : slipsOf(word)));
  }

  /** @param {string} word @param {boolean} open @param {number} slips @returns {Uint8Array} */
  #gradeWord(word, open, slips) {
    const grades = new Uint8Array(this.#words.length);
    const letters = lettersOf(word);
    for (let number = 1; number < grades.length; number += 1) {
      const other = this.#words[number];
      if (other === word) grades[number] = WHOLE;
      else if (open && other.startsWith(word)) grades[number] = BEGUN;
      else if (slips > 0 && lettersApart(letters, this.#letters[number]) <= 2 * slips && isNear(word, other, slips)) grades[number] = NEAR;
    }
    return grades;
  }

  /**
   * The texts that answer every part, the closest first, then the latest.
   * @param {Part[]} parts at least one @returns {import('../domain/question.js').Answer}
   */
  find(parts) {
    // the rarest first: what it leaves out is walked no further
    const graded = parts.map((part) => this.grade(part)).map((grades) => ({ grades, words: breadth(grades) }))
      .sort((one, other) => one.words - other.words);
    if (graded[0].words === 0) return { exact: [], near: [] };
    /** @type {{id: string, weight: number, latest: number, least: number}[]} */
    const found = [];
    for (const [id, row] of this.#rows) {
      let [weight, least] = [0, WHOLE];
      for (let part = 0; least > 0 && part < graded.length; part += 1) {
        const answer = weigh(graded[part].grades, row);
        weight += answer.weight;
        least = Math.min(least, answer.best);
      }
      if (least > 0) found.push({ id, weight, latest: row.latest, least });
    }
    found.sort((one, other) => other.weight - one.weight || other.latest - one.latest);
    const idsOf = (/** @type {boolean} */ near) => found.filter(({ least }) => (least === NEAR) === near).map(({ id }) => id);
    return { exact: idsOf(false), near: idsOf(true) };
  }
}
