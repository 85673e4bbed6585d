/** Capitals that nothing explains: names that no list has. */

import { isKnownPlace } from './gazetteer.js';
import { FUNCTION_WORDS, INDEFINITE, TITLES, TOWARDS, WITH } from './grammar.js';
import { GENERIC } from './never.js';

/** @typedef {import('./names.js').Rule} Rule */
/** @typedef {import('./numbers.js').Kind} Kind */
/** @typedef {import('./reading.js').Reading} Reading */

const SHORTEST_IN_CAPITALS = 4;
const AFRICAN_OR_IRISH = /^(?:[NMDO]|Mc)$/;

/** @type {Rule} */
export function capitalised(reading, at) {
  const { words } = reading;
  const word = words[at];
  if (word.shout) return shouted(reading, at);
  if (!word.capital || word.text.length < 2 || TITLES.has(word.folded) || FUNCTION_WORDS.has(word.folded)) return null;
  if (reading.isNever(at) || reading.isRead(at) || reading.isSaint(at) || INDEFINITE.has(reading.lead(at))) return null;
  if (word.opens ? isOrdinary(reading, at) : reading.isCommon(word.folded) && !standsOut(reading, at)) return null;
  const first = at > 0 && AFRICAN_OR_IRISH.test(words[at - 1].text) && /^[’']$/.test(word.gap) ? at - 1 : at;
  let last = at;
  while (isNext(reading, last)) last += 1;
  return [{ first, last, kind: kindOf(reading, at), level: 'perhaps' }];
}

/** At the beginning of a sentence, a word that may well be one. @param {Reading} reading @param {number} at */
function isOrdinary(reading, at) {
  const { folded } = reading.words[at];
  const isWord = reading.isCommon(folded) || reading.isAlsoLower(at) || folded.split('-').every((part) => reading.lists.english.has(part));
  return isWord && !(reading.isApposed(at) && reading.lists.surnames.has(folded));
}

/** Inside a sentence, a word whose capital still asks for a reason. @param {Reading} reading @param {number} at */
function standsOut(reading, at) {
  const { folded } = reading.words[at];
  if (isNext(reading, at)) return !GENERIC.has(reading.words[at + 1].folded) && !GENERIC.has(folded);
  return WITH.has(reading.lead(at)) || (reading.lists.surnames.has(folded) && !reading.isLedByGrammar(at) && !GENERIC.has(folded));
}

/** Whether a capital follows that belongs with this one. @param {Reading} reading @param {number} at */
function isNext(reading, at) {
  const next = reading.words[at + 1];
  return next?.joined === true && next.gap === ' ' && next.capital && !next.shout && next.text.length > 1 && !reading.isTitle(at + 1);
}

/** « DUPONT Karim »: a surname in capitals stands beside a first name. @type {Rule} */
function shouted(reading, at) {
  const { text, folded } = reading.words[at];
  const known = text.length >= SHORTEST_IN_CAPITALS && reading.lists.surnames.has(folded) && !reading.isCommon(folded) && !reading.isNever(at);
  const beside = [at - 1, at + 1].some((other) => isFirstNameBeside(reading, at, other));
  return known && beside ? [{ first: at, last: at, kind: 'nom', level: 'perhaps' }] : null;
}

/** @param {Reading} reading @param {number} at @param {number} other */
function isFirstNameBeside(reading, at, other) {
  const word = reading.words[other];
  return word !== undefined && word.capital && reading.words[Math.max(at, other)].joined && reading.isFirstName(word.folded);
}

/** @param {Reading} reading @param {number} at @returns {Kind} */
function kindOf(reading, at) {
  const lead = reading.lead(at);
  const { folded } = reading.words[at];
  if (TOWARDS.has(lead) || isKnownPlace(folded)) return 'lieu';
  if (reading.lists.surnames.has(folded)) return 'nom';
  return ['la', 'l', 'du', 'sur'].includes(lead) ? 'lieu' : 'prenom';
}
