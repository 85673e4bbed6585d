/** The verbs that make the file that holds a whole notebook (`docs/spec/export.md`). */
import { fromHex, toHex } from '../crypto/bytes.js';
import { encode } from '../crypto/encoding.js';
import { SealedError } from '../crypto/errors.js';
import { buildExport, missingVersions, nameOf } from '../crypto/export.js';
import { sealRecord } from '../crypto/export-header.js';
import { FrameDecoder } from '../crypto/frames.js';
import { bodyHash, openWrap, sealWrap } from '../crypto/objects.js';
import { PASSPHRASE, RECOVERY } from '../crypto/operations.js';
import { checkAccess } from './access.js';
import { fromBase64 } from './base64.js';
import { putsOf, putsOfLast } from './history.js';
import { accountKeyOf } from './keeper.js';
import { openDraft } from './writing.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('../crypto/frames.js').ObjectFrame} ObjectFrame */
/** @typedef {import('../crypto/export.js').Draft} Draft */
/** @typedef {import('../store/device.js').ObjectRow} ObjectRow */
/** @typedef {import('../store/device.js').OutboxRow} OutboxRow */
/**
 * @typedef {object} Lacks What a file lacks.
 * @property {boolean} alone it was made by a device, without the server
 * @property {number} day since 1970, when it was made
 * @property {number} texts current versions that are not in it
 * @property {number} versions earlier versions that are not in it
 * @property {number} drafts writes in it that the server had not received
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

/** What the person's open account was derived with. @param {Keeper} keeper */
const pin = ({ account: { login, kdfId, salt } }) => ({ login, kdf_id: kdfId, salt });

/** The writes that the server has not confirmed. @param {Keeper} keeper @param {OutboxRow[]} rows @returns {Draft[]} */
function draftsOf(keeper, rows) {
  return rows.map((row) => {
    const { doc, end } = openDraft(keeper, row);
    return { objectId: fromHex(row.object_id), base: row.base, text: doc === null ? null : encode(/** @type {any} */ (doc)), end };
  });
}

/** A version under the current account key: one kept since an earlier epoch is wrapped again. @param {Keeper} keeper @param {ObjectFrame} frame @returns {ObjectFrame} */
function rewrapped({ account }, frame) {
  const { objectId, revision, epoch, wrap } = frame;
  if (epoch === account.epoch) return frame;
  const key = accountKeyOf(account, epoch);
  if (!key) throw new SealedError();
  const content = openWrap(key, account.vaultId, objectId, revision, epoch, wrap);
  return { ...frame, epoch: account.epoch, wrap: sealWrap(account.accountKey, account.vaultId, objectId, revision, account.epoch, content) };
}

/**
 * The versions that go into a file, each once: those that the links or the state name, of texts that no draft erases.
 * @param {Keeper} keeper @param {Uint8Array[]} links @param {ObjectFrame[]} frames @param {Draft[]} drafts @returns {ObjectFrame[]}
 */
function versionsFor(keeper, links, frames, drafts) {
  const { objects } = keeper.vault.state;
  const erased = new Set(drafts.filter(({ text }) => text === null).map(({ objectId }) => toHex(objectId)));
  const named = new Set([...putsOfLast(keeper, links), ...objects.values()].map(({ bodyHash: hash }) => toHex(hash)));
  /** @type {Map<string, ObjectFrame>} */
  const found = new Map();
  for (const frame of frames) {
    const id = toHex(frame.objectId);
    if (objects.has(id) && !erased.has(id) && named.has(toHex(bodyHash(frame.body)))) found.set(nameOf(frame), rewrapped(keeper, frame));
  }
  return [...found.values()];
}

/** @param {{objectId: Uint8Array, revision: number}[]} missing @param {import('../crypto/vault-state.js').VaultState} state */
export function countMissing(missing, state) {
  const texts = missing.filter(({ objectId, revision }) => state.revisionOf(toHex(objectId)) === revision).length;
  return { texts, versions: missing.length - texts };
}

/**
 * Makes the file: with the server, of what was read from it; without, of what this device keeps.
 * @param {Keeper} keeper
 * @param {{links: Uint8Array[], rows: ObjectRow[], outbox: OutboxRow[], day: number, recovery_slot: string|null}} args `recovery_slot` in base64, null
 *   without the server
 * @returns {{bytes: Uint8Array, lacks: Lacks}}
 */
function makeExport(keeper, { links, rows, outbox, day, recovery_slot }) {
  const { account, reading, vault: { state } } = keeper;
  const alone = recovery_slot === null;
  const recoverySlot = alone ? account.recoverySlot : fromBase64(recovery_slot, 104);
  // a file that holds another slot than the chain lists would never open
  if (!alone) checkAccess({ ...account, recoverySlot }, state);
  const drafts = draftsOf(keeper, outbox);
  const kept = rows.map(({ frame }) => /** @type {ObjectFrame} */ (new FrameDecoder().feed(frame)[0]));
  // a text that the server withholds may still be here
  const versions = versionsFor(keeper, links, alone ? kept : [...kept, .../** @type {ObjectFrame[]} */ (reading.frames)], drafts);
  const missing = missingVersions(state, drafts, day, new Set(versions.map(nameOf)));
  const bytes = buildExport(headerFor(keeper, recoverySlot, day, { drafts, state: alone ? state : null }), links, versions);
  return { bytes, lacks: { alone, day, ...countMissing(missing, state), drafts: drafts.length } };
}

/** @param {Keeper} keeper @param {Uint8Array} recoverySlot empty when it is not known @param {number} day @param {import('../crypto/export-header.js').DeviceRecord} record */
function headerFor({ account }, recoverySlot, day, record) {
  const { login, vaultId, epoch, kdfId, salt, accountKey, keyring: { identity, boxKey }, passphraseSlot, sealedKeyring } = account;
  const slots = new Map([[PASSPHRASE, passphraseSlot]]);
  if (recoverySlot.length > 0) slots.set(RECOVERY, recoverySlot);
  const device = sealRecord(accountKey, vaultId, epoch, record);
  return { login, vaultId, identity, boxKey, epoch, kdfId, salt, slots, keyring: sealedKeyring, day, device };
}

export const exportingVerbs = { pin, exportHashes, beginExport, readExport, makeExport };
