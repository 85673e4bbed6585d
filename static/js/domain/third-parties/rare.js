/** Facts that name nobody and that few people share: « le dernier sabotier du canton », a title, a rare illness, twins. */

/** @typedef {import('./numbers.js').Mark} Mark */

const START = '(?<!\\p{L})';
const END = '(?!\\p{L})';
const WORD = '[\\p{Ll}-]+';
const NOUNS = '(?:(?!\\p{Lu})[\\p{L}’\'-]+ ){1,4}?';
const OF = '(?:du|de la|de l[’\']|de|d[’\']|des) ?';
const CIRCLE = '(?:village|bourg|hameau|canton|commune|quartier|ville|vall[ée]e|[îi]le|pays|r[ée]gion|d[ée]partement|[ée]cole|coll[èe]ge|lyc[ée]e'
  + '|[ée]tablissement|service|foyer|classe|promo|promotion|famille|cit[ée]|immeuble|maison|r[ée]sidence|[ée]quipe|monde|port|coin|secteur|club)';
const PLAIN = '(?:chose|fois|raison|fa[çc]on|solution|question|moment|id[ée]e|moyen|r[ée]ponse|issue|mot|phrase|fait|but|jour|heure|minute'
  + '|endroit|r[èe]gle|diff[ée]rence|point|mani[èe]re)';
const KNOWN_ILLNESS = '(?:Alzheimer|Parkinson|Down|Asperger|Diog[eè]ne|Crohn|Stockholm)';
const OFFICE = '(?:maire|ministre|députée?|préf(?:et|ète)|légionnaire|mineur|mineure? de fond|cascadeur|footballeur|jockey|pilote)';
const TRADE = '(?:[\\p{Ll}]+iste|boxeu(?:r|se)|danseu(?:r|se) étoile|mannequin|torero|dompteu(?:r|se)|clown|sénateur|moine|nonne|prêtre)';
const OF_A_COUNCIL = '(?:au maire|à la mairie|municipale?|départementale?|régionale?|syndicale?)';

const FACTS = [
  `${START}(?:seule?s?|uniques?|derni[eè]re?s?|premi[eè]re?s?|ancien(?:ne)?) (?!${PLAIN})${NOUNS}${OF}${CIRCLE}${END}`,
  `(?<=(?:le|la|les|l[’']|un|une) ?)(?:seule?s?|uniques?) (?!${PLAIN})${WORD} (?:à|qui|noire?|femme|homme|fille|garçon)(?: ${WORD})?`,
  `${START}(?:vice-|ex-)?champion(?:ne)?s?(?: ${WORD})? (?:de |du |d[’']|des )(?:la )?[\\p{L}-]+`,
  `${START}(?:vrais? |vraies |fausses |faux )?(?:jumeaux|jumelles|triplés|triplées|quadruplés|quintuplés|siamois|siamoises)${END}`,
  `${START}(?:maladie|syndrome) (?:rare|orpheline?|génétique(?: rare)?)${END}`,
  `${START}(?:syndrome|maladie) d(?:e la |e |u |[’'])(?!${KNOWN_ILLNESS})\\p{Lu}[\\p{L}-]+`,
  `${START}(?:ancien(?:ne)? |ex-)${OFFICE}(?: ${WORD})?${END}`,
  `${START}ancien(?:ne)? ${TRADE}${END}`,
  `${START}(?:médaillée?s?|recordm[ae]n|souffleu(?:r|se) de verre|gardien(?:ne)? de phare|miss \\p{L}+|prix nobel)(?: ${WORD}){0,2}`,
  `${START}doyen(?:ne)? (?:du|de la|de l[’']|des) ?${WORD}`,
  `${START}(?:adjointe?|conseill(?:er|ère)|déléguée?) ${OF_A_COUNCIL}(?: (?:chargée? )?(?:du|de la|des|à|aux?) ${WORD})?`,
  `${START}(?:sonneu|dresseu|montreu|fondeu|avaleu|tailleu|dompteu|éleveu)(?:r|se)s? (?:de |d[’'])${WORD}`,
  `${START}(?:passée?|vue?|parue?|interviewée?) (?:à la télé(?:vision)?|dans le journal|au journal)${END}`,
  `${START}(?:the )?only (?!thing|way|time|one|reason)${WORD} (?:in|of) (?:the )?(?:village|town|school|county|region|class)${END}`,
].map((fact) => new RegExp(fact, 'gu'));

/** @param {string} text @returns {Mark[]} */
export function findRareFacts(text) {
  return FACTS.flatMap((fact) => Array.from(text.matchAll(fact), ({ 0: found, index }) => (
    { start: index, end: index + found.trimEnd().length, kind: /** @type {const} */ ('rare'), level: /** @type {const} */ ('perhaps') }
  )));
}
