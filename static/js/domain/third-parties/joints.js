/** French words that lean on the next one, mended when that one changes: « de Rose » and « d’Alix », « du Mans » and « d’une commune ». */

import { fold } from './fold.js';
import { TITLES } from './grammar.js';

const GAP = '[ \\u00a0\\u202f]';
const START = "(?<![\\p{L}’'])";
const TITLE = new RegExp(`${START}(?:(?:le|la)${GAP})?(\\p{L}+)\\.?${GAP}$`, 'iu');
const DETERMINED = /^(?=une?[ \u00a0])/i;
const MASCULINE = /^le[ \u00a0]/i;
const PLURAL = /^les[ \u00a0]/i;
const DECADE = /^(?=les années )/i;
const SEASON = /^(?=(?:au|en|in)[ \u00a0]|à l[’'])/i;
const AREA = /^(?=une? (?:commune|région|rivière|pays|quartier|service))/i;
const VOWEL = /^(?=[aeiouyàâéèêëîïôöùûüœæ])/i;
const CONSONANT = /^(?=[^aeiouyàâéèêëîïôöùûüœæ[])/i;

/** @param {string} words @returns {RegExp} the words, at the end of what stands before */
const ending = (words) => new RegExp(`${START}(?:${words})$`, 'iu');
const SINCE = ending(`(?:depuis|dès|avant|après)${GAP}`);

/**
 * What stands before, how the alias begins, and what takes the place of both: `$&` is what stood before, and when that goes
 * altogether (''), the word before it leans on the alias in its turn.
 * @type {[RegExp, RegExp, string][]}
 */
const JOINTS = [
  [ending(`(?:le|la|du|au|en|the|on|in)${GAP}`), SEASON, ''],
  [SINCE, /^au[ \u00a0]/i, '$&le '],
  [SINCE, /^(?:à l[’']|en[ \u00a0])/i, '$&l’'],
  [ending(`de l[’']|(?:du|de la|de|des)${GAP}`), DETERMINED, 'd’'],
  [ending(`à l[’']|(?:au|à la|aux|en|à)${GAP}`), AREA, 'dans '],
  [ending(`à l[’']|(?:au|à la|aux)${GAP}`), DETERMINED, 'à '],
  [ending(`l[’']|(?:le|la|les)${GAP}`), DETERMINED, ''],
  [ending(`en${GAP}`), DETERMINED, 'dans '],
  [ending(`en${GAP}`), DECADE, 'dans '],
  [ending(`de${GAP}|d[’']`), MASCULINE, 'du '],
  [ending(`de${GAP}|d[’']`), PLURAL, 'des '],
  [ending(`à${GAP}`), MASCULINE, 'au '],
  [ending(`à${GAP}`), PLURAL, 'aux '],
  [ending('d[’\']'), CONSONANT, 'de '],
  [ending(`de${GAP}`), VOWEL, 'd’'],
  [ending('qu[’\']'), CONSONANT, 'que '],
  [ending(`que${GAP}`), VOWEL, 'qu’'],
];

/**
 * What an alias becomes in its sentence.
 * @param {string} before the text up to the alias @param {string} alias
 * @returns {{drop: number, text: string}} how many characters before it go too, and what takes the place of all
 */
export function joint(before, alias) {
  const kept = /^\p{Ll}/u.test(alias) ? withoutTitle(before) : before;
  for (const [pattern, start, becomes] of JOINTS) {
    const found = pattern.exec(kept);
    if (!found || !start.test(alias)) continue;
    const rest = kept.slice(0, found.index);
    const next = becomes === '' ? joint(rest, alias) : { drop: 0, text: alias.replace(start, becomes.replace('$&', found[0])) };
    return { drop: before.length - found.index + next.drop, text: next.text };
  }
  return { drop: before.length - kept.length, text: alias };
}

/** « Mme Aubry » becomes « la mère », without its title. @param {string} before */
function withoutTitle(before) {
  const title = TITLE.exec(before);
  return title && TITLES.has(fold(title[1])) ? before.slice(0, title.index) : before;
}
