/** The ceremony as the interface follows it: messages carried between the server and the worker, which judges them (docs/spec/ceremony.md). */

import { RefusalError } from '../refusal.js';
import { base64Of, shownGroup } from './founding.js';
import { joinAsNewcomer, keepAgreed, linkNewcomer } from './joining.js';
import { groupOfInvitation } from './inviting.js';

/** @typedef {import('./circle.js').Circle} Circle */
/** @typedef {import('../../worker/group-places.js').Place} Place */
/** @typedef {{step: number, message: string}} Message */
/** @typedef {{send: Message|null, view: {step: string, matched: boolean, theirName: string|null, digits: string|null, qrText: string|null}}} Answer */

const POLL_MS = 1000;
const PAUSE_SECONDS = 600;
const FAILED = 0;
const SIGNED = 5;
/** What a person does not have to hear of: the next reading tells more. */
const PASSING = new Set(['offline', 'slow-down', 'server']);

/** Two people, live. Dispatches `ceremony-changed`. */
export class Ceremony extends EventTarget {
  /** @type {'waiting'|'digits'|'signing'|'joined'|'failed'|'pause'} */
  step = 'waiting';
  /** @type {string|null} */
  theirName = null;
  /** @type {string|null} the seven that the other person types */
  digits = null;
  /** @type {string|null} */
  qrText = null;
  /** @type {number|null} seconds since 1970 */
  retryAt = null;
  /** @type {null|'wrong-digits'|'late'|'ceremony'|'offline'} */
  failure = null;
  #circle;
  #place;
  #groupId;
  /** The attempt that this page holds, 0 before any. */
  #attempt = 0;
  /** The last step of the other side that the worker heard. */
  #heard = 0;
  /** The add is signed as soon as both were right. */
  #ready = false;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;
  #stopped = false;
  /** Steps follow each other. @type {Promise<unknown>} */
  #turn = Promise.resolve();

  /** @param {Circle} circle @param {string} invitationId @param {string} groupId @param {Place|null} place the newcomer's, null for a facilitator */
  constructor(circle, invitationId, groupId, place) {
    super();
    this.#circle = circle;
    this.invitationId = invitationId;
    this.#groupId = groupId;
    this.#place = place;
  }

