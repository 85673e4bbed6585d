/** Tags: short words a person puts on a text. They are compared without accents or case, and kept as typed. */

import { fold } from './folding.js';

export const TAG_LENGTH = 40;

/** A tag as it is kept: no leading #, single spaces, at most 40 characters. @param {string} text @returns {string} */
export function cleanTag(text) {
  const words = text.replace(/^[\s#]+/, '').replace(/[\s,;]+/g, ' ').trim();
  return Array.from(words).slice(0, TAG_LENGTH).join('').trim();
}

/**
 * Adds a tag unless an equal one is there.
 * @param {string[]} tags @param {string} text @returns {string[]}
 */
export function withTag(tags, text) {
  const tag = cleanTag(text);
  const known = tags.some((other) => fold(other) === fold(tag));
  return tag === '' || known ? tags : [...tags, tag];
}

/** Reads 'one, two; three' as tags. @param {string} text @returns {string[]} */
export function parseTags(text) {
  return text.split(/[,;]/).reduce(withTag, /** @type {string[]} */ ([]));
}

/**
 * Every tag used, each once, in alphabetical order.
 * @param {Iterable<{tags: string[]}>} summaries @returns {string[]}
 */
export function tagsOf(summaries) {
  /** @type {Map<string, string>} */
  const byFold = new Map();
  for (const { tags } of summaries) {
    for (const tag of tags) if (!byFold.has(fold(tag))) byFold.set(fold(tag), tag);
  }
  return [...byFold.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tag]) => tag);
}
