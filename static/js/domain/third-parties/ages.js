/** Ages, in numbers and in letters. « Depuis dix ans » and « dix ans de métier » are durations, and are left. */

import { fold } from './fold.js';

/** @typedef {import('./numbers.js').Mark} Mark */

const SPACE = '[ \\u00a0\\u202f]';
const UNITS = '(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf)';
const TEENS = '(?:dix(?:[- ](?:sept|huit|neuf))?|onze|douze|treize|quatorze|quinze|seize)';
const TENS = '(?:vingt|trente|quarante|cinquante|soixante|quatre[- ]vingts?|septante|octante|huitante|nonante)';
const IN_LETTERS = `(?:${TENS}(?:[- ](?:et[- ])?(?:${TEENS}|${UNITS}))?|${TEENS}|${UNITS})`;
const COUNT = `(?:\\d{1,3}|${IN_LETTERS})`;
const START = '(?<![\\p{L}\\p{N},./])';
const AND_A_HALF = `(?:${SPACE}et${SPACE}demie?)?`;

/** @param {string} source */
const pattern = (source) => new RegExp(source, 'giu');

const YEARS = pattern(`${START}${COUNT}(?:${SPACE}?(?:/|ou|à|-)${SPACE}?${COUNT})?${SPACE}?ans${AND_A_HALF}(?!\\p{L})`);
const MONTHS = pattern(`${START}${COUNT}${SPACE}(?:mois|semaines|jours)${AND_A_HALF}(?!\\p{L})`);
const ABBREVIATED = /(?<![\p{L}\p{N},./])\d{1,3} ?a\.(?=[ ,;)\n]|$)/gu;
const ENGLISH = pattern(`${START}(?:\\d{1,3}|\\p{L}{3,12})[- ](?:years?|months?)[- ]olds?(?!\\p{L})|(?<=\\baged? )\\d{1,3}(?!\\d)`);

const CONTEXT = 30;
const ABOUT = 'deja|bientot|presque|environ|[a@] peine|juste|tout juste|maintenant|que|seulement|eu|plus de|moins de|pres de|bien|au moins|quelque|les|ces|mes|nos|ses';
const COUNTED = `peine|contrat|mandat|formation|duree|periode|bail|pret|experience|stage|bac|cursus|liaison|carriere|absence|arret|relation|ans`;

/** Before a number of years, what makes it an age. What follows is compared with folded text, where « à » is `@` and not the verb « a ». */
const SAID_BEFORE = new RegExp(`(?:^|[^a-z])(?:agee?s? (?:de|d')|a|as|ai|avait|avais|avez|aura|aurait|ont|ayant|ses|vos|mes|tes|nos|l'age de|fete[rs]?)(?: (?:${ABOUT}))? *$`);
/** Before it, what makes it a duration. */
const LASTS_BEFORE = new RegExp('(?:^|[^a-z])(?:depuis|pendant|durant|il y a|y a|ya|dans|pour|apres|avant|en|d\'ici|tou(?:te)?s les|voil[a@]|fait|faisait|sur|renouvel[a-z]*'
  + `|encore|bac|(?:${COUNTED}) de)[ +]+(?:(?:${ABOUT}) )?$`);
const LASTS_AFTER = /^ (?:de |d'|plus tot|plus tard|apres|avant|durant|ferme|auparavant|renouvelable|ensemble|ago\b|dans (?:le|la|ce|cette|mon) )/;
const CHILD_BEFORE = new RegExp(`(?:agee?s? de|(?:^|[^a-z])(?:a|avait|aura|ont)(?: (?:${ABOUT}))?|(?:bebe|enfant|fille|fils|garcon|nourrisson|petite?|prema) de|[,(«—–.!?\\n]|^) ?$`);
const LASTS_FOR_A_CHILD = /^ (?:pour|de|d'|que|plus|apr|sans|avant|@ |maintenant|seulement)/;

/** @param {string} text @returns {Mark[]} */
export function findAges(text) {
  const years = Array.from(text.matchAll(YEARS), (match) => around(text, match)).filter(isAge);
  const months = Array.from(text.matchAll(MONTHS), (match) => around(text, match)).filter(isAgeOfChild);
  const others = [ABBREVIATED, ENGLISH].flatMap((each) => Array.from(text.matchAll(each), (match) => around(text, match)));
  return [...years, ...months, ...others].map(({ start, end, before }) => (
    { start, end, kind: 'age', level: SAID_BEFORE.test(before) ? 'sure' : 'perhaps' }));
}

/** @typedef {{start: number, end: number, before: string, after: string}} Around what stands beside, folded */

/** @param {string} text @param {RegExpMatchArray} match @returns {Around} */
function around(text, match) {
  const start = /** @type {number} */ (match.index);
  const end = start + match[0].length;
  const plain = (/** @type {string} */ words) => fold(words.replace(/à/gi, '@')).replace(/[\u00a0\u202f]/g, ' ');
  return { start, end, before: plain(text.slice(Math.max(0, start - CONTEXT), start)), after: plain(text.slice(end, end + CONTEXT)) };
}

/** @param {Around} around */
const isAge = ({ before, after }) => !LASTS_BEFORE.test(before) && !LASTS_AFTER.test(after);

/** @param {Around} around */
const isAgeOfChild = ({ before, after }) => CHILD_BEFORE.test(before) && !LASTS_FOR_A_CHILD.test(after);
