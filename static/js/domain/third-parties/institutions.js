/** Named schools, hospitals, associations, companies: a common word for the place, then a name that begins with a capital. */

import { wordSet } from './fold.js';
import { TITLES } from './grammar.js';
import { COUNTRIES } from './gazetteer.js';

/** @typedef {import('./numbers.js').Mark} Mark */
/** @typedef {import('./reading.js').Reading} Reading */

const HEADS = wordSet(`ecole college lycee creche halte-garderie micro-creche maternelle universite faculte fac institut iut ifsi irts cfa
  mfr ecole-college hopital clinique chu ch chr chs chru polyclinique maternite urgences dispensaire ehpad mapad residence residences
  residence-autonomie esat itep ime iem impro sessad savs samsah ueat ulis cmp cmpp camsp cada cph csapa caarud chrs mecs mas fam foyer
  foyers maison maisons pension internat centre hospice unite pavillon service pole association asso fondation federation comite club
  mission secours collectif amicale mjc cesf ccas cias ucsa spip maison-d'arret prison penitentiaire tribunal mairie commissariat
  gendarmerie prefecture caf cpam ars mdph ase pmi udaf apf adapei apei admr una uriopss ssiad sad had entreprise societe groupe usine
  atelier ateliers garage restaurant boulangerie boucherie salon cabinet pharmacie supermarche hypermarche magasin agence hotel cafe bar
  brasserie transports etablissements ets sarl sas scop gaec ferme domaine camping piscine stade gymnase mediatheque bibliotheque theatre
  eglise paroisse mosquee temple synagogue accueil halte espace relais galerie librairie epicerie imprimerie scierie laiterie cooperative
  mutuelle compagnie menuiserie groupe-scolaire scolaire periscolaire lieu-de-vie banque school college hospital nursery university academy
  company association clinic centre center charity church mosque`);

/** Lower-case words that may stand between the common word and the name. */
const FILLERS = wordSet(`de d du des la l le les en et pour a maternelle primaire elementaire publique public prive privee general generale
  municipal municipale departemental departementale regional regionale universitaire hospitalier hospitaliere psychiatrique specialisee
  specialise medico-social medico-educatif educatif educative social sociale socio-culturel socioculturel culturel scolaire hebergement vie
  accueil enfants jeunes travailleurs retraite repos sante soins readaptation reeducation arret penitentiaire detention judiciaire
  protection enfance famille familles quartier jour nuit formation apprentissage sportif intercommunal maison ecole groupe foyer service
  unite pole centre anciens handicapes personnes agees logement tutelle medecine geriatrie pediatrie psychiatrie fermee ouvert ouverte mere
  for of the primary secondary high`);

const LINKS = wordSet('de d du des la l le les et en sur sous aux saint sainte st ste notre-dame of the');
const SHOPS = wordSet(`leclerc carrefour auchan lidl intermarche monoprix casino cora aldi netto decathlon ikea amazon leroy castorama darty
  fnac boulanger picard renault peugeot citroen michelin bouygues vinci eiffage veolia suez engie edf orange sfr sodexo elior onet korian
  orpea emeis domusvi adecco manpower randstad amazon tesco aldi ikea`);
const LONGEST_FILLING = 5;
const LONGEST_NAME = 7;
const MOST_LINKS = 2;

/** @param {Reading} reading @returns {Mark[]} */
export function findInstitutions(reading) {
  /** @type {Mark[]} */
  const found = [];
  for (let at = 0; at < reading.words.length; at += 1) {
    const last = lastOf(reading, at);
    if (last < 0) continue;
    found.push({ start: reading.words[at].start, end: reading.words[last].end, kind: 'institution', level: 'sure' });
    at = last;
  }
  return found;
}

/** @param {Reading} reading @param {number} at @returns {number} the last word of the institution that begins here, −1 for none */
function lastOf(reading, at) {
  const { words } = reading;
  const word = words[at];
  const head = word.folded;
  if (SHOPS.has(head) && word.capital && !word.opens) return Math.max(nameEnd(reading, at), at);
  const acronym = word.shout && word.text.length > 1 && word.text.length < 8 && !reading.isFirstName(head);
  if (!HEADS.has(head) && !acronym) return -1;
  const first = nameStart(reading, at, acronym && !HEADS.has(head) ? 2 : LONGEST_FILLING);
  return first < 0 ? -1 : nameEnd(reading, first);
}

/** Skips what may stand between the common word and the name. @param {Reading} reading @param {number} at @param {number} most @returns {number} −1 for none */
function nameStart(reading, at, most) {
  const { words } = reading;
  for (let next = at + 1; next <= at + 1 + most && next < words.length; next += 1) {
    const word = words[next];
    if (!continues(word.gap)) return -1;
    if (word.capital && word.text.length > 1 && (!word.shout || word.text.length > 4)) return isPerson(reading, next) ? -1 : next;
    if (lowerName(reading, at, next)) return next;
    if (!FILLERS.has(word.folded)) return -1;
  }
  return -1;
}

/** Spaces, an apostrophe, or the opening of a quotation. @param {string} gap */
const continues = (gap) => /^[ \u00a0\u202f]*(?:[«“"][ \u00a0\u202f]*)?$|^[’'ʼ]$/.test(gap);

/** « au foyer Ousmane a dit », « la maison de Nadia »: a first name alone. @param {Reading} reading @param {number} next */
function isPerson(reading, next) {
  const { words } = reading;
  const { folded } = words[next];
  if (TITLES.has(folded) && reading.isTitle(next)) return true;
  if (COUNTRIES.has(folded)) return true;
  const alone = !words[next + 1]?.joined || !words[next + 1].capital;
  return alone && !folded.includes('-') && reading.isFirstName(folded) && !/[«“"]/.test(words[next].gap);
}

/** « sessad les tilleuls », « halte saint-vincent », written without capitals. @param {Reading} reading @param {number} at @param {number} next */
function lowerName(reading, at, next) {
  const { words } = reading;
  const { folded, capital } = words[next];
  if (capital || !reading.lowerCase) return false;
  if (/^sainte?-/.test(folded) || /^notre-dame/.test(folded)) return true;
  const article = reading.lead(next);
  const bare = next === at + 2 && ['les', 'la', 'le', 'l'].includes(article) && words[at].text.length > 2 && !reading.isCommon(words[at].folded);
  return bare || (reading.lists.places.has(folded) && !reading.isCommon(folded) && ['de', 'd', 'du'].includes(article));
}

/** @param {Reading} reading @param {number} first @returns {number} */
function nameEnd(reading, first) {
  const { words } = reading;
  let last = first;
  for (let next = first + 1; next < words.length && next < first + LONGEST_NAME; next += 1) {
    const { gap, capital, folded } = words[next];
    if (!/^[ \u00a0\u202f]$|^[’'ʼ]$/.test(gap)) break;
    if (HEADS.has(folded) || next - last > MOST_LINKS + 1) break;
    if (capital && !reading.isTitle(next)) last = next;
    else if (!LINKS.has(folded)) break;
  }
  return last;
}
