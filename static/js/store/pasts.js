/** What can be taken back in the texts written last: one sealed record a text. */

/** @typedef {import('./device.js').Device} Device */
/** @typedef {import('../worker/pasts.js').PastRow} PastRow */

export const PASTS = 'pasts';
/** Of how many texts. */
const MOST = 50;

/** @param {import('idb').IDBPDatabase<any>} database */
export function makePastStore(database) {
  database.createObjectStore(PASTS, { keyPath: 'record_id' }).createIndex('kept', 'kept');
}

/** @param {Device} device @param {string} id of the text @returns {Promise<PastRow|undefined>} */
export function pastOf(device, id) {
  return device.get(PASTS, id);
}

/** Keeps the record of a text, in the place of the oldest when there are many. @param {Device} device @param {PastRow} row */
export async function keepPast(device, row) {
  await device.within([PASTS], 'readwrite', async (transaction) => {
    const store = transaction.objectStore(PASTS);
    await store.put({ ...row, kept: Date.now() });
    if (await store.count() > MOST) await (await store.index('kept').openCursor()).delete();
  });
}

/** @param {Device} device @param {string} id of the text */
export async function dropPast(device, id) {
  await device.within([PASTS], 'readwrite', (transaction) => transaction.objectStore(PASTS).delete(id));
}
