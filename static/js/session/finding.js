/**
 * Looking through one's texts. The words are held by the crypto worker alone, from the first question until the notebook closes; this side
 * gives it, a few at a time between other acts, the sealed texts that are on the list and that it has not.
 */

import { DeviceError } from '../store/device.js';
import { CryptoError } from '../worker/client.js';
import { RefusalError } from './refusal.js';

/** @typedef {import('./room.js').Room} Room */
/** @typedef {import('./book.js').Entry} Entry */
/** @typedef {import('../domain/question.js').Passage} Passage */

/** How many texts are taken in at once: others wait for the worker no longer than that takes. */
const BATCH = 100;
/** After so many of them what was asked is asked again. */
const TOLD_EVERY = 10 * BATCH;

/** Keeps what the worker can look through in step with the list. */
export class Finding {
  /** @type {{done: number, total: number}|null} while texts are being taken in */
  progress = null;
  /** what was last asked, for a list that comes back @type {string} */
  asked = '';
  #room;
  #tell;
  /** the worker that holds words, null before the first question @type {Room['client']} */
  #crypto = null;
  /** @type {Map<string, Entry>} what the worker was given, by id: the list makes a new entry whenever something changes */
  #given = new Map();
  /** @type {Set<string>} those among them that this device does not hold, or that did not open */
  #missing = new Set();
  /** @type {number|null} the exchange after which they were last tried */
  #triedAfter = null;
  #running = false;

  /** @param {Room} room @param {() => void} tell that there is more to look through, or less */
  constructor(room, tell) {
    this.#room = room;
    this.#tell = tell;
    for (const name of ['entries-changed', 'phase-changed']) room.addEventListener(name, () => this.#follow());
    room.addEventListener('progress-changed', () => this.#tryMissing());
  }

  /** The first question is near: the worker takes the texts in. */
  begin() {
    const { phase, client } = this.#room;
    if (phase !== 'open') return;
    this.#crypto = client;
    this.#follow();
  }

  /** @param {string} text @returns {Promise<import('../domain/question.js').Answer|null>} null when nothing is asked */
  async find(text) {
    this.begin();
    if (!this.#crypto) throw new RefusalError('closed');
    this.asked = text;
    return this.#crypto.call('find', { text });
  }

  /** @param {string} text @param {string[]} ids @returns {Promise<Passage[]>} */
  async passages(text, ids) {
    if (!this.#crypto) throw new RefusalError('closed');
    return this.#crypto.call('passages', { text, ids });
  }

  #follow() {
    const { phase, client } = this.#room;
    if (phase !== 'open' || client !== this.#crypto) this.#forget();
    else if (client && !this.#running) void this.#gatherAll(client);
  }

  /** Texts are listed before they come: once an exchange has ended they may be here. */
  #tryMissing() {
    const { exchanged } = this.#room.heard;
    if (this.#missing.size === 0 || exchanged === this.#triedAfter) return;
    this.#triedAfter = exchanged;
    for (const id of this.#missing) this.#given.delete(id);
    this.#missing.clear();
    this.#follow();
  }

  /** The worker ended, and what it held with it. */
  #forget() {
    this.#crypto = null;
    this.#given.clear();
    this.#missing.clear();
    this.asked = '';
    this.progress = null;
  }

  /** Until nothing on the list is new. @param {import('../worker/client.js').CryptoClient} crypto */
  async #gatherAll(crypto) {
    this.#running = true;
    try {
      for (let due = this.#due(); crypto === this.#crypto && due.length > 0; due = this.#due()) await this.#gather(crypto, due);
    } catch (error) {
      // nobody waits for this: a notebook that closes, or a disk that refuses, is said where a person writes
      if (!(error instanceof DeviceError || (error instanceof CryptoError && error.code === 'closed'))) throw error;
    } finally {
      this.#running = false;
      this.progress = null;
    }
    // the notebook was closed and opened again meanwhile
    if (this.#crypto !== crypto) this.#follow();
  }

  /** Ids of what the worker has and should not, or has not as it is listed now. The corbeille is not looked through. @returns {string[]} */
  #due() {
    const { entries } = this.#room.book;
    const due = [...this.#given.keys()].filter((id) => entries.get(id)?.end !== null);
    for (const [id, entry] of entries) if (entry.end === null && this.#given.get(id) !== entry) due.push(id);
    return due;
  }

  /** @param {import('../worker/client.js').CryptoClient} crypto @param {string[]} due */
  async #gather(crypto, due) {
    for (let done = 0; done < due.length && crypto === this.#crypto; done += BATCH) {
      if (done % TOLD_EVERY === 0) this.#show({ done, total: due.length });
      await this.#give(crypto, due.slice(done, done + BATCH));
    }
    if (crypto === this.#crypto) this.#show(null);
  }

  /** @param {import('../worker/client.js').CryptoClient} crypto @param {string[]} ids */
  async #give(crypto, ids) {
    const { book, device } = this.#room;
    const listed = ids.flatMap((id) => book.entries.get(id) ?? []).filter(({ end }) => end === null);
    const drafts = listed.flatMap(({ id }) => book.draft(id)?.row ?? []);
    const rows = await device.objectsOf(listed.flatMap(({ id }) => (book.draft(id) ? [] : id)));
    const taken = new Set(await crypto.call('gather', { gone: ids, rows, drafts }));
    if (crypto !== this.#crypto) return;
    for (const id of ids) this.#given.delete(id);
    for (const entry of listed) {
      this.#given.set(entry.id, entry);
      if (taken.has(entry.id)) this.#missing.delete(entry.id);
      else this.#missing.add(entry.id);
    }
  }

  /** @param {Finding['progress']} progress */
  #show(progress) {
    this.progress = progress;
    this.#tell();
  }
}
