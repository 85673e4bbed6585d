/** Arriving: the code is watched over, the device is looked at, the door is shown. */

import { DeviceError } from '../store/device.js';
import { expectNoEarlierRelease, watchRelease } from './release.js';
import { RefusalError } from './refusal.js';

/** @typedef {import('./room.js').Room} Room */

/** Opens what the device keeps. A browser that keeps nothing is a fact, said before the first line is written. @param {Room} room */
async function openDevice(room) {
  try {
    await room.device.open();
    room.account = await room.device.account();
    room.settings = { ...room.settings, ...await room.device.setting('settings') };
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    room.noStorage = true;
  }
}

/** Waits until the service worker watches over this page, then starts the crypto worker. @param {Room} room */
async function startCode(room) {
  try {
    await watchRelease((code) => room.raise(code));
    if (!room.noStorage) await expectNoEarlierRelease(room.device);
    room.renewWorker();
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
    if (error.code === 'code') room.raise('code');
    else if (error.code === 'no-storage') room.noStorage = true;
    else throw error;
  }
}

/** @param {Room} room */
export async function arrive(room) {
  await openDevice(room);
  await startCode(room);
  room.enterPhase(room.account ? 'closed' : 'absent');
}
