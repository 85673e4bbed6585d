/** What a French printer would set, as one types: quotation marks, apostrophes, narrow spaces. Backspace gives back what was typed. */

import { InputRule } from './prosemirror.js';

const NARROW = '\u202f';
const FIXED = '\u00a0';

/**
 * What is typed, and what stands in its place. A pattern ends where one types; its groups may be used as `$1`.
 * @type {readonly (readonly [RegExp, string])[]}
 */
const REPLACED = Object.freeze([
  [/'$/, '’'],
  [/\.\.\.$/, '…'],
  [/<<$/, `«${NARROW}`],
  [/\s?>>$/, `${NARROW}»`],
  [/(^|[\s([–—’])"$/, `$1«${NARROW}`],
  [/"$/, `${NARROW}»`],
  [/ ([;!?»])$/, `${NARROW}$1`],
  [/ :$/, `${FIXED}:`],
  // not in an address, where a word holds more than letters
  [/(^|[\s«\u202f([])([\p{L}’-]+)([;!?])$/u, `$1$2${NARROW}$3`],
]);

/** @param {() => boolean} isOn @returns {InputRule[]} */
export function typographyRules(isOn) {
  return REPLACED.map(([pattern, words]) => new InputRule(pattern, (state, match, start, end) => {
    const inLink = state.selection.$from.marks().some(({ type }) => type.name === 'link');
    return isOn() && !inLink ? state.tr.insertText(match[0].replace(pattern, words), start, end) : null;
  }));
}
