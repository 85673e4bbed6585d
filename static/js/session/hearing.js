/** Since when the server has shown nothing new: the moments of the last exchange and of the last change from elsewhere, kept on the device. */

import { DeviceError } from '../store/device.js';

/** @typedef {import('./room.js').Room} Room */
/** @typedef {{exchanged: number|null, elsewhere: number|null}} Heard milliseconds since 1970; null before the first */

/** @type {Heard} */
export const NOTHING_HEARD = Object.freeze({ exchanged: null, elsewhere: null });

/** A device that is full, or that the browser just emptied, keeps the earlier date or none: it says less and not more. @param {unknown} error */
function passOver(error) {
  if (!(error instanceof DeviceError)) throw error;
}

/** What this device remembers. @param {Room} room */
export async function recallHeard(room) {
  const read = (/** @type {keyof Heard} */ what) => room.device.setting(`heard.${what}`).catch(passOver);
  const [exchanged, elsewhere] = await Promise.all([read('exchanged'), read('elsewhere')]);
  room.heard = { exchanged: exchanged ?? null, elsewhere: elsewhere ?? null };
  room.tellState();
}

/** The server answered to the end, or showed something that was not written here. @param {Room} room @param {keyof Heard} what */
export async function noteHeard(room, what) {
  // an exchange that ends after the device was forgotten leaves no date on it
  if (!room.account) return;
  const now = Date.now();
  room.heard = { ...room.heard, [what]: now };
  await room.device.saveSetting(`heard.${what}`, now).catch(passOver);
}
