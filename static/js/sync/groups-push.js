/** Sending to a group: one link at a time, read back before anything is said to be there. */

import { ApiError, StaleHeadError } from '../net/api.js';
import { CryptoError } from '../worker/client.js';
import { firstBatch } from './batch.js';
import { follow } from './groups-pull.js';
import { UnreadableError } from './push.js';

/** @typedef {import('./groups-pull.js').GroupCarrier} GroupCarrier */
/** @typedef {import('./groups-pull.js').Followed} Followed */
/** @typedef {import('../store/groups.js').ShareRow} ShareRow */
/** @typedef {{frames: Uint8Array, head: string}} Append as the worker prepares it */

/** How many times a link is made again when others were faster. */
const TRIES = 5;

/** What this device refuses to sign says nothing about what the server shows. @param {any} error @returns {never} */
function refuseAct(error) {
  throw error.code === 'chain' || error.code === 'encoding' ? new ApiError('refused-act') : error;
}

/**
 * Appends one link, made again over the links that won the race: `prepare` audits and signs each time.
 * @param {GroupCarrier} carrier @param {Followed} group @param {() => Promise<Append>} prepare
 */
export async function append(carrier, group, prepare) {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { frames, head } = await prepare().catch(refuseAct);
    if (await send(carrier, group, frames, head)) {
      const { landed } = await follow(carrier, group);
      if (!landed) throw new UnreadableError();
      return;
    }
    const { seq } = group.mark ?? { seq: -1 };
    await follow(carrier, group);
    // a server that refuses the head without showing another one
    if ((group.mark?.seq ?? -1) === seq) throw new CryptoError('rollback');
  }
  throw new ApiError('stale-head', 409);
}

/** @param {GroupCarrier} carrier @param {Followed} group @param {Uint8Array} frames @param {string} head @returns {Promise<boolean>} false when another link was first */
export async function send({ api, crypto }, { id }, frames, head) {
  try {
    await api.append(id, frames, head);
    return true;
  } catch (error) {
    // after a lost answer the link may be there: it stays prepared, and the next reading tells
    if (/** @type {{code?: string}} */ (error).code !== 'offline') await crypto.call('dropGroupAppend', { group_id: id });
    if (error instanceof StaleHeadError) return false;
    throw error;
  }
}

/**
 * Writes that are in the chain and whose text is back on this device leave the outbox.
 * @param {GroupCarrier} carrier @param {string} id
 */
export async function settle({ store, crypto }, id) {
  const rows = (await store.outbox(id)).filter(({ sent }) => sent);
  if (rows.length === 0) return;
  /** @type {{record_id: string, object_id: string, act: 'put'|'tombstone', landed: boolean}[]} */
  const drafts = await crypto.call('openShares', { rows });
  const kept = new Set((await store.objects(id)).map(({ object_id }) => object_id));
  // what was revised elsewhere instead stays, and a question is asked about it
  const landed = drafts.filter(({ landed: there, act, object_id }) => there && (act === 'tombstone' || kept.has(object_id)));
  await store.drop(landed.map(({ record_id }) => record_id));
}

/**
 * Sends what waits for a group: one link for a batch.
 * @param {GroupCarrier} carrier @param {Followed} group @param {ShareRow[]} rows that may leave @throws {CryptoError} `group-changed`
 */
export async function pushShares(carrier, group, rows) {
  const batch = firstBatch(rows);
  await carrier.store.markSent(batch.map(({ record_id }) => record_id));
  await append(carrier, group, () => carrier.crypto.call('preparePuts', { group_id: group.id, rows: batch }));
  await settle(carrier, group.id);
}
