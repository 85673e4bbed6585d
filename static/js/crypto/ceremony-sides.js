/** @file The two sides of a ceremony: what each accepts next, and what it answers (`docs/spec/ceremony.md` §2 to §4). */
import { same } from './bytes.js';
import {
  NONCE_SIZE, claimFromBytes, claimToBytes, commitmentOf, digitsOf, inCeremony, offerFromBytes, offerToBytes, qrTextOf,
  revealFromBytes, revealToBytes, sameDigits, signJoin, transcriptOf,
} from './ceremony.js';
import { CeremonyError, SignatureError, assert } from './errors.js';
import { joinMessage } from './group-policy.js';
import { SIGN_JOIN } from './labels.js';
import { HASH_SIZE, randomBytes } from './primitives.js';
import { verify } from './signatures.js';

/**
 * @typedef {import('./ceremony.js').Claim} Claim
 * @typedef {import('./ceremony.js').Offer} Offer
 * @typedef {import('./ceremony.js').Setting} Setting
 */

const OVER = -1;

/** What both sides have: a step, the transcript once both nonces are known, whether the other's code was right. */
class Side {
  /** @type {Uint8Array | null} */
  #transcript = null;

  #step = 0;

  matched = false;

  /** @param {Setting} setting @param {Uint8Array | null} nonce given by vectors only @param {'facilitator' | 'newcomer'} shown whose digits
   * this screen shows @param {'facilitator' | 'newcomer'} typed whose digits are typed here */
  constructor(setting, nonce, shown, typed) {
    this.setting = setting;
    this.nonce = nonce ?? randomBytes(NONCE_SIZE);
    this.shown = shown;
    this.typed = typed;
  }

