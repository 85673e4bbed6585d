/** The other tabs of this browser: they share one outbox and one chain, and tell each other when either changes. */

import { beginExclusive } from '../sync/loop.js';
import { pullStart } from '../sync/pull.js';
import { carrierOf } from './exchange.js';
import { showOutbox } from './opening.js';
import { ALARM_CODES } from './refusal.js';
import { takeSnapshot } from './texts-here.js';

/** @typedef {import('./room.js').Room} Room */

const CHANNEL = 'recul';

/**
 * Listens to the other tabs, and tells them what this one wrote, sent or forgot.
 * @param {Room} room @param {() => Promise<void>} lock closes the notebook because another tab forgot the device
 */
export function withOutsideNews(room, lock) {
  const channel = new BroadcastChannel(CHANNEL);
  for (const name of ['wrote', 'sent', 'forgot']) room.addEventListener(name, () => channel.postMessage(name));
  channel.addEventListener('message', ({ data }) => { void hear(room, lock, data); });
  room.device.addEventListener('evicted', () => { void restore(room); });
}

/** @param {Room} room @param {() => Promise<void>} lock @param {string} news */
async function hear(room, lock, news) {
  if (news === 'forgot') {
    await lock();
    room.account = null;
    room.enterPhase('absent');
  } else if (room.phase === 'open') {
    if (news === 'wrote') await showOutbox(room);
    else room.sync?.send({ type: 'wake' });
    await room.sync?.count();
    room.tellEntries();
  }
}

/** The browser took its storage back while the notebook was open: what this page holds is written again, the rest comes from the server. @param {Room} room */
async function restore(room) {
  if (room.phase !== 'open' || !room.account) return;
  const rows = [...room.book.drafts()].map(([, { row }]) => row);
  await room.device.saveAccount(room.account);
  for (const row of rows) await room.device.replaceOutbox(row.record_id, [row]);
  try {
    await beginExclusive(() => pullStart(carrierOf(room)));
  } catch (error) {
    const { code } = /** @type {{code?: string}} */ (error);
    if (code === undefined) throw error;
    // less than what this page verified, although the device forgot it
    if (ALARM_CODES.has(code)) { room.raise(code); return; }
  }
  await takeSnapshot(room);
  room.sync?.send({ type: 'wake' });
}
