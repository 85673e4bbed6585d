/** The opening of the browser's storage, its transactions, its losses. The only importer of `idb`. */

import { deleteDB, openDB } from 'idb';
import { makeGroupStores } from './groups.js';
import { makePastStore } from './pasts.js';

const NAME = 'recul';
const VERSION = 3;
const REOPENINGS = 20;
const BETWEEN_MS = 150;

/** `no-storage`: this browser keeps nothing. `no-space`: the disk is full. `evicted`: the browser took it back. */
export class DeviceError extends Error {
  /** @param {'no-storage'|'no-space'|'evicted'} code */
  constructor(code) {
    super(code);
    this.name = 'DeviceError';
    this.code = code;
  }
}

/** @param {unknown} error @returns {unknown} */
function named(error) {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return new DeviceError('no-space');
  if (name === 'InvalidStateError' || name === 'NotFoundError') return new DeviceError('evicted');
  return name === 'UnknownError' || name === 'AbortError' ? new DeviceError('no-space') : error;
}

/** @param {import('idb').IDBPDatabase<any>} database @param {number} from the version that this browser has, 0 for none */
function upgrade(database, from) {
  if (from < 1) makeVaultStores(database);
  if (from < 2) makeGroupStores(database);
  if (from < 3) makePastStore(database);
}

/** @param {import('idb').IDBPDatabase<any>} database */
function makeVaultStores(database) {
  for (const name of ['single', 'settings']) database.createObjectStore(name);
  database.createObjectStore('links', { keyPath: 'seq' });
  database.createObjectStore('objects', { keyPath: 'object_id' });
  database.createObjectStore('outbox', { keyPath: 'record_id' }).createIndex('object_id', 'object_id');
  database.createObjectStore('sas', { keyPath: 'record_id' });
}

/** The browser's storage for one account. Dispatches `evicted` when the browser takes it back under an open page. */
export class Database extends EventTarget {
  /** @type {import('idb').IDBPDatabase<any>|null} */
  #database = null;
  #opened = false;

  /** Opens the storage, or opens it again after an eviction. @throws {DeviceError} `no-storage` */
  async open() {
    // a browser that takes its storage back refuses for a moment; one that refuses the first time keeps nothing
    for (let attempts = this.#opened ? REOPENINGS : 1; !this.#database; attempts -= 1) {
      try {
        this.#database ??= await openDB(NAME, VERSION, { upgrade, blocking: () => this.#close(), terminated: () => this.#lost() });
        this.#opened = true;
      } catch {
        if (attempts <= 1) throw new DeviceError('no-storage');
        await new Promise((resolve) => { setTimeout(resolve, BETWEEN_MS); });
      }
    }
  }

  /** Another tab forgets this device, and waits for this one to let go. */
  #close() {
    this.#database?.close();
    this.#database = null;
  }

  #lost() {
    this.#close();
    this.dispatchEvent(new Event('evicted'));
  }

  /**
   * Runs one transaction; it is durable when the promise resolves.
   * @template T
   * @param {string[]} names @param {'readonly'|'readwrite'} mode
   * @param {(transaction: any) => Promise<T>} work @returns {Promise<T>}
   */
  async within(names, mode, work) {
    await this.open();
    try {
      const options = /** @type {const} */ ({ durability: 'strict' });
      const transaction = /** @type {any} */ (this.#database).transaction(names, mode, options);
      const [result] = await Promise.all([work(transaction), transaction.done]);
      return result;
    } catch (error) {
      throw named(error);
    }
  }

  /** @param {string} name @param {IDBValidKey} key @returns {Promise<any>} */
  get(name, key) {
    return this.within([name], 'readonly', (transaction) => transaction.objectStore(name).get(key));
  }

  /** @param {string} name @returns {Promise<any[]>} */
  all(name) {
    return this.within([name], 'readonly', (transaction) => transaction.objectStore(name).getAll());
  }

  /** @param {string} name @param {any} value @param {IDBValidKey} [key] */
  put(name, value, key) {
    return this.within([name], 'readwrite', (transaction) => transaction.objectStore(name).put(value, key));
  }

  /** @param {string} name @returns {Promise<any>} */
  setting(name) { return this.get('settings', name); }

  /** @param {string} name @param {unknown} value */
  async saveSetting(name, value) { await this.put('settings', value, name); }

  /** Wipes everything but the highest release seen. */
  async forget() {
    const release = await this.setting('release').catch(() => undefined);
    this.#database?.close();
    this.#database = null;
    await deleteDB(NAME);
    if (release !== undefined) await this.saveSetting('release', release);
  }
}
