/**
 * The entry document: what is sealed, checked whenever it is read.
 * Shape: docs/browser-client.md, "Entry document".
 */

import { checkDimensions, dimensionWords } from './dimensions.js';
import { EntryError, expect } from './entry-error.js';
import { checkSheets } from './sheets.js';

/** @typedef {[text: string, marks: string[]]} Run A stretch of text and its marks. */
/** @typedef {[block: string, runs: Run[]]} Block One block of a body. */
/**
 * @typedef {object} EntryDocument
 * @property {'entry'|'case'} kind
 * @property {string} title
 * @property {string[]} tags
 * @property {string} lived the day it happened, `YYYY-MM-DD`
 * @property {number} written seconds since 1970
 * @property {number} edited seconds since 1970
 * @property {Block[]} body
 * @property {Record<string, string>} fields empty for an entry; `CASE_FIELDS` for a case
 * @property {import('./sheets.js').Sheet[]} sheets templates that were attached, with what was said
 * @property {import('./dimensions.js').Dimensions} dimensions
 * @property {null|[Uint8Array, number]} copy_of the object id and revision a second version was split from
 */
/**
 * @typedef {object} Summary Enough of an entry to list it.
 * @property {'entry'|'case'} kind
 * @property {string} title
 * @property {string[]} tags
 * @property {string} lived
 * @property {number} written
 * @property {number} edited
 * @property {string} excerpt
 * @property {null|[Uint8Array, number]} copy_of
 */

export const BLOCKS = Object.freeze(['paragraph', 'heading', 'subheading', 'quote', 'item', 'todo', 'done']);
const MARKS = ['strong', 'em', 'alias'];
export const CASE_FIELDS = Object.freeze(['moment', 'people', 'did', 'remains', 'question', 'avoid']);
export const EXCERPT_LENGTH = 140;

const KEYS = ['body', 'copy_of', 'dimensions', 'edited', 'fields', 'kind', 'lived', 'sheets', 'tags', 'title', 'written'];

export { EntryError };

/**
 * A new, empty document.
 * @param {'entry'|'case'} kind @param {string} lived `YYYY-MM-DD` @param {number} now seconds
 * @returns {EntryDocument}
 */
export function blankEntry(kind, lived, now) {
  const { fields } = kind === 'case' ? asCase() : { fields: {} };
  return { kind, title: '', tags: [], lived, written: now, edited: now, body: [], fields, sheets: [], dimensions: {}, copy_of: null };
}

/** What makes an entry a case to fill, nothing else of it changed. */
export const asCase = () => ({ kind: /** @type {const} */ ('case'), fields: Object.fromEntries(CASE_FIELDS.map((name) => [name, ''])) });

/**
 * A document made of plain lines, as the blank line and the sas make it.
 * @param {string} text @param {string} lived @param {number} now seconds
 * @returns {EntryDocument}
 */
export function entryFromText(text, lived, now) {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const body = lines.map((line) => /** @type {Block} */ (['paragraph', [[line, []]]]));
  return { ...blankEntry('entry', lived, now), body };
}

/** @param {unknown} value */
const isTime = (value) => Number.isSafeInteger(value) && /** @type {number} */ (value) >= 0;

/** @param {string} mark */
function checkMark(mark) {
  expect(typeof mark === 'string');
  if (mark.startsWith('link:')) expect(/^https?:\/\/[^\s]+$/i.test(mark.slice(5)));
  else expect(MARKS.includes(mark), 'version');
}

/** @param {unknown} block */
function checkBlock(block) {
  expect(Array.isArray(block) && block.length === 2);
  const [name, runs] = /** @type {[unknown, unknown]} */ (block);
  expect(typeof name === 'string' && Array.isArray(runs));
  expect(BLOCKS.includes(/** @type {string} */ (name)), 'version');
  for (const run of /** @type {unknown[]} */ (runs)) {
    expect(Array.isArray(run) && run.length === 2);
    const [text, marks] = /** @type {Run} */ (run);
    expect(typeof text === 'string' && Array.isArray(marks));
    marks.forEach(checkMark);
  }
}

