/** When something shared ends: an absolute day, UTC, never a number of days. */

/** How long a share stays after the séance it was written for. */
export const DAYS_AFTER_SEANCE = 7;

/**
 * The end that is proposed for a share.
 * @param {{day: number}|null} seance the one it is for @param {number} today @param {number} groupEnd @returns {number} not after the group's
 */
export function proposedEnd(seance, today, groupEnd) {
  return Math.min((seance?.day ?? today) + DAYS_AFTER_SEANCE, groupEnd);
}

/** Whether a day may be the end of a share. @param {number} end @param {number} today @param {number} groupEnd @returns {boolean} */
export function isEndPossible(end, today, groupEnd) {
  return Number.isInteger(end) && end >= today && end <= groupEnd;
}
