/** What the ways out of an alarm read of the links and texts kept on this device. */
import { authorOf, openAnywhere } from '../crypto/chain.js';
import { FrameDecoder } from '../crypto/frames.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('../crypto/frames.js').ObjectFrame} ObjectFrame */

/** @param {import('../store/device.js').ObjectRow} row @returns {ObjectFrame} */
export const frameOf = ({ frame }) => /** @type {ObjectFrame} */ (new FrameDecoder().feed(frame)[0]);

/** The operations of a link that this device verified before. @param {Keeper} keeper @param {Uint8Array} signed */
export const linkOf = ({ account }, signed) => openAnywhere(signed, account.vaultId, authorOf(signed));

/** Whether a link changes what opens the account: it is never given back nor left behind. @param {import('../crypto/chain.js').Link} link */
export const changesKeys = ({ operations }) => operations.some(({ name }) => name === 'slots' || name === 'rekey');
