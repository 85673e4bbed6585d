/** What is looked for in the journal: asked at each letter, one question at a time, the last one always answered. */

import { RefusalError } from '../session/refusal.js';

/** @typedef {import('../session/book.js').Entry} Entry */
/** @typedef {import('../domain/question.js').Answer} Answer */
/** @typedef {import('../domain/question.js').Passage} Passage */
/** @typedef {{exact: Entry[], near: Entry[]}} Sorted entries to show, in their order */

export class Looking {
  text = '';
  /** @type {Answer|null} null while nothing is asked */
  answer = null;
  /** @type {Map<string, Passage>} of the texts that are shown, by id */
  passages = new Map();
  /** every text was looked through: that nothing answers may be said */
  whole = false;
  #notebook;
  #shown;
  #draw;
  #again = false;
  #asking = false;

  /**
   * @param {import('../session/notebook.js').Notebook} notebook
   * @param {(answer: Answer) => string[]} shown ids of the texts to show of an answer
   * @param {() => void} draw
   */
  constructor(notebook, shown, draw) {
    this.#notebook = notebook;
    this.#shown = shown;
    this.#draw = draw;
    this.text = notebook.asked;
  }

  /** @param {string} text */
  type(text) {
    this.text = text;
    this.#draw();
    return this.ask();
  }

  /** Asks what is typed; also when there is more to look through, or another choice of what to show. */
  async ask() {
    this.#again = true;
    if (this.#asking) return;
    this.#asking = true;
    try {
      while (this.#again) await this.#askOnce();
    } catch (error) {
      // a notebook that closes says so itself
      if (!(error instanceof RefusalError)) throw error;
      this.answer = null;
    } finally {
      this.#asking = false;
    }
  }

  async #askOnce() {
    this.#again = false;
    const { text } = this;
    const asked = this.#notebook.find(text);
    const whole = this.#notebook.takingIn === null;
    const answer = await asked;
    const passages = answer === null ? [] : await this.#notebook.passages(text, this.#shown(answer));
    this.answer = answer;
    this.whole = whole;
    this.passages = new Map(passages.map((passage) => [passage.id, passage]));
    this.#draw();
  }

  /**
   * Entries that answer, and those that nearly do.
   * @param {Answer} answer @param {Entry[]} kept the latest first @param {'date'|'rank'} order @returns {Sorted}
   */
  static sort({ exact, near }, kept, order) {
    const byId = new Map(kept.map((entry) => [entry.id, entry]));
    const among = (/** @type {string[]} */ ids) => {
      if (order === 'rank') return ids.flatMap((id) => byId.get(id) ?? []);
      const wanted = new Set(ids);
      return kept.filter(({ id }) => wanted.has(id));
    };
    return { exact: among(exact), near: among(near) };
  }
}
