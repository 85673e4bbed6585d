/** The documents that a vault keeps: a person's texts, and what it remembers of groups (`docs/spec/sharing.md` §7), which is no text. */
import { decode, encode } from '../crypto/encoding.js';
import { aliasesFromBytes, aliasesToBytes, memoryFromBytes, memoryToBytes, merge, mergeAliases } from '../crypto/memory.js';
import { mergeTemplates, templatesFromBytes, templatesToBytes } from '../crypto/templates.js';
import { checkEntry, summarize } from '../domain/entry.js';

/** @typedef {import('../domain/entry.js').EntryDocument} EntryDocument */
/** @typedef {import('../domain/entry.js').Summary} Summary */

/** How each kind of memory is merged with another version of itself. @type {Record<string, (one: Uint8Array, other: Uint8Array) => Uint8Array>} */
const MERGES = {
  group: (one, other) => memoryToBytes(merge(memoryFromBytes(one), memoryFromBytes(other))),
  aliases: (one, other) => aliasesToBytes(mergeAliases(aliasesFromBytes(one), aliasesFromBytes(other))),
  templates: (one, other) => templatesToBytes(mergeTemplates(templatesFromBytes(one), templatesFromBytes(other))),
};

/** Whether a document is a memory, never shown among the texts. @param {any} document @returns {boolean} */
export function isMemory(document) {
  return typeof document === 'object' && document !== null && Object.hasOwn(MERGES, document.kind);
}

/** Checks a decoded value of the vault and returns it. @param {any} value @returns {any} a document; a typed error for another shape */
export function checkKept(value) {
  // merged with itself, a memory is read and written again
  return isMemory(value) ? mergeKept(value, value) : checkEntry(value);
}

/** What two versions of one memory say together. @param {any} one @param {any} other @returns {any} @throws {import('../crypto/errors.js').ForkError} */
export function mergeKept(one, other) {
  return decode(MERGES[one.kind](encode(one), encode(other)));
}

/** What lists show of a document, null for a memory. @param {any} document @returns {Summary|null} */
export function summaryOf(document) {
  return isMemory(document) ? null : summarize(document);
}
