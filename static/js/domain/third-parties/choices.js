/** What a person decided of each mark, applied to a text, or to the runs of a body. Nothing is replaced without a decision. */

import { joint } from './joints.js';

/** @typedef {import('../entry.js').Block} Block */
/** @typedef {import('../entry.js').Run} Run */
/** @typedef {string|null|undefined} Choice an alias; null to leave what is written; undefined when nothing was decided yet */
/** @typedef {{start: number, end: number}} Place */
/** @typedef {{start: number, end: number, text: string}} Edit */

const OPENING = /(?:^|[.!?…\n][ \u00a0\u202f»”"]*)$/;

/** Some marks wait for a decision: `indexes` says which. */
export class UnsettledError extends Error {
  /** @param {number[]} indexes */
  constructor(indexes) {
    super(`undecided: ${indexes.join(', ')}`);
    this.name = 'UnsettledError';
    this.indexes = indexes;
  }
}

/** @param {Place[]} found @param {Choice[]} choices one for each mark @returns {number[]} the indexes of the marks that wait */
export function unsettled(found, choices) {
  return found.flatMap((_, index) => (choices[index] === undefined ? [index] : []));
}

/**
 * A text with its aliases.
 * @param {string} text @param {Place[]} found in order, none over another @param {Choice[]} choices @returns {string}
 * @throws {UnsettledError}
 */
export function applyChoices(text, found, choices) {
  return edited(text, 0, editsOf(text, found, choices));
}

/**
 * A body with its aliases. Offsets are those of `plainText(body)`, where a line feed stands between blocks.
 * @param {Block[]} body @param {string} text `plainText(body)` @param {Place[]} found @param {Choice[]} choices @returns {Block[]}
 * @throws {UnsettledError}
 */
export function applyToBody(body, text, found, choices) {
  const edits = editsOf(text, found, choices);
  let at = 0;
  return body.map(([block, runs]) => {
    const changed = runs.map(([words, marks]) => {
      const start = at;
      at += words.length;
      return /** @type {Run} */ ([editedRun(words, start, edits), marks]);
    });
    at += 1;
    return [block, changed.filter(([words]) => words !== '')];
  });
}

/** @param {string} text @param {Place[]} found @param {Choice[]} choices @returns {Edit[]} */
function editsOf(text, found, choices) {
  const waiting = unsettled(found, choices);
  if (waiting.length) throw new UnsettledError(waiting);
  return found.flatMap(({ start, end }, index) => {
    const alias = choices[index];
    if (alias === null || alias === undefined) return [];
    const before = text.slice(index === 0 ? 0 : found[index - 1].end, start);
    const { drop, text: words } = joint(before, alias);
    const opens = OPENING.test(text.slice(0, start - drop)) && !/^\p{Ll}/u.test(text.slice(start - drop));
    return [{ start: start - drop, end, text: opens ? capitalised(words) : words }];
  });
}

/** @param {string} words */
const capitalised = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/** @param {string} text @param {number} from the offset of its first character @param {Edit[]} edits */
function edited(text, from, edits) {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.start - from) + edit.text;
    at = edit.end - from;
  }
  return result + text.slice(at);
}

/** The part of each edit that falls in a run; its words go into the run where it begins. @param {string} words @param {number} from @param {Edit[]} edits */
function editedRun(words, from, edits) {
  const to = from + words.length;
  const mine = edits.filter(({ start, end }) => start < to && end > from).map(({ start, end, text }) => (
    { start: Math.max(start, from), end: Math.min(end, to), text: start >= from ? text : '' }));
  return edited(words, from, mine);
}
