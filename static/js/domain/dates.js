/** Days and times, as numbers and as words in French and English. A day is counted from 1970-01-01, UTC. */

/** @typedef {'fr'|'en'} Language */

const DAY_MS = 86_400_000;
const WEEKDAYS = {
  fr: ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};
const MONTHS = {
  fr: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};
const NEAR = {
  fr: { '-1': 'hier', 0: 'aujourd’hui', 1: 'demain' },
  en: { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' },
};

/** @param {number} number */
const two = (number) => String(number).padStart(2, '0');

/** The local calendar day of a moment, `YYYY-MM-DD`. @param {Date} moment @returns {string} */
export function localDay(moment) {
  return `${String(moment.getFullYear()).padStart(4, '0')}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** Days since 1970-01-01 of a calendar day. @param {string} iso `YYYY-MM-DD` @returns {number} */
export function dayNumber(iso) {
  return Math.floor(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);
}

/** The calendar day of a day number. @param {number} day @returns {string} `YYYY-MM-DD` */
export function dayText(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Today's day number, UTC. @param {number} milliseconds since 1970 @returns {number} */
export function utcDay(milliseconds) {
  return Math.floor(milliseconds / DAY_MS);
}

/**
 * A date in words, with the year when it is another one: « 20 novembre », "20 November". The number and the month stay on one line.
 * @param {string} iso @param {string} today `YYYY-MM-DD` @param {Language} language @returns {string}
 */
export function dateWords(iso, today, language) {
  const date = new Date(`${iso}T00:00:00Z`);
  const number = date.getUTCDate();
  const year = iso.slice(0, 4) === today.slice(0, 4) ? '' : ` ${date.getUTCFullYear()}`;
  const shown = language === 'fr' && number === 1 ? '1er' : String(number);
  return `${shown}\u00a0${MONTHS[language][date.getUTCMonth()]}${year}`;
}

/**
 * A day in words: « hier », « vendredi 20 novembre », with the year when it is another one.
 * @param {string} iso @param {string} today `YYYY-MM-DD` @param {Language} language @returns {string}
 */
export function dayWords(iso, today, language) {
  const distance = /** @type {-1|0|1} */ (dayNumber(iso) - dayNumber(today));
  const near = NEAR[language][distance];
  if (near) return near;
  return `${WEEKDAYS[language][new Date(`${iso}T00:00:00Z`).getUTCDay()]} ${dateWords(iso, today, language)}`;
}

/**
 * The hour of a moment: « 14 h 05 », "14:05".
 * @param {number} seconds since 1970 @param {Language} language @returns {string}
 */
export function hourWords(seconds, language) {
  const moment = new Date(seconds * 1000);
  const [hour, minute] = [moment.getHours(), two(moment.getMinutes())];
  return language === 'fr' ? `${hour}\u00a0h\u00a0${minute}` : `${two(hour)}:${minute}`;
}

/**
 * A month in words, for the headings of a list: « novembre 2026 ».
 * @param {string} iso @param {Language} language @returns {string}
 */
export function monthWords(iso, language) {
  return `${MONTHS[language][Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`;
}
