/** The one door of the interface to a person's groups. Contract: docs/group-client.md. */

import { SyncLoop } from '../../sync/loop.js';
import { refusalOf } from '../refusal.js';
import { Circle, LOCK } from './circle.js';
import * as founding from './founding.js';
import { groupsWork } from './work.js';

/** @typedef {import('../room.js').Room} Room */

/** A person's groups while the notebook is open; empty, and sending nothing, for someone without a group. */
export class Groups {
  #circle;
  #room;
  /** @type {SyncLoop|null} */
  #loop = null;

  /** @param {Room} room @param {() => void} tell */
  constructor(room, tell) {
    this.#room = room;
    this.#circle = new Circle(room, tell);
    for (const name of ['phase-changed', 'alarm-raised', 'state-changed']) room.addEventListener(name, () => this.#reconsider());
  }

  get list() { return this.#circle.list; }

  /** @template T @param {() => Promise<T>} verb @returns {Promise<T>} */
  async #do(verb) {
    try {
      return await verb();
    } catch (error) {
      throw refusalOf(error);
    }
  }

  /** Groups are exchanged while the notebook is open, accepted and without an alarm. */
  #reconsider() {
    const { phase, pendingState, alarm, sync } = this.#room;
    const runs = phase === 'open' && !pendingState && !alarm && sync !== null;
    if (runs && !this.#loop) this.#start();
    if (!runs && this.#loop) this.#stop();
    // the notebook made its session again with the passphrase
    if (this.#loop?.state.mode === 'cut' && sync?.state.mode === 'resting') this.#loop.send({ type: 'renewed' });
    if (phase !== 'open' && this.list.size > 0) { this.#circle.clear(); this.#circle.tell(); }
  }

  #start() {
    const loop = new SyncLoop(groupsWork(this.#circle), () => false, LOCK);
    this.#loop = loop;
    loop.start();
  }

  #stop() {
    this.#loop?.stop();
    this.#loop = null;
  }

  /** Exchanges with the server now: what waits leaves, what is new comes. */
  flush() { return this.#do(async () => { await this.#loop?.flush(); }); }

  /** @param {Parameters<typeof founding.create>[1]} chosen */
  create(chosen) { return this.#do(() => founding.create(this.#circle, chosen)); }
  /** @param {string} group @param {Parameters<typeof founding.editFrame>[2]} changes */
  editFrame(group, changes) { return this.#do(() => founding.editFrame(this.#circle, group, changes)); }
  /** @param {string} group @param {string[]} accepted @param {string} name */
  acceptCharter(group, accepted, name) { return this.#do(() => founding.acceptCharter(this.#circle, group, accepted, name)); }
  /** @param {string} group */
  presentation(group) { return this.#do(() => founding.presentation(this.#circle, group)); }
  /** @param {string} group @param {{html: string, open: boolean}} page */
  savePresentation(group, page) { return this.#do(() => founding.savePresentation(this.#circle, group, page)); }
}
