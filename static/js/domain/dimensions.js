/** The dimensions of a text: what a person noted of it, each part optional (docs/browser-client.md, "Entry document"). */

import { expect, isMap } from './entry-error.js';

/** @typedef {Record<string, Record<string, unknown>>} Dimensions */
/**
 * What a part holds: words, one of the degrees 0 … `most`, distinct `names`, the same in an `order`, a day, ids of texts, or a few words.
 * @typedef {{is: 'text'} | {is: 'day'} | {is: 'texts'} | {is: 'few'} | {is: 'degree', most: number} | {is: 'names'|'order', names: readonly string[]}} Part
 */

export const FEW = 3;

const TEXT = Object.freeze({ is: /** @type {const} */ ('text') });
const LEVEL = Object.freeze({ is: /** @type {const} */ ('degree'), most: 6 });
const SOURCES = Object.freeze({ is: /** @type {const} */ ('names'), names: Object.freeze(['self', 'team', 'rules', 'time', 'means', 'people']) });

/** The palette, in the order in which it is shown. @type {Readonly<Record<string, Readonly<Record<string, Part>>>>} */
export const DIMENSIONS = Object.freeze({
  prescribedReal: { asked: TEXT, did: TEXT, gap: { is: 'degree', most: 5 } },
  idealFeasible: { ideal: TEXT, feasible: TEXT },
  tediousEnergising: { level: LEVEL },
  automaticStretching: { level: LEVEL },
  priority: { me: TEXT, team: TEXT, management: TEXT, order: { is: 'order', names: ['me', 'team', 'management'] } },
  selfAssessment: { criterion: TEXT, today: TEXT, needed: TEXT },
  unspoken: { words: TEXT },
  workaround: { words: TEXT, protects: TEXT, costs: TEXT },
  leeway: { words: TEXT },
  obstacle: { from: SOURCES, words: TEXT },
  resource: { from: SOURCES, words: TEXT },
  step: { words: TEXT, day: { is: 'day' }, indicator: TEXT },
  recurrence: { words: TEXT, texts: { is: 'texts' } },
  affect: { words: { is: 'few' } },
});

/** @param {unknown} value */
const isWords = (value) => typeof value === 'string' && value !== '';

/** @param {unknown} value @param {readonly string[]} names */
function checkNames(value, names) {
  expect(Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string') && new Set(value).size === value.length);
  expect(/** @type {string[]} */ (value).every((name) => names.includes(name)), 'version');
}

/** @param {unknown} value @param {Part} part */
function checkPart(value, part) {
  if (part.is === 'text') expect(isWords(value));
  else if (part.is === 'degree') expect(Number.isInteger(value) && /** @type {number} */ (value) >= 0 && /** @type {number} */ (value) <= part.most);
  else if (part.is === 'day') expect(typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value));
  else if (part.is === 'few') expect(Array.isArray(value) && value.length > 0 && value.length <= FEW && value.every(isWords));
  else if (part.is === 'texts') expect(Array.isArray(value) && value.length > 0 && value.every((id) => id instanceof Uint8Array && id.length === 16));
  else {
    checkNames(value, part.names);
    if (part.is === 'order') expect(/** @type {string[]} */ (value).length === part.names.length);
  }
}

/** @param {unknown} dimensions @throws {import('./entry-error.js').EntryError} */
export function checkDimensions(dimensions) {
  if (!isMap(dimensions)) return expect(false);
  for (const [name, parts] of Object.entries(dimensions)) {
    expect(Object.hasOwn(DIMENSIONS, name), 'version');
    if (!isMap(parts)) return expect(false);
    expect(Object.keys(parts).length > 0);
    for (const [part, value] of Object.entries(parts)) {
      expect(Object.hasOwn(DIMENSIONS[name], part), 'version');
      checkPart(value, DIMENSIONS[name][part]);
    }
  }
}

/** Whether a part says nothing, so that it is not kept. @param {unknown} value */
const saysNothing = (value) => value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

/** Notes a part, or takes it away when it says nothing. @param {Dimensions} dimensions @param {string} name @param {string} part @param {unknown} value @returns {Dimensions} */
export function note(dimensions, name, part, value) {
  const { [name]: before = {}, ...others } = dimensions;
  const { [part]: _, ...rest } = before;
  const parts = saysNothing(value) ? rest : { ...rest, [part]: value };
  return Object.keys(parts).length === 0 ? others : { ...others, [name]: parts };
}

/** The dimensions that were noted, in the order of the palette. @param {Dimensions} dimensions @returns {string[]} */
export const noted = (dimensions) => Object.keys(DIMENSIONS).filter((name) => Object.hasOwn(dimensions, name));

/** What a person wrote in the dimensions, in the order of the palette. @param {Dimensions} dimensions @returns {string[]} */
export function dimensionWords(dimensions) {
  return noted(dimensions).flatMap((name) => Object.entries(DIMENSIONS[name]).flatMap(([part, { is }]) => {
    const value = dimensions[name][part];
    return value !== undefined && (is === 'text' || is === 'few') ? /** @type {string|string[]} */ (value) : [];
  }));
}
