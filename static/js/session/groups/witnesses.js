/** Holding the vault against what one's own posts in groups witness of it (`docs/spec/sharing.md` §5). */

import { beginExclusive } from '../../sync/loop.js';
import { pull } from '../../sync/pull.js';
import { CryptoError } from '../../worker/client.js';
import { carrierOf } from '../exchange.js';
import { RefusalError } from '../refusal.js';
import { settle } from '../ways-out.js';

/** @typedef {import('./circle.js').Circle} Circle */

/** What an alarm of these says besides its code. */
export const WITNESS = 'witness';
/** The setting that keeps what the person answered for on this device: posts by group. */
const SETTLED = 'settled-witnesses';
const CODES = new Set(['rollback', 'fork']);

/** @param {Circle} circle @returns {Promise<Record<string, string[]>>} */
const settledHere = async ({ room }) => await room.device.setting(SETTLED) ?? {};

/** Posts of one group that this page did not hold the vault against. @param {Circle} circle @param {string} group_id @returns {Promise<{post: string, seq: number}[]>} */
const unheld = ({ crypto }, group_id) => crypto.call('witnesses', { group_id });

/** @param {Circle} circle @param {string} group_id @param {number} lowest the lowest place asked about */
async function hold({ room, crypto }, group_id, lowest, /** @type {string[]} */ settled) {
  const links = await room.device.links(lowest - 1);
  await crypto.call('checkWitnesses', { group_id, links, settled }).catch((error) => {
    if (error instanceof CryptoError && CODES.has(error.code)) room.raise(error.code, WITNESS);
    throw error;
  });
}

/** The vault is read again after the group: what another device wrote and then posted is no alarm. @param {Circle} circle @param {string} group_id */
export async function holdWitnesses(circle, group_id) {
  const asked = await unheld(circle, group_id);
  if (asked.length === 0) return;
  const settled = (await settledHere(circle))[group_id] ?? [];
  await beginExclusive(async () => {
    circle.room.expectOpen();
    await pull(carrierOf(circle.room));
    await hold(circle, group_id, Math.min(...asked.map(({ seq }) => seq)), settled);
  });
}

/** The person goes on with what the server shows: what their posts of today witness is asked no more on this device. @param {Circle} circle */
export async function acceptShown(circle) {
  const { room } = circle;
  if (room.alarm?.detail !== WITNESS || room.phase !== 'open') throw new RefusalError('closed');
  const settled = await settledHere(circle);
  for (const id of circle.followed.keys()) {
    const posts = (await unheld(circle, id)).map(({ post }) => post);
    settled[id] = [...new Set([...settled[id] ?? [], ...posts])];
  }
  await room.device.saveSetting(SETTLED, settled);
  room.api.resume();
  settle(room);
}
