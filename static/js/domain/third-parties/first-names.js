/** First names of the list, and what stands beside those that are also words: « Rose », « Pierre », « Prudence ». */

import { EVERYDAY, NICKNAMES, OPENERS } from './everyday.js';
import { FUNCTION_WORDS, ROLES, VERBS_AFTER } from './grammar.js';
import { withSurname } from './surnames.js';

/** @typedef {import('./names.js').Rule} Rule */
/** @typedef {import('./names.js').Span} Span */
/** @typedef {import('./reading.js').Reading} Reading */

const SHORTEST_IN_CAPITALS = 4;

/** @type {Rule} */
export function firstName(reading, at) {
  const { capital, folded, opens, shout, text } = reading.words[at];
  const isName = reading.isFirstName(folded) || (NICKNAMES.has(folded) && !FUNCTION_WORDS.has(folded));
  if (!capital || !isName || reading.isNever(at) || reading.isSaint(at) || isAuthor(reading, at)) return null;
  if (shout) return text.length >= SHORTEST_IN_CAPITALS && !reading.isCommon(folded) ? withSurname(reading, at, 'perhaps') : null;
  if (EVERYDAY.has(folded) || (reading.language === 'en' && reading.lists.english.has(folded))) return everyday(reading, at);
  return withSurname(reading, at, opens && reading.isCommon(folded) ? 'perhaps' : 'sure');
}

/**
 * Inside a sentence its capital makes it a person, unless a determiner leads it; at the beginning of one, what follows tells.
 * @param {Reading} reading @param {number} at @returns {Span[]|null}
 */
function everyday(reading, at) {
  if (reading.words[at].opens) return isSomeone(reading, at) ? withSurname(reading, at, 'perhaps') : null;
  return reading.isLedByGrammar(at) && !ROLES.has(reading.lead(at)) ? null : withSurname(reading, at, 'sure');
}

/** « Rose est là », « Rose Benali », « Rose, ma collègue », « – Rose, viens ! ». @param {Reading} reading @param {number} at */
function isSomeone(reading, at) {
  const [word, next] = [reading.words[at], reading.words[at + 1]];
  if (!next) return true;
  if (next.joined) return next.capital || (next.text !== 'à' && isSubject(word.folded, next.folded));
  return reading.isApposed(at) || (next.gap.startsWith(',') && /[«“"]|[—–] ?$/.test(word.gap));
}

/** @param {string} word @param {string} next */
const isSubject = (word, next) => VERBS_AFTER.has(next) || (!OPENERS.has(word) && !FUNCTION_WORDS.has(next));

/** « Sigmund Freud ». @param {Reading} reading @param {number} at */
function isAuthor(reading, at) {
  return reading.isRead(at) || (reading.words[at + 1]?.joined === true && reading.isAuthor(at + 1));
}
