/** The verbs that make what is sent: outbox records judged against the chain, appends, checkpoints, the reading back. */
import { fromHex, same, toHex } from '../crypto/bytes.js';
import { decode, encode } from '../crypto/encoding.js';
import { NO_ID } from '../crypto/envelope.js';
import { ForkError, SealedError } from '../crypto/errors.js';
import { FrameDecoder, encodeFrame, encodeFrames } from '../crypto/frames.js';
import { openLocal, sealLocal } from '../crypto/keys.js';
import { signLink } from '../crypto/chain.js';
import { bodyHash } from '../crypto/objects.js';
import { ID_SIZE, randomBytes } from '../crypto/primitives.js';
import { openKept } from './damage.js';
import { accountKeyOf } from './keeper.js';
import { checkKept, isMemory, mergeKept, summaryOf } from './kept.js';
import { objectRow } from './vault.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('../crypto/operations.js').Operation} Operation */
/** @typedef {import('../crypto/frames.js').ObjectFrame} ObjectFrame */
/** @typedef {import('../store/device.js').OutboxRow} OutboxRow */
/** @typedef {import('../domain/entry.js').EntryDocument} EntryDocument */
/**
 * @typedef {object} Draft What an outbox record seals.
 * @property {'put'|'tombstone'} act
 * @property {EntryDocument|null} doc null for a tombstone
 * @property {number|null} end
 */

const CHECKPOINT_EVERY = 64;

/** @param {Keeper} keeper @param {OutboxRow} row @returns {Draft} */
export function openDraft({ account }, row) {
  const key = accountKeyOf(account, row.epoch);
  if (!key) throw new SealedError();
  const draft = /** @type {any} */ (decode(openLocal(key, account.vaultId, fromHex(row.record_id), row.epoch, row.sealed)));
  if (draft.act === 'put') checkKept(draft.doc);
  return draft;
}

/**
 * Seals a write for the outbox.
 * @param {Keeper} keeper @param {{record_id: string|null, object_id: string|null} & Draft} args null ids are made here
 * @returns {{record_id: string, object_id: string, epoch: number, sealed: Uint8Array, summary: any}}
 */
export function sealDraft({ account }, { record_id, object_id, act, doc, end }) {
  const record = record_id === null ? randomBytes(ID_SIZE) : fromHex(record_id);
  const draft = { act, doc: doc === null ? null : checkKept(doc), end };
  return {
    record_id: toHex(record), object_id: object_id ?? toHex(randomBytes(ID_SIZE)), epoch: account.epoch,
    sealed: sealLocal(account.accountKey, account.vaultId, record, account.epoch, encode(draft)),
    summary: doc === null ? null : summaryOf(doc),
  };
}

/** Seals many writes. @param {Keeper} keeper @param {{drafts: ({record_id: string|null, object_id: string|null} & Draft)[]}} args */
const sealDrafts = (keeper, { drafts }) => drafts.map((draft) => sealDraft(keeper, draft));

/** Opens what waits on this device; a memory is known again, and is no text to list. @param {Keeper} keeper @param {{rows: OutboxRow[]}} args */
function openOutbox(keeper, { rows }) {
  const drafts = rows.map((row) => ({ row, ...openKept(() => openDraft(keeper, row)) }));
  for (const { row, doc } of drafts) if (isMemory(doc) && isOpen(keeper, row.object_id)) keeper.vault.memories.set(row.object_id, mergedWith(keeper, row.object_id, doc));
  return drafts.filter(({ doc }) => !isMemory(doc)).map((draft) => ({ ...draft, summary: draft.doc === null ? null : summaryOf(draft.doc) }));
}

/** Whether what the vault holds of a memory is known here. @param {Keeper} keeper @param {string} id */
const isOpen = ({ vault }, id) => vault.memories.has(id) || !vault.state.objects.has(id);

/** @param {Keeper} keeper @param {string} id @param {any} memory @returns {any} */
function mergedWith({ vault }, id, memory) {
  const known = vault.memories.get(id);
  return known ? mergeKept(memory, known) : memory;
}

/**
 * Where an outbox record stands against the chain: still to be sent, already there, or written over an older revision.
 * @param {Keeper} keeper @param {OutboxRow} row @returns {'ready'|'landed'|'split'}
 */
function standing({ vault }, row) {
  const current = vault.state.objects.get(row.object_id);
  const revision = current?.revision ?? 0;
  if (row.sent && current && revision === row.sent.revision && toHex(current.bodyHash) === row.sent.body_hash) return 'landed';
  return revision === row.base && !vault.state.tombstones.has(row.object_id) ? 'ready' : 'split';
}

