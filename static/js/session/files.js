/** The file that holds a whole notebook: made, opened, imported. */

import { utcDay } from '../domain/dates.js';
import { beginExclusive } from '../sync/loop.js';
import { CryptoClient, CryptoError } from '../worker/client.js';
import { proveSecret } from './opening.js';
import { RefusalError } from './refusal.js';

/** @typedef {import('./room.js').Room} Room */
/** @typedef {import('../worker/exporting.js').ExportedEntry} ExportedEntry */

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
function joined(hashes) {
  const bytes = new Uint8Array(hashes.length * 32);
  hashes.forEach((hash, at) => bytes.set(hash, at * 32));
  return bytes;
}

/** The whole notebook as one sealed file. The passphrase is asked again. @param {Room} room @param {string} passphrase @returns {Promise<Uint8Array>} */
export async function exportFile(room, passphrase) {
  room.expectOpen();
  await proveSecret(room, passphrase);
  await room.sync?.flush();
  return beginExclusive(() => sealFile(room));
}

/** Reads everything while no other exchange reads. @param {Room} room @returns {Promise<Uint8Array>} */
async function sealFile(room) {
  const keys = await room.api.account();
  const links = await allLinks(room);
  const hashes = await room.crypto.call('exportHashes', { links });
  await room.crypto.call('beginObjects');
  for (let at = 0; at < hashes.length; at += HASHES_AT_ONCE) {
    const slice = hashes.slice(at, at + HASHES_AT_ONCE);
    await room.crypto.call('beginExport');
    await room.api.fetchObjects(room.chain, joined(slice), (chunk) => room.crypto.call('readExport', { chunk }));
  }
  return room.crypto.call('makeExport', { links, recovery_slot: keys.recovery_slot, day: utcDay(Date.now()) });
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

/** Texts of an opened file become new texts of this account. @param {ExportedEntry[]} entries @param {(doc: any) => Promise<unknown>} add */
export async function importEntries(entries, add) {
  const current = entries.filter((entry) => entry.current && entry.end === null);
  for (const { doc } of current) await add({ ...doc, copy_of: null });
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
