/** @file Names of people: display, never identity (`docs/spec/sharing.md` §4). */
import { join, readU32, toHex } from './bytes.js';
import { EncodingError } from './errors.js';
import { HASH_MEMBER } from './labels.js';
import { hash } from './primitives.js';
import { textOf } from './shapes.js';

/** @typedef {{identity: Uint8Array, boxKey: Uint8Array, name: string | null}} Named a member and the name on their card */

const MOST_CHARACTERS = 60;
const UNSHOWN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Cyrillic and Greek letters in lower case, then strokes and rings, beside the Latin letters they look like. */
const LOOK_ALIKES = pairs('авекмнорстухіјѕαβεηικμνορτυχiı1|0', 'abekmhopctyxljsabenlkmvoptuxllllo');
/** Greek capitals that look like other Latin letters than their lower case does. */
const LIKE_CAPITALS = pairs('ΗΝΥ', 'HNY');
const WITHOUT_SHAPE = /[\p{M}\p{Z}\p{P}\p{Cf}]/gu;

/** @param {unknown} value @returns {string} a name that may be written; `EncodingError` otherwise */
export function checkName(value) {
  const name = textOf(/** @type {any} */ (value));
  const size = [...name].length;
  if (size < 1 || size > MOST_CHARACTERS || name.normalize('NFC') !== name || name.search(UNSHOWN) >= 0) {
    throw new EncodingError('a name that cannot be written');
  }
  return name;
}

/** @param {string} name that somebody else wrote @returns {string} without what would change the text around it */
export function stripName(name) {
  return name.replace(UNSHOWN, '');
}

/** @param {string} name @returns {string} what is left of it when letters that look alike are one, without marks, spaces or punctuation */
export function skeletonOf(name) {
  const bare = name.normalize('NFKD').replace(WITHOUT_SHAPE, '');
  return translate(LOOK_ALIKES, translate(LIKE_CAPITALS, bare).toLowerCase());
}

/** The names to show: those that look alike have four digits of their keys.
 * @param {Named[]} people @returns {Map<string, string | null>} by identity, hexadecimal; null without a card */
export function shownNames(people) {
  const names = people.map(({ name }) => (name === null ? null : stripName(name)));
  const skeletons = names.map((name) => name && skeletonOf(name));
  const alike = (/** @type {number} */ at) => skeletons.filter((each, other) => names[other] !== null && each === skeletons[at]).length > 1;
  return new Map(people.map(({ identity, boxKey }, at) => {
    const name = names[at];
    return [toHex(identity), name !== null && alike(at) ? `${name} ${digitsOf(identity, boxKey)}` : name];
  }));
}

/** @param {Uint8Array} identity @param {Uint8Array} boxKey @returns {string} the four digits that tell two members of one name apart */
export function digitsOf(identity, boxKey) {
  return String(readU32(hash(HASH_MEMBER, join(identity, boxKey)), 0) % 10_000).padStart(4, '0');
}

/** @param {string} from @param {string} to @returns {Map<string, string>} letter by letter */
function pairs(from, to) {
  return new Map([...from].map((letter, at) => [letter, to[at]]));
}

/** @param {Map<string, string>} letters @param {string} text */
function translate(letters, text) {
  return Array.from(text, (letter) => letters.get(letter) ?? letter).join('');
}
