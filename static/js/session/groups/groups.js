/** The one door of the interface to a person's groups. Contract: docs/group-client.md. */

import { SyncLoop } from '../../sync/loop.js';
import { refusalOf } from '../refusal.js';
import * as aliases from './aliases.js';
import * as ceremony from './ceremony.js';
import { Circle, LOCK } from './circle.js';
import * as founding from './founding.js';
import * as inviting from './inviting.js';
import * as people from './people.js';
import * as sharing from './sharing.js';
import { Wakes } from './wakes.js';
import { acceptShown } from './witnesses.js';
import { groupsWork } from './work.js';
import * as words from './words.js';

/** @typedef {import('../room.js').Room} Room */

/** A person's groups while the notebook is open; empty, and sending nothing, for someone without a group. */
export class Groups {
  #circle;
  #room;
  #tell;
  /** @type {SyncLoop|null} */
  #loop = null;
  #wakes = new Wakes(() => this.#readAll(), (subject) => this.#hearWake(subject));

  /** @param {Room} room @param {() => void} tell */
  constructor(room, tell) {
    this.#room = room;
    this.#tell = () => { this.#listen(); tell(); };
    this.#circle = this.#newCircle();
    for (const name of ['phase-changed', 'alarm-raised', 'state-changed']) room.addEventListener(name, () => this.#reconsider());
  }

  #newCircle() { return new Circle(this.#room, this.#tell, async () => { await this.#loop?.flush(); }); }

  get list() { return this.#circle.list; }

  /** Invitations taken on this device, that wait for a ceremony. */
  get pending() {
    return [...this.#circle.places.values()].map(({ invitation_id, title, name, last_day }) => ({ invitationId: invitation_id, title, name, lastDay: last_day }));
  }

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
    if (phase !== 'open' && this.#circle.isBound) this.#leave();
  }

  #start() {
    this.#circle.bind();
    this.#loop = new SyncLoop(groupsWork(this.#circle), () => false, LOCK);
    this.#loop.start();
  }

  /** From the first group or place on: someone without any asks for no wake-up. */
  #listen() {
    if (this.#loop && this.list.size + this.pending.length > 0) this.#wakes.start(this.#room.api);
  }

  /** @param {{chain_id?: string, invitation_id?: string}} subject */
  #hearWake({ chain_id, invitation_id }) {
    if (invitation_id) void this.#circle.ceremonies.get(invitation_id)?.look();
    else if (chain_id === this.#room.chain) this.#room.sync?.send({ type: 'wake' });
    else this.#loop?.send({ type: 'wake' });
  }

  /** Whatever an exchange under way still brings is of an opening that is over. */
  #leave() {
    this.#circle.clear();
    this.#circle = this.#newCircle();
    this.#tell();
  }

  #readAll() {
    this.#room.sync?.send({ type: 'wake' });
    this.#loop?.send({ type: 'wake' });
  }

  #stop() {
    this.#wakes.stop();
    this.#loop?.stop();
    this.#loop = null;
  }

  /** Exchanges with the server now: what waits leaves, what is new comes. */
  flush() { return this.#do(() => this.#circle.flush()); }

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

  /** @param {string} group @param {Parameters<typeof inviting.invite>[2]} offer */
  invite(group, offer) { return this.#do(() => inviting.invite(this.#circle, group, offer)); }
  /** @param {string} group */
  invitations(group) { return this.#do(() => inviting.invitations(this.#circle, group)); }
  /** @param {string} group @param {string} invitationId */
  revoke(group, invitationId) { return this.#do(() => inviting.revoke(this.#circle, group, invitationId)); }
  /** @param {string} secret */
  readLetter(secret) { return this.#do(() => inviting.readLetter(this.#circle, secret)); }
  /** @param {string} secret @param {{name: string, accepted: string[]}} mine */
  takeInvitation(secret, mine) { return this.#do(() => inviting.takeInvitation(this.#circle, secret, mine)); }
  /** @param {string} invitationId */
  startCeremony(invitationId) { return this.#do(() => ceremony.startCeremony(this.#circle, invitationId)); }

  /** @param {string} group @param {sharing.ShareIn} share */
  share(group, share) { return this.#do(() => sharing.share(this.#circle, group, share)); }
  /** @param {string} group @param {string} share */
  confirmShare(group, share) { return this.#do(() => sharing.confirmShare(this.#circle, group, share)); }
  /** @param {string} group @param {string} share */
  dropShare(group, share) { return this.#do(() => sharing.dropShare(this.#circle, group, share)); }
  /** @param {string} group @param {string} share @param {Parameters<typeof sharing.revise>[3]} changes */
  revise(group, share, changes) { return this.#do(() => sharing.revise(this.#circle, group, share, changes)); }
  /** @param {string} group @param {string} share or answer */
  withdraw(group, share) { return this.#do(() => sharing.withdraw(this.#circle, group, share)); }
  /** @param {string} group @param {string} share @param {sharing.AnswerIn} answer */
  answer(group, share, answer) { return this.#do(() => sharing.answer(this.#circle, group, share, answer)); }
  /** @param {string} group @param {string} share */
  readersOf(group, share) { return this.#do(() => sharing.readersOf(this.#circle, group, share)); }
  /** @param {string} group */
  exportShared(group) { return this.#do(async () => sharing.exportShared(this.#circle, group)); }

  /** @param {string} group @param {string} identity @param {'member'|'facilitator'} role */
  setRole(group, identity, role) { return this.#do(() => people.setRole(this.#circle, group, identity, role)); }
  /** @param {string} group @param {string} identity */
  remove(group, identity) { return this.#do(() => people.remove(this.#circle, group, identity)); }
  /** @param {string} group @param {'promote'|'remove'} change @param {string} identity */
  propose(group, change, identity) { return this.#do(() => people.propose(this.#circle, group, change, identity)); }
  /** @param {string} group @param {string} proposal */
  endorse(group, proposal) { return this.#do(() => people.endorse(this.#circle, group, proposal)); }
  /** @param {string} group @param {{shares: Map<string, people.Fate>}} chosen */
  leave(group, chosen) { return this.#do(() => people.leave(this.#circle, group, chosen)); }
  /** Before new keys after a compromise. */
  leaveAll() { return this.#do(() => people.leaveAll(this.#circle)); }
  /** After an alarm of one's own posts: goes on with what the server shows. */
  acceptShown() { return this.#do(() => acceptShown(this.#circle)); }
  /** Before an account is deleted. */
  expectHandedOver() { people.expectHandedOver(this.#circle); }
  /** @param {string} group @param {number} day */
  close(group, day) { return this.#do(() => people.close(this.#circle, group, day)); }

  /** @param {string} group */
  words(group) { return this.#do(() => words.words(this.#circle, group)); }
  /** @param {string} group @param {string} seance */
  anchor(group, seance) { return this.#do(() => words.anchor(this.#circle, group, seance)); }
  /** @param {string} group */
  wordsDiffer(group) { return this.#do(() => words.wordsDiffer(this.#circle, group)); }
  /** @param {string} group */
  wordsAgree(group) { return this.#do(() => words.wordsAgree(this.#circle, group)); }
  /** @param {string} text */
  findThirdParties(text) { return this.#do(() => aliases.findThirdParties(this.#circle, text)); }
  /** @param {aliases.Choice[]} choices */
  rememberAliases(choices) { return this.#do(() => aliases.rememberAliases(this.#circle, choices)); }
}
