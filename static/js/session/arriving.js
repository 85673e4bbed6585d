/**
 * A device without memory has nothing to compare a server's word with: it shows what it was given, and writes nothing before the
 * person says that it is theirs (`docs/spec/chain.md` §7).
 */

import { forgetDevice } from './leaving.js';

/** @typedef {import('./room.js').Room} Room */

const PENDING = 'pending';

/** Before the first mark is stored: from now on this device waits for a yes. @param {Room} room */
export const awaitYes = (room) => room.device.saveSetting(PENDING, true);

/** Shows what waits for a yes, if anything does. @param {Room} room */
export async function showState(room) {
  room.pendingState = await room.device.setting(PENDING) ? await room.crypto.call('describeState') : null;
}

/** The person says that it is theirs, or made it on this device. @param {Room} room */
export async function acceptState(room) {
  await room.device.saveSetting(PENDING, false);
  room.pendingState = null;
}

/** The person does not know this notebook: the session is cut, and this device forgets what it was shown. @param {Room} room @param {import('./writing.js').Pen} pen */
export async function refuseState(room, pen) {
  room.prepared = null;
  await forgetDevice(room, pen, { exported: false });
  room.renewWorker();
  room.book.clear();
  room.pendingState = null;
  room.enterPhase('absent');
}
