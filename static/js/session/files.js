/** The file that holds a whole notebook: made, opened, imported. */

import { utcDay } from '../domain/dates.js';
import { ApiError } from '../net/api.js';
import { beginExclusive } from '../sync/loop.js';
import { CryptoClient, CryptoError } from '../worker/client.js';
import { deriveCurrent } from './opening.js';
import { RefusalError } from './refusal.js';

/** @typedef {import('./room.js').Room} Room */
/** @typedef {import('../worker/export-opening.js').ExportedEntry} ExportedEntry */
/** @typedef {{bytes: Uint8Array, lacks: import('../worker/exporting.js').Lacks}} Export the file, and what it says it lacks */

const HASHES_AT_ONCE = 500;

/** Every link from the first; those before the checkpoint this device began at come from the server. @param {Room} room @returns {Promise<Uint8Array[]>} */
export async function allLinks(room) {
  const { device, crypto, api, chain } = room;
  const kept = await device.links(-1);
  const first = kept[0]?.seq ?? 0;
  if (first === 0) return kept.map(({ signed }) => signed);
  /** @type {Uint8Array[]} */
  const earlier = [];
  await crypto.call('beginLinks');
  await api.links(chain, -1, async (chunk) => { earlier.push(...await crypto.call('readOldLinks', { chunk })); });
  return [...earlier.slice(0, first), ...kept.map(({ signed }) => signed)];
}

/** @param {Uint8Array[]} hashes @returns {Uint8Array} */
export function joined(hashes) {
  const bytes = new Uint8Array(hashes.length * 32);
  hashes.forEach((hash, at) => bytes.set(hash, at * 32));
  return bytes;
}

/** The passphrase typed again, under what opened the account here: the server may show another. @param {Room} room @param {string} passphrase */
async function proveHere(room, passphrase) {
  await deriveCurrent(room, passphrase, await room.crypto.call('pin'));
  await room.crypto.call('prove').catch((error) => { throw error.code === 'sealed' ? new RefusalError('wrong-secret') : error; });
}

/**
 * The whole notebook as one sealed file. The passphrase is asked again. Offline, under an alarm, or when the server does not give what is
 * needed, the file holds what this device keeps, and says what it lacks.
 * @param {Room} room @param {string} passphrase @returns {Promise<Export>}
 */
export async function exportFile(room, passphrase) {
  if (room.phase !== 'open') throw new RefusalError('closed');
  await proveHere(room, passphrase);
  if (room.alarm) return sealKept(room);
  await room.sync?.flush();
  return beginExclusive(() => sealFile(room)).catch((error) => {
    if (error instanceof ApiError) return sealKept(room);
    throw error;
  });
}

/** Reads everything while no other exchange reads. @param {Room} room @returns {Promise<Export>} */
async function sealFile(room) {
  const { recovery_slot } = await room.api.account();
  const links = await allLinks(room);
  const hashes = await room.crypto.call('exportHashes', { links });
  await room.crypto.call('beginObjects');
  for (let at = 0; at < hashes.length; at += HASHES_AT_ONCE) {
    const slice = hashes.slice(at, at + HASHES_AT_ONCE);
    await room.crypto.call('beginExport');
    await room.api.fetchObjects(room.chain, joined(slice), (chunk) => room.crypto.call('readExport', { chunk }));
  }
  return makeExport(room, links, recovery_slot);
}

/** Without the server: the links that this page verified, out of those this device keeps. @param {Room} room @returns {Promise<Export>} */
async function sealKept(room) {
  const { seq: last } = await room.crypto.call('mark');
  const kept = await room.device.links(-1);
  return makeExport(room, kept.filter(({ seq }) => seq <= last).map(({ signed }) => signed), null);
}

/** @param {Room} room @param {Uint8Array[]} links @param {string|null} recovery_slot null without the server @returns {Promise<Export>} */
async function makeExport({ crypto, device }, links, recovery_slot) {
  const [rows, outbox] = await Promise.all([device.objects(), device.outbox()]);
  return crypto.call('makeExport', { links, rows, outbox, day: utcDay(Date.now()), recovery_slot });
}

/**
 * The versions of a text, newest first, with the hash under which each is found.
 * @param {Room} room @param {string} id @returns {Promise<{revision: number, hash: Uint8Array, end: number|null}[]>}
 */
export async function versionsOf(room, id) {
  room.expectOpen();
  return room.crypto.call('versionsOf', { object_id: id, links: await beginExclusive(() => allLinks(room)) });
}

/** One earlier version. @param {Room} room @param {string} id @param {number} revision */
export async function openVersion(room, id, revision) {
  const version = (await versionsOf(room, id)).find((each) => each.revision === revision);
  if (!version) throw new RefusalError('not-found');
  /** @type {Uint8Array[]} */
  const chunks = [];
  await room.api.fetchObjects(room.chain, version.hash, async (chunk) => { chunks.push(chunk); });
  const frames = new Uint8Array(await new Blob(/** @type {BlobPart[]} */ (chunks)).arrayBuffer());
  return room.crypto.call('openVersion', { frames, object_id: id, revision, hash: version.hash });
}

/** Texts of an opened file become new texts of this account. @param {ExportedEntry[]} entries @param {(docs: any[]) => Promise<unknown>} addAll */
export async function importEntries(entries, addAll) {
  const current = entries.filter((entry) => entry.current && entry.end === null);
  await addAll(current.map(({ doc }) => ({ ...doc, copy_of: null })));
  return current.length;
}

/** Opens a file in a worker of its own, which forgets everything after. @param {Uint8Array} bytes @param {string} secret a passphrase, or twelve words */
export async function openExport(bytes, secret) {
  const client = new CryptoClient();
  try {
    return await client.call('openExport', { bytes, secret });
  } catch (error) {
    throw error instanceof CryptoError && error.code === 'sealed' ? new RefusalError('wrong-secret') : error;
  } finally {
    client.terminate();
  }
}
