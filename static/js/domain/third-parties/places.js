/** Places of the lists: communes of France, countries, regions, rivers, large towns abroad. */

import { COUNTRIES, TOWNS_LIKE_WORDS, isKnownPlace } from './gazetteer.js';
import { EVERYDAY } from './everyday.js';
import { DETERMINERS, OF, TOWARDS } from './grammar.js';
import { placeKey } from './fold.js';

/** @typedef {import('./names.js').Span} Span */
/** @typedef {import('./reading.js').Reading} Reading */

const LONGEST = 7;
const THE = ['le', 'la', 'les', 'l'];
const INTO = ['au', 'aux'];
const CONTRACTED = ['au', 'du', 'la', 'l', 'le'];
const LEADING_THERE = ['a', 'vers', 'habite', 'sur'];
const SHORTEST_IN_LOWER_CASE = 4;
const ARTICLES = /^(?:le|la|les|l) /;

/** The longest place that begins at a word. @param {Reading} reading @param {number} at @returns {Span[]|null} */
export function placeAt(reading, at) {
  const word = reading.words[at];
  if (word.shout && word.text.length < 4) return null;
  return longPlace(reading, at) ?? (word.capital ? capitalPlace(reading, at) : lowerPlace(reading, at));
}

/** « Saint-Chély-d’Apcher », « La Rochelle », « saint-malo ». @param {Reading} reading @param {number} at @returns {Span[]|null} */
function longPlace(reading, at) {
  const { words } = reading;
  if (!words[at].capital && !words[at].folded.includes('-')) return null;
  for (let last = lastJoined(reading, at); last >= at; last -= 1) {
    const several = (last > at || words[at].folded.includes('-')) && (!words[last].shout || words[at].shout);
    if (several && words[last].capital === words[at].capital && isPlace(reading, at, last)) {
      return isCompoundName(reading, at, last) ? null : [{ first: at, last, kind: 'lieu', level: 'sure' }];
    }
  }
  return null;
}

/** @param {Reading} reading @param {number} at */
function lastJoined({ words }, at) {
  let last = at;
  while (last + 1 < words.length && last + 1 - at < LONGEST && words[last + 1].joined) last += 1;
  return last;
}

/** @param {Reading} reading @param {number} first @param {number} last */
function isPlace({ text, words, lists }, first, last) {
  const key = placeKey(text.slice(words[first].start, words[last].end));
  const bare = key.replace(ARTICLES, '');
  return isKnownPlace(key) || lists.places.has(key) || (bare !== key && (lists.places.has(bare) || isKnownPlace(bare)));
}

/** « Marie-Pierre » is also a commune somewhere. @param {Reading} reading @param {number} first @param {number} last */
function isCompoundName(reading, first, last) {
  const { folded } = reading.words[first];
  if (isKnownPlace(placeKey(folded))) return false;
  if (TOWARDS.has(reading.lead(first)) && !['de', 'a'].includes(reading.lead(first))) return false;
  return reading.isFirstName(folded) && (first === last || reading.words[last].gap === ' ');
}

/** « à Rennes », « la Vilaine », « Brest ». @param {Reading} reading @param {number} at @returns {Span[]|null} */
function capitalPlace(reading, at) {
  const { folded, opens, text } = reading.words[at];
  const key = placeKey(text);
  const known = isKnownPlace(key);
  if (!known && !reading.lists.places.has(key)) return null;
  const lead = reading.lead(at);
  if (!opens && INTO.includes(lead)) return span(at, 'perhaps');
  if (isRatherAPerson(reading, at, known) || isRatherAWord(reading, at, known)) return null;
  if (TOWARDS.has(lead) || known) return span(at, 'sure');
  return [{ first: at, last: at, kind: reading.lists.surnames.has(folded) ? 'nom' : 'lieu', level: 'perhaps' }];
}

/** « Florence » is a town after « l’ » or « en », a country is never a person. @param {Reading} reading @param {number} at @param {boolean} known */
function isRatherAPerson(reading, at, known) {
  const { folded } = reading.words[at];
  const lead = reading.lead(at);
  if (reading.isRead(at)) return true;
  if (!reading.isFirstName(folded) || COUNTRIES.has(folded)) return false;
  return !known || EVERYDAY.has(folded) || !(TOWARDS.has(lead) || THE.includes(lead));
}

/** « Vire », « Sens » are places only where a place can stand. @param {Reading} reading @param {number} at @param {boolean} known */
function isRatherAWord(reading, at, known) {
  const { folded, opens } = reading.words[at];
  if (reading.isNever(at)) return !COUNTRIES.has(folded);
  if (!reading.isCommon(folded)) return false;
  const lead = reading.lead(at);
  if (opens || known) return opens;
  return THE.includes(lead) || !(TOWARDS.has(lead) || OF.has(lead));
}

/** « de roubaix », « à nantes ». @param {Reading} reading @param {number} at @returns {Span[]|null} */
function lowerPlace(reading, at) {
  const { folded } = reading.words[at];
  const lead = reading.lead(at);
  if (folded.length < SHORTEST_IN_LOWER_CASE || reading.isNever(at) || (DETERMINERS.has(lead) && !CONTRACTED.includes(lead))) return null;
  if (reading.isCommon(folded)) return reading.lowerCase && TOWNS_LIKE_WORDS.has(folded) && LEADING_THERE.includes(lead) ? span(at, 'perhaps') : null;
  if (reading.isFirstName(folded)) return null;
  const known = isKnownPlace(folded);
  const led = TOWARDS.has(lead) || lead === 'de' || lead === 'd';
  const isPlace = known || (reading.lists.places.has(folded) && (led || reading.lowerCase));
  return isPlace ? span(at, 'perhaps') : null;
}

/** @param {number} at @param {import('./numbers.js').Level} level @returns {Span[]} */
const span = (at, level) => [{ first: at, last: at, kind: 'lieu', level }];
