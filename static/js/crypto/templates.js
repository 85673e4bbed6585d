/** @file A person's own templates, kept in their vault (`docs/spec/sharing.md` §7). */
import { compare, toHex } from './bytes.js';
import { decode, encode } from './encoding.js';
import { EncodingError } from './errors.js';
import { HASH_MEMORY } from './labels.js';
import { hash16 } from './primitives.js';
import { arrayOf, bytesOf, checkAscending, integerOf, mapOf, textOf } from './shapes.js';

/**
 * @typedef {import('./encoding.js').Value} Value
 * @typedef {[name: string, questions: string[]]} Asked
 * @typedef {[id: Uint8Array, edited: number, asked: Asked | null]} Template `edited` in seconds; null once it was taken away
 */

const LONGEST = 300;
const TEMPLATES = new TextEncoder().encode('templates');

/** @returns {Uint8Array} the id of the vault object that holds them */
export function templatesId() {
  return hash16(HASH_MEMORY, TEMPLATES);
}

/** @param {Template[]} templates @returns {Uint8Array} */
export function templatesToBytes(templates) {
  return encode({ kind: 'templates', templates: [...templates].sort(([left], [right]) => compare(left, right)) });
}

/** @param {Uint8Array} encoded @returns {Template[]} `EncodingError` for another shape */
export function templatesFromBytes(encoded) {
  const fields = mapOf(decode(encoded), 'kind', 'templates');
  if (textOf(fields.kind) !== 'templates') throw new EncodingError('a document of another kind');
  const templates = arrayOf(fields.templates).map(templateOf);
  checkAscending(templates.map(([id]) => id));
  return templates;
}

/** @param {Template[]} one @param {Template[]} other @returns {Template[]} the latest of each, whatever the order of the two */
export function mergeTemplates(one, other) {
  /** @type {Map<string, Template>} */
  const latest = new Map();
  for (const template of [...one, ...other]) {
    const known = latest.get(toHex(template[0]));
    if (known === undefined || isLater(template, known)) latest.set(toHex(template[0]), template);
  }
  return [...latest.values()].sort(([left], [right]) => compare(left, right));
}

/** @param {Template} one @param {Template} other */
function isLater(one, other) {
  return one[1] === other[1] ? compare(encode(one), encode(other)) > 0 : one[1] > other[1];
}

/** @param {Value} value @returns {Template} */
function templateOf(value) {
  const [id, edited, asked] = arrayOf(value, 3);
  return [bytesOf(id, 16), integerOf(edited), asked === null ? null : askedOf(asked)];
}

/** @param {Value} value @returns {Asked} */
function askedOf(value) {
  const [name, questions] = arrayOf(value, 2);
  const lines = arrayOf(questions).map(lineOf);
  if (lines.length === 0 || new Set(lines).size < lines.length) throw new EncodingError('a template asks something, once');
  return [lineOf(name), lines];
}

/** @param {Value} value @returns {string} */
function lineOf(value) {
  const line = textOf(value);
  const { length } = Array.from(line);
  if (length === 0 || length > LONGEST) throw new EncodingError('a name and a question have 1 to 300 characters');
  return line;
}
