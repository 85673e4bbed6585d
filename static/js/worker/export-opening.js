/** The verb that opens the file that holds a whole notebook (`docs/spec/export.md`). */
import { toHex } from '../crypto/bytes.js';
import { decode } from '../crypto/encoding.js';
import { PhraseError, ReculError } from '../crypto/errors.js';
import { nameOf, openWithPassphrase, openWithWords } from '../crypto/export.js';
import { templatesFromBytes } from '../crypto/templates.js';
import { wordsToEntropy } from '../crypto/recovery.js';
import { EntryError, checkEntry } from '../domain/entry.js';
import { isMemory } from './kept.js';
import { countMissing } from './exporting.js';
import { shownTemplates } from './templates.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('./exporting.js').Lacks} Lacks */
/** @typedef {import('./templates.js').OwnTemplate} OwnTemplate */
/** @typedef {import('../domain/entry.js').EntryDocument} EntryDocument */
/**
 * @typedef {object} ExportedEntry One version of a text.
 * @property {string} id
 * @property {number} revision
 * @property {boolean} current whether it is the newest words of a text that was not erased
 * @property {number|null} end
 * @property {EntryDocument} doc
 */

/** Whether what was typed is the words of a fiche, not a passphrase. @param {string} secret @returns {boolean} */
function isWords(secret) {
  try {
    wordsToEntropy(secret);
    return true;
  } catch (error) {
    if (error instanceof PhraseError) return false;
    throw error;
  }
}

/**
 * Opens a file, with no account and no network.
 * @param {Keeper} _ @param {{bytes: Uint8Array, secret: string}} args
 * @returns {{login: string, entries: ExportedEntry[], templates: OwnTemplate[], broken: string[], lacks: Lacks}}
 */
function openExport(_, { bytes, secret }) {
  const opened = isWords(secret) ? openWithWords(bytes, secret) : openWithPassphrase(bytes, secret);
  const { header, state, drafts, missing } = opened;
  const unreadable = new Set(opened.broken.map(({ objectId }) => toHex(objectId)));
  const rewritten = new Set(drafts.map(({ objectId, base }) => nameOf({ objectId, revision: base })));
  const found = [
    ...opened.texts.map(({ objectId, revision, text }) => ({
      id: toHex(objectId), revision, current: state.revisionOf(toHex(objectId)) === revision && !rewritten.has(nameOf({ objectId, revision })),
      end: state.objects.get(toHex(objectId))?.end ?? null, text,
    })),
    ...drafts.flatMap(({ objectId, base, text, end }) => (text === null ? [] : [{ id: toHex(objectId), revision: base + 1, current: true, end, text }])),
  ];
  const entries = readEntries(found, unreadable);
  const templates = found.filter(({ current }) => current).flatMap(({ text }) => readTemplates(text));
  const lacks = { alone: opened.madeAlone, day: header.day, ...countMissing(missing, state), drafts: drafts.length };
  return { login: header.login, entries, templates, broken: [...unreadable], lacks };
}

/**
 * @param {(Omit<ExportedEntry, 'doc'> & {text: Uint8Array})[]} found @param {Set<string>} unreadable takes the ids of those that hold no document
 * @returns {ExportedEntry[]}
 */
function readEntries(found, unreadable) {
  /** @type {ExportedEntry[]} */
  const entries = [];
  for (const { text, ...entry } of found) {
    try {
      const document = decode(text);
      // what a vault remembers of groups is no text
      if (!isMemory(document)) entries.push({ ...entry, doc: checkEntry(document) });
    } catch (error) {
      if (!(error instanceof ReculError || error instanceof EntryError)) throw error;
      unreadable.add(entry.id);
    }
  }
  return entries;
}

/** One's own templates, when that is what a version holds; one that cannot be read is counted with the texts. @param {Uint8Array} text @returns {OwnTemplate[]} */
function readTemplates(text) {
  try {
    return shownTemplates(templatesFromBytes(text));
  } catch (error) {
    if (!(error instanceof ReculError)) throw error;
    return [];
  }
}

export const exportOpeningVerbs = { openExport };
