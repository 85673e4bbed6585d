/** Names written without a capital: a first name of the list, or an unknown word where only a name can stand. */

import { EVERYDAY, NICKNAMES, OPENERS } from './everyday.js';
import { CLITICS, DETERMINERS, FUNCTION_WORDS, ROLES, TITLES, VERBS_AFTER, WITH } from './grammar.js';
import { withSurname } from './surnames.js';

/** @typedef {import('./names.js').Span} Span */
/** @typedef {import('./reading.js').Reading} Reading */

const SHORTEST_UNKNOWN = 5;
const GLUED = /^(?:qu|[cdjlmnst])(?=\p{L}{3})/u;

/** @param {Reading} reading @param {number} at @returns {Span[]|null} */
export function lowerCaseName(reading, at) {
  const word = reading.words[at];
  if (word.capital || word.text.length < 3 || FUNCTION_WORDS.has(word.folded) || reading.isNever(at)) return null;
  if (/[/\d]/.test(word.gap) || reading.isRead(at) || (reading.words[at + 1]?.joined && reading.isAuthor(at + 1))) return null;
  if (!isFirstName(reading, at) && !isUnknownName(reading, at)) return null;
  return withSurname(reading, at, 'perhaps');
}

/** @param {Reading} reading @param {number} at */
function isFirstName(reading, at) {
  const { folded } = reading.words[at];
  const nickname = NICKNAMES.has(folded) && reading.lowerCase;
  if (!nickname && !reading.isFirstName(folded)) return false;
  if (!reading.isCommon(folded)) return !reading.lists.english.has(folded) || reading.lowerCase;
  if (!reading.lowerCase || DETERMINERS.has(reading.lead(at)) || CLITICS.has(reading.lead(at))) return false;
  return !EVERYDAY.has(folded) || isNameByItsPlace(reading, at);
}

/** « la maman de rose est venue », « ma sœur rose ». @param {Reading} reading @param {number} at */
function isNameByItsPlace(reading, at) {
  const lead = reading.lead(at);
  const isSubject = !OPENERS.has(reading.words[at].folded) && VERBS_AFTER.has(reading.follow(at));
  return ROLES.has(lead) || lead === 'chez' || isSubject || reading.isApposed(at) || isAppositionOf(reading, at);
}

/** « l’infirmière, rose, a dit ». @param {Reading} reading @param {number} at */
function isAppositionOf({ words }, at) {
  return at > 0 && /^,[ \u00a0]$/.test(words[at].gap) && ROLES.has(words[at - 1].folded) && words[at + 1]?.gap.startsWith(',') === true;
}

/** « jdevrais », « lagence »: an apostrophe left out. @param {Reading} reading @param {string} folded */
const isGlued = (reading, folded) => GLUED.test(folded) && reading.isCommon(folded.replace(GLUED, ''));

/** « avec soizou », « chez bérou », in a text without capitals. @param {Reading} reading @param {number} at */
function isUnknownName(reading, at) {
  const { folded } = reading.words[at];
  if (!reading.lowerCase || reading.isCommon(folded) || reading.lists.english.has(folded) || isGlued(reading, folded)) return false;
  const lead = reading.lead(at);
  if (WITH.has(lead) || ROLES.has(lead)) return !TITLES.has(folded);
  if (lead === 'les') return folded.length >= SHORTEST_UNKNOWN && !/[sxz]$/.test(folded);
  return (reading.lists.surnames.has(folded) || folded.length >= SHORTEST_UNKNOWN) && !DETERMINERS.has(lead) && !CLITICS.has(lead);
}
