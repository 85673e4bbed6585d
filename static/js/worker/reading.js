/** The verbs that follow what the server, or another tab, shows: links, texts, and the start of a device without memory. */
import { same, toHex } from '../crypto/bytes.js';
import { authorOf, headOf, openAnywhere } from '../crypto/chain.js';
import { ChainError, ForkError, FramesError, ReculError, RollbackError } from '../crypto/errors.js';
import { FrameDecoder } from '../crypto/frames.js';
import { bodyHash, indexFromBytes, openObject } from '../crypto/objects.js';
import { VaultState } from '../crypto/vault-state.js';
import { EntryError, checkSummary } from '../domain/entry.js';
import { checkAccess } from './access.js';
import { fromBase64 } from './base64.js';
import { Reading } from './keeper.js';
import { Vault, objectRow } from './vault.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('./keeper.js').Account} Account */
/** @typedef {import('../crypto/frames.js').Frame} Frame */
/** @typedef {import('../crypto/frames.js').ObjectFrame} ObjectFrame */
/** @typedef {import('../sync/pull.js').EntryInfo} EntryInfo */

/** @param {Frame} frame @returns {Uint8Array} */
function linkOf(frame) {
  if (frame.type !== 'link') throw new FramesError('a link was expected');
  return frame.signed;
}

/** @param {Keeper} keeper */
const begin = (keeper) => { keeper.reading = new Reading(); };

/**
 * A first new link, well signed, that follows another head than this device's mark is another history (`docs/spec/chain.md` §7).
 * @param {Vault} vault @param {Uint8Array} signed @throws {ForkError}
 */
function checkFollows({ state, account }, signed) {
  if (!same(authorOf(signed), state.standing.identity)) return;
  const { seq, prev } = openAnywhere(signed, account.vaultId, state.standing.identity);
  if (seq === state.nextSeq && !same(prev, state.head)) throw new ForkError('another history');
}

/** Follows links as they arrive; `undoLinks` comes back from there. @param {Keeper} keeper @param {{chunk: Uint8Array}} args */
function readLinks({ vault, reading }, { chunk }) {
  reading.before ??= vault.copy();
  for (const signed of reading.decoder.feed(chunk).map(linkOf)) {
    if (vault.rekeyed) return;
    if (reading.links.length === 0) checkFollows(vault, signed);
    const { changed, removed } = vault.follow(signed);
    reading.links.push(signed);
    for (const id of changed) reading.changed.add(id);
    for (const id of removed) reading.removed.add(id);
  }
}

/** What the links changed. @param {Keeper} keeper @param {{cut: boolean}} args */
function endLinks({ vault, reading }, { cut }) {
  if (!cut && !vault.rekeyed) reading.decoder.finish();
  const { links } = reading;
  const first = vault.state.nextSeq - links.length;
  const rows = links.map((signed, at) => ({ seq: first + at, signed }));
  const step = { links: rows, objects: [], removed: [...reading.removed], landed: [], mark: vault.mark };
  return { step, rekeyed: vault.rekeyed, changed: [...reading.changed] };
}

/** The device could not store these links: none of them was followed. @param {Keeper} keeper */
function undoLinks(keeper) {
  keeper.openVault = keeper.reading.before ?? keeper.openVault;
}

/** Follows links that this browser already stored. @param {Keeper} keeper @param {{links: Uint8Array[]}} args */
function followLinks({ vault }, { links }) {
  const { changed, ...step } = vault.followAll(links);
  return { step, changed, rekeyed: vault.rekeyed };
}

/** One text out of a stream; a text that does not open never stops the others. @param {Keeper} keeper @param {ObjectFrame} frame @param {'server'|'device'} from */
function readText({ vault, reading }, frame, from) {
  const id = toHex(frame.objectId);
  const current = vault.state.revisionOf(id);
  if (from === 'server' && frame.revision > current) reading.ahead.add(id);
  if (frame.revision !== current) return null;
  try {
    vault.know(id, vault.openText(frame, from));
    return { info: vault.infoOf(id), row: objectRow(frame, null) };
  } catch (error) {
    if (!(error instanceof ReculError || error instanceof EntryError)) throw error;
    return { info: { ...vault.infoOf(id), broken: true }, row: null };
  }
}

/** @param {Keeper} keeper @param {ObjectFrame[]} frames @param {'server'|'device'} from */
function readTexts(keeper, frames, from) {
  const { vault } = keeper;
  const texts = frames.map((frame) => readText(keeper, frame, from)).filter((text) => text !== null);
  return {
    rows: texts.map(({ row }) => row).filter((row) => row !== null),
    entries: texts.map(({ info }) => info).filter(({ id }) => !vault.memories.has(id)),
  };
}

/** @param {Keeper} keeper @param {{chunk: Uint8Array}} args */
function readObjects(keeper, { chunk }) {
  const frames = keeper.reading.decoder.feed(chunk).filter(({ type }) => type !== 'missing');
  if (frames.some(({ type }) => type !== 'object')) throw new FramesError('a text was expected');
  return readTexts(keeper, /** @type {ObjectFrame[]} */ (frames), 'server');
}

/** Texts the chain names and nobody gave: shown as broken, asked for again when opened. @param {Keeper} keeper */
function endObjects({ vault, reading }) {
  reading.decoder.finish();
  return { entries: vault.listLacking().filter(({ id }) => !reading.ahead.has(id)) };
}

