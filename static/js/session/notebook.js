/**
 * The one door for the interface: a notebook that is absent, closed or open, its verbs and its events.
 * Contract: docs/browser-client.md, "The notebook's door".
 */

import { withOutsideNews } from './neighbours.js';
import { startExchange } from './exchange.js';
import * as arriving from './arriving.js';
import * as files from './files.js';
import { Finding } from './finding.js';
import { Groups } from './groups/groups.js';
import * as leaving from './leaving.js';
import * as making from './making.js';
import * as opening from './opening.js';
import * as pasts from './pasts.js';
import { ALARM_CODES, RefusalError, refusalOf } from './refusal.js';
import { Room } from './room.js';
import * as security from './security.js';
import { arrive } from './starting.js';
import { rateChosen } from './strength.js';
import * as templates from './templates.js';
import * as waysOut from './ways-out.js';
import * as writing from './writing.js';

/** @typedef {import('./book.js').Entry} Entry */

/** Alarms that a person can settle with what this device keeps. */
const WAYS_OUT = new Set(['rollback', 'fork']);
const EVENTS = ['phase-changed', 'entries-changed', 'state-changed', 'alarm-raised', 'progress-changed'];

/** The notebook. Every verb that fails rejects with a `RefusalError`. */
export class Notebook extends EventTarget {
  #room = new Room();
  #pen = new writing.Pen();
  /** @type {Set<string>} passphrases generated on this page */
  #suggested = new Set();
  /** The person's groups: `docs/group-client.md`. */
  groups = new Groups(this.#room, () => this.dispatchEvent(new CustomEvent('groups-changed')));
  #finding = new Finding(this.#room, () => this.dispatchEvent(new CustomEvent('finding-changed')));
  #autoLock = new leaving.AutoLock(this.#room, () => leaving.close(this.#room, this.#pen));

  constructor() {
    super();
    for (const name of EVENTS) this.#room.addEventListener(name, () => this.dispatchEvent(new CustomEvent(name)));
    this.#room.addEventListener('phase-changed', () => this.#suggested.clear());
    this.#room.addEventListener('rekeyed', () => { void this.#lockFor('rekeyed'); });
    withOutsideNews(this.#room, () => this.#lockFor('closed'));
  }

  get phase() { return this.#room.phase; }
  get login() { return this.#room.account?.login ?? null; }
  get entries() { return this.#room.book.entries; }
  get state() { return this.#room.state; }
  get alarm() { return this.#room.alarm; }
  get progress() { return this.#room.progress; }
  /** What a device without memory was shown, until the person accepts it: `{lastEdited, texts}`, or null. */
  get pendingState() { return this.#room.pendingState; }
  get settings() { return this.#room.settings; }
  /** Why the notebook closed by itself: `session`, `rekeyed`, or null. */
  get closedFor() { return this.#room.closedFor; }
  /** When the server last answered to the end, and last showed what was written elsewhere. */
  get heard() { return this.#room.heard; }
  /** Why the last exchange with the server failed, until one succeeds: a code of `docs/spec/http-api.md` §1, or null. */
  get failure() { return this.#room.failure; }
  /** What was last looked for; `''` when nothing is. */
  get asked() { return this.#finding.asked; }
  /** `{done, total}` while texts are being taken in to be looked through, or null. */
  get takingIn() { return this.#finding.progress; }

  /** Runs a verb: what goes wrong below becomes a refusal, and an alarm when it is one. @template T @param {() => Promise<T>} verb @returns {Promise<T>} */
  async #do(verb) {
    try {
      return await verb();
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal instanceof RefusalError && ALARM_CODES.has(refusal.code) && refusal.code !== 'sealed') this.#room.raise(refusal.code);
      throw refusal;
    }
  }

  /**
   * Runs a verb that opens the notebook; when it fails, the door is shut again and no key stays. An alarm about what the server shows
   * leaves open what this device keeps, so that the person can decide.
   * @param {() => Promise<void>} verb
   */
  async #open(verb) {
    const room = this.#room;
    const from = room.phase;
    room.held = false;
    room.enterPhase('opening');
    try {
      await this.#do(verb);
    } catch (error) {
      if (room.held && WAYS_OUT.has(room.alarm?.code ?? '')) {
        this.#enter();
        throw error;
      }
      room.book.clear();
      room.renewWorker();
      room.showProgress(null);
      room.enterPhase(from);
      throw error;
    }
    this.#enter();
  }

  /** Runs the last verb of a dialog; when it fails, what was prepared stays for another try. @param {() => Promise<void>} verb */
  async #finish(verb) {
    await this.#do(verb);
    this.#enter();
  }

  #enter() {
    const room = this.#room;
    room.closedFor = null;
    room.showProgress(null);
    room.enterPhase('open');
    room.tellEntries();
    this.#autoLock.touch();
    if (!room.pendingState) this.#exchange();
  }

  #exchange() { startExchange(this.#room, (code) => this.#lockFor(code)); }

  async #accept() {
    const room = this.#room;
    await arriving.acceptState(room);
    if (room.phase !== 'open') return;
    this.#exchange();
    room.enterPhase('open');
  }

  /** Groups are left under the old keys, so that nobody else holds a seat with them. @param {Parameters<typeof security.prepareRekey>[2]} act */
  async #prepareRekey(act) {
    if (act.compromised && this.groups.list.size > 0) {
      this.#room.expectOpen();
      await opening.proveSecret(this.#room, act.current);
      await this.groups.leaveAll();
    }
    return security.prepareRekey(this.#room, this.#suggested, act);
  }

  /** @param {string} passphrase */
  async #deleteAccount(passphrase) {
    this.groups.expectHandedOver();
    return leaving.deleteAccount(this.#room, this.#pen, passphrase);
  }

  /** @param {string} code */
  async #lockFor(code) {
    if (this.#room.phase !== 'open') return;
    this.#room.closedFor = code;
    await leaving.lock(this.#room, this.#pen);
  }

  start() { return this.#do(() => arrive(this.#room)); }
  suggestPassphrase() { return this.#do(() => making.suggestPassphrase(this.#room, this.#suggested)); }
  /** @param {string} passphrase @param {string} login */
  rateChosen(passphrase, login) { return this.#do(() => rateChosen(passphrase, login)); }
  /** @param {{login: string, passphrase: string}} chosen */
  prepareSpace(chosen) { return this.#do(() => making.prepareSpace(this.#room, this.#suggested, chosen)); }
  createSpace() { return this.#finish(() => making.createSpace(this.#room)); }
  /** @param {string} passphrase */
  unlock(passphrase) { return this.#open(() => opening.unlock(this.#room, passphrase)); }
  /** @param {{login: string, passphrase: string}} secret */
  signIn(secret) { return this.#open(() => opening.signIn(this.#room, secret)); }
  acceptState() { return this.#do(() => this.#accept()); }
  /** Signs out here and forgets what was shown. */
  refuseState() { return this.#do(() => arriving.refuseState(this.#room, this.#pen)); }
  /** @param {string} text */
  checkWords(text) { return this.#do(() => security.checkWords(this.#room, text)); }
  /** @param {{login: string, words: string, passphrase: string, loseVersions?: boolean}} secret */
  recover(secret) { return this.#do(() => security.recover(this.#room, this.#suggested, secret)); }
  finishRecovery() { return this.#finish(() => security.finishRecovery(this.#room)); }
  /** @param {{current: string, next: string}} secrets */
  changePassphrase(secrets) { return this.#do(() => security.changePassphrase(this.#room, this.#suggested, secrets)); }
  /** @param {{current: string, next: string, compromised: boolean, loseVersions?: boolean}} act */
  prepareRekey(act) { return this.#do(() => this.#prepareRekey(act)); }
  finishRekey() { return this.#do(() => security.finishRekey(this.#room)); }
  /** @param {string} text */
  note(text) { return this.#do(() => writing.note(this.#room, this.#pen, text)); }
  /** @param {string} id */
  open(id) { return this.#do(() => writing.open(this.#room, id)); }
  /** @param {string} id @param {import('../domain/entry.js').EntryDocument} doc */
  keep(id, doc) { return this.#do(() => writing.keep(this.#room, this.#pen, id, doc)); }
  /** What can be taken back in a text, as it was given to `keepPast`. @param {string} id */
  past(id) { return this.#do(() => pasts.past(this.#room, id)); }
  /** @param {string} id @param {any} past */
  keepPast(id, past) { return this.#do(() => pasts.keepPast(this.#room, id, past)); }
  /** One's own templates, by name. @returns {Promise<import('../worker/templates.js').OwnTemplate[]>} */
  templates() { return this.#do(() => templates.ownTemplates(this.#room)); }
  /** @param {{id: string|null, name: string, questions: string[]}} template `id` is null for a new one */
  keepTemplate(template) { return this.#do(() => templates.keepTemplate(this.#room, template)); }
  /** @param {import('../worker/templates.js').OwnTemplate[]} found in an export */
  importTemplates(found) { return this.#do(() => templates.importTemplates(this.#room, found)); }
  /** @param {string} id */
  takeTemplateAway(id) { return this.#do(() => templates.takeAway(this.#room, id)); }
  flush() { return this.#do(async () => { await this.#room.sync?.flush(); }); }
  /** The keyboard is where one asks: the worker takes the texts in. */
  beginFinding() { this.#finding.begin(); }
  /** @param {string} text as it is typed */
  find(text) { return this.#do(() => this.#finding.find(text)); }
  /** @param {string} text @param {string[]} ids */
  passages(text, ids) { return this.#do(() => this.#finding.passages(text, ids)); }
  /** @param {string} id */
  versions(id) { return this.#do(() => files.versionsOf(this.#room, id)); }
  /** @param {string} id @param {number} revision */
  openVersion(id, revision) { return this.#do(() => files.openVersion(this.#room, id, revision)); }
  /** @param {string} id */
  trash(id) { return this.#do(() => writing.trash(this.#room, this.#pen, id)); }
  /** @param {string} id */
  restore(id) { return this.#do(() => writing.restore(this.#room, this.#pen, id)); }
  /** @param {string} id */
  erase(id) { return this.#do(() => writing.erase(this.#room, this.#pen, id)); }
  /** @param {string} id */
  keepBoth(id) { return this.#do(() => writing.keepBoth(this.#room, this.#pen, id)); }
  /** @param {string} id */
  keepThis(id) { return this.#do(() => writing.keepThis(this.#room, this.#pen, id)); }
  close() { return this.#do(() => leaving.close(this.#room, this.#pen)); }
  signOut() { return this.#do(() => leaving.signOut(this.#room, this.#pen)); }
  /** @param {{exported: boolean}} act */
  forgetDevice(act) { return this.#do(() => leaving.forgetDevice(this.#room, this.#pen, act)); }
  sessions() { return this.#do(() => security.sessions(this.#room)); }
  /** @param {string} id */
  cutSession(id) { return this.#do(() => this.#room.api.cutSession(id)); }
  rows() { return this.#do(() => security.rows(this.#room)); }
  /** @param {string} passphrase */
  exportFile(passphrase) { return this.#do(() => files.exportFile(this.#room, passphrase)); }
  /** @param {Uint8Array} bytes @param {string} secret */
  openExport(bytes, secret) { return this.#do(() => files.openExport(bytes, secret)); }
  /** @param {import('../worker/export-opening.js').ExportedEntry[]} entries */
  importEntries(entries) { return this.#do(() => files.importEntries(entries, (docs) => writing.addAll(this.#room, docs))); }
  /** @param {string} passphrase */
  deleteAccount(passphrase) { return this.#do(() => this.#deleteAccount(passphrase)); }
  giveBack() { return this.#do(() => waysOut.giveBack(this.#room)); }
  reconcile() { return this.#do(() => waysOut.reconcile(this.#room)); }
  acceptShown() { return this.groups.acceptShown(); }
  /** @param {number} minutes 0 is never */
  setAutoLock(minutes) { return this.#do(() => this.#autoLock.set(minutes)); }
}
