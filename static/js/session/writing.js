/** Writing: every pause is an outbox record on the device before anything goes to the network. */

import { DAYS_IN_BIN } from '../domain/bin.js';
import { localDay, utcDay } from '../domain/dates.js';
import { entryFromText, wordsOf } from '../domain/entry.js';
import { DeviceError } from '../store/device.js';
import { beginExclusive } from '../sync/loop.js';
import { RefusalError } from './refusal.js';
import { hex } from './room.js';

/** @typedef {import('./room.js').Room} Room */
/** @typedef {import('../domain/entry.js').EntryDocument} EntryDocument */
/** @typedef {import('../store/device.js').OutboxRow} OutboxRow */

/** How many new texts are stored in one transaction. */
const DOCS_AT_ONCE = 100;

/** What this page knows of its own records: the id of the record of each text, and the stamp it last wrote. */
export class Pen {
  /** @type {Map<string, {record_id: string, stamp: string}>} */
  seen = new Map();
  /** Writes follow each other, text by text. @type {Map<string, Promise<unknown>>} */
  queues = new Map();
  /** Documents given and not yet acknowledged by the device. @type {Map<string, EntryDocument>} */
  unwritten = new Map();
}

/** @returns {string} */
const newStamp = () => hex(crypto.getRandomValues(new Uint8Array(8)));

/**
 * Runs writes of one text one after the other.
 * @template T @param {Pen} pen @param {string} id @param {() => Promise<T>} work @returns {Promise<T>}
 */
function inTurn(pen, id, work) {
  const before = pen.queues.get(id) ?? Promise.resolve();
  const turn = before.catch(() => undefined).then(work);
  const settled = turn.catch(() => undefined).finally(() => { if (pen.queues.get(id) === settled) pen.queues.delete(id); });
  pen.queues.set(id, settled);
  return turn;
}

/**
 * Writes a sealed record; takes another record id when another tab wrote the one this page knew.
 * @param {Room} room @param {Pen} pen @param {string|null} id null for a new text
 * @param {{act: 'put'|'tombstone', doc: EntryDocument|null, end: number|null}} draft @returns {Promise<string>} the text's id
 */
async function store(room, pen, id, draft) {
  const known = id === null ? undefined : pen.seen.get(id);
  const { summary, ...sealed } = await room.crypto.call('sealDraft', { record_id: known?.record_id ?? null, object_id: id, ...draft });
  const row = { ...sealed, base: room.book.revisionOf(sealed.object_id), stamp: newStamp(), made: Date.now(), sent: null };
  const kept = await room.device.keep(row, known?.stamp ?? null);
  if (kept === null) {
    pen.seen.delete(sealed.object_id);
    return store(room, pen, sealed.object_id, draft);
  }
  // kept, by a device so slow that the notebook closed meanwhile: nothing is shown any more
  if (room.phase !== 'open') return sealed.object_id;
  pen.seen.set(sealed.object_id, { record_id: kept.record_id, stamp: kept.stamp });
  room.book.write(sealed.object_id, { row: kept, ...draft, summary });
  return sealed.object_id;
}

/**
 * Stores something and tells about it. The device's refusal is shown on the state line; the words stay with the caller.
 * @template T @param {Room} room @param {() => Promise<T>} work @returns {Promise<T>}
 */
async function storing(room, work) {
  room.expectAccepted();
  try {
    const written = await work();
    room.noSpace = false;
    await room.sync?.count();
    room.sync?.wrote();
    room.dispatchEvent(new CustomEvent('wrote'));
    room.tellEntries();
    return written;
  } catch (error) {
    room.noSpace = error instanceof DeviceError && error.code === 'no-space';
    room.tellState();
    throw error;
  }
}

/**
 * @param {Room} room @param {Pen} pen @param {string|null} id
 * @param {{act: 'put'|'tombstone', doc: EntryDocument|null, end: number|null}} draft @returns {Promise<string>}
 */
const write = (room, pen, id, draft) => storing(room, () => store(room, pen, id, draft));

/**
 * The blank line. When the notebook is closed it goes to the sas.
 * @param {Room} room @param {Pen} pen @param {string} text @returns {Promise<string>} the id of the text, or of the note
 */
export async function note(room, pen, text) {
  if (room.phase !== 'open') return noteInSas(room, text);
  const now = new Date();
  const doc = entryFromText(text, localDay(now), Math.floor(now.getTime() / 1000));
  return write(room, pen, null, { act: 'put', doc, end: null });
}

/** New texts in one transaction of the device: all of them or none. @param {Room} room @param {EntryDocument[]} docs */
async function storeNew(room, docs) {
  const drafts = docs.map((doc) => ({ act: /** @type {const} */ ('put'), doc, end: null }));
  const sealed = await room.crypto.call('sealDrafts', { drafts: drafts.map((draft) => ({ record_id: null, object_id: null, ...draft })) });
  const made = Date.now();
  const rows = sealed.map((/** @type {any} */ { summary: _, ...row }) => ({ ...row, base: 0, stamp: newStamp(), made, sent: null }));
  await room.device.keepNew(rows);
  if (room.phase !== 'open') return;
  rows.forEach((/** @type {OutboxRow} */ row, /** @type {number} */ at) => room.book.write(row.object_id, { row, ...drafts[at], summary: sealed[at].summary }));
}

