/** What a text shows when it was looked for: its title, the tags that answer, some words around the first that does, and where to mark them. */
import { placesIn } from '../domain/folding.js';
import { gradeAt } from './text-index.js';

/** @typedef {import('./text-index.js').TextIndex} TextIndex */
/** @typedef {import('./text-index.js').Grades} Grades */
/** @typedef {import('../domain/question.js').Marked} Marked */
/** @typedef {import('../domain/question.js').Passage} Passage */

const BEFORE = 50;
const LENGTH = 180;
const CUT = '… ';

/** Where a text answers any part. @param {TextIndex} index @param {Grades[]} graded @param {string} text @returns {Marked['marks']} */
function marksOf(index, graded, text) {
  const places = placesIn(text);
  const words = places.map(({ word }) => index.numberOf(word));
  /** @type {Marked['marks']} */
  const marks = [];
  for (let at = 0; at < words.length; at += 1) {
    const longest = Math.max(0, ...graded.filter((grades) => gradeAt(grades, words, at) > 0).map(({ length }) => length));
    if (longest === 0) continue;
    const last = marks.at(-1);
    const { end } = places[at + longest - 1];
    if (last && last[1] >= places[at].start) last[1] = Math.max(last[1], end);
    else marks.push([places[at].start, end]);
  }
  return marks;
}

/** Whole words around the first mark. @param {Marked} whole @returns {Marked} */
export function excerptOf({ text, marks }) {
  const first = marks[0]?.[0] ?? 0;
  const from = first <= BEFORE ? 0 : Math.min(first, text.indexOf(' ', first - BEFORE) + 1);
  const space = text.indexOf(' ', Math.max(from + LENGTH, marks[0]?.[1] ?? 0));
  const to = space === -1 ? text.length : space;
  const shift = (from === 0 ? 0 : CUT.length) - from;
  const within = marks.filter(([, end]) => end <= to);
  return {
    text: `${from === 0 ? '' : CUT}${to === text.length ? text.slice(from) : text.slice(from, to).replace(/[\s,;:.]*$/, '…')}`,
    marks: within.map(([start, end]) => [start + shift, end + shift]),
  };
}

/**
 * The passages of some texts, in their order; a text that left meanwhile has none.
 * @param {TextIndex} index @param {import('../domain/question.js').Part[]} parts @param {string[]} ids @returns {Passage[]}
 */
export function passagesOf(index, parts, ids) {
  const graded = parts.map((part) => index.grade(part));
  const marked = (/** @type {string} */ text) => ({ text, marks: marksOf(index, graded, text) });
  return ids.flatMap((id) => {
    const row = index.row(id);
    if (!row) return [];
    const tags = row.tags.map(marked).filter(({ marks }) => marks.length > 0);
    return [{ id, title: marked(row.title), tags, excerpt: excerptOf(marked(new TextDecoder().decode(row.text))) }];
  });
}
