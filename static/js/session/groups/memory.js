/** What the vault remembers of groups, between the worker and the vault's own outbox. */

import { utcDay } from '../../domain/dates.js';
import { beginExclusive } from '../../sync/loop.js';

/** @typedef {import('../room.js').Room} Room */
/** @typedef {import('./circle.js').Circle} Circle */
/** @typedef {Pick<Circle, 'crypto'|'room'>} Opening a room with the worker of one opening */

/** Opens the memories that this page has not read, from the device or from the server. @param {Opening} opening */
export async function openMemories(opening) {
  const { crypto, room: { device } } = opening;
  /** @type {string[]} */
  const ids = await crypto.call('memoryIds');
  if (ids.length === 0) return;
  const rows = (await Promise.all(ids.map((id) => device.object(id)))).filter((row) => row !== undefined);
  await crypto.call('openObjects', { rows });
  const lacked = ids.filter((id) => !rows.some(({ object_id }) => object_id === id));
  for (const id of lacked) await fetchMemory(opening, id);
}

/** @param {Opening} opening @param {string} object_id */
async function fetchMemory({ crypto, room: { api, chain, device } }, object_id) {
  const hash = await crypto.call('hashOf', { object_id });
  if (!hash) return;
  await beginExclusive(async () => {
    await crypto.call('beginObjects');
    await api.fetchObjects(chain, hash, async (chunk) => {
      const { rows } = await crypto.call('readObjects', { chunk });
      await device.saveObjects(rows);
    });
  });
}

/** Puts a write of the worker in the vault's outbox, in the place of one for the same object that waits. @param {Room} room @param {any} row */
export async function keepMemory(room, row) {
  const waiting = (await room.device.outbox()).find(({ object_id, sent }) => object_id === row.object_id && sent === null);
  await room.device.replaceOutbox(waiting?.record_id ?? row.record_id, [{ ...row, made: waiting?.made ?? Date.now() }]);
  await room.sync?.count();
  room.sync?.send({ type: 'flush' });
}

/** Puts in the vault what a group gave to remember. @param {Circle} circle @param {string} group_id */
export async function rememberGroup({ crypto, room }, group_id) {
  const row = await crypto.call('sealMemory', { group_id, today: utcDay(Date.now()) });
  if (row) await keepMemory(room, row);
}
