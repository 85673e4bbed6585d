/** A stored row in words a person can compare: names and values as they are, long ciphertexts apart. */

import { html, nothing } from '../ui/lit.js';
import { t } from '../ui/translate.js';

/** @typedef {Record<string, unknown>} Row */

/** A value this long is a ciphertext or a key: shown under the others, paler. */
const LONG = 40;

/** Whether a value was cut by the server: its first bytes and its whole size. @param {unknown} value @returns {value is {hex: string, size: number}} */
function isCut(value) {
  return typeof value === 'object' && value !== null && 'hex' in value && 'size' in value;
}

/** @param {unknown} value @returns {string} */
function valueText(value) {
  if (isCut(value)) return `${value.hex}…`;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** @param {Row} row */
export function rowLines(row) {
  const values = Object.entries(row).map(([name, value]) => /** @type {const} */ ([name, valueText(value)]));
  const short = values.filter(([, value]) => value.length <= LONG);
  const long = values.filter(([, value]) => value.length > LONG);
  const sizes = Object.entries(row).flatMap(([name, value]) => (isCut(value) ? [t('server.bytes', { name, size: value.size })] : []));
  return html`<div class="row code" translate="no"><p>${short.map(([name, value]) => `${name} ${value}`).concat(sizes).join(', ')}</p>
    ${long.length === 0 ? nothing : long.map(([name, value]) => html`<p class="cipher">${name} ${value}</p>`)}</div>`;
}

/**
 * The row of a text: the one, in any table, whose object is this one; the version of now before those it replaced.
 * @param {Record<string, Row[]>} tables @param {string} id hexadecimal @returns {Row|undefined}
 */
export function rowOf(tables, id) {
  const rows = Object.values(tables).flat().filter((row) => row.object_id === id).sort((a, b) => Number(a.superseded ?? false) - Number(b.superseded ?? false));
  return rows.find((row) => Object.values(row).some((value) => valueText(value).length > LONG)) ?? rows[0];
}
