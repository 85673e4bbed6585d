/** When a shared text disappears, in words. */

import { dayNumber, dayText, dayWords } from '../domain/dates.js';
import { fullDay, today } from './dates.js';
import { currentLanguage, t } from './translate.js';

const AFTER_SEANCE = 7;

/** A day number in full, with the year when it is another one: « jeudi 11 décembre ». @param {number} day @returns {string} */
export function dayNumberWords(day) {
  const iso = dayText(day);
  const year = iso.slice(0, 4);
  return year === today().slice(0, 4) ? fullDay(iso) : `${fullDay(iso)} ${year}`;
}

/**
 * « Jusqu’à la fin de la séance du 4 décembre, puis sept jours. »
 * @param {{seance: string|null, end: number}} share
 * @param {{end: number, seances: {id: string, day: number}[]}} group days since 1970-01-01
 * @returns {string}
 */
export function endWords(share, group) {
  const seance = group.seances.find(({ id }) => id === share.seance);
  if (seance && share.end === seance.day) return t('share.endsSeance', { day: dayNumberWords(seance.day) });
  if (seance && share.end === seance.day + AFTER_SEANCE) return t('share.endsSeanceSeven', { day: dayNumberWords(seance.day) });
  if (share.end === group.end) return t('share.endsGroup', { day: dayNumberWords(share.end) });
  return t('share.ends', { day: dayNumberWords(share.end) });
}

/** An hour as a frame writes it, `HH:MM`, in words: « 14 h », « 14 h 30 ». @param {string} hour @returns {string} */
export function hourOf(hour) {
  if (currentLanguage() === 'en') return hour;
  const [hours, minutes] = hour.split(':');
  return `${Number(hours)}\u00a0h${minutes === '00' ? '' : `\u00a0${minutes}`}`;
}

/** The first séance from a day on. @template {{day: number}} S @param {S[]} seances @param {string} iso today, `YYYY-MM-DD` @returns {S|undefined} */
export function nextSeance(seances, iso) {
  return [...seances].sort((left, right) => left.day - right.day).find(({ day }) => day >= dayNumber(iso));
}

/** The day a text was first seen here, as the margin says it. @param {number} day @returns {string} */
export const dateOfDay = (day) => dayWords(dayText(day), today(), currentLanguage());
