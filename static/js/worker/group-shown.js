/** How the documents of a group cross the door of the worker: bytes are hexadecimal on the page. */
import { fromHex, toHex } from '../crypto/bytes.js';
import { check } from '../crypto/documents.js';
import { EncodingError } from '../crypto/errors.js';

/** @typedef {import('../crypto/documents.js').Document} Document */

/** A document with its bytes in hexadecimal. @param {any} value @returns {any} */
export function shown(value) {
  if (value instanceof Uint8Array) return toHex(value);
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item)]));
}

/** The document that a page means. @param {any} document @returns {Document} `EncodingError` for another shape */
export function meant(document) {
  const read = MEANT[/** @type {keyof typeof MEANT} */ (document.kind)];
  if (!read) throw new EncodingError('a document of another kind');
  return check(/** @type {any} */ (read(document)));
}

/** @param {string|null} hex */
const orNull = (hex) => (hex === null ? null : fromHex(hex));

const MEANT = {
  frame: (/** @type {any} */ frame) => ({
    ...frame, clauses: frame.clauses.map(withId), seances: frame.seances.map(withId),
  }),
  card: (/** @type {any} */ card) => ({
    ...card, accepted: card.accepted.map((/** @type {any} */ [clause, charter, day]) => [fromHex(clause), charter, day]),
  }),
  share: (/** @type {any} */ share) => ({ ...share, seance: orNull(share.seance), readers: share.readers?.map(fromHex) ?? null }),
  answer: (/** @type {any} */ answer) => ({ ...answer, passage: answer.passage && [fromHex(answer.passage[0]), ...answer.passage.slice(1)] }),
};

/** @param {any} item */
function withId(item) {
  return { ...item, id: fromHex(item.id) };
}
