/** The list a person sees: what the chain says of each text, under what this device has not sent yet. */

/** @typedef {import('../sync/pull.js').EntryInfo} EntryInfo */
/** @typedef {import('../domain/entry.js').EntryDocument} EntryDocument */
/** @typedef {import('../domain/entry.js').Summary} Summary */
/** @typedef {import('../store/device.js').OutboxRow} OutboxRow */
/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {number} revision 0 before the first sending
 * @property {Summary|null} summary null when the text could not be opened
 * @property {EntryDocument} [doc] while it is being written
 * @property {number|null} end
 * @property {'device'|'server'} saved
 * @property {boolean} [broken]
 * @property {string} [copyOf]
 */
/** @typedef {{row: OutboxRow, act: 'put'|'tombstone', doc: EntryDocument|null, end: number|null, summary: Summary|null}} Draft */

/** @param {Uint8Array} bytes @returns {string} */
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Entries by id, made of confirmed texts and drafts. */
export class Book {
  /** @type {Map<string, Entry>} */
  entries = new Map();
  /** @type {Map<string, EntryInfo>} */
  #confirmed = new Map();
  /** @type {Map<string, Draft>} */
  #drafts = new Map();

  /** @param {EntryInfo} info */
  confirm(info) {
    this.#confirmed.set(info.id, info);
    this.#show(info.id);
  }

  /** @param {string} id */
  remove(id) {
    this.#confirmed.delete(id);
    this.#show(id);
  }

  /** @param {string} id @param {Draft} draft */
  write(id, draft) {
    this.#drafts.set(id, draft);
    this.#show(id);
  }

  /** The server holds it now, or another text took its place. @param {string} id */
  settle(id) {
    if (this.#drafts.delete(id)) this.#show(id);
  }

  /** @param {string} id @returns {Draft|undefined} */
  draft(id) { return this.#drafts.get(id); }

  /** @returns {IterableIterator<[string, Draft]>} */
  drafts() { return this.#drafts.entries(); }

  /** @param {string} id @returns {number} the last confirmed revision, 0 when there is none */
  revisionOf(id) { return this.#confirmed.get(id)?.revision ?? 0; }

  clear() {
    this.#confirmed.clear();
    this.#drafts.clear();
    this.entries.clear();
  }

  get twoVersions() {
    return [...this.entries.values()].some(({ copyOf, end }) => copyOf !== undefined && end === null && this.entries.has(copyOf));
  }

  /** @param {string} id */
  #show(id) {
    const confirmed = this.#confirmed.get(id);
    const draft = this.#drafts.get(id);
    if (draft?.act === 'tombstone' || (!draft && !confirmed)) this.entries.delete(id);
    else if (draft) this.entries.set(id, this.#written(id, draft));
    else if (confirmed) this.entries.set(id, this.#read(confirmed));
  }

  /** @param {string} id @param {Draft} draft @returns {Entry} */
  #written(id, { doc, summary, end }) {
    const origin = doc?.copy_of;
    return {
      id, revision: this.revisionOf(id), summary, end, saved: 'device', ...(doc ? { doc } : {}), ...(origin ? { copyOf: hex(origin[0]) } : {}),
    };
  }

  /** @param {EntryInfo} info @returns {Entry} */
  #read({ id, revision, summary, end, broken, copyOf }) {
    return { id, revision, summary, end, saved: 'server', ...(broken ? { broken } : {}), ...(copyOf ? { copyOf } : {}) };
  }
}