  /** The hash of what both sides must have seen alike; `CeremonyError` before both nonces are known. @returns {Uint8Array} */
  get transcript() {
    if (!this.#transcript) throw new CeremonyError('before both nonces are known');
    return this.#transcript;
  }

  /** @param {Uint8Array} transcript */
  settle(transcript) {
    this.#transcript = transcript;
  }

  /** Whether both nonces are known. */
  get isSettled() {
    return this.#transcript !== null;
  }

  /** Whether a refusal ended the attempt. */
  get isOver() {
    return this.#step === OVER;
  }

  /** The digits that this screen shows, to be read aloud. @returns {string} */
  get digits() {
    return digitsOf(this.transcript, this.shown);
  }

  /** What this screen may show instead, in the room. @returns {string} */
  get qrText() {
    return qrTextOf(this.transcript);
  }

  /** Take the digits that the other read aloud; others throw `CeremonyError`, and the attempt is over. @param {string} typed */
  typeDigits(typed) {
    this.attempt(null, () => this.#match(sameDigits(typed, digitsOf(this.transcript, this.typed))));
  }

  /** Take the code of the other screen; another throws `CeremonyError`, and the attempt is over. @param {string} text */
  readQr(text) {
    this.attempt(null, () => this.#match(text === this.qrText));
  }

  /** @param {boolean} right */
  #match(right) {
    if (!right || this.matched) throw new CeremonyError('another code, or one more');
    this.matched = true;
  }

  /** Do something, and end the attempt for good at the first refusal, or at a message that is not the one of this step.
   * @template Any @param {number | null} step @param {() => Any} act @returns {Any} */
  attempt(step, act) {
    const before = this.#step;
    this.#step = OVER;
    if (before === OVER || (step !== null && before !== step)) throw new CeremonyError('the attempt is over, or a message out of order');
    const done = act();
    this.#step = step === null ? before : step + 1;
    return done;
  }
}

/** The one who arrives: commits, learns the offer, reveals, and signs once the facilitator's code was right. */
export class Newcomer extends Side {
  /** @type {Offer | null} */
  offer = null;

  /** @type {Claim | null} */
  facilitator = null;

  /** @param {Setting} setting @param {Claim} claim @param {Uint8Array | null} [nonce] */
  constructor(setting, claim, nonce = null) {
    super(setting, nonce, 'newcomer', 'facilitator');
    this.claim = claim;
  }

  /** @returns {Uint8Array} the first message; `EncodingError` for a name that cannot be */
  commit() {
    return commitmentOf(this.nonce, claimToBytes(this.claim));
  }

  /** @param {Uint8Array} message the second @returns {Uint8Array} the third; `CeremonyError` out of order or for another shape */
  reveal(message) {
    const claim = claimToBytes(this.claim);
    this.attempt(0, () => {
      const offer = inCeremony(() => offerFromBytes(message));
      this.facilitator = inCeremony(() => claimFromBytes(offer.claim));
      this.offer = offer;
      this.settle(transcriptOf(this.setting, offer, this.nonce, claim));
    });
    return revealToBytes(this.nonce, claim);
  }

  /** @param {Uint8Array} seed @returns {Uint8Array} the fifth message; `CeremonyError` before the facilitator's code was right */
  sign(seed) {
    const { offer, claim: { boxKey }, setting: { groupId } } = this;
    if (!this.matched || !offer) throw new CeremonyError('before the code was right');
    return this.attempt(1, () => signJoin(seed, groupId, this.transcript, boxKey, offer.terms.role));
  }
}

/** The one who vouches: offers a place, learns who is there, and links the `add` when all was right. */
export class Facilitator extends Side {
  /** @type {Claim | null} */
  newcomer = null;

  #commitment = new Uint8Array(0);

  /** @type {Uint8Array | null} */
  #signature = null;

  /** @param {Setting} setting @param {Claim} claim @param {import('./ceremony.js').Terms} terms @param {Uint8Array | null} [nonce] */
  constructor(setting, claim, terms, nonce = null) {
    super(setting, nonce, 'facilitator', 'newcomer');
    this.offer = { nonce: this.nonce, claim: claimToBytes(claim), terms };
  }

  /** @param {Uint8Array} message the first @returns {Uint8Array} the second */
  answer(message) {
    this.attempt(0, () => {
      if (message.length !== HASH_SIZE) throw new CeremonyError('no commitment');
      this.#commitment = message.slice();
    });
    return offerToBytes(this.offer);
  }

  /** @param {Uint8Array} message the third; `CeremonyError` unless the commitment is that of these bytes */
  learn(message) {
    this.attempt(1, () => {
      const { nonce, claim } = inCeremony(() => revealFromBytes(message));
      if (!same(commitmentOf(nonce, claim), this.#commitment)) throw new CeremonyError('another person than the one who committed');
      this.newcomer = inCeremony(() => claimFromBytes(claim));
      this.settle(transcriptOf(this.setting, this.offer, nonce, claim));
    });
  }

  /** @param {Uint8Array} message the fifth; `CeremonyError` unless it is the newcomer's signature */
  receive(message) {
    this.attempt(2, () => {
      assert(this.newcomer, 'the third message came before');
      const { identity, boxKey } = this.newcomer;
      const signed = joinMessage(this.setting.groupId, this.transcript, boxKey, this.offer.terms.role);
      try {
        verify(identity, SIGN_JOIN, signed, message);
      } catch (error) {
        throw error instanceof SignatureError ? new CeremonyError('a false signature') : error;
      }
      this.#signature = message;
    });
  }

  /** Whether the newcomer's code and signature were right. */
  get isComplete() {
    return !this.isOver && this.matched && this.#signature !== null;
  }

  /** @returns {import('./group-operations.js').Add} the operation to link; `CeremonyError` before the newcomer's code and signature were right */
  add() {
    const { newcomer, offer: { terms: { role, replaces } } } = this;
    const signature = this.#signature;
    if (!this.isComplete || !newcomer || !signature) throw new CeremonyError('before the end of the ceremony');
    const { identity, boxKey } = newcomer;
    return { name: 'add', identity, boxKey, role, transcript: this.transcript, signature, replaces };
  }
}