/** Opens texts kept on this device. @param {Keeper} keeper @param {{rows: import('../store/device.js').ObjectRow[]}} args */
function openObjects(keeper, { rows }) {
  const frames = rows.map(({ frame }) => /** @type {ObjectFrame} */ (new FrameDecoder().feed(frame)[0]));
  return { entries: readTexts(keeper, frames, 'device').entries };
}

/** @param {Keeper} keeper @param {{chunk: Uint8Array}} args */
function readStart({ reading }, { chunk }) {
  reading.frames.push(...reading.decoder.feed(chunk));
}

/**
 * The vault at a checkpoint: a root only when the identity in the keyring signed it (`docs/spec/chain.md` §6).
 * @param {Account} account @param {Uint8Array} signed @param {ObjectFrame} index @returns {Vault|null} null when it is no root
 */
function vaultAtCheckpoint(account, signed, index) {
  const { vaultId, accountKey, keyring: { identity } } = account;
  if (!same(authorOf(signed), identity)) return null;
  const { seq, operations: [checkpoint] } = openAnywhere(signed, vaultId, identity);
  if (checkpoint.name !== 'checkpoint' || !same(bodyHash(index.body), checkpoint.bodyHash)) throw new ChainError('another index');
  const { summaries, state: bytes } = indexFromBytes(openObject(accountKey, vaultId, index));
  const vault = new Vault(account, VaultState.fromCheckpoint(vaultId, signed, identity, bytes));
  vault.checkpointSeq = seq;
  vault.lacking = new Set(vault.state.objects.keys());
  for (const [id, summary] of summaries) vault.summaries.set(id, checkSummary(summary));
  return vault;
}

/**
 * What this page or this device verified is a mark, even when the browser took the device's storage back (`docs/spec/chain.md` §7).
 * @param {{seq: number, head: string}} seen @param {import('./vault.js').Step} step from the start
 * @returns {boolean} false when what came begins after that mark, so that every link is needed @throws {RollbackError|ForkError}
 */
function extendsSeen(seen, { links, mark }) {
  const link = links.find(({ seq }) => seq === seen.seq);
  if (!link && mark.seq > seen.seq) return false;
  if (!link) throw new RollbackError('less than what this page verified');
  if (toHex(headOf(link.signed)) !== seen.head) throw new ForkError('another history than the one this page verified');
  return true;
}

/**
 * The vault that a server shows to a device without memory, or without a list that opens.
 * @param {Keeper} keeper @param {{seen: {seq: number, head: string}|null}} args the mark of this device
 * @returns {{whole: boolean, step?: any, checkpoint?: number, entries?: EntryInfo[]}} `whole` is false when every link is needed instead
 */
function endStart(keeper, { seen }) {
  const { account, reading } = keeper;
  reading.decoder.finish();
  const [first, second, ...rest] = reading.frames;
  if (!first) throw new RollbackError('nothing where a vault was expected');
  const signed = linkOf(first);
  const fromIndex = second?.type === 'object';
  const vault = fromIndex ? vaultAtCheckpoint(account, signed, second) : Vault.fromFirst(account, signed);
  if (vault === null) return { whole: false };
  const links = fromIndex ? rest.map(linkOf) : reading.frames.map(linkOf);
  const { changed: _, ...step } = vault.followAll(links);
  if (fromIndex) step.links.unshift({ seq: vault.checkpointSeq, signed });
  checkAccess(account, vault.state);
  const known = keeper.openVault?.mark ?? seen;
  if (known && !extendsSeen(known, step)) return { whole: false };
  vault.rekeyed = false;
  keeper.openVault = vault;
  return { whole: true, step, checkpoint: fromIndex ? openAnywhere(signed, account.vaultId, authorOf(signed)).seq : -1, entries: vault.list() };
}

/** @param {Keeper} keeper @param {{theirs: {seq: number, head: string}, signed: Uint8Array|null}} args `theirs` as the server gives it */
const judgeHead = ({ vault }, { theirs, signed }) => vault.judgeHead({ seq: theirs.seq, head: fromBase64(theirs.head, 32) }, signed);

/** What a device without memory says before it writes: the last edit in seconds, the number of texts. @param {Keeper} keeper */
function describeState({ vault }) {
  const edits = [...vault.summaries.values()].map(({ edited }) => edited);
  return { lastEdited: edits.reduce((last, edited) => Math.max(last, edited), 0), texts: vault.state.objects.size - vault.memories.size };
}

/** Whether what opened the account is listed now. @param {Keeper} keeper */
const checkListed = ({ account, vault }) => checkAccess(account, vault.state);

export const readingVerbs = {
  beginLinks: begin, readLinks, endLinks, undoLinks, followLinks, beginObjects: begin, readObjects, endObjects, openObjects,
  beginStart: begin, readStart, endStart, judgeHead, describeState, checkListed,
  mark: (/** @type {Keeper} */ { vault }) => vault.mark,
  isRekeyed: (/** @type {Keeper} */ { vault }) => vault.rekeyed,
  listLacking: (/** @type {Keeper} */ { vault }) => vault.listLacking(),
  expectTexts: (/** @type {Keeper} */ { vault }) => ({ total: vault.lacking.size }),
};
