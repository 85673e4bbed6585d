/** The corbeille: a text in it has an end, after which the server erases it even if no device comes back. */

import { utcDay } from './dates.js';

export const DAYS_IN_BIN = 30;

/** @param {{end: number|null}} entry @param {number} milliseconds since 1970 @returns {number|null} days left, null outside the corbeille */
export function daysLeft({ end }, milliseconds) {
  return end === null ? null : Math.max(0, end - utcDay(milliseconds));
}
