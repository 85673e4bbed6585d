/** Days and hours as they stand in the margin, in the language of the page. */

import { dateWords, dayNumber, dayWords, hourWords, localDay } from '../domain/dates.js';
import { currentLanguage } from './translate.js';

/** @returns {string} the local day, `YYYY-MM-DD` */
export function today() {
  return localDay(new Date());
}

/** The day in full, without « hier »: « vendredi 21 novembre ». @param {string} iso */
export function fullDay(iso) {
  const farAway = iso.slice(0, 4) + (iso.slice(5) < '07' ? '-12-31' : '-01-01');
  return dayWords(iso, farAway, currentLanguage());
}

/** The local day of a moment, without its weekday: « 21 novembre ». @param {number} seconds since 1970 */
export function dateOf(seconds) {
  return dateWords(localDay(new Date(seconds * 1000)), today(), currentLanguage());
}

/** A moment in full: « vendredi 21 novembre, 18 h 10 ». @param {number} seconds since 1970 */
export function momentWords(seconds) {
  const day = localDay(new Date(seconds * 1000));
  return `${dayWords(day, today(), currentLanguage())}, ${hourWords(seconds, currentLanguage())}`;
}

/**
 * The date of a text: the day it was lived; this week, when it was written on that day,
 * the weekday and the hour: « mercredi, 18 h 10 ».
 * @param {{lived: string, written: number}} summary
 */
export function whenWords({ lived, written }) {
  const words = dayWords(lived, today(), currentLanguage());
  const age = dayNumber(today()) - dayNumber(lived);
  if (age < 0 || age > 6 || lived !== localDay(new Date(written * 1000))) return words;
  return `${words.split(' ')[0]}, ${hourWords(written, currentLanguage())}`;
}
