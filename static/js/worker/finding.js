/** The verbs that look through a person's own texts. What is shared in groups is never here: each is read where it was shared. */
import { ReculError } from '../crypto/errors.js';
import { FrameDecoder } from '../crypto/frames.js';
import { EntryError, wordsOf } from '../domain/entry.js';
import { readQuestion } from '../domain/question.js';
import { isMemory } from './kept.js';
import { passagesOf } from './passages.js';
import { openDraft } from './writing.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('../domain/entry.js').EntryDocument} EntryDocument */
/** @typedef {import('../store/device.js').ObjectRow} ObjectRow */
/** @typedef {import('../store/device.js').OutboxRow} OutboxRow */

/** @param {EntryDocument} document @returns {import('./text-index.js').Found} */
function foundOf(document) {
  const { title, tags, lived, written } = document;
  // the spaces that hold a French sign of punctuation stay
  return { title, tags, lived, written, text: wordsOf(document).join(' ').replace(/[ \t\r\n]+/g, ' ').trim() };
}

/** @param {Keeper} keeper @param {ObjectRow} row @returns {EntryDocument} */
function openRow({ vault }, { frame }) {
  const [object] = new FrameDecoder().feed(frame);
  return vault.openText(/** @type {import('../crypto/frames.js').ObjectFrame} */ (object), 'device');
}

/**
 * Takes in texts of this device, or what waits to be sent of them. A text that does not open is looked through no more, and stops no other.
 * @param {Keeper} keeper @param {{rows: ObjectRow[], drafts: OutboxRow[], gone: string[]}} args `gone` are ids to forget first
 * @returns {string[]} ids of those taken in
 */
function gather(keeper, { rows, drafts, gone }) {
  const { index } = keeper;
  for (const id of gone) index.remove(id);
  /** @type {string[]} */
  const taken = [];
  const take = (/** @type {string} */ id, /** @type {() => EntryDocument|null} */ open) => {
    try {
      const document = open();
      if (document === null || isMemory(document)) return;
      index.put(id, foundOf(document));
      taken.push(id);
    } catch (error) {
      if (!(error instanceof ReculError || error instanceof EntryError)) throw error;
    }
  };
  for (const row of rows) take(row.object_id, () => openRow(keeper, row));
  for (const row of drafts) take(row.object_id, () => openDraft(keeper, row).doc);
  return taken;
}

/** @param {Keeper} keeper @param {{text: string}} args @returns {import('../domain/question.js').Answer|null} null when nothing is asked */
function find({ index }, { text }) {
  const parts = readQuestion(text);
  return parts.length === 0 ? null : index.find(parts);
}

/** @param {Keeper} keeper @param {{text: string, ids: string[]}} args */
const passages = ({ index }, { text, ids }) => passagesOf(index, readQuestion(text), ids);

export const findingVerbs = { gather, find, passages };
