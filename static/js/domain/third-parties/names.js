/** People and places by their names: each rule reads one word and what stands beside it; the first that answers wins. */

import { capitalised } from './capitals.js';
import { familiar, family, named, titled } from './people.js';
import { firstName } from './first-names.js';
import { lowerCaseName } from './lower-case.js';
import { placeAt } from './places.js';

/** @typedef {import('./numbers.js').Mark} Mark */
/** @typedef {import('./numbers.js').Kind} Kind */
/** @typedef {import('./numbers.js').Level} Level */
/** @typedef {import('./reading.js').Reading} Reading */
/** @typedef {{first: number, last: number, kind: Kind, level: Level}} Span indexes of words, both included */
/** @typedef {(reading: Reading, at: number) => Span[]|null} Rule */

/** @type {Rule[]} */
const RULES = [titled, named, familiar, placeAt, firstName, family, capitalised, lowerCaseName];

/** @param {Reading} reading @returns {Mark[]} */
export function findNames(reading) {
  /** @type {Mark[]} */
  const found = [];
  for (let at = 0; at < reading.words.length;) {
    const spans = firstAnswer(reading, at);
    found.push(...spans.map((span) => markOf(reading, span)));
    at = (spans.at(-1)?.last ?? at) + 1;
  }
  return found;
}

/** @param {Reading} reading @param {number} at @returns {Span[]} */
function firstAnswer(reading, at) {
  for (const rule of RULES) {
    const spans = rule(reading, at);
    if (spans) return spans;
  }
  return [];
}

/** An initial keeps its point, unless the point also ends the sentence. @param {Reading} reading @param {Span} span @returns {Mark} */
function markOf({ words, text }, { first, last, kind, level }) {
  const end = words[last].end;
  const initial = words[last].text.length === 1 && /^\.[ \u00a0\u202f]*[^\s\p{Lu}]/u.test(text.slice(end, end + 4));
  return { start: words[first].start, end: initial ? end + 1 : end, kind, level };
}
