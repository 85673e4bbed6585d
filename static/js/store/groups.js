/** What stays on the device of a person's groups: opaque records, beside those of the vault. */

/** @typedef {import('./device.js').Device} Device */
/**
 * @typedef {object} GroupRow
 * @property {string} group_id hexadecimal
 * @property {Uint8Array[]} boxes frames: my epoch boxes
 * @property {Uint8Array[]} standing frames: the wraps of the last rotation
 * @property {string|null} frozen why nothing is sent to it from this device
 * @property {'left'|'closed'|null} ended
 * @property {boolean} leaving a leave was sent, whose answer may be lost
 */
/** @typedef {{group_id: string, seq: number, signed: Uint8Array, seen: number}} GroupLinkRow `seen` in milliseconds: since when this device has it */
/** @typedef {{group_id: string, object_id: string, revision: number, frame: Uint8Array, day: number}} SharedRow `day` is the first on which it was seen here */
/**
 * @typedef {object} ShareRow A write that the group's chain does not show yet.
 * @property {string} record_id hexadecimal
 * @property {string} group_id
 * @property {string} object_id
 * @property {number} epoch
 * @property {Uint8Array} sealed
 * @property {number} base the revision it was written over, 0 for a new object
 * @property {number} made milliseconds; the order of sending
 * @property {boolean} sent it was tried at least once
 */
/** @typedef {{record_id: string, epoch: number, sealed: Uint8Array}} PlaceRow an invitation that was taken here, sealed */

const ABOUT_ONE = ['groups', 'group_links', 'group_objects', 'group_outbox'];

/** @param {any} database */
export function makeGroupStores(database) {
  database.createObjectStore('groups', { keyPath: 'group_id' });
  database.createObjectStore('group_links', { keyPath: ['group_id', 'seq'] });
  database.createObjectStore('group_objects', { keyPath: ['group_id', 'object_id'] });
  database.createObjectStore('group_outbox', { keyPath: 'record_id' });
  database.createObjectStore('group_places', { keyPath: 'record_id' });
}

/** @param {string} group_id @returns {GroupRow} */
const blank = (group_id) => ({ group_id, boxes: [], standing: [], frozen: null, ended: null, leaving: false });

/** @param {string} group_id every key that begins with it */
const allOf = (group_id) => IDBKeyRange.bound([group_id], [group_id, []]);

/** The records of groups on this device. */
export class GroupStore {
  /** @param {Device} device */
  constructor(device) {
    this.device = device;
  }

  /** @param {string} name @param {IDBKeyRange} [range] @returns {Promise<any[]>} */
  #all(name, range) {
    return this.device.within([name], 'readonly', (transaction) => transaction.objectStore(name).getAll(range));
  }

  /** @template T @param {string} name @param {(store: any) => Promise<T>} work @returns {Promise<T>} */
  #writing(name, work) {
    return this.device.within([name], 'readwrite', (transaction) => work(transaction.objectStore(name)));
  }

  /** @returns {Promise<GroupRow[]>} */
  groups() { return this.#all('groups'); }

  /** @param {string} id @returns {Promise<GroupRow>} */
  async group(id) {
    return (await this.device.within(['groups'], 'readonly', (transaction) => transaction.objectStore('groups').get(id))) ?? blank(id);
  }

  /** @param {string} id @param {Partial<GroupRow>} changed */
  async change(id, changed) {
    await this.#writing('groups', async (store) => { await store.put({ ...blank(id), ...await store.get(id), ...changed }); });
  }

  /** Epoch boxes that came, and the wraps that replace those before. @param {string} id @param {Uint8Array[]} boxes @param {Uint8Array[]} standing */
  async addEpochs(id, boxes, standing) {
    await this.#writing('groups', async (store) => {
      const row = { ...blank(id), ...await store.get(id) };
      await store.put({ ...row, boxes: [...row.boxes, ...boxes], standing: standing.length > 0 ? standing : row.standing });
    });
  }

  /** Every link, from the first. @param {string} id @returns {Promise<GroupLinkRow[]>} */
  links(id) { return this.#all('group_links', allOf(id)); }

  /** One step of the chain: links verified, objects that they ended. @param {string} id @param {{seq: number, signed: Uint8Array}[]} links @param {string[]} removed */
  async apply(id, links, removed) {
    const seen = Date.now();
    await this.device.within(['group_links', 'group_objects'], 'readwrite', async (transaction) => {
      const [store, objects] = [transaction.objectStore('group_links'), transaction.objectStore('group_objects')];
      // another tab may have stored them first: the earlier day stays
      for (const link of links) if (!await store.get([id, link.seq])) await store.put({ group_id: id, ...link, seen });
      for (const object_id of removed) await objects.delete([id, object_id]);
    });
  }

  /** @param {string} id @returns {Promise<SharedRow[]>} */
  objects(id) { return this.#all('group_objects', allOf(id)); }

  /** Keeps current versions; the one before is erased. @param {string} id @param {{object_id: string, revision: number, frame: Uint8Array}[]} rows @param {number} today */
  async saveObjects(id, rows, today) {
    await this.#writing('group_objects', async (store) => {
      for (const row of rows) {
        const known = await store.get([id, row.object_id]);
        await store.put({ group_id: id, ...row, day: known?.day ?? today });
      }
    });
  }

  /** @param {string} id @param {string[]} objects ids */
  async forgetObjects(id, objects) {
    if (objects.length === 0) return;
    await this.#writing('group_objects', async (store) => { for (const object_id of objects) await store.delete([id, object_id]); });
  }

  /** Erases everything about a group but that it ended. @param {string} id @param {'left'|'closed'} ended */
  async end(id, ended) {
    await this.device.within(ABOUT_ONE, 'readwrite', async (transaction) => {
      await transaction.objectStore('group_links').delete(allOf(id));
      await transaction.objectStore('group_objects').delete(allOf(id));
      const outbox = transaction.objectStore('group_outbox');
      for (const row of await outbox.getAll()) if (row.group_id === id) await outbox.delete(row.record_id);
      await transaction.objectStore('groups').put({ ...blank(id), ended });
    });
  }

  /** Writes that wait, oldest first. @param {string} [id] of one group @returns {Promise<ShareRow[]>} */
  async outbox(id) {
    const rows = /** @type {ShareRow[]} */ (await this.#all('group_outbox'));
    return rows.filter(({ group_id }) => id === undefined || group_id === id).sort((a, b) => a.made - b.made);
  }

  /** @param {ShareRow} row */
  async keep(row) { await this.#writing('group_outbox', (store) => store.put(row)); }

  /** @param {string[]} records ids */
  async drop(records) { await this.#writing('group_outbox', async (store) => { for (const id of records) await store.delete(id); }); }

  /** Remembers what is about to be sent, so that a lost answer is recognised. @param {string[]} records ids */
  async markSent(records) {
    await this.#writing('group_outbox', async (store) => {
      for (const id of records) {
        const row = await store.get(id);
        if (row) await store.put({ ...row, sent: true });
      }
    });
  }

  /** Invitations taken on this device. @returns {Promise<PlaceRow[]>} */
  places() { return this.#all('group_places'); }

  /** @param {PlaceRow} row */
  async keepPlace(row) { await this.#writing('group_places', (store) => store.put(row)); }

  /** @param {string} record_id */
  async dropPlace(record_id) { await this.#writing('group_places', (store) => store.delete(record_id)); }
}
