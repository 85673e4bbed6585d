/**
 * What stays on the device: opaque records in IndexedDB. No token, no key and no word of a person is ever in it.
 * The only importer of `idb`.
 */

import { deleteDB, openDB } from 'idb';
import { makeGroupStores } from './groups.js';

/**
 * @typedef {object} AccountRow The one account of this browser. Everything here is public or sealed.
 * @property {string} login
 * @property {Uint8Array} vault_id
 * @property {Uint8Array} identity
 * @property {Uint8Array} box_key
 * @property {number} epoch
 * @property {number} kdf_id
 * @property {Uint8Array} salt
 * @property {Uint8Array} passphrase_slot empty in a recovery
 * @property {Uint8Array} recovery_slot empty when it is not known
 * @property {Uint8Array} keyring
 * @property {Uint8Array} device_id
 * @property {Uint8Array} sas_key public half
 */
/** @typedef {{seq: number, signed: Uint8Array}} LinkRow */
/**
 * @typedef {object} ObjectRow The current version of an object, as the server holds it.
 * @property {string} object_id hexadecimal
 * @property {number} revision
 * @property {Uint8Array} frame payload of an object frame
 * @property {{record_id: string, stamp: string}|null} sent the outbox record it came from, when this device made it
 */
/**
 * @typedef {object} OutboxRow A write that the server has not confirmed.
 * @property {string} record_id hexadecimal
 * @property {string} object_id hexadecimal
 * @property {number} base the revision it was written over, 0 for a new object
 * @property {string} stamp changes with every write of the record
 * @property {number} epoch
 * @property {Uint8Array} sealed
 * @property {number} made milliseconds; the order of sending
 * @property {{stamp: string, revision: number, body_hash: string}|null} sent what was last tried
 */
/** @typedef {{record_id: string, epoch: number, box: Uint8Array, made: number}} SasRow */
/** @typedef {{seq: number, head: string, texts: number}} Mark the last link verified; every text of the links up to `texts` is here */
/** @typedef {{seq: number, epoch: number, lacking: number, sealed: Uint8Array}} Snapshot `lacking` counts the texts that had not come */
/** @typedef {{mark: Mark|null, snapshot: Snapshot|null, links: LinkRow[]}} Standing the links since the snapshot, in order */
/**
 * @typedef {object} Applied One step of the chain, stored whole or not at all.
 * @property {LinkRow[]} links
 * @property {ObjectRow[]} objects
 * @property {string[]} removed object ids
 * @property {{record_id: string, stamp: string, revision: number}[]} landed outbox records that the chain now holds
 * @property {Mark} mark
 */

const NAME = 'recul';
const VERSION = 2;
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
}

/** @param {import('idb').IDBPDatabase<any>} database */
function makeVaultStores(database) {
  for (const name of ['single', 'settings']) database.createObjectStore(name);
  database.createObjectStore('links', { keyPath: 'seq' });
  database.createObjectStore('objects', { keyPath: 'object_id' });
  database.createObjectStore('outbox', { keyPath: 'record_id' }).createIndex('object_id', 'object_id');
  database.createObjectStore('sas', { keyPath: 'record_id' });
}

/** @param {any} outbox @param {Applied['landed']} landed */
async function landIn(outbox, landed) {
  for (const { record_id, stamp, revision } of landed) {
    const row = await outbox.get(record_id);
    if (row?.stamp === stamp) await outbox.delete(record_id);
    else if (row) await outbox.put({ ...row, base: revision, sent: null });
  }
}

/** The mark only goes forward (`docs/spec/chain.md` §7). @param {any} single @param {Mark} mark */
async function advance(single, mark) {
  const stored = await single.get('mark');
  if (!stored || stored.seq <= mark.seq) await single.put(mark, 'mark');
}

/** @param {any} transaction @param {Applied} step */
async function applyIn(transaction, step) {
  for (const link of step.links) transaction.objectStore('links').put(link);
  for (const row of step.objects) transaction.objectStore('objects').put(row);
  for (const id of step.removed) transaction.objectStore('objects').delete(id);
  await advance(transaction.objectStore('single'), step.mark);
  await landIn(transaction.objectStore('outbox'), step.landed);
}

/** A record that was written again meanwhile keeps the newer words. @param {any} store @param {import('../worker/resealing.js').SealedAgain} again */
async function sealAgainIn(store, { record_id, before, epoch, sealed }) {
  const row = await store.get(record_id);
  if (row?.sealed.length === before.length && row.sealed.every((/** @type {number} */ byte, /** @type {number} */ at) => byte === before[at])) await store.put({ ...row, epoch, sealed });
}

const CHAIN_STORES = ['links', 'objects', 'outbox', 'single'];
/** What is sealed under the account key, record by record. */
const RECORD_STORES = ['outbox', 'group_outbox', 'group_places'];

/** The browser's storage for one account. Dispatches `evicted` when the browser takes it back under an open page. */
export class Device extends EventTarget {
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
  async #within(names, mode, work) {
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

