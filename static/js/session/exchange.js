/** The notebook's side of sync: where news go, and what a cut session or another device's act does. */

import { SyncLoop } from '../sync/loop.js';
import { vaultWork } from '../sync/vault.js';
import { noteHeard, recallHeard } from './hearing.js';
import { deviceLabel } from './label.js';
import { ALARM_CODES } from './refusal.js';
import { keepPace } from './texts-here.js';

/** @typedef {import('./room.js').Room} Room */
/** @typedef {import('../sync/pull.js').News} News */

/** Codes that a stream may end with, and that say that the server or the code is not what it should be. */
const isAlarm = (/** @type {string} */ code) => ALARM_CODES.has(code) || code === 'encoding' || code === 'frames';

/** @param {Room} room @returns {import('../sync/pull.js').Carrier} */
export function carrierOf(room) {
  const { crypto } = room;
  return {
    api: room.api, device: room.device, crypto, chain: room.chain,
    // what was under way when the notebook closed has nothing more to show
    tell: (news) => { if (room.client === crypto) hear(room, news); },
    progress: (done, total) => room.showProgress({ step: 'texts', done, total }),
    settle: () => settleDrafts(room, crypto),
  };
}

/** @param {Room} room @param {News} news */
function hear(room, { entries, removed, rekeyed, split = [], elsewhere = false }) {
  if (elsewhere) void noteHeard(room, 'elsewhere');
  for (const info of entries) room.book.confirm(info);
  for (const id of removed) room.book.remove(id);
  for (const { object_id, copy } of split) {
    room.book.settle(object_id);
    if (copy) room.book.write(copy.object_id, { row: copy, act: 'put', doc: null, end: null, summary: copy.summary });
  }
  room.tellEntries();
  if (rekeyed) room.dispatchEvent(new CustomEvent('rekeyed'));
}

/** Drafts whose record left the outbox are confirmed texts now. @param {Room} room @param {Room['crypto']} crypto the worker of the exchange */
async function settleDrafts(room, crypto) {
  const waiting = new Set((await room.device.outbox()).map(({ record_id }) => record_id));
  if (room.client !== crypto) return;
  for (const [id, { row }] of [...room.book.drafts()]) if (!waiting.has(row.record_id)) room.book.settle(id);
  room.tellEntries();
}

/**
 * Starts the exchange with the server.
 * @param {Room} room @param {(code: string) => Promise<void>} lock closes the notebook and says why
 */
export function startExchange(room, lock) {
  const sync = new SyncLoop(vaultWork(carrierOf(room)), isAlarm);
  room.sync = sync;
  // what was under way when the notebook closed ends by itself: nobody hears of it
  const listen = (/** @type {string} */ name, /** @type {(detail: any) => void} */ hear) => sync.addEventListener(name, (event) => {
    if (room.sync === sync) hear(/** @type {CustomEvent} */ (event).detail);
  });
  listen('changed', () => room.tellState());
  listen('exchanged', ({ sent }) => {
    room.auth = null;
    room.failure = null;
    void noteHeard(room, 'exchanged');
    room.showProgress(null);
    void keepPace(room);
    // after a pull there is nothing to tell: the tabs would wake each other for ever
    if (sent) room.dispatchEvent(new CustomEvent('sent'));
  });
  listen('alarmed', ({ code }) => room.raise(code));
  listen('failed', ({ code }) => {
    room.failure = code;
    room.showProgress(null);
    room.tellState();
    if (code === 'session') void renewSession(room, sync, lock);
  });
  void recallHeard(room);
  if (room.alarm) sync.send({ type: 'alarm' });
  sync.start();
}

/** A session that was cut while closed is made again with the passphrase just typed. @param {Room} room @param {SyncLoop} sync @param {(code: string) => Promise<void>} lock */
async function renewSession(room, sync, lock) {
  const { auth, account } = room;
  if (!auth || !account) { await lock('session'); return; }
  room.auth = null;
  try {
    await room.api.signIn({ login: account.login, auth, device_label: deviceLabel() });
    sync.send({ type: 'renewed' });
  } catch (error) {
    const { code } = /** @type {{code?: string}} */ (error);
    if (code === undefined) throw error;
    if (code === 'credentials') await lock('session');
    else sync.send({ type: 'failed', code });
  }
}
