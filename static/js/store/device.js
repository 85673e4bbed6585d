/** One account on this device: its record, its chain, its texts, and what an act of the account seals again. */

import { Waiting } from './outbox.js';
import { PASTS } from './pasts.js';
import { advance, applyIn, sealAgainIn } from './steps.js';

export { DeviceError } from './database.js';

/** @typedef {import('./rows.js').AccountRow} AccountRow */
/** @typedef {import('./rows.js').ObjectRow} ObjectRow */
/** @typedef {import('./rows.js').OutboxRow} OutboxRow */
/** @typedef {import('./rows.js').Applied} Applied */
/** @typedef {import('./rows.js').LinkRow} LinkRow */
/** @typedef {import('./rows.js').SasRow} SasRow */
/** @typedef {import('./rows.js').Mark} Mark */
/** @typedef {import('./rows.js').Snapshot} Snapshot */
/** @typedef {import('./rows.js').Standing} Standing */

const CHAIN_STORES = ['links', 'objects', 'outbox', 'single', PASTS];
/** What is sealed under the account key, record by record. */
const RECORD_STORES = ['outbox', 'group_outbox', 'group_places', PASTS];

/** What this browser keeps of one account. */
export class Device extends Waiting {
  /** @returns {Promise<AccountRow|null>} */
  async account() { return (await this.get('single', 'account')) ?? null; }

  /** @param {AccountRow} row */
  async saveAccount(row) { await this.put('single', row, 'account'); }

  /** The last link this device verified. @returns {Promise<Mark|null>} */
  async mark() { return (await this.get('single', 'mark')) ?? null; }

  /** @param {Mark} mark */
  async saveMark(mark) {
    await this.within(['single'], 'readwrite', (transaction) => advance(transaction.objectStore('single'), mark));
  }

  /** @returns {Promise<Snapshot|null>} */
  async snapshot() { return (await this.get('single', 'snapshot')) ?? null; }

  /**
   * Keeps a snapshot, unless a pull under way took the worker further than the links stored here, or another tab kept a later one.
   * @param {Snapshot} snapshot
   */
  async saveSnapshot(snapshot) {
    await this.within(['single'], 'readwrite', async (transaction) => {
      const single = transaction.objectStore('single');
      const [mark, kept] = await Promise.all([single.get('mark'), single.get('snapshot')]);
      const isLater = !kept || (kept.epoch <= snapshot.epoch && kept.seq <= snapshot.seq);
      if (mark && snapshot.seq <= mark.seq && isLater) await single.put(snapshot, 'snapshot');
    });
  }

  /** Where this device stands, read at one moment: what another tab stores meanwhile is in all of it or in none. @returns {Promise<Standing>} */
  standing() {
    return this.within(['links', 'single'], 'readonly', async (transaction) => {
      const single = transaction.objectStore('single');
      const [mark, snapshot] = await Promise.all([single.get('mark'), single.get('snapshot')]);
      const links = snapshot ? await transaction.objectStore('links').getAll(IDBKeyRange.lowerBound(snapshot.seq, true)) : [];
      return { mark: mark ?? null, snapshot: snapshot ?? null, links };
    });
  }

  /** Links with a greater `seq`, in order. @param {number} after @returns {Promise<LinkRow[]>} */
  links(after) {
    const range = IDBKeyRange.lowerBound(after, true);
    return this.within(['links'], 'readonly', (transaction) => transaction.objectStore('links').getAll(range));
  }

  /** @param {number} seq @returns {Promise<LinkRow|undefined>} */
  link(seq) { return this.get('links', seq); }

  /** @param {string} id @returns {Promise<ObjectRow|undefined>} */
  object(id) { return this.get('objects', id); }

  /** Those of these objects that are here. @param {string[]} ids @returns {Promise<ObjectRow[]>} */
  objectsOf(ids) {
    return this.within(['objects'], 'readonly', async (transaction) => {
      const rows = await Promise.all(ids.map((id) => transaction.objectStore('objects').get(id)));
      return rows.filter((row) => row !== undefined);
    });
  }

  /** @returns {Promise<ObjectRow[]>} */
  objects() { return this.all('objects'); }

  /** Keeps versions that arrived after their links. @param {ObjectRow[]} rows */
  async saveObjects(rows) {
    await this.within(['objects'], 'readwrite', async (transaction) => {
      await Promise.all(rows.map((row) => transaction.objectStore('objects').put(row)));
    });
  }

  /** Stores one step of the chain and what it confirms, whole. @param {Applied} step */
  async apply(step) {
    await this.within(CHAIN_STORES, 'readwrite', (transaction) => applyIn(transaction, step));
  }

  /**
   * Replaces the whole chain, as a device without memory or after a reconciliation, whose drafts hold what the old one said otherwise.
   * @param {Applied} step @param {{drafts: OutboxRow[], snapshot: Snapshot|null}} [others]
   */
  async replaceChain(step, { drafts, snapshot } = { drafts: [], snapshot: null }) {
    await this.within(CHAIN_STORES, 'readwrite', async (transaction) => {
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
    await this.within([...new Set([...CHAIN_STORES, ...RECORD_STORES])], 'readwrite', async (transaction) => {
      if (step) await applyIn(transaction, step);
      transaction.objectStore('single').put(account, 'account');
      transaction.objectStore('single').put(snapshot, 'snapshot');
      for (const row of objects) transaction.objectStore('objects').put(row);
      for (const name of RECORD_STORES) for (const row of records[name]) await sealAgainIn(transaction.objectStore(name), row);
    });
  }

  /** What is sealed under the account key, by store. @returns {Promise<Record<string, any[]>>} */
  async records() {
    return Object.fromEntries(await Promise.all(RECORD_STORES.map(async (name) => [name, await this.all(name)])));
  }
}