  /** @returns {'facilitator'|'newcomer'} */
  get side() { return this.#place ? 'newcomer' : 'facilitator'; }

  get #over() { return this.#stopped || this.step === 'joined' || this.step === 'failed' || this.step === 'pause'; }

  /** Begins, and follows the other side until the end. */
  async start() {
    await this.#inTurn(() => this.#begin());
    this.#poll();
  }

  /** What the other person read aloud. @param {string} text */
  typeDigits(text) { return this.#compare('typeDigits', text); }

  /** What the other screen shows. @param {string} text */
  readQr(text) { return this.#compare('readQr', text); }

  /** Ends the attempt on both sides; nothing was shared. */
  async stop() {
    if (this.#over) { this.#end(); return; }
    await this.#inTurn(() => this.#fail('late'));
    this.#end();
  }

  /** The notebook closes, or another ceremony of this invitation begins. */
  leave() { this.#end(); }

  #end() {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #tell() { this.dispatchEvent(new CustomEvent('ceremony-changed')); }

  /** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  #inTurn(work) {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** @param {string} verb @param {object} [args] @returns {Promise<Answer>} */
  #call(verb, args) { return this.#circle.crypto.call(verb, { invitation_id: this.invitationId, ...args }); }

  #poll() {
    if (this.#over) return;
    this.#timer = setTimeout(() => { void this.look(); }, POLL_MS);
  }

  /** Looks at once: the server said that something changed. */
  async look() {
    clearTimeout(this.#timer);
    if (this.#over) return;
    await this.#inTurn(() => this.#advance()).catch((error) => this.#hearTrouble(error));
    this.#poll();
  }

  /** @param {any} error */
  #hearTrouble(error) {
    if (error.code === undefined) throw error;
    if (error.code === 'closed' || error.code === 'halted') { this.#end(); return; }
    if (PASSING.has(error.code)) this.failure = 'offline';
    else this.#showFailure(error.code === 'not-found' ? 'late' : 'ceremony');
    this.#tell();
  }

  #read() { return this.#circle.api.hear(base64Of(this.invitationId)); }

  /** @param {number} step @param {string} message */
  #say(step, message) { return this.#circle.api.say(base64Of(this.invitationId), this.#attempt, step, message); }

  async #begin() {
    const { attempt, failed_at } = await this.#read();
    if (failed_at !== null && Date.now() / 1000 < failed_at + PAUSE_SECONDS) return this.#pause(failed_at + PAUSE_SECONDS);
    if (!this.#place) return undefined;
    const { secret, group_id, letter, name } = this.#place;
    this.#attempt = attempt + 1;
    return this.#take(await this.#call('beginJoining', { secret, group_id, letter, name }));
  }

  /** @param {number} until seconds */
  #pause(until) {
    this.step = 'pause';
    this.retryAt = until;
    this.#tell();
  }

  /** One look at what the other side said. */
  async #advance() {
    if (this.#over) return;
    const { attempt, messages, failed_at } = await this.#read();
    this.failure = null;
    if (!this.#place && attempt > this.#attempt && !messages.some(({ step }) => step === 2)) await this.#beginAttempt(attempt);
    if (this.#attempt === 0 || attempt < this.#attempt) return;
    if (attempt > this.#attempt) { this.#showFailure('late'); return; }
    if (failed_at !== null) { this.#showFailure(this.digits ? 'wrong-digits' : 'late', failed_at); return; }
    for (const { step, message } of messages) if (this.#isNew(step)) await this.#hear(step, message);
    await this.#finish(messages.length === 0);
  }

  /** The newcomer begins each attempt. @param {number} attempt */
  async #beginAttempt(attempt) {
    const name = shownGroup(this.#circle, this.#groupId).people.find(({ you }) => you)?.name ?? '';
    await this.#call('beginFacilitating', { group_id: this.#groupId, name });
    this.#attempt = attempt;
    this.#heard = 0;
  }

  /** @param {number} step */
  #isNew(step) { return step > this.#heard && (step % 2 === 0) === (this.side === 'newcomer'); }

  /** @param {number} step @param {string} message */
  async #hear(step, message) {
    this.#heard = step;
    await this.#judged(() => this.#call('hearCeremony', { step, message }), 'ceremony');
  }

  /** @param {'typeDigits'|'readQr'} verb @param {string} text */
  async #compare(verb, text) {
    if (this.step !== 'digits') throw new RefusalError('ceremony');
    await this.#inTurn(() => this.#judged(() => this.#call(verb, { text }), 'wrong-digits'));
    void this.look();
  }

  /** The worker refuses, and the attempt is over on both sides; or what it answers goes on. @param {() => Promise<Answer>} act @param {'wrong-digits'|'ceremony'} failure */
  async #judged(act, failure) {
    /** @type {Answer} */
    let answer;
    try {
      answer = await act();
    } catch (error) {
      if (/** @type {{code?: string}} */ (error).code === 'closed') throw error;
      await this.#fail(failure);
      return;
    }
    await this.#take(answer);
  }

  /** @param {Answer} answer */
  async #take({ send, view }) {
    if (send?.step === SIGNED && this.#place) await keepAgreed(this.#circle, this.#place);
    if (send) await this.#say(send.step, send.message);
    ({ theirName: this.theirName, digits: this.digits, qrText: this.qrText } = view);
    this.#ready = view.step === 'ready';
    const shown = view.step === 'ready' ? 'signing' : view.step;
    this.step = /** @type {any} */ (shown);
    this.#tell();
  }

  /** Once both were right: the facilitator links the newcomer, who then holds the chain against what was agreed. @param {boolean} joined the server has no message any more */
  async #finish(joined) {
    if (this.#place && this.step === 'signing' && joined) await joinAsNewcomer(this.#circle, this.#place);
    else if (!this.#place && this.#ready) await linkNewcomer(this.#circle, this.#groupId, this.invitationId);
    else return;
    await this.#call('stopCeremony');
    this.step = 'joined';
    this.#tell();
  }

  /** @param {'wrong-digits'|'late'|'ceremony'} failure */
  async #fail(failure) {
    this.#showFailure(failure);
    await this.#call('stopCeremony');
    if (this.#attempt > 0) await this.#say(FAILED, '').catch(passOver);
  }

  /** @param {'wrong-digits'|'late'|'ceremony'} failure @param {number} [at] seconds */
  #showFailure(failure, at = Math.floor(Date.now() / 1000)) {
    this.step = 'failed';
    this.failure = failure;
    this.retryAt = at + PAUSE_SECONDS;
    this.#tell();
  }
}

/** The other side learns it later, or the attempt is over already. @param {any} error */
function passOver(error) {
  if (error.code === undefined) throw error;
}

/** Either side of an invitation. @param {Circle} circle @param {string} invitationId @returns {Promise<Ceremony>} */
export async function startCeremony(circle, invitationId) {
  circle.room.expectOpen();
  const place = circle.places.get(invitationId) ?? null;
  const groupId = place?.group_id ?? await groupOfInvitation(circle, invitationId);
  if (!groupId) throw new RefusalError('not-found');
  circle.ceremonies.get(invitationId)?.leave();
  const ceremony = new Ceremony(circle, invitationId, groupId, place);
  circle.ceremonies.set(invitationId, ceremony);
  await ceremony.start();
  return ceremony;
}
