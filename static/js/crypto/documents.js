/** @file The documents of a group: what a post seals (`docs/spec/sharing.md` §3). */
import { decode, encode } from './encoding.js';
import { EncodingError, VersionError } from './errors.js';
import { checkName } from './names.js';
import { anyMapOf, arrayOf, bytesOf, bytesOrNull, integerOf, mapOf, textOf } from './shapes.js';

/**
 * @typedef {import('./encoding.js').Value} Value
 * @typedef {[block: string, runs: [text: string, marks: string[]][]]} Block as in a journal's document
 * @typedef {{id: Uint8Array, text: string}} Clause
 * @typedef {{id: Uint8Array, day: number, starts: string, ends: string, place: string}} Seance
 * @typedef {{kind: 'frame', title: string, form: string, colour: number, rhythm: string, planned: number, windows: string,
 *   clauses: Clause[], charter: number, seances: Seance[]}} Frame
 * @typedef {[clause: Uint8Array, charter: number, day: number]} Acceptance
 * @typedef {{kind: 'card', name: string, accepted: Acceptance[]}} Card
 * @typedef {{kind: 'share', seance: Uint8Array | null, body: Block[], title: string, readers: Uint8Array[] | null,
 *   named: boolean}} Share `readers` null for everyone
 * @typedef {[target: Uint8Array, start: number, end: number]} Passage in UTF-16 units of the target's plain text
 * @typedef {{kind: 'answer', form: string, text: string, passage: Passage | null, named: boolean}} Answer
 * @typedef {Frame | Card | Share | Answer} Document
 */

export const FORMS = Object.freeze(['app', 'codev', 'suivi', 'balint', 'other']);
export const WINDOWS = Object.freeze(['closed', 'windows']);
export const ANSWERS = Object.freeze(['question', 'resonance']);
export const COLOURS = 8;
const BLOCKS = ['paragraph', 'heading', 'subheading', 'quote', 'item', 'todo', 'done'];
const MARKS = ['strong', 'em', 'alias'];
const ADDRESS = /^https?:\/\/\S+$/iu;

/** @param {Document} document @returns {Uint8Array} `EncodingError` when it is not of the shape of its kind */
export function toBytes(document) {
  return encode(check(/** @type {any} */ (document)));
}

/** @param {Uint8Array} encoded @returns {Document} `EncodingError` for another shape, `VersionError` for a kind or a word of a later release */
export function fromBytes(encoded) {
  return check(decode(encoded));
}

/** @param {Value} value @returns {Document} itself; `EncodingError` for another shape, `VersionError` for a kind or a word of a later release */
export function check(value) {
  const kind = textOf(anyMapOf(value).kind);
  if (!Object.hasOwn(CHECKS, kind)) throw new VersionError('a document of a later release');
  return CHECKS[kind](value);
}

/** @type {Record<string, (value: any) => any>} */
const CHECKS = { frame: checkFrame, card: checkCard, share: checkShare, answer: checkAnswer };

/** @param {Value} value @returns {Frame} */
function checkFrame(value) {
  const frame = mapOf(value, 'kind', 'title', 'form', 'colour', 'rhythm', 'planned', 'windows', 'clauses', 'charter', 'seances');
  textOf(frame.title);
  oneOf(FORMS, frame.form);
  if (integerOf(frame.colour) >= COLOURS) throw new EncodingError('a colour over 7');
  textOf(frame.rhythm);
  integerOf(frame.planned);
  oneOf(WINDOWS, frame.windows);
  arrayOf(frame.clauses).forEach((clause) => checkClause(clause));
  integerOf(frame.charter, 1);
  arrayOf(frame.seances).forEach(checkSeance);
  return /** @type {any} */ (frame);
}

/** Throw `EncodingError` unless a value is a clause of a charter. @param {Value} value */
export function checkClause(value) {
  const { id, text } = mapOf(value, 'id', 'text');
  bytesOf(id, 8);
  textOf(text);
}

/** @param {Value} value */
function checkSeance(value) {
  const { id, day, starts, ends, place } = mapOf(value, 'id', 'day', 'starts', 'ends', 'place');
  bytesOf(id, 16);
  integerOf(day);
  [starts, ends, place].forEach(textOf);
}

/** @param {Value} value @returns {Card} */
function checkCard(value) {
  const card = mapOf(value, 'kind', 'name', 'accepted');
  checkName(card.name);
  for (const accepted of arrayOf(card.accepted)) {
    const [clause, charter, day] = arrayOf(accepted, 3);
    bytesOf(clause, 8);
    integerOf(charter, 1);
    integerOf(day);
  }
  return /** @type {any} */ (card);
}

/** @param {Value} value @returns {Share} */
function checkShare(value) {
  const share = mapOf(value, 'kind', 'seance', 'body', 'title', 'readers', 'named');
  bytesOrNull(share.seance, 16);
  arrayOf(share.body).forEach(checkBlock);
  textOf(share.title);
  if (share.readers !== null) arrayOf(share.readers).forEach((reader) => bytesOf(reader, 32));
  booleanOf(share.named);
  return /** @type {any} */ (share);
}

/** @param {Value} value @returns {Answer} */
function checkAnswer(value) {
  const answer = mapOf(value, 'kind', 'form', 'text', 'passage', 'named');
  oneOf(ANSWERS, answer.form);
  textOf(answer.text);
  if (answer.passage !== null) {
    const [target, start, end] = arrayOf(answer.passage, 3);
    bytesOf(target, 32);
    if (integerOf(start) > integerOf(end)) throw new EncodingError('a passage that ends before it starts');
  }
  booleanOf(answer.named);
  return /** @type {any} */ (answer);
}

/** @param {Value} value */
function checkBlock(value) {
  const [name, runs] = arrayOf(value, 2);
  oneOf(BLOCKS, name);
  for (const run of arrayOf(runs)) {
    const [text, marks] = arrayOf(run, 2);
    textOf(text);
    for (const mark of arrayOf(marks).map(textOf)) checkMark(mark);
  }
}

/** @param {string} mark */
function checkMark(mark) {
  if (!mark.startsWith('link:')) oneOf(MARKS, mark);
  else if (!ADDRESS.test(mark.slice(5))) throw new EncodingError('a link to something else than http or https');
}

/** @param {readonly string[]} known @param {Value} value */
function oneOf(known, value) {
  if (!known.includes(textOf(value))) throw new VersionError('a word that this release does not know');
}

/** @param {Value} value */
function booleanOf(value) {
  if (typeof value !== 'boolean') throw new EncodingError('a boolean was expected');
}
