/** What is behind the notebook's door: the parts, the phase, the list, and the news about them. */

import { Api } from '../net/api.js';
import { Device } from '../store/device.js';
import { stateLine } from '../sync/machine.js';
import { CryptoClient } from '../worker/client.js';
import { Book } from './book.js';
import { NOTHING_HEARD } from './hearing.js';
import { RefusalError } from './refusal.js';

/** @typedef {import('../store/device.js').AccountRow} AccountRow */
/** @typedef {'starting'|'absent'|'closed'|'opening'|'open'} Phase */
/** @typedef {{step: 'deriving'|'verifying'|'texts', done: number, total: number}} Progress */
/** @typedef {{lastEdited: number, texts: number}} PendingState the last edit in seconds, 0 without any, and how many texts there are */
/** @typedef {{auto_lock: number}} Settings minutes without a gesture before closing; 0 is never */

export const DEFAULT_AUTO_LOCK = 10;

/** @param {Uint8Array} bytes @returns {string} */
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The inside of the notebook. Dispatches the five events of the door. */
export class Room extends EventTarget {
  api = new Api();
  device = new Device();
  book = new Book();
  /** @type {CryptoClient|null} */
  client = null;
  /** @type {import('../sync/loop.js').SyncLoop|null} */
  sync = null;
  /** @type {AccountRow|null} */
  account = null;
  /** @type {Phase} */
  phase = 'starting';
  /** @type {{code: string, detail: string}|null} */
  alarm = null;
  /** @type {Progress|null} */
  progress = null;
  /** @type {Settings} */
  settings = { auto_lock: DEFAULT_AUTO_LOCK };
  /** what this page needs to renew a session that was cut, until the first exchange succeeds @type {string|null} */
  auth = null;
  /** an act prepared and not yet sent @type {any} */
  prepared = null;
  /** what a device without memory was shown, until the person says that it is theirs @type {PendingState|null} */
  pendingState = null;
  /** the vault kept on this device is open in the worker, whatever the server shows */
  held = false;
  /** the snapshot that this device keeps, as this page last saw it @type {{seq: number, lacking: number}|null} */
  snapshot = null;
  /** why the notebook closed by itself @type {string|null} */
  closedFor = null;
  /** why the last exchange failed, until one succeeds @type {string|null} */
  failure = null;
  /** since when the server has shown nothing new */
  heard = NOTHING_HEARD;
  noSpace = false;
  noStorage = false;

  /** @returns {CryptoClient} */
  get crypto() {
    if (!this.client) throw new RefusalError('code');
    return this.client;
  }

  /** Vault id in hexadecimal. @returns {string} */
  get chain() {
    if (!this.account) throw new RefusalError('absent');
    return hex(this.account.vault_id);
  }

  /** @returns {ReturnType<typeof stateLine>} */
  get state() {
    const state = this.sync?.state;
    if (!state) return this.noSpace ? 'no-space' : 'idle';
    return stateLine(state, { twoVersions: this.book.twoVersions, noSpace: this.noSpace || this.failure === 'no-space' });
  }

  /** A new worker, without any key. */
  renewWorker() {
    this.client?.terminate();
    this.client = this.alarm?.code === 'code' ? null : new CryptoClient();
  }

  /** @param {Phase} phase */
  enterPhase(phase) {
    this.phase = phase;
    this.#tell('phase-changed');
  }

  /** @param {Progress|null} progress */
  showProgress(progress) {
    this.progress = progress;
    this.#tell('progress-changed');
  }

  /** Stops everything until the person decides. @param {string} code @param {string} [detail] */
  raise(code, detail = '') {
    if (this.alarm) return;
    this.alarm = { code, detail };
    this.api.halt();
    this.sync?.send({ type: 'alarm' });
    this.#tell('alarm-raised');
  }

  tellEntries() { this.#tell('entries-changed'); }

  tellState() { this.#tell('state-changed'); }

  /** @param {string} name */
  #tell(name) {
    this.dispatchEvent(new CustomEvent(name));
  }

  /** @throws {RefusalError} */
  expectOpen() {
    if (this.phase !== 'open') throw new RefusalError('closed');
    if (this.alarm) throw new RefusalError(this.alarm.code);
  }

  /** Nothing is written over a state that the person has not accepted (`docs/spec/chain.md` §7). @throws {RefusalError} */
  expectAccepted() {
    if (this.pendingState) throw new RefusalError('state-not-accepted');
  }
}
