/** What the crypto worker holds until it is terminated. Nothing here is ever posted to the page. */
import { assert } from '../crypto/errors.js';
import { FrameDecoder } from '../crypto/frames.js';
import { TextIndex } from './text-index.js';

/**
 * @typedef {object} Derived What a passphrase gave, `docs/spec/password.md` §3.
 * @property {string} login normal form
 * @property {number} kdfId
 * @property {Uint8Array} salt
 * @property {Uint8Array} auth
 * @property {Uint8Array} wrap
 */
/**
 * @typedef {object} Account The open account.
 * @property {string} login
 * @property {Uint8Array} vaultId
 * @property {number} epoch
 * @property {Uint8Array} accountKey
 * @property {import('../crypto/keys.js').Keyring} keyring
 * @property {number} kdfId
 * @property {Uint8Array} salt
 * @property {Uint8Array} passphraseSlot empty in a recovery
 * @property {Uint8Array} recoverySlot empty when the server kept it
 * @property {Uint8Array} sealedKeyring
 * @property {Uint8Array} deviceId
 */

/** What is being read: one stream at a time, under the lock of the page's sync. */
export class Reading {
  decoder = new FrameDecoder();
  /** @type {import('../crypto/frames.js').Frame[]} */
  frames = [];
  /** @type {Uint8Array[]} */
  links = [];
  /** @type {Set<string>} ids of versions that links not yet followed will name */
  ahead = new Set();
  /** @type {Set<string>} */
  changed = new Set();
  /** @type {Set<string>} */
  removed = new Set();
  /** @type {import('./vault.js').Vault|null} the vault before these links, until the device stored them */
  before = null;
}

/**
 * @typedef {object} Pending An append that was prepared and that the server has not confirmed.
 * @property {import('./vault.js').Vault} vault a copy, on which the append is tried
 * @property {import('../crypto/frames.js').ObjectFrame[]} frames
 * @property {{record_id: string, stamp: string, revision: number, body_hash: string}[]} sent
 * @property {Uint8Array} link
 * @property {Set<string>} confirmed ids of objects that were read back
 * @property {boolean} linked the link was read back
 * @property {FrameDecoder} decoder
 */

/** The secrets of one page. */
export class Keeper {
  /** @type {Map<string, Derived>} */
  #derived = new Map();
  /** @type {{auth: Uint8Array, wrap: Uint8Array, login: string}|null} what the words of a fiche gave */
  recovery = null;
  /** @type {Account|null} */
  openAccount = null;
  /** @type {import('./vault.js').Vault|null} */
  openVault = null;
  /** @type {any} an act that is prepared and not yet confirmed by the server */
  prepared = null;
  /** @type {any} two branches being joined, a `Join` of `joining.js` */
  join = null;
  reading = new Reading();
  /** @type {Map<string, import('./group-space.js').GroupSpace>} groups opened on this page, by id */
  groups = new Map();
  /** @type {Map<string, import('./group-ceremony.js').Held>} ceremonies being held, by invitation */
  ceremonies = new Map();
  /** the words of this person's own texts, once they look for some */
  index = new TextIndex();
  /** @type {Pending|null} */
  #pending = null;
  /** Bodies sealed for an append that lost the race are sent again as they are. @type {Map<string, import('../crypto/frames.js').ObjectFrame>} */
  sealedBefore = new Map();

  /** @param {string} name @param {Derived} derived */
  putDerived(name, derived) {
    this.#derived.set(name, derived);
  }

  /** Takes what was derived under a name; it can be used once. @param {string} name @returns {Derived} */
  takeDerived(name) {
    const derived = this.#derived.get(name);
    assert(derived, 'a passphrase was derived first');
    this.#derived.delete(name);
    return derived;
  }

  /** @returns {Account} */
  get account() {
    assert(this.openAccount, 'the account is open');
    return this.openAccount;
  }

  /** @returns {import('./vault.js').Vault} */
  get vault() {
    assert(this.openVault, 'the vault is open');
    return this.openVault;
  }

  /** @returns {Pending} */
  get pending() {
    assert(this.#pending, 'an append was prepared');
    return this.#pending;
  }

  set pending(/** @type {Pending|null} */ pending) {
    this.#pending = pending;
  }

  /** Takes the prepared act. @returns {any} */
  takePrepared() {
    const { prepared } = this;
    assert(prepared, 'the act was prepared first');
    this.prepared = null;
    return prepared;
  }
}

/** The account key of an epoch, current or past. @param {Account} account @param {number} epoch @returns {Uint8Array|undefined} */
export function accountKeyOf(account, epoch) {
  return epoch === account.epoch ? account.accountKey : account.keyring.past[epoch - 1];
}