/** @param {any} document */
function checkFields(document) {
  expect(typeof document.fields === 'object' && document.fields !== null);
  const names = Object.keys(document.fields);
  expect(names.every((name) => typeof document.fields[name] === 'string'));
  const allowed = document.kind === 'case' ? CASE_FIELDS : [];
  expect(names.every((name) => allowed.includes(name)), 'version');
}

/** @param {unknown} origin */
function checkOrigin(origin) {
  if (origin === null) return;
  expect(Array.isArray(origin) && origin.length === 2);
  const [id, revision] = /** @type {[unknown, unknown]} */ (origin);
  expect(id instanceof Uint8Array && id.length === 16 && isTime(revision));
}

/**
 * Checks a decoded value and returns it as a document.
 * @param {any} value @returns {EntryDocument} @throws {EntryError}
 */
export function checkEntry(value) {
  expect(typeof value === 'object' && value !== null && !Array.isArray(value));
  const keys = Object.keys(value).sort();
  expect(KEYS.every((key) => keys.includes(key)));
  expect(keys.length === KEYS.length, 'version');
  expect(typeof value.kind === 'string' && typeof value.title === 'string');
  expect(value.kind === 'entry' || value.kind === 'case', 'version');
  expect(Array.isArray(value.tags) && value.tags.every((/** @type {unknown} */ tag) => typeof tag === 'string'));
  expect(typeof value.lived === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value.lived));
  expect(isTime(value.written) && isTime(value.edited) && Array.isArray(value.body));
  value.body.forEach(checkBlock);
  checkFields(value);
  checkSheets(value.sheets);
  checkDimensions(value.dimensions);
  checkOrigin(value.copy_of);
  return value;
}

/** Names in one order, whoever wrote the map. @param {string} _ @param {any} value */
const ordered = (_, value) => (Object.getPrototypeOf(value ?? 0) === Object.prototype || (value && Object.getPrototypeOf(value) === null)
  ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value);

/** Whether two documents say the same. @param {EntryDocument} one @param {EntryDocument} other */
export function isSameEntry(one, other) {
  return JSON.stringify(one, ordered) === JSON.stringify(other, ordered);
}

/** The words of a body, one line a block. @param {Block[]} body @returns {string} */
export function plainText(body) {
  return body.map(([, runs]) => runs.map(([text]) => text).join('')).join('\n');
}

/** How many words a body has, as one counts them in a printed text: between blanks. @param {Block[]} body @returns {number} */
export function countWords(body) {
  return plainText(body).split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Everything a person wrote but the title, in the order in which lists show it. @param {EntryDocument} document @returns {string[]} */
export function wordsOf({ body, fields, sheets, dimensions }) {
  const said = sheets.flatMap(({ answers }) => answers.map(([, words]) => words));
  return [plainText(body), ...CASE_FIELDS.map((name) => fields[name] ?? ''), ...said, ...dimensionWords(dimensions)];
}

/** What lists show. @param {EntryDocument} document @returns {Summary} */
export function summarize(document) {
  const { kind, title, tags, lived, written, edited, copy_of } = document;
  const excerpt = Array.from(wordsOf(document).join(' ').replace(/\s+/g, ' ').trim()).slice(0, EXCERPT_LENGTH).join('');
  return { kind, title, tags, lived, written, edited, excerpt, copy_of };
}

/** Checks a decoded summary. @param {any} value @returns {Summary} @throws {EntryError} */
export function checkSummary(value) {
  expect(typeof value === 'object' && value !== null && !Array.isArray(value));
  expect(value.kind === 'entry' || value.kind === 'case', 'version');
  expect(['title', 'lived', 'excerpt'].every((key) => typeof value[key] === 'string'));
  expect(Array.isArray(value.tags) && isTime(value.written) && isTime(value.edited));
  checkOrigin(value.copy_of);
  return value;
}