/** New texts out of whole documents, a batch at a time: what was stored stays when a later batch is refused. @param {Room} room @param {EntryDocument[]} docs */
export async function addAll(room, docs) {
  room.expectOpen();
  for (let at = 0; at < docs.length; at += DOCS_AT_ONCE) await storing(room, () => storeNew(room, docs.slice(at, at + DOCS_AT_ONCE)));
}

/** @param {Room} room @param {string} text @returns {Promise<string>} */
export async function noteInSas(room, text) {
  const { account } = room;
  if (!account) throw new RefusalError('absent');
  const { sas_key, vault_id, epoch } = account;
  const sealed = await room.crypto.call('writeSas', { sas_key, vault_id, epoch, text });
  await room.device.addSas({ ...sealed, made: Date.now() });
  return sealed.record_id;
}

/** @param {Room} room @param {Pen} pen @param {string} id @param {EntryDocument} doc */
export async function keep(room, pen, id, doc) {
  room.expectOpen();
  pen.unwritten.set(id, doc);
  await inTurn(pen, id, async () => {
    const latest = pen.unwritten.get(id);
    if (!latest) return;
    await write(room, pen, id, { act: 'put', doc: latest, end: room.book.entries.get(id)?.end ?? null });
    if (pen.unwritten.get(id) === latest) pen.unwritten.delete(id);
  });
}

/** The current text, from what waits here or from what the server confirmed. @param {Room} room @param {string} id */
export async function open(room, id) {
  room.expectOpen();
  const draft = room.book.draft(id);
  if (draft?.doc) return { doc: structuredClone(draft.doc), revision: room.book.revisionOf(id) };
  const entry = room.book.entries.get(id);
  if (!entry) throw new RefusalError('not-found');
  const row = await room.device.object(id);
  const frame = row?.revision === entry.revision ? row.frame : await fetchText(room, id);
  return { doc: await room.crypto.call('openText', { frame }), revision: entry.revision };
}

/** A text that is not on this device. @param {Room} room @param {string} id @returns {Promise<Uint8Array>} */
async function fetchText(room, id) {
  const hash = await room.crypto.call('hashOf', { object_id: id });
  if (!hash) throw new RefusalError('not-found');
  /** @type {import('../store/device.js').ObjectRow[]} */
  const rows = [];
  await beginExclusive(async () => {
    await room.crypto.call('beginObjects');
    await room.api.fetchObjects(room.chain, hash, async (chunk) => {
      const read = await room.crypto.call('readObjects', { chunk });
      rows.push(...read.rows);
      for (const info of read.entries) room.book.confirm(info);
    });
  });
  if (rows.length === 0) throw new RefusalError('sealed');
  await room.device.saveObjects(rows);
  room.tellEntries();
  return rows[0].frame;
}

/** @param {Room} room @param {Pen} pen @param {string} id @param {number|null} end a day, or null to take it back */
async function setEnd(room, pen, id, end) {
  const { doc } = await open(room, id);
  await inTurn(pen, id, () => write(room, pen, id, { act: 'put', doc, end }));
}

/** To the corbeille, for thirty days. @param {Room} room @param {Pen} pen @param {string} id */
export const trash = (room, pen, id) => setEnd(room, pen, id, utcDay(Date.now()) + DAYS_IN_BIN);

/** Out of the corbeille. @param {Room} room @param {Pen} pen @param {string} id */
export const restore = (room, pen, id) => setEnd(room, pen, id, null);

/** For good. A text that was never sent just leaves the outbox. @param {Room} room @param {Pen} pen @param {string} id */
export async function erase(room, pen, id) {
  room.expectOpen();
  await inTurn(pen, id, () => write(room, pen, id, { act: 'tombstone', doc: null, end: null }));
}

/** The second text of a pair, whichever of the two is named. @param {Room} room @param {string} id @returns {{copy: string, origin: string}} */
function pairOf(room, id) {
  const entry = room.book.entries.get(id);
  if (entry?.copyOf) return { copy: id, origin: entry.copyOf };
  const other = [...room.book.entries.values()].find(({ copyOf }) => copyOf === id);
  if (!other) throw new RefusalError('not-found');
  return { copy: other.id, origin: id };
}

/** Both stay, as two texts. @param {Room} room @param {Pen} pen @param {string} id */
export async function keepBoth(room, pen, id) {
  const { copy } = pairOf(room, id);
  const { doc } = await open(room, copy);
  await keep(room, pen, copy, { ...doc, copy_of: null });
}

/** One stays, under the first one's history; the other goes to the corbeille. @param {Room} room @param {Pen} pen @param {string} id the one kept */
export async function keepThis(room, pen, id) {
  const { copy, origin } = pairOf(room, id);
  const kept = await open(room, copy);
  if (!room.book.entries.has(origin)) return keep(room, pen, copy, { ...kept.doc, copy_of: null });
  const other = await open(room, origin);
  if (id === copy) await keep(room, pen, origin, { ...kept.doc, copy_of: null });
  await keep(room, pen, copy, { ...(id === copy ? other : kept).doc, copy_of: null });
  return trash(room, pen, copy);
}

/**
 * Waits until the device acknowledged every write, at most so long.
 * @param {Pen} pen @param {number} milliseconds @returns {Promise<string[]>} the words of what it did not acknowledge
 */
export async function settleWrites(pen, milliseconds) {
  const all = Promise.all(pen.queues.values());
  await Promise.race([all, new Promise((resolve) => { setTimeout(resolve, milliseconds); })]);
  return [...pen.unwritten.values()].map((doc) => [doc.title, ...wordsOf(doc)].filter(Boolean).join('\n'));
}
