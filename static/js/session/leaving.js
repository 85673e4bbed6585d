/** Three ways to leave, and the lock: what is typed is kept first, then every key is forgotten. */

import { GroupStore } from '../store/groups.js';
import { RefusalError } from './refusal.js';
import { eraseAccount } from './security.js';
import { keepSnapshot } from './texts-here.js';
import { noteInSas, settleWrites } from './writing.js';

/** @typedef {import('./room.js').Room} Room */
/** @typedef {import('./writing.js').Pen} Pen */

const DEVICE_MS = 500;
const NETWORK_MS = 3000;

/** @param {number} milliseconds @returns {Promise<void>} */
const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/**
 * Forgets every key at once. What the device did not acknowledge in time goes to the sas, sealed by a worker without keys.
 * @param {Room} room @param {Pen} pen
 */
export async function lock(room, pen) {
  const unwritten = await settleWrites(pen, DEVICE_MS);
  room.sync?.stop();
  room.sync = null;
  room.auth = null;
  room.prepared = null;
  room.pendingState = null;
  room.renewWorker();
  room.book.clear();
  pen.seen.clear();
  pen.queues.clear();
  pen.unwritten.clear();
  room.showProgress(null);
  room.enterPhase('closed');
  room.tellEntries();
  room.tellState();
  for (const text of unwritten) await noteInSas(room, text);
}

/** *Fermer*: sends what can be sent in a moment, keeps the verified state, forgets every key. @param {Room} room @param {Pen} pen */
export async function close(room, pen) {
  if (room.phase !== 'open') return;
  await settleWrites(pen, DEVICE_MS);
  try {
    if (!room.alarm) {
      await Promise.race([room.sync?.flush(), pause(NETWORK_MS)]);
      await keepSnapshot(room, 1);
    }
  } finally {
    // neither a server nor a full disk keeps a notebook open
    await lock(room, pen);
  }
}

/** *Me déconnecter*: cuts the session; ciphertext and marks stay. @param {Room} room @param {Pen} pen */
export async function signOut(room, pen) {
  await close(room, pen);
  await room.api.cutSession('current');
}

/** *Oublier cet appareil*: refused while something is unsent, unless it was exported. @param {Room} room @param {Pen} pen @param {{exported: boolean}} act */
export async function forgetDevice(room, pen, { exported }) {
  if (room.phase === 'open') await close(room, pen);
  const [outbox, sas, shares] = await Promise.all([room.device.outbox(), room.device.sas(), new GroupStore(room.device).outbox()]);
  if (!exported && outbox.length + sas.length + shares.length > 0) throw new RefusalError('unsent');
  await room.api.cutSession('current').catch((error) => {
    if (!['offline', 'session', 'halted'].includes(error.code)) throw error;
  });
  await room.device.forget();
  room.account = null;
  room.dispatchEvent(new CustomEvent('forgot'));
  room.enterPhase('absent');
}

/** Erases everything, on the server then here. @param {Room} room @param {Pen} pen @param {string} passphrase */
export async function deleteAccount(room, pen, passphrase) {
  const counts = await eraseAccount(room, passphrase);
  await lock(room, pen);
  room.account = null;
  await room.device.forget();
  room.dispatchEvent(new CustomEvent('forgot'));
  room.enterPhase('absent');
  return counts;
}

/** Closes after a while without a gesture, when the page leaves, and never comes back half-open. */
export class AutoLock {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;

  /** @param {Room} room @param {() => Promise<void>} closeNow */
  constructor(room, closeNow) {
    this.room = room;
    this.closeNow = closeNow;
    for (const name of ['pointerdown', 'keydown']) addEventListener(name, () => this.touch(), { passive: true });
    addEventListener('pagehide', () => { if (room.phase === 'open') void closeNow(); });
    addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void room.sync?.flush();
    });
  }

  /** @param {number} minutes 0 is never */
  async set(minutes) {
    this.room.settings = { ...this.room.settings, auto_lock: minutes };
    await this.room.device.saveSetting('settings', this.room.settings);
    this.touch();
  }

  /** A gesture puts the moment off. */
  touch() {
    clearTimeout(this.#timer);
    const minutes = this.room.settings.auto_lock;
    if (minutes > 0) this.#timer = setTimeout(() => { if (this.room.phase === 'open') void this.closeNow(); }, minutes * 60_000);
  }
}
