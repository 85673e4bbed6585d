/** @file How vectors write the values of the protocol in JSON (`tests/vectors/README.md` § Notation). Runs in a browser too. */
import { fromHex, toHex } from '../../static/js/crypto/bytes.js';
import { Context } from '../../static/js/crypto/envelope.js';

const CAMEL = /_([a-z])/g;

/** @param {string} name @returns {string} */
export const camelCase = (name) => name.replace(CAMEL, (_, letter) => letter.toUpperCase());

/** @param {string} name @returns {string} */
const snakeCase = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Read the fields of an input: names in camel case, `…_hex` as bytes under the name alone. */
export function readFields(fields) {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => (
    name.endsWith('_hex') ? [camelCase(name.slice(0, -4)), readHex(field)] : [camelCase(name), field]
  )));
}

/** Write fields as a vector does: names in snake case, bytes in hexadecimal under `…_hex`. */
export function writeFields(fields) {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => (
    field instanceof Uint8Array ? [`${snakeCase(name)}_hex`, toHex(field)] : [snakeCase(name), field]
  )));
}

/** @returns {unknown} the value that a notation stands for */
export function readValue(value) {
  if (Array.isArray(value)) return value.map(readValue);
  if (typeof value !== 'object' || value === null) return value;
  if ('bytes' in value) return fromHex(value.bytes);
  const map = Object.create(null);
  for (const [key, item] of value.map) map[key] = readValue(item);
  return map;
}

/** @returns {unknown} the notation of a value; a map's keys are written in the order of their encoding */
export function writeValue(value) {
  if (value instanceof Uint8Array) return { bytes: toHex(value) };
  if (Array.isArray(value)) return value.map(writeValue);
  if (typeof value !== 'object' || value === null) return value;
  return { map: Object.entries(value).map(([key, item]) => [key, writeValue(item)]).sort(byEncodedKey) };
}

export function readContext({ type, owner_hex: owner, object_id_hex: objectId, revision, epoch }) {
  return new Context(type, fromHex(owner), fromHex(objectId), revision, epoch);
}

export function readMark(mark) {
  return mark === null ? null : { seq: mark.seq, head: fromHex(mark.head_hex) };
}

function readHex(field) {
  if (field === null) return null;
  return Array.isArray(field) ? field.map(fromHex) : fromHex(field);
}

// the language lists keys that look like integers first, so the order is made again
function byEncodedKey([left], [right]) {
  const utf8 = new TextEncoder();
  const [a, b] = [utf8.encode(left), utf8.encode(right)];
  if (a.length !== b.length) return a.length - b.length;
  const [hexA, hexB] = [toHex(a), toHex(b)];
  if (hexA === hexB) return 0;
  return hexA < hexB ? -1 : 1;
}
