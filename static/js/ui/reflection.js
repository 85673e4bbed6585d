/** Templates and dimensions in words: what can be attached, and what was noted as it is read. */

import { DIMENSIONS, noted } from '../domain/dimensions.js';
import { TEMPLATES } from '../domain/templates.js';
import { fullDay } from './dates.js';
import { t } from './translate.js';

/** @typedef {import('../domain/dimensions.js').Dimensions} Dimensions */
/** @typedef {import('../domain/dimensions.js').Part} Part */
/** @typedef {import('../domain/sheets.js').Template} Template */

/** A sentence whose name is made of names. @param {string} name */
const say = (name) => t(/** @type {import('./translate.js').Sentence} */ (name));

/** A template that ships, in the words of the page. @param {string} id @returns {Template} */
export function shippedTemplate(id) {
  const count = TEMPLATES.find((each) => each.id === id)?.questions ?? 0;
  return { id, name: say(`template.${id}.name`), questions: Array.from({ length: count }, (_, at) => say(`template.${id}.${at + 1}`)) };
}

/** How long a template takes. @param {number|null} minutes */
export const timeWords = (minutes) => (minutes === null ? t('templates.severalTimes') : t('templates.minutes', { minutes }));

/** @param {string} id */
export const purposeOf = (id) => say(`template.${id}.for`);

/** @param {string} name */
export const dimensionName = (name) => say(`dimension.${name}`);

/** @param {string} name @param {string} part */
export const partLabel = (name, part) => say(`dimension.${name}.${part}`);

/** One of the names of a part. @param {string} name @param {Part} part @param {string} choice */
export const choiceLabel = (name, part, choice) => (part.is === 'order' ? partLabel(name, choice) : say(`dimension.source.${choice}`));

/** A degree among its own, between its two ends. @param {string} name @param {string} part @param {number} most @param {number} degree */
export function degreeWords(name, part, most, degree) {
  const shown = most === 6 ? ['−3', '−2', '−1', '0', '+1', '+2', '+3'][degree] : String(degree);
  return t('dimensions.degree', { degree: shown, least: partLabel(name, `${part}.least`), most: partLabel(name, `${part}.most`) });
}

/** @param {string} name @param {string} key @param {unknown} value @returns {string} */
function readPart(name, key, value) {
  const part = DIMENSIONS[name][key];
  if (part.is === 'degree') return degreeWords(name, key, part.most, /** @type {number} */ (value));
  if (part.is === 'day') return fullDay(/** @type {string} */ (value));
  if (part.is === 'names' || part.is === 'order') return /** @type {string[]} */ (value).map((choice) => choiceLabel(name, part, choice)).join(', ');
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/**
 * The dimensions that were noted, as they are read. Which texts are recalled is not said: they are another's to open.
 * @param {Dimensions} dimensions @returns {{name: string, lines: string[]}[]}
 */
export function readDimensions(dimensions) {
  return noted(dimensions).map((name) => {
    const parts = Object.entries(DIMENSIONS[name]).filter(([key, { is }]) => dimensions[name][key] !== undefined && is !== 'texts');
    // a part alone is named by its dimension
    const lines = parts.map(([key]) => {
      const read = readPart(name, key, dimensions[name][key]);
      return ['words', 'level', 'from'].includes(key) ? read : t('dimensions.line', { part: partLabel(name, key), value: read });
    });
    return { name: dimensionName(name), lines };
  }).filter(({ lines }) => lines.length > 0);
}
