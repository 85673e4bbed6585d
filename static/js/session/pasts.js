/** What can be taken back in a text after the page was loaded again. The words themselves are kept first, and without it. */

import { keepPast as keepRow, dropPast, pastOf } from '../store/pasts.js';

/** @typedef {import('./room.js').Room} Room */

const WORN = new Set(['damaged', 'sealed', 'encoding']);

/** @param {Room} room @param {string} id @returns {Promise<any>} as it was given to be kept; null without one, or with one that does not open */
export async function past(room, id) {
  room.expectOpen();
  const row = await pastOf(room.device, id);
  if (!row) return null;
  try {
    return JSON.parse(await room.crypto.call('openPast', { row }));
  } catch (error) {
    // a worn record costs nobody a word
    if (!WORN.has(/** @type {{code?: string}} */ (error).code ?? '')) throw error;
    await dropPast(room.device, id);
    return null;
  }
}

/** @param {Room} room @param {string} id @param {any} kept null to keep nothing */
export async function keepPast(room, id, kept) {
  room.expectOpen();
  if (kept === null) await dropPast(room.device, id);
  else await keepRow(room.device, await room.crypto.call('sealPast', { object_id: id, past: JSON.stringify(kept) }));
}