  /** The same, for the records of groups. @template T @param {string[]} names @param {'readonly'|'readwrite'} mode @param {(transaction: any) => Promise<T>} work @returns {Promise<T>} */
  within(names, mode, work) { return this.#within(names, mode, work); }

  /** @param {string} name @param {IDBValidKey} key @returns {Promise<any>} */
  #get(name, key) {
    return this.#within([name], 'readonly', (transaction) => transaction.objectStore(name).get(key));
  }

  /** @param {string} name @returns {Promise<any[]>} */
  #all(name) {
    return this.#within([name], 'readonly', (transaction) => transaction.objectStore(name).getAll());
  }

  /** @param {string} name @param {any} value @param {IDBValidKey} [key] */
  #put(name, value, key) {
    return this.#within([name], 'readwrite', (transaction) => transaction.objectStore(name).put(value, key));
  }

  /** @returns {Promise<AccountRow|null>} */
  async account() { return (await this.#get('single', 'account')) ?? null; }

  /** @param {AccountRow} row */
  async saveAccount(row) { await this.#put('single', row, 'account'); }

  /** The last link this device verified. @returns {Promise<Mark|null>} */
  async mark() { return (await this.#get('single', 'mark')) ?? null; }

  /** @param {Mark} mark */
  async saveMark(mark) {
    await this.#within(['single'], 'readwrite', (transaction) => advance(transaction.objectStore('single'), mark));
  }

  /** @returns {Promise<Snapshot|null>} */
  async snapshot() { return (await this.#get('single', 'snapshot')) ?? null; }

  /**
   * Keeps a snapshot, unless a pull under way took the worker further than the links stored here, or another tab kept a later one.
   * @param {Snapshot} snapshot
   */
  async saveSnapshot(snapshot) {
    await this.#within(['single'], 'readwrite', async (transaction) => {
      const single = transaction.objectStore('single');
      const [mark, kept] = await Promise.all([single.get('mark'), single.get('snapshot')]);
      const isLater = !kept || (kept.epoch <= snapshot.epoch && kept.seq <= snapshot.seq);
      if (mark && snapshot.seq <= mark.seq && isLater) await single.put(snapshot, 'snapshot');
    });
  }

  /** Where this device stands, read at one moment: what another tab stores meanwhile is in all of it or in none. @returns {Promise<Standing>} */
  standing() {
    return this.#within(['links', 'single'], 'readonly', async (transaction) => {
      const single = transaction.objectStore('single');
      const [mark, snapshot] = await Promise.all([single.get('mark'), single.get('snapshot')]);
      const links = snapshot ? await transaction.objectStore('links').getAll(IDBKeyRange.lowerBound(snapshot.seq, true)) : [];
      return { mark: mark ?? null, snapshot: snapshot ?? null, links };
    });
  }

  /** @param {string} name @returns {Promise<any>} */
  setting(name) { return this.#get('settings', name); }

  /** @param {string} name @param {unknown} value */
  async saveSetting(name, value) { await this.#put('settings', value, name); }

  /** Links with a greater `seq`, in order. @param {number} after @returns {Promise<LinkRow[]>} */
  links(after) {
    const range = IDBKeyRange.lowerBound(after, true);
    return this.#within(['links'], 'readonly', (transaction) => transaction.objectStore('links').getAll(range));
  }

  /** @param {number} seq @returns {Promise<LinkRow|undefined>} */
  link(seq) { return this.#get('links', seq); }

  /** @param {string} id @returns {Promise<ObjectRow|undefined>} */
  object(id) { return this.#get('objects', id); }

  /** Those of these objects that are here. @param {string[]} ids @returns {Promise<ObjectRow[]>} */
  objectsOf(ids) {
    return this.#within(['objects'], 'readonly', async (transaction) => {
      const rows = await Promise.all(ids.map((id) => transaction.objectStore('objects').get(id)));
      return rows.filter((row) => row !== undefined);
    });
  }

  /** @returns {Promise<ObjectRow[]>} */
  objects() { return this.#all('objects'); }

  /** Keeps versions that arrived after their links. @param {ObjectRow[]} rows */
  async saveObjects(rows) {
    await this.#within(['objects'], 'readwrite', async (transaction) => {
      await Promise.all(rows.map((row) => transaction.objectStore('objects').put(row)));
    });
  }

  /** Stores one step of the chain and what it confirms, whole. @param {Applied} step */
  async apply(step) {
    await this.#within(CHAIN_STORES, 'readwrite', (transaction) => applyIn(transaction, step));
  }

  /** Confirms outbox records. One written again since stays, over the revision that landed. @param {Applied['landed']} landed */
  async land(landed) {
    await this.#within(['outbox'], 'readwrite', (transaction) => landIn(transaction.objectStore('outbox'), landed));
  }

  /**
   * Replaces the whole chain, as a device without memory or after a reconciliation, whose drafts hold what the old one said otherwise.
   * @param {Applied} step @param {{drafts: OutboxRow[], snapshot: Snapshot|null}} [others]
   */
  async replaceChain(step, { drafts, snapshot } = { drafts: [], snapshot: null }) {
    await this.#within(CHAIN_STORES, 'readwrite', async (transaction) => {
      for (const name of ['links', 'objects']) transaction.objectStore(name).clear();
      for (const name of ['mark', 'snapshot']) transaction.objectStore('single').delete(name);
      for (const row of drafts) transaction.objectStore('outbox').put(row);
      if (snapshot) transaction.objectStore('single').put(snapshot, 'snapshot');
      await applyIn(transaction, step);
    });
  }

  /**
   * Stores what an act of the account changed, with everything that was sealed again under its key: whole or not at all.
   * @param {{account: AccountRow, snapshot: Snapshot, objects: ObjectRow[], records: Record<string, import('../worker/resealing.js').SealedAgain[]>}} renewed
   * @param {Applied|null} step
   */
  async renew({ account, snapshot, objects, records }, step) {
    await this.#within([...new Set([...CHAIN_STORES, ...RECORD_STORES])], 'readwrite', async (transaction) => {
      if (step) await applyIn(transaction, step);
      transaction.objectStore('single').put(account, 'account');
      transaction.objectStore('single').put(snapshot, 'snapshot');
      for (const row of objects) transaction.objectStore('objects').put(row);
      for (const name of RECORD_STORES) for (const row of records[name]) await sealAgainIn(transaction.objectStore(name), row);
    });
  }

  /** What is sealed under the account key, by store. @returns {Promise<Record<string, any[]>>} */
  async records() {
    return Object.fromEntries(await Promise.all(RECORD_STORES.map(async (name) => [name, await this.#all(name)])));
  }

  /** Unconfirmed writes, oldest first. @returns {Promise<OutboxRow[]>} */
  async outbox() { return (await this.#all('outbox')).sort((a, b) => a.made - b.made); }

  /**
   * Writes an outbox record, unless another tab wrote it since `seen`.
   * @param {OutboxRow} row @param {string|null} seen the stamp this tab last wrote or read, null for a new record
   * @returns {Promise<OutboxRow|null>} what is stored; null when the caller must take another record id
   */
  keep(row, seen) {
    return this.#within(['outbox', 'objects'], 'readwrite', async (transaction) => {
      const outbox = transaction.objectStore('outbox');
      const existing = await outbox.get(row.record_id);
      if (existing && existing.stamp !== seen) return null;
      const kept = { ...row };
      if (existing) Object.assign(kept, { base: existing.base, sent: existing.sent, made: existing.made });
      else {
        const object = await transaction.objectStore('objects').get(row.object_id);
        const ours = object?.sent?.record_id === row.record_id && object.sent.stamp === seen;
        if (ours) kept.base = object.revision;
      }
      await outbox.put(kept);
      return kept;
    });
  }

  /** Writes new outbox records, all or none. @param {OutboxRow[]} rows */
  async keepNew(rows) {
    await this.#within(['outbox'], 'readwrite', async (transaction) => {
      await Promise.all(rows.map((row) => transaction.objectStore('outbox').add(row)));
    });
  }

  /** Replaces one record by others (two versions kept, or sealed again). @param {string} id @param {OutboxRow[]} rows */
  async replaceOutbox(id, rows) {
    await this.#within(['outbox'], 'readwrite', async (transaction) => {
      const outbox = transaction.objectStore('outbox');
      await outbox.delete(id);
      for (const row of rows) await outbox.put(row);
    });
  }

  /** Remembers what is about to be sent, so that a lost answer is recognised. @param {{record_id: string, stamp: string, revision: number, body_hash: string}[]} sent */
  async markSent(sent) {
    await this.#within(['outbox'], 'readwrite', async (transaction) => {
      const outbox = transaction.objectStore('outbox');
      for (const { record_id, ...what } of sent) {
        const row = await outbox.get(record_id);
        if (row) await outbox.put({ ...row, sent: what });
      }
    });
  }

  /** @param {SasRow} row */
  async addSas(row) { await this.#put('sas', row); }

  /** @returns {Promise<SasRow[]>} */
  async sas() { return (await this.#all('sas')).sort((a, b) => a.made - b.made); }

  /** A note of the sas becomes an outbox record in one transaction. @param {string} id @param {OutboxRow} row */
  async settleSas(id, row) {
    await this.#within(['sas', 'outbox'], 'readwrite', async (transaction) => {
      await transaction.objectStore('sas').delete(id);
      await transaction.objectStore('outbox').put(row);
    });
  }

  /** Wipes everything but the highest release seen. */
  async forget() {
    const release = await this.setting('release').catch(() => undefined);
    this.#database?.close();
    this.#database = null;
    await deleteDB(NAME);
    if (release !== undefined) await this.saveSetting('release', release);
  }
}
