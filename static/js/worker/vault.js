/** The verified chain of the open account, and the list of what it holds. */
import { same, toHex } from '../crypto/bytes.js';
import { authorOf, checkMark, headOf } from '../crypto/chain.js';
import { decode, encode } from '../crypto/encoding.js';
import { NO_ID } from '../crypto/envelope.js';
import { ChainError, SealedError } from '../crypto/errors.js';
import { encodeFrame } from '../crypto/frames.js';
import { bodyHash, indexToBytes, openObject, sealObject } from '../crypto/objects.js';
import { VaultState } from '../crypto/vault-state.js';
import { utcDay } from '../domain/dates.js';
import { accountKeyOf } from './keeper.js';
import { checkKept, summaryOf } from './kept.js';

/** @typedef {import('./keeper.js').Account} Account */
/** @typedef {import('../crypto/frames.js').ObjectFrame} ObjectFrame */
/** @typedef {import('../domain/entry.js').EntryDocument} EntryDocument */
/** @typedef {import('../domain/entry.js').Summary} Summary */
/** @typedef {import('../sync/pull.js').EntryInfo} EntryInfo */
/** @typedef {import('../store/device.js').LinkRow} LinkRow */
/** @typedef {import('../store/device.js').ObjectRow} ObjectRow */
/** @typedef {{links: LinkRow[], objects: ObjectRow[], removed: string[], landed: any[], mark: {seq: number, head: string}}} Step */

/** Seals and opens the texts of one account and follows its chain link by link. */
export class Vault {
  /** @type {Map<string, Summary>} what is known of each text, by id */
  summaries = new Map();
  /** @type {Map<string, any>} what it remembers of groups, by id: never among the texts */
  memories = new Map();
  /** @type {Set<string>} ids put by a link whose text has not been opened here */
  lacking = new Set();
  /** @type {Set<string>} ids among `lacking` whose summary says what an earlier revision said */
  outdated = new Set();
  /** the place of the last checkpoint, -1 before the first */
  checkpointSeq = -1;
  /** a link opened an epoch whose key is not here */
  rekeyed = false;
  /** the head of a branch that was left, until a link acknowledges it @type {Uint8Array|null} */
  leftBehind = null;
  /** @type {any} wraps being read for a rekey */
  wraps = null;

  /** @param {Account} account @param {VaultState} state */
  constructor(account, state) {
    this.account = account;
    this.state = state;
  }

  /** A vault before its first link. @param {Account} account @returns {Vault} */
  static fresh(account) {
    return new Vault(account, VaultState.beforeCreate(account.vaultId, account.keyring.identity));
  }

  /** A vault whose first links were signed by an earlier identity. @param {Account} account @param {Uint8Array} first link 0 */
  static fromFirst(account, first) {
    return new Vault(account, VaultState.beforeCreate(account.vaultId, authorOf(first)));
  }

  /** An independent copy, to try a step on or to come back to. @returns {Vault} */
  copy() {
    const copy = new Vault(this.account, this.state.copy());
    copy.summaries = new Map(this.summaries);
    copy.memories = new Map(this.memories);
    copy.lacking = new Set(this.lacking);
    copy.outdated = new Set(this.outdated);
    copy.checkpointSeq = this.checkpointSeq;
    copy.rekeyed = this.rekeyed;
    copy.leftBehind = this.leftBehind;
    return copy;
  }

  get mark() {
    return { seq: this.state.nextSeq - 1, head: toHex(this.state.head) };
  }

  /**
   * Verifies and applies one link.
   * @param {Uint8Array} signed @returns {{changed: string[], removed: string[]}} object ids
   */
  follow(signed) {
    const link = this.state.append(signed);
    const puts = link.operations.filter((operation) => operation.name === 'put').map(({ objectId }) => toHex(objectId));
    const ended = link.operations.filter((operation) => operation.name === 'tombstone').map(({ objectId }) => toHex(objectId));
    for (const id of puts) {
      this.lacking.add(id);
      if (this.summaries.has(id)) this.outdated.add(id);
    }
    for (const id of ended) {
      this.came(id);
      this.summaries.delete(id);
      this.memories.delete(id);
    }
    if (link.operations.some((operation) => operation.name === 'reconcile' && this.leftBehind && same(operation.otherHead, this.leftBehind))) {
      this.leftBehind = null;
    }
    if (link.operations[0].name === 'checkpoint') this.checkpointSeq = link.seq;
    if (this.state.standing.epoch > this.account.epoch) this.rekeyed = true;
    return { changed: puts, removed: ended };
  }

  /** Applies links and says what to store. @param {Uint8Array[]} signedLinks @returns {Step & {changed: string[]}} */
  followAll(signedLinks) {
    const links = [];
    const changed = new Set();
    const removed = new Set();
    for (const signed of signedLinks) {
      const effect = this.follow(signed);
      links.push({ seq: this.state.nextSeq - 1, signed });
      for (const id of effect.changed) changed.add(id);
      for (const id of effect.removed) { changed.delete(id); removed.add(id); }
    }
    return { links, objects: [], removed: [...removed], landed: [], mark: this.mark, changed: [...changed] };
  }

