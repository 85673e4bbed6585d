/**
 * What this device keeps of the texts, and the sealed snapshot that lists them: the list is there before the texts are opened, and
 * the snapshot follows what was opened, so that no page has to close well for the next opening to be short.
 */

import { DeviceError } from '../store/device.js';
import { CryptoError } from '../worker/client.js';

/** @typedef {import('./room.js').Room} Room */

/** How many texts are read and opened at once. */
const BATCH = 250;
/** How many links, or texts, a snapshot may be behind while the notebook is open: opening them again takes less than sealing the list. */
const BEHIND = 64;

/**
 * Opens texts kept on this device, and shows them and how far it is. It ends early when the notebook closes.
 * @param {Room} room @param {string[]} ids
 */
export async function openTexts(room, ids) {
  const { crypto, device, book } = room;
  for (let done = 0; done < ids.length; done += BATCH) {
    const { entries } = await crypto.call('openObjects', { rows: await device.objectsOf(ids.slice(done, done + BATCH)) });
    if (room.client !== crypto) return;
    for (const info of entries) book.confirm(info);
    room.showProgress({ step: 'texts', done: Math.min(done + BATCH, ids.length), total: ids.length });
  }
}

/** Opens, while the list is already shown, the texts that were never opened on this device. @param {Room} room @param {string[]} ids */
export async function openTextsLater(room, ids) {
  const { crypto, device } = room;
  if (ids.length === 0) return;
  await quietly(async () => {
    await openTexts(room, ids);
    const mark = await device.mark();
    // those that the server still owes are listed once it has answered
    const entries = mark && mark.texts < mark.seq ? [] : await crypto.call('listLacking');
    if (room.client !== crypto) return;
    for (const info of entries) room.book.confirm(info);
    room.showProgress(null);
    room.tellEntries();
    await keepSnapshot(room, BEHIND);
  });
}

/** After an exchange. @param {Room} room */
export const keepPace = (room) => quietly(() => keepSnapshot(room, BEHIND));

/**
 * Keeps a snapshot when the one kept is so many links behind, or lacks so many texts that have come. The next opening starts from there.
 * @param {Room} room @param {number} behind
 */
export async function keepSnapshot(room, behind) {
  const { crypto, device, snapshot: kept } = room;
  const [mark, { seq }, { total: lacking }] = await Promise.all([device.mark(), crypto.call('mark'), crypto.call('expectTexts')]);
  if (mark?.seq !== seq) return;
  if (!kept || seq - kept.seq >= behind || Math.abs(kept.lacking - lacking) >= behind) await takeSnapshot(room, crypto);
}

/** Seals the verified state and the list. @param {Room} room @param {Room['crypto']} [crypto] the worker that holds them */
export async function takeSnapshot(room, crypto = room.crypto) {
  const snapshot = await crypto.call('takeSnapshot');
  await room.device.saveSnapshot(snapshot);
  room.snapshot = { seq: snapshot.seq, lacking: snapshot.lacking };
}

/** What nobody waits for: a notebook that closes, or a disk that refuses, is said where a person writes. @param {() => Promise<void>} work */
async function quietly(work) {
  await work().catch((error) => {
    if (!(error instanceof DeviceError || (error instanceof CryptoError && error.code === 'closed'))) throw error;
  });
}
