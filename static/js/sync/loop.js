/** Runs the sync machine: its effects, its clock, and the lock that makes the tabs of one browser take turns. */

import { StaleHeadError } from '../net/api.js';
import { INITIAL, step } from './machine.js';

/** @typedef {import('./machine.js').SyncEvent} SyncEvent */
/** @typedef {import('./machine.js').SyncState} SyncState */
/**
 * @typedef {object} Work What the effects of the machine do.
 * @property {() => Promise<number>} pull reads what is new; how much is owed besides the outbox
 * @property {() => Promise<number>} push sends; how many records are left
 * @property {() => Promise<number>} unsent how many records wait
 * @property {() => Promise<void>} settle after an exchange that ended well
 * @property {() => void} halt
 */

const POLL_MS = 30_000;
const TYPING_MS = 30_000;
const LOCK = 'recul-sync';

/**
 * Does something of which no other tab of this browser does the like at the same time.
 * @template T @param {() => Promise<T>} work @param {string} [lock] @returns {Promise<T>}
 */
export function beginExclusive(work, lock = LOCK) {
  return /** @type {Promise<T>} */ (navigator.locks.request(lock, work));
}

/**
 * Keeps a device and the server in step while the notebook is open. Dispatches `changed` at each transition, `exchanged` when one
 * ended well (`sent` in `detail` after a push), `alarmed` and `failed` with a `code` in `detail`.
 */
export class SyncLoop extends EventTarget {
  /** @type {SyncState} */
  state = INITIAL;
  #work;
  #isAlarm;
  #lock;
  /** @type {ReturnType<typeof setInterval>|undefined} */
  #poll;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #typing;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #retry;
  /** @type {Promise<void>} */
  #running = Promise.resolve();
  #wake = () => this.send({ type: 'wake' });

  /** @param {Work} work @param {(code: string) => boolean} isAlarm @param {string} [lock] */
  constructor(work, isAlarm, lock = LOCK) {
    super();
    this.#work = work;
    this.#isAlarm = isAlarm;
    this.#lock = lock;
  }

  /** Starts the clock; the first pull follows at once. */
  start() {
    this.#poll = setInterval(this.#wake, POLL_MS);
    for (const name of ['focus', 'online']) addEventListener(name, this.#wake);
    this.send({ type: 'wake' });
  }

  /** Stops the clock. What is under way ends by itself or is aborted by `Api.halt`. */
  stop() {
    clearInterval(this.#poll);
    this.#poll = undefined;
    clearTimeout(this.#typing);
    clearTimeout(this.#retry);
    for (const name of ['focus', 'online']) removeEventListener(name, this.#wake);
  }

  /** An outbox record was written: it is sent at the next flush, or in 30 s at most. */
  wrote() {
    this.#typing ??= setTimeout(() => this.flush(), TYPING_MS);
  }

  /** Sends now what the outbox holds. Resolves when nothing is under way any more. */
  async flush() {
    clearTimeout(this.#typing);
    this.#typing = undefined;
    await this.count();
    this.send({ type: 'flush' });
    await this.settled();
  }

  /** Resolves when no exchange is under way. */
  async settled() {
    /** @type {Promise<void>|null} */
    let seen = null;
    while (seen !== this.#running) {
      seen = this.#running;
      await seen;
    }
  }

  /** Looks at how many records wait. @param {number} [owed] links that are owed besides */
  async count(owed = 0) {
    this.send({ type: 'counted', unsent: await this.#work.unsent() + owed });
  }

  /** @param {SyncEvent} event */
  send(event) {
    const { state, effects } = step(this.state, event);
    this.state = state;
    this.dispatchEvent(new CustomEvent('changed'));
    for (const effect of effects) {
      if (effect === 'halt') this.#work.halt();
      else if (typeof effect === 'object') this.#waitFor(effect.wait);
      else this.#running = this.#exchange(effect);
    }
  }

  /** @param {number} seconds */
  #waitFor(seconds) {
    clearTimeout(this.#retry);
    if (this.#poll === undefined) return;
    this.#retry = setTimeout(() => this.send({ type: 'retry' }), seconds * 1000);
  }

  /** @param {'pull'|'push'} effect */
  async #exchange(effect) {
    try {
      const event = await beginExclusive(() => this.#carry(effect), this.#lock);
      await this.#work.settle();
      this.send(event);
      this.dispatchEvent(new CustomEvent('exchanged', { detail: { sent: effect === 'push' } }));
    } catch (error) {
      this.#fail(error);
    }
  }

  /** @param {'pull'|'push'} effect @returns {Promise<SyncEvent>} */
  async #carry(effect) {
    if (effect === 'push') return { type: 'pushed', unsent: await this.#work.push() };
    await this.count(await this.#work.pull());
    return { type: 'pulled' };
  }

  /** @param {unknown} error */
  #fail(error) {
    const { code, retryAfter } = /** @type {{code?: string, retryAfter?: number|null}} */ (error);
    if (error instanceof StaleHeadError) return this.send({ type: 'stale' });
    if (code === undefined) throw error;
    // a closed worker or an alarm elsewhere ends the exchange: nobody waits for its outcome
    if (code === 'closed' || code === 'halted') return undefined;
    if (this.#isAlarm(code)) {
      this.send({ type: 'alarm' });
      this.dispatchEvent(new CustomEvent('alarmed', { detail: { code } }));
      return undefined;
    }
    this.send({ type: 'failed', code, retryAfter });
    this.dispatchEvent(new CustomEvent('failed', { detail: { code } }));
    return undefined;
  }
}
