/** What waits on this device: writes that the server has not confirmed, and what was written on the closed notebook. */

import { Database } from './database.js';
import { landIn } from './steps.js';

/** @typedef {import('./rows.js').Applied} Applied */
/** @typedef {import('./rows.js').OutboxRow} OutboxRow */
/** @typedef {import('./rows.js').SasRow} SasRow */

/** The records of the storage that wait. */
export class Waiting extends Database {
  /** Unconfirmed writes, oldest first. @returns {Promise<OutboxRow[]>} */
  async outbox() { return (await this.all('outbox')).sort((a, b) => a.made - b.made); }

  /**
   * Writes an outbox record, unless another tab wrote it since `seen`.
   * @param {OutboxRow} row @param {string|null} seen the stamp this tab last wrote or read, null for a new record
   * @returns {Promise<OutboxRow|null>} what is stored; null when the caller must take another record id
   */
  keep(row, seen) {
    return this.within(['outbox', 'objects'], 'readwrite', async (transaction) => {
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
    await this.within(['outbox'], 'readwrite', async (transaction) => {
      await Promise.all(rows.map((row) => transaction.objectStore('outbox').add(row)));
    });
  }

  /** Replaces one record by others (two versions kept, or sealed again). @param {string} id @param {OutboxRow[]} rows */
  async replaceOutbox(id, rows) {
    await this.within(['outbox'], 'readwrite', async (transaction) => {
      const outbox = transaction.objectStore('outbox');
      await outbox.delete(id);
      for (const row of rows) await outbox.put(row);
    });
  }

  /** Remembers what is about to be sent, so that a lost answer is recognised. @param {{record_id: string, stamp: string, revision: number, body_hash: string}[]} sent */
  async markSent(sent) {
    await this.within(['outbox'], 'readwrite', async (transaction) => {
      const outbox = transaction.objectStore('outbox');
      for (const { record_id, ...what } of sent) {
        const row = await outbox.get(record_id);
        if (row) await outbox.put({ ...row, sent: what });
      }
    });
  }

  /** @param {SasRow} row */
  async addSas(row) { await this.put('sas', row); }

  /** @returns {Promise<SasRow[]>} */
  async sas() { return (await this.all('sas')).sort((a, b) => a.made - b.made); }

  /** A note of the sas becomes an outbox record in one transaction. @param {string} id @param {OutboxRow} row */
  async settleSas(id, row) {
    await this.within(['sas', 'outbox'], 'readwrite', async (transaction) => {
      await transaction.objectStore('sas').delete(id);
      await transaction.objectStore('outbox').put(row);
    });
  }

  /** Confirms outbox records. One written again since stays, over the revision that landed. @param {Applied['landed']} landed */
  async land(landed) {
    await this.within(['outbox'], 'readwrite', (transaction) => landIn(transaction.objectStore('outbox'), landed));
  }
}
