/** Addresses: « 12 rue des Lilas », « quartier de la Madeleine », « 35400 Saint-Malo ». */

/** @typedef {import('./numbers.js').Mark} Mark */

const NUMBER = '(?:\\d{1,4}(?: ?(?:bis|ter|quater|[A-D]))?,? )?';
const WAY = '(?:rues?|ruelle|avenue|av\\.|boulevard|bd\\.?|impasse|allées?|quai|faubourg|fbg|rond-point|esplanade|square|lotissement|hameau'
  + '|lieu-dit|quartier|(?<=[Ll]a |en |à )cité|résidence|tour|barre|zac|zup)';
const SOFT_WAY = '(?:place|chemin|route|cours|passage|villa|cour|sentier|montée|côte|pont|bourg|village|forêt|lac|étang|vallée|plage|port|parc|gare'
  + '|arrêt|station|métro)';
const LINK = '(?:(?:de la|de l[’\']|des|du|de|d[’\']|les|le|la|l[’\'])? ?)';
const CAPITAL_NAME = '(?!(?:Mme|Mlle|Dr|Me|Pr)(?!\\p{L}))\\p{Lu}[\\p{L}\\p{M}’\'-]+(?: (?:(?:de la|de l[’\']|des|du|de|d[’\']|et|en|sur|le|la|les) ?)?\\p{Lu}[\\p{L}\\p{M}’\'-]+)*';
const LOWER_NAME = '[\\p{Ll}\\p{M}-]{4,}';
const START = '(?<![\\p{L}\\p{N}])';

/** @param {string} source */
const pattern = (source) => new RegExp(source, 'gu');

const NAMED = pattern(`${START}${NUMBER}(?:Rues?|${WAY}|${SOFT_WAY}) ${LINK}${CAPITAL_NAME}`);
const NUMBERED = pattern(`${START}\\d{1,4}(?: ?(?:bis|ter))?,? (?:${WAY}|${SOFT_WAY}|street|road|avenue|lane) ${LINK}[\\p{L}’'-]+(?: \\p{Lu}[\\p{L}’'-]+)*`);
const LOWER = pattern(`(?<!(?:la|une|les|cette|sa|notre|petite|en|ma|l[’']|d[’']|chaque) )${START}(?:rue|avenue|boulevard|impasse) (?:de la |de l[’']|des |du |de |d[’'])${LOWER_NAME}`);
const POSTCODE = pattern(`${START}(?:0[1-9]|[1-8]\\d|9[0-8])\\d{3} ${CAPITAL_NAME}(?: [Cc]edex)?`);
const ENGLISH = pattern(`${START}\\d{1,4} (?:\\p{Lu}[\\p{L}’'-]+ ){1,3}(?:Street|Road|Avenue|Lane|Drive|Close|Square)(?!\\p{L})`);

/** @param {string} text @returns {Mark[]} */
export function findStreets(text) {
  const sure = [NUMBERED, POSTCODE, ENGLISH];
  return [
    ...sure.flatMap((each) => marks(text, each, 'sure')),
    ...marks(text, NAMED, 'sure'),
    ...marks(text, LOWER, 'perhaps'),
  ];
}

/** @param {string} text @param {RegExp} each @param {import('./numbers.js').Level} level @returns {Mark[]} */
function marks(text, each, level) {
  return Array.from(text.matchAll(each), ({ 0: found, index }) => ({ start: index, end: index + found.length, kind: 'lieu', level }));
}
