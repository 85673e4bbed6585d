/** What a place, an institution, a date or an age becomes: less, and still true. In French and in English. */

import { COUNTRIES, REGIONS, RIVERS } from './gazetteer.js';
import { fold, placeKey } from './fold.js';

/** @typedef {import('./reading.js').Language} Language */
/** @typedef {Readonly<Record<Language, string>>} Phrase */

/** @type {[RegExp, Phrase][]} */
const INSTITUTIONS = [
  [/^(?:ecole|groupe scolaire|maternelle|school)/, { fr: 'une école', en: 'a school' }],
  [/^college/, { fr: 'un collège', en: 'a school' }],
  [/^lycee/, { fr: 'un lycée', en: 'a school' }],
  [/^(?:creche|micro-creche|halte-garderie|nursery)/, { fr: 'une crèche', en: 'a nursery' }],
  [/^(?:hopital|clinique|ch|chu|chr|chs|maternite|polyclinique|hospital|clinic)\b/, { fr: 'un hôpital', en: 'a hospital' }],
  [/^(?:unite|service|pavillon|pole)/, { fr: 'un service', en: 'a ward' }],
  [/^(?:association|asso|fondation|federation|comite|amicale|charity)/, { fr: 'une association', en: 'an association' }],
  [/^(?:entreprise|societe|groupe|usine|sarl|sas|scop|transports|company)/, { fr: 'une entreprise', en: 'a company' }],
];
/** @type {[(key: string) => boolean, Phrase][]} */
const PLACES = [
  [(key) => /\d|^(?:rue|avenue|boulevard|impasse|allee|quai|place|chemin|route)\b/.test(key), { fr: 'une adresse', en: 'an address' }],
  [(key) => /^(?:quartier|cite|residence|lotissement|tour|barre)\b/.test(key), { fr: 'un quartier', en: 'a neighbourhood' }],
  [(key) => COUNTRIES.has(key), { fr: 'un pays', en: 'a country' }],
  [(key) => REGIONS.has(key), { fr: 'une région', en: 'a region' }],
  [(key) => RIVERS.has(key), { fr: 'une rivière', en: 'a river' }],
];
const SEASONS = /** @type {Readonly<Record<Language, string[]>>} */ ({
  fr: ['en hiver', 'au printemps', 'en été', 'à l’automne'],
  en: ['in winter', 'in spring', 'in summer', 'in autumn'],
});
const MONTH = /(?<![a-z])(?:jan|fe[bv]|mar(?!di)|a[pv]r|ma[iy]|jui?n|jui?l|aou|aug|sep|oct|nov|dec)/g;
const MONTHS = ['jan', 'fev feb', 'mar', 'avr apr', 'mai may', 'jun juin', 'jul juil', 'aou aug', 'sep', 'oct', 'nov', 'dec'].map((names) => names.split(' '));
const DECADES = /** @type {Readonly<Record<Language, Record<number, string>>>} */ ({
  fr: { 20: 'la vingtaine', 30: 'la trentaine', 40: 'la quarantaine', 50: 'la cinquantaine', 60: 'la soixantaine' },
  en: { 20: 'in their twenties', 30: 'in their thirties', 40: 'in their forties', 50: 'in their fifties', 60: 'in their sixties' },
});
/** @type {[number, Phrase][]} under which age → what is said */
const YOUNG = [
  [3, { fr: 'moins de trois ans', en: 'under three' }],
  [6, { fr: 'l’âge de la maternelle', en: 'of nursery age' }],
  [11, { fr: 'l’âge de l’école', en: 'of school age' }],
  [15, { fr: 'l’âge du collège', en: 'in their early teens' }],
  [18, { fr: 'l’âge du lycée', en: 'in their late teens' }],
  [20, { fr: 'pas vingt ans', en: 'not yet twenty' }],
];
const NUMBERS = 'zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize'.split(' ');
const TENS = /** @type {Record<string, number>} */ ({
  vingt: 20, trente: 30, quarante: 40, cinquante: 50, soixante: 60, septante: 70, 'quatre-vingt': 80, 'quatre-vingts': 80, octante: 80, huitante: 80, nonante: 90,
});

/** @param {string} original @param {Language} language @returns {string} */
export function institutionWords(original, language) {
  const folded = fold(original);
  const phrase = INSTITUTIONS.find(([pattern]) => pattern.test(folded))?.[1] ?? { fr: 'un établissement', en: 'an institution' };
  return phrase[language];
}

/** @param {string} original @param {Language} language @returns {string} */
export function placeWords(original, language) {
  const key = placeKey(original);
  const phrase = PLACES.find(([applies]) => applies(key))?.[1] ?? { fr: 'une commune', en: 'a town' };
  return phrase[language];
}

/** @param {string} original @param {Language} language @returns {string} the season; the decade of a year alone; « un jour » when neither can be read */
export function dateWords(original, language) {
  const folded = fold(original);
  const decade = /^(?:19|20)?\d(?=\d$)/.exec(folded)?.[0];
  if (decade !== undefined) return language === 'en' ? `the ${decade}0s` : `les années ${decade}0`;
  const month = monthOf(folded);
  if (month === null) return language === 'en' ? 'one day' : 'un jour';
  return SEASONS[language][Math.floor((month % 12) / 3)];
}

/** The month named last, since « le sept novembre » names two. @param {string} folded @returns {number|null} from 1 */
function monthOf(folded) {
  const named = folded.match(MONTH)?.at(-1);
  if (named !== undefined) return MONTHS.findIndex((names) => names.includes(named)) + 1;
  const [, iso, written] = /^\d{4}-(\d{2})|^\d{1,2}[/.-](\d{1,2})/.exec(folded) ?? [];
  return iso || written ? Number(iso ?? written) : null;
}

/** @param {string} original @param {Language} language @returns {string} */
export function ageWords(original, language) {
  const folded = fold(original);
  const years = /mois|semaine|jour|month|week/.test(folded) ? 0 : yearsOf(folded);
  if (years === null) return language === 'en' ? 'of some age' : 'un certain âge';
  const young = YOUNG.find(([under]) => years < under);
  if (young) return young[1][language];
  const decade = Math.floor(years / 10) * 10;
  if (decade < 70) return DECADES[language][decade];
  if (language === 'en') return 'of a great age';
  return years < 80 ? 'plus de soixante-dix ans' : 'plus de quatre-vingts ans';
}

/** « quarante-quatre ans » → 44. @param {string} folded @returns {number|null} */
function yearsOf(folded) {
  const figures = /\d+/.exec(folded);
  if (figures) return Number(figures[0]);
  const words = folded.replace(/\s*ans.*$/, '').replace(/quatre[- ]vingts?/, 'quatre-vingt').split(/ et |-et-| |(?<!quatre)-/);
  const values = words.filter((word) => word !== '').map((word) => TENS[word] ?? NUMBERS.indexOf(word));
  return values.length === 0 || values.includes(-1) ? null : values.reduce((sum, value) => sum + value, 0);
}