/** A second text, made of what was written over an older revision: both are kept. @param {Keeper} keeper @param {OutboxRow} row */
function splitOff(keeper, row) {
  const draft = openDraft(keeper, row);
  const { vault } = keeper;
  if (draft.doc === null) return null;
  if (isMemory(draft.doc)) return mergeOver(keeper, row, draft.doc);
  const revision = Math.max(vault.state.revisionOf(row.object_id), row.base);
  const doc = { ...draft.doc, copy_of: /** @type {[Uint8Array, number]} */ ([fromHex(row.object_id), revision]) };
  const sealed = sealDraft(keeper, { record_id: null, object_id: null, act: 'put', doc, end: draft.end });
  const { summary, ...fields } = sealed;
  return { ...fields, base: 0, stamp: row.stamp, made: row.made, sent: null, summary };
}

/** Two versions of a memory are merged, never kept side by side. @param {Keeper} keeper @param {OutboxRow} row @param {any} memory */
function mergeOver(keeper, row, memory) {
  const { object_id, stamp, made } = row;
  // what another device wrote is never overwritten unread
  if (!isOpen(keeper, object_id)) throw new SealedError();
  const doc = mergedWith(keeper, object_id, memory);
  const { summary, ...fields } = sealDraft(keeper, { record_id: null, object_id, act: 'put', doc, end: null });
  return { ...fields, base: keeper.vault.state.revisionOf(object_id), stamp, made, sent: null, summary };
}

/**
 * Sorts the outbox before an append. Of several records for one text, the first is judged and the others wait for the next turn.
 * @param {Keeper} keeper @param {{rows: OutboxRow[]}} args
 */
function examine(keeper, { rows }) {
  const seen = new Set();
  /** @type {{ready: string[], landed: any[], split: any[]}} */
  const sorted = { ready: [], landed: [], split: [] };
  for (const row of rows) {
    if (seen.has(row.object_id)) continue;
    seen.add(row.object_id);
    const verdict = standing(keeper, row);
    const nothing = verdict === 'ready' && row.base === 0 && openDraft(keeper, row).act === 'tombstone';
    // erased before it was ever sent: there is nothing to say to the server
    if (nothing) sorted.split.push({ record_id: row.record_id, object_id: row.object_id, copy: null });
    else if (verdict === 'ready') sorted.ready.push(row.record_id);
    else if (verdict === 'landed') sorted.landed.push({ record_id: row.record_id, object_id: row.object_id, ...row.sent });
    else sorted.split.push({ record_id: row.record_id, object_id: row.object_id, copy: splitOff(keeper, row) });
  }
  return sorted;
}

/** @param {Keeper} keeper @param {OutboxRow} row @returns {{operation: Operation, frame: ObjectFrame|null, sent: any, doc: EntryDocument|null}} */
function operationOf(keeper, row) {
  const { vault, sealedBefore } = keeper;
  const draft = openDraft(keeper, row);
  const objectId = fromHex(row.object_id);
  const revision = vault.state.revisionOf(row.object_id) + 1;
  const origin = { record_id: row.record_id, stamp: row.stamp, revision };
  if (draft.doc === null) return { operation: { name: /** @type {const} */ ('tombstone'), objectId }, frame: null, sent: { ...origin, body_hash: '' }, doc: null };
  const name = `${row.record_id}.${row.stamp}.${revision}.${keeper.account.epoch}`;
  const frame = sealedBefore.get(name) ?? vault.sealText(objectId, revision, draft.doc);
  sealedBefore.set(name, frame);
  const hash = bodyHash(frame.body);
  const operation = { name: /** @type {const} */ ('put'), objectId, revision, bodyHash: hash, size: frame.body.length, end: draft.end };
  return { operation, frame, sent: { ...origin, body_hash: toHex(hash) }, doc: draft.doc };
}

/** Signs a link over what was prepared, on a copy of the vault. @param {Keeper} keeper @param {Operation[]} operations @param {ObjectFrame[]} frames @param {any[]} sent */
export function prepare(keeper, operations, frames, sent) {
  const { account, vault } = keeper;
  const { state } = vault;
  const link = signLink(account.keyring.signSeed, account.vaultId, state.nextSeq, state.head, operations);
  keeper.pending = { vault: vault.copy(), frames, sent, link, confirmed: new Set(), linked: false, decoder: new FrameDecoder() };
  const hashes = new Uint8Array(frames.length * 32);
  frames.forEach((frame, at) => hashes.set(bodyHash(frame.body), at * 32));
  return {
    frames: encodeFrames([...frames, { type: 'link', signed: link }]),
    head: `${state.nextSeq - 1}:${toHex(state.head)}`, after: state.nextSeq - 1, sent, hashes, count: frames.length,
  };
}

