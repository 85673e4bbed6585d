/** Initials that stand for a person: « L. fugue », « avec K. », « J.-P. ». */

import { fold } from './fold.js';
import { FUNCTION_WORDS, ROLES, TITLES, WITH } from './grammar.js';

/** @typedef {import('./numbers.js').Mark} Mark */
/** @typedef {import('./reading.js').Reading} Reading */

const DOUBLE = /(?<![\p{L}\p{N}])\p{Lu}(?:\.[ \u00a0-]?-?\p{Lu}){1,2}\.?(?![\p{L}\p{N}])/gu;
const SINGLE = /(?<![\p{L}\p{N}’'.-])(\p{Lu})(?:\.|(?=[ \u00a0,;:!?)…]|$))(?![\p{L}\p{N}’'])/gmu;
const THINGS_WITH_LETTERS = `plan groupe groupes vitamine vitamines batiment bat hepatite categorie point annexe permis bloc escalier porte hall option secteur
  pavillon classe section type niveau unite salle chambre aile partie colonne question ligne ce1 ce2 cm1 cm2 cp gs ms ps bac terminale premiere seconde
  room ward level article articles art`.split(/\s+/).join('|');
const LETTERED = new RegExp(`(?:(?:^|[^a-z])(?:${THINGS_WITH_LETTERS})|n[°º]|\\d ?(?:e|eme|er)?) ?$`);
const CONTEXT = 20;
const LETTER_OF_GRAMMAR = /^[AÀYOÔI]$/u;

/** @param {Reading} reading @returns {Mark[]} */
export function findInitials(reading) {
  const { text } = reading;
  const doubles = Array.from(text.matchAll(DOUBLE)).filter(({ 0: found }) => found.includes('.'))
    .map(({ 0: found, index }) => mark(index, found.length, 'sure'));
  const singles = Array.from(text.matchAll(SINGLE)).filter((match) => standsForSomeone(text, match))
    .map(({ 0: found, index }) => ({
      ...mark(index, found.length, found.length > 1 && found[0] !== 'M' ? 'sure' : 'perhaps'), kind: kindAfter(text.slice(Math.max(0, index - CONTEXT), index)),
    }));
  return [...doubles, ...singles];
}

/** @param {number} start @param {number} length @param {import('./numbers.js').Level} level @returns {Mark} */
const mark = (start, length, level) => ({ start, end: start + length, kind: 'prenom', level });

/** After a title an initial stands for a surname. @param {string} before @returns {import('./numbers.js').Kind} */
function kindAfter(before) {
  const lead = /(\p{L}+)\.?[ \u00a0\u202f]$/u.exec(before)?.[1] ?? '';
  return TITLES.has(fold(lead)) ? 'nom' : 'prenom';
}

/** @param {string} text @param {RegExpMatchArray} match */
function standsForSomeone(text, match) {
  const start = /** @type {number} */ (match.index);
  const [found, letter] = match;
  const before = text.slice(Math.max(0, start - CONTEXT), start);
  const after = text.slice(start + found.length, start + found.length + CONTEXT);
  if (LETTERED.test(fold(before)) || letter === 'X' || /^ ?(?:\d|civ\b|trav\b|p[ée]n\b|com\b)/.test(after)) return false;
  if (found.endsWith('.')) return letter !== 'M' || !isMister(after);
  const lead = /(\p{L}+)[ \u00a0]$/u.exec(before)?.[1].toLowerCase() ?? '';
  if (LETTER_OF_GRAMMAR.test(letter) && !WITH.has(lead)) return false;
  return WITH.has(lead) || ROLES.has(lead) || ['de', 'à', 'que', 'et', 'pour', 'par', 'madame', 'monsieur', 'mme'].includes(lead)
    || (/(?:^|[.!?\n] ?)$/.test(before) && /^ (?:est|a|était|avait|me|m[’']|se|s[’']|ne|n[’']|dit|va)(?!\p{L})/u.test(after));
}

/** « M. » is a man when a name or « le directeur » follows, and a person's initial when a verb does. @param {string} after */
function isMister(after) {
  const next = /^[ \u00a0\u202f]*(\p{L}+)/u.exec(after)?.[1] ?? '';
  if (/^\p{Lu}/u.test(next)) return !/^[ \u00a0]*[\n.]/.test(after);
  return ['le', 'de', 'du', 'l', 'd', 'et'].includes(next) || (next !== '' && !FUNCTION_WORDS.has(next.toLowerCase()) && /^(?:\p{L}*[kwy]\p{L}*)$/u.test(next));
}