  /**
   * Compares the server's head with this device's, `docs/spec/chain.md` §7.
   * @param {import('../crypto/chain.js').Mark} theirs @param {Uint8Array|null} signed the link this device holds at their place
   * @throws {import('../crypto/errors.js').RollbackError|import('../crypto/errors.js').ForkError}
   */
  judgeHead(theirs, signed) {
    const known = signed === null ? null : headOf(signed);
    checkMark({ seq: this.mark.seq, head: this.state.head }, theirs, () => known);
  }

  /**
   * Opens the current version of a text, whose hash the chain names. What a server gives is wrapped under the current account key; what
   * a device kept may still be wrapped under a past one.
   * @param {ObjectFrame} frame @param {'server'|'device'} from @returns {EntryDocument} @throws a typed error; the text is then shown as broken
   */
  openText(frame, from) {
    const record = this.state.objects.get(toHex(frame.objectId));
    const expected = record && record.revision === frame.revision && toHex(record.bodyHash) === toHex(bodyHash(frame.body));
    if (!expected) throw new ChainError('a text that the chain does not name');
    const key = from === 'device' ? accountKeyOf(this.account, frame.epoch) : this.account.accountKey;
    if (!key) throw new SealedError();
    return checkKept(decode(openObject(key, this.account.vaultId, frame)));
  }

  /** @param {Uint8Array} objectId @param {number} revision @param {EntryDocument} document @returns {ObjectFrame} */
  sealText(objectId, revision, document) {
    const { accountKey, vaultId, epoch } = this.account;
    const sealed = sealObject(accountKey, vaultId, objectId, revision, epoch, encode(checkKept(document)));
    return { type: 'object', ...sealed };
  }

  /** The encrypted index of everything, and the operation that names it (`docs/spec/chain.md` §6). */
  checkpoint() {
    const { account: { accountKey, vaultId, epoch }, state } = this;
    const number = state.standing.checkpoint + 1;
    const summaries = new Map(this.summariesNow().filter(([id]) => state.objects.has(id)));
    const index = indexToBytes({ summaries: /** @type {any} */ (summaries), state: state.toBytes() });
    const sealed = sealObject(accountKey, vaultId, NO_ID, number, epoch, index);
    const operation = { name: /** @type {const} */ ('checkpoint'), number, bodyHash: bodyHash(sealed.body), size: sealed.body.length, stateHash: state.stateHash() };
    return { operation, frame: { type: /** @type {const} */ ('object'), ...sealed } };
  }

  /** Keeps the summary of a text that opened, or a memory. @param {string} id @param {EntryDocument} document */
  know(id, document) {
    const summary = summaryOf(document);
    if (summary === null) this.memories.set(id, document);
    else this.summaries.set(id, summary);
    this.came(id);
  }

  /** The current version is here, or there is none any more. @param {string} id */
  came(id) {
    this.lacking.delete(id);
    this.outdated.delete(id);
  }

  /** The summaries that say what the current versions say: the others are sealed nowhere. @returns {[id: string, summary: Summary][]} */
  summariesNow() {
    return [...this.summaries].filter(([id]) => !this.outdated.has(id));
  }

  /** Whether a text can be listed before it is opened. @param {string} id */
  isListed(id) {
    return this.summaries.has(id) && !this.outdated.has(id);
  }

  /** What the list shows of a text. @param {string} id @returns {EntryInfo} */
  infoOf(id) {
    const record = this.state.objects.get(id);
    const summary = this.summaries.get(id) ?? null;
    const origin = summary?.copy_of ?? null;
    return {
      id, revision: record?.revision ?? 0, end: record?.end ?? null, summary, broken: false,
      copyOf: origin === null ? null : toHex(origin[0]),
    };
  }

  /** Every text of the list whose summary is that of its current version. @returns {EntryInfo[]} */
  list() {
    return [...this.state.objects.keys()].filter((id) => this.isListed(id)).map((id) => this.infoOf(id));
  }

  /** The texts the chain names, whose end has not passed, and that nobody gave or that did not open. @returns {EntryInfo[]} */
  listLacking() {
    const today = utcDay(Date.now());
    return [...this.lacking].filter((id) => !this.memories.has(id) && (this.state.objects.get(id)?.end ?? today) >= today)
      .map((id) => ({ ...this.infoOf(id), broken: true }));
  }
}

/** @param {ObjectFrame} frame @param {ObjectRow['sent']} sent @returns {ObjectRow} */
export function objectRow(frame, sent) {
  return { object_id: toHex(frame.objectId), revision: frame.revision, frame: encodeFrame(frame), sent };
}
