/** What a person chose to see of their journal. */

import { dayNumber } from './dates.js';

/** @typedef {import('./entry.js').Summary} Summary */
/**
 * @typedef {object} Choice
 * @property {'all'|'entry'|'case'} kind
 * @property {string|null} tag
 * @property {string} from the first day lived, `YYYY-MM-DD`, or `''`
 * @property {string} to the last one, or `''`
 * @property {'date'|'rank'} order of what was looked for
 */

/** @type {Choice} */
export const EVERYTHING = Object.freeze({ kind: 'all', tag: null, from: '', to: '', order: 'date' });

/** Whether a choice keeps a text. @param {Choice} choice @param {Summary|null} summary null for one that could not be opened */
export function keeps({ kind, tag, from, to }, summary) {
  if (summary === null) return kind === 'all' && tag === null && from === '' && to === '';
  return (kind === 'all' || summary.kind === kind) && (tag === null || summary.tags.includes(tag))
    && (from === '' || summary.lived >= from) && (to === '' || summary.lived <= to);
}

/** The day of the last séance of any group. @param {Iterable<{seances: {day: number}[]}>} groups @param {string} today @returns {number|null} */
export function lastSeance(groups, today) {
  const past = [...groups].flatMap(({ seances }) => seances.map(({ day }) => day)).filter((day) => day <= dayNumber(today));
  return past.length === 0 ? null : Math.max(...past);
}
