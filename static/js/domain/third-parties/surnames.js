/** How far a surname goes, after a title or a first name. Indexes are those of `reading.words`. */

import { FUNCTION_WORDS, PARTICLES, VERBS_AFTER } from './grammar.js';

/** @typedef {import('./names.js').Span} Span */
/** @typedef {import('./numbers.js').Level} Level */
/** @typedef {import('./reading.js').Reading} Reading */

const LONGEST = 4;
const SHORTEST_IN_CAPITALS = 3;

/**
 * The last word of the surname that begins at `first`, particles included: « Le Goff », « Ben Youssef », « B. ».
 * @param {Reading} reading @param {number} first @param {boolean} afterTitle a title lets more pass than a first name does
 * @returns {number} −1 when no surname begins there
 */
export function surnameEnd(reading, first, afterTitle) {
  const { words } = reading;
  if (isPair(reading, first)) return furtherEnd(reading, first, first + 1);
  const at = afterParticles(reading, first);
  const isName = canBeSurname(reading, at, afterTitle) && !(at > first && isFunction(reading, first, at));
  if (!isName) return at > first && words[first].capital && canBeSurname(reading, first, afterTitle) ? first : -1;
  return furtherEnd(reading, first, at);
}

/** The surnames that follow a surname: « Ferreira da Silva ». @param {Reading} reading @param {number} first @param {number} found */
function furtherEnd(reading, first, found) {
  const { words } = reading;
  let last = found;
  for (let next = found + 1; next <= first + LONGEST; next += 1) {
    const word = words[next];
    if (!word?.joined || reading.isTitle(next)) break;
    if (isPair(reading, next)) last = next += 1;
    else if (word.capital && words[found].capital && (word.text.length > 1 || word.gap === ' ')) last = next;
    else if (!PARTICLES.has(word.folded) || !words[next + 1]?.capital) break;
  }
  return last;
}

/** « Le Bihan », « da silva »: two words that the list has as one surname. @param {Reading} reading @param {number} at */
function isPair({ words, lists }, at) {
  const next = words[at + 1];
  return next?.joined === true && PARTICLES.has(words[at].folded) && lists.surnames.has(`${words[at].folded} ${next.folded}`);
}

/** @param {Reading} reading @param {number} first @returns {number} the first word that is no particle */
function afterParticles({ words }, first) {
  let at = first;
  while (words[at] && PARTICLES.has(words[at].folded) && words[at].text.length > 1 && words[at + 1]?.joined) at += 1;
  return at;
}

/** « Madame la Ministre », « monsieur le directeur »: a particle, then an ordinary word. @param {Reading} reading @param {number} first @param {number} at */
function isFunction(reading, first, at) {
  const [particle, word] = [reading.words[first], reading.words[at]];
  return !particle.capital && ['le', 'la', 'l', 'les'].includes(particle.folded) && reading.isCommon(word.folded);
}

/** @param {Reading} reading @param {number} at @param {boolean} afterTitle */
function canBeSurname(reading, at, afterTitle) {
  const word = reading.words[at];
  if (!word || reading.isTitle(at)) return false;
  if (word.capital) return afterTitle || (!word.opens && (!reading.isNever(at) || reading.lists.surnames.has(word.folded)));
  if (afterTitle && word.text.length === 1) return reading.text[word.end] === '.';
  if (FUNCTION_WORDS.has(word.folded) || word.text.length < 3) return false;
  const isUnknown = !reading.isCommon(word.folded);
  if (afterTitle) return isUnknown || (reading.lists.surnames.has(word.folded) && (reading.lowerCase || VERBS_AFTER.has(reading.follow(at))));
  return reading.lowerCase && isUnknown && !reading.isNever(at) && reading.lists.surnames.has(word.folded);
}

/**
 * A first name, and the surname that follows it when there is one.
 * @param {Reading} reading @param {number} at @param {Level} level @returns {Span[]}
 */
export function withSurname(reading, at, level) {
  /** @type {Span[]} */
  const spans = [{ first: at, last: at, kind: 'prenom', level }];
  const next = reading.words[at + 1];
  if (!next?.joined || /[’'ʼ]/.test(next.gap) || (next.shout && next.text.length < SHORTEST_IN_CAPITALS)) return spans;
  const last = surnameEnd(reading, at + 1, false);
  return last > at ? [...spans, { first: at + 1, last, kind: 'nom', level }] : spans;
}
