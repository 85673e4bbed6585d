/** What one transaction does to the chain kept on a device. */

import { PASTS } from './pasts.js';

/** @typedef {import('./rows.js').Applied} Applied */
/** @typedef {import('./rows.js').Mark} Mark */

/** @param {any} outbox @param {Applied['landed']} landed */
export async function landIn(outbox, landed) {
  for (const { record_id, stamp, revision } of landed) {
    const row = await outbox.get(record_id);
    if (row?.stamp === stamp) await outbox.delete(record_id);
    else if (row) await outbox.put({ ...row, base: revision, sent: null });
  }
}

/** The mark only goes forward (`docs/spec/chain.md` §7). @param {any} single @param {Mark} mark */
export async function advance(single, mark) {
  const stored = await single.get('mark');
  if (!stored || stored.seq <= mark.seq) await single.put(mark, 'mark');
}

/** @param {any} transaction @param {Applied} step */
export async function applyIn(transaction, step) {
  for (const link of step.links) transaction.objectStore('links').put(link);
  for (const row of step.objects) transaction.objectStore('objects').put(row);
  for (const id of step.removed) for (const name of ['objects', PASTS]) transaction.objectStore(name).delete(id);
  await advance(transaction.objectStore('single'), step.mark);
  await landIn(transaction.objectStore('outbox'), step.landed);
}

/** A record that was written again meanwhile keeps the newer words. @param {any} store @param {import('../worker/resealing.js').SealedAgain} again */
export async function sealAgainIn(store, { record_id, before, epoch, sealed }) {
  const row = await store.get(record_id);
  if (row?.sealed.length === before.length && row.sealed.every((/** @type {number} */ byte, /** @type {number} */ at) => byte === before[at])) await store.put({ ...row, epoch, sealed });
}