/**
 * One link for a batch of outbox records.
 * @param {Keeper} keeper @param {{rows: OutboxRow[]}} args
 */
function prepareAppend(keeper, { rows }) {
  const writes = rows.map((row) => operationOf(keeper, row));
  /** @type {Operation[]} */
  const operations = writes.map(({ operation }) => operation);
  const { leftBehind } = keeper.vault;
  if (leftBehind !== null) operations.push({ name: 'reconcile', otherHead: leftBehind });
  const frames = writes.map(({ frame }) => frame).filter((frame) => frame !== null);
  const append = prepare(keeper, operations, frames, writes.map(({ sent }) => sent));
  for (const { frame, doc } of writes) if (frame && doc) keeper.pending.vault.know(toHex(frame.objectId), doc);
  return append;
}

/** The encrypted index of the whole vault, when enough links have passed since the last. @param {Keeper} keeper */
function prepareCheckpoint(keeper) {
  const { state, checkpointSeq } = keeper.vault;
  const since = state.nextSeq - 1 - Math.max(checkpointSeq, 0);
  if (since <= Math.max(CHECKPOINT_EVERY, state.objects.size / 8)) return null;
  const { operation, frame } = keeper.vault.checkpoint();
  return prepare(keeper, [operation], [frame], []);
}

/** @param {Keeper} keeper */
const beginReadBack = ({ pending }) => { pending.decoder = new FrameDecoder(); };

/** The first link after the old head is ours; others may follow it already. @param {import('./keeper.js').Pending} pending @param {Uint8Array} signed */
function readLinkBack(pending, signed) {
  if (!pending.linked && !same(signed, pending.link)) throw new ForkError('another link stands where ours was accepted');
  pending.linked = true;
}

/** Compares what the server gives back with what was sent, byte for byte. @param {Keeper} keeper @param {{chunk: Uint8Array}} args */
function readBack({ pending }, { chunk }) {
  const { decoder, frames, confirmed } = pending;
  for (const frame of decoder.feed(chunk)) {
    if (frame.type === 'link') readLinkBack(pending, frame.signed);
    if (frame.type !== 'object') continue;
    const sent = frames.find((each) => same(each.objectId, frame.objectId) && each.revision === frame.revision);
    if (sent && same(encodeFrame(sent), encodeFrame(frame))) confirmed.add(toHex(frame.objectId));
  }
}

/** @param {Keeper} keeper */
function endReadBack({ pending: { decoder, confirmed, linked } }) {
  decoder.finish();
  return { confirmed: confirmed.size, linked };
}

/** The server holds what was prepared: what the device is to store, before `commitAppend` makes it the state. @param {Keeper} keeper */
function stepOfAppend({ pending: { vault, frames, sent, link } }) {
  const { changed: _, ...step } = vault.followAll([link]);
  const texts = frames.filter(({ objectId }) => !same(objectId, NO_ID));
  for (const { objectId } of texts) vault.came(toHex(objectId));
  const origin = new Map(sent.map((each) => [each.body_hash, { record_id: each.record_id, stamp: each.stamp }]));
  const objects = texts.map((frame) => objectRow(frame, origin.get(toHex(bodyHash(frame.body))) ?? null));
  const entries = texts.map(({ objectId }) => toHex(objectId)).filter((id) => !vault.memories.has(id)).map((id) => vault.infoOf(id));
  return { step: { ...step, objects, landed: sent.map(({ record_id, stamp, revision }) => ({ record_id, stamp, revision })) }, entries };
}

/** The device stored the step. @param {Keeper} keeper */
function commitAppend(keeper) {
  keeper.openVault = keeper.pending.vault;
  keeper.pending = null;
  keeper.sealedBefore.clear();
}

/** @param {Keeper} keeper */
const dropAppend = (keeper) => { keeper.pending = null; };

/** Whether a branch left behind still has to be acknowledged. @param {Keeper} keeper */
const owesReconcile = ({ vault }) => vault.leftBehind !== null;

export const writingVerbs = {
  sealDraft, sealDrafts, openOutbox, examine, prepareAppend, prepareCheckpoint, beginReadBack, readBack, endReadBack, stepOfAppend, commitAppend, dropAppend, owesReconcile,
};
