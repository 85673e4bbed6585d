/** Numbers and addresses that lead to one person: telephones, e-mails, names of accounts, numbers of documents. */

/** @typedef {'prenom'|'nom'|'lieu'|'institution'|'date'|'age'|'telephone'|'courriel'|'rare'} Kind */
/** @typedef {'sure'|'perhaps'} Level */
/** @typedef {{start: number, end: number, kind: Kind, level: Level}} Mark */

const MAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,4}\.\p{L}{2,20}/gu;
const ACCOUNT = /(?<![\p{L}\p{N}.])@[\p{L}\p{N}_.]{2,}[\p{L}\p{N}_]/gu;
const FRENCH_PHONE = /(?<![\d+])(?:\+33|0033|0)[ \u00a0\u202f.\-/]?(?:\(0\))?[1-9](?:[ \u00a0\u202f.\-/]?\d{2}){4}(?!\d)/g;
const FOREIGN_PHONE = /(?<![\d+])(?:\+|00)\d{1,3}(?:[ \u00a0\u202f.-]?\d{2,4}){3,5}(?!\d)/g;
const LOCAL_PHONE = /(?<![\d+./-])(?:\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}|0\d{2,3}[ ./]\d{2,3}(?:[ .]\d{2,3}){2})(?![\d/-])/g;
const SOCIAL_SECURITY = /(?<!\d)[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d[\dAB] ?\d{3} ?\d{3}(?: ?\d{2})?(?!\d)/g;
const NUMBER_PLATE = /\b[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}\b/g;
const WEB_ADDRESS = /\bhttps?:\/\/[^\s<>"»)]+/g;

/** @type {[RegExp, Kind, Level][]} */
const PATTERNS = [
  [MAIL, 'courriel', 'sure'],
  [ACCOUNT, 'courriel', 'perhaps'],
  [FRENCH_PHONE, 'telephone', 'sure'],
  [FOREIGN_PHONE, 'telephone', 'perhaps'],
  [LOCAL_PHONE, 'telephone', 'perhaps'],
  [SOCIAL_SECURITY, 'rare', 'sure'],
  [NUMBER_PLATE, 'rare', 'sure'],
  [WEB_ADDRESS, 'rare', 'perhaps'],
];

/** @param {string} text @returns {Mark[]} */
export function findNumbers(text) {
  return PATTERNS.flatMap(([pattern, kind, level]) => Array.from(text.matchAll(pattern), ({ 0: found, index }) => (
    { start: index, end: index + found.length, kind, level }
  )));
}
