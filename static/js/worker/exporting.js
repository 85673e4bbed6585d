/** The verbs about the file that holds a whole notebook (`docs/spec/export.md`). */
import { toHex } from '../crypto/bytes.js';
import { decode } from '../crypto/encoding.js';
import { PhraseError, ReculError } from '../crypto/errors.js';
import { buildExport, openWithPassphrase, openWithWords } from '../crypto/export.js';
import { FrameDecoder } from '../crypto/frames.js';
import { PASSPHRASE, RECOVERY } from '../crypto/operations.js';
import { wordsToEntropy } from '../crypto/recovery.js';
import { EntryError, checkEntry } from '../domain/entry.js';
import { checkAccess } from './access.js';
import { fromBase64 } from './base64.js';
import { putsOf } from './history.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('../domain/entry.js').EntryDocument} EntryDocument */
/**
 * @typedef {object} ExportedEntry One version of a text.
 * @property {string} id
 * @property {number} revision
 * @property {boolean} current whether it is the last version of a text that was not erased
 * @property {number|null} end
 * @property {EntryDocument} doc
 */

/** The hashes of every version of every text that was not erased, to ask the server for. @param {Keeper} keeper @param {{links: Uint8Array[]}} args */
function exportHashes(keeper, { links }) {
  const { tombstones } = keeper.vault.state;
  return putsOf(keeper, links).filter(({ objectId }) => !tombstones.has(toHex(objectId))).map((put) => put.bodyHash);
}

/** A further answer follows. @param {Keeper} keeper */
const beginExport = ({ reading }) => { reading.decoder = new FrameDecoder(); };

/** Versions arrive as frames; one that is no longer stored is left out. @param {Keeper} keeper @param {{chunk: Uint8Array}} args */
function readExport({ reading }, { chunk }) {
  reading.frames.push(...reading.decoder.feed(chunk).filter(({ type }) => type === 'object'));
}

/**
 * @param {Keeper} keeper @param {{links: Uint8Array[], recovery_slot: string, day: number}} args `recovery_slot` in base64
 * @returns {Uint8Array} the file
 */
function makeExport({ account, reading, vault }, { links, recovery_slot, day }) {
  const recoverySlot = fromBase64(recovery_slot, 104);
  // a file that holds another slot than the chain lists would never open
  checkAccess({ ...account, recoverySlot }, vault.state);
  const { login, vaultId, epoch, kdfId, salt, keyring: { identity, boxKey }, passphraseSlot, sealedKeyring } = account;
  const slots = new Map([[PASSPHRASE, passphraseSlot], [RECOVERY, recoverySlot]]);
  const header = { login, vaultId, identity, boxKey, epoch, kdfId, salt, slots, keyring: sealedKeyring, day };
  return buildExport(header, links, /** @type {import('../crypto/frames.js').ObjectFrame[]} */ (reading.frames));
}

/** Whether what was typed is the words of a fiche, not a passphrase. @param {string} secret @returns {boolean} */
function isWords(secret) {
  try {
    wordsToEntropy(secret);
    return true;
  } catch (error) {
    if (error instanceof PhraseError) return false;
    throw error;
  }
}

/**
 * Opens a file, with no account and no network.
 * @param {Keeper} _ @param {{bytes: Uint8Array, secret: string}} args
 * @returns {{login: string, entries: ExportedEntry[], broken: string[]}}
 */
function openExport(_, { bytes, secret }) {
  const { header, state, texts, broken } = isWords(secret) ? openWithWords(bytes, secret) : openWithPassphrase(bytes, secret);
  const unreadable = new Set(broken.map(({ objectId }) => toHex(objectId)));
  /** @type {ExportedEntry[]} */
  const entries = [];
  for (const { objectId, revision, text } of texts) {
    const id = toHex(objectId);
    const record = state.objects.get(id);
    try {
      entries.push({ id, revision, current: record?.revision === revision, end: record?.end ?? null, doc: checkEntry(decode(text)) });
    } catch (error) {
      if (!(error instanceof ReculError || error instanceof EntryError)) throw error;
      unreadable.add(id);
    }
  }
  return { login: header.login, entries, broken: [...unreadable] };
}

export const exportingVerbs = { exportHashes, beginExport, readExport, makeExport, openExport };
