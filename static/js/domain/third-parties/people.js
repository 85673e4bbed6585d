/** People that the words before announce: a title, « s’appelle », one of the family, « les ». */

import { CALLING, FAMILIAR, FUNCTION_WORDS, PARTICLES, ROLES } from './grammar.js';
import { surnameEnd, withSurname } from './surnames.js';

/** @typedef {import('./names.js').Rule} Rule */
/** @typedef {import('./reading.js').Reading} Reading */

const ANNOUNCED = /^[ :]*[«“"]?[ ]?$/;
const NAMING = /^(?:appel|prenom|surnom|nomm|bapt|nick|named)/;
const ARTICLES = ['le', 'la', 'les', 'l'];

/** « Mme Le Goff », « le docteur Haddad », « Mme Nadia Benali ». @type {Rule} */
export function titled(reading, at) {
  if (at === 0 || !reading.isTitle(at - 1)) return null;
  const { words } = reading;
  const last = surnameEnd(reading, at, true);
  if (last < 0) return null;
  const level = words[last].capital || !reading.isCommon(words[last].folded) ? 'sure' : 'perhaps';
  if (last > at && reading.isFirstName(words[at].folded) && !PARTICLES.has(words[at].folded)) {
    return [{ first: at, last: at, kind: 'prenom', level }, { first: at + 1, last, kind: 'nom', level }];
  }
  return [{ first: at, last, kind: 'nom', level }];
}

/** « elle s’appelle Inaya », « surnommé « le Grec » ». @type {Rule} */
export function named(reading, at) {
  const { words } = reading;
  const [before, word, next] = [words[at - 1], words[at], words[at + 1]];
  if (!before || !CALLING.has(before.folded) || !ANNOUNCED.test(word.gap.replace(/[\u00a0\u202f]/g, ' '))) return null;
  if (reading.isTitle(at) || word.shout) return null;
  if (ARTICLES.includes(word.folded)) {
    const isName = next?.joined && !next.shout && (next.capital || /[«“"]/.test(word.gap));
    return isName ? [{ first: at, last: at + 1, kind: 'prenom', level: 'perhaps' }] : null;
  }
  const isName = word.capital || (!FUNCTION_WORDS.has(word.folded) && (!reading.isCommon(word.folded) || reading.isFirstName(word.folded)));
  return isName && NAMING.test(before.folded) ? withSurname(reading, at, 'sure') : null;
}

/** « Papi Jo », « Tonton ». @type {Rule} */
export function familiar(reading, at) {
  const { words } = reading;
  if (!FAMILIAR.has(words[at].folded)) return null;
  const next = words[at + 1];
  if (next?.joined && next.capital && !next.shout) return [{ first: at, last: at + 1, kind: 'prenom', level: 'sure' }];
  return reading.isMarked(at) ? [{ first: at, last: at, kind: 'prenom', level: 'perhaps' }] : null;
}

/** « les Marchetti », « la famille Petit », « le surveillant Hamon ». @type {Rule} */
export function family(reading, at) {
  const lead = reading.lead(at);
  if (!reading.isMarked(at) || reading.isNever(at)) return null;
  const { folded } = reading.words[at];
  const isCommon = reading.isCommon(folded);
  const known = !isCommon || reading.lists.surnames.has(folded);
  if (!known || (lead !== 'les' && !ROLES.has(lead))) return null;
  const last = surnameEnd(reading, at, true);
  return last < 0 ? null : [{ first: at, last, kind: 'nom', level: isCommon ? 'perhaps' : 'sure' }];
}
