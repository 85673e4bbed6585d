/**
 * An act of the account whose answer was lost: whether it took place is asked with its new proof, then with the old one, and the
 * chain is compared with the link that was sent (`docs/spec/http-api.md` §3). What was prepared stays until that is known.
 */

import { ApiError } from '../net/api.js';
import { CryptoError } from '../worker/client.js';
import { deviceLabel } from './label.js';

/** @typedef {import('./room.js').Room} Room */
/** @typedef {{login: string, chain: string, after: number, next: string, current: string|null}} Act the chain and the mark before it; both proofs */

/** What a second try of an act that took place meets: its own name, proof or link in its way. A browser may try again by itself. */
const AFTER_ITSELF = new Set(['login-taken', 'credentials', 'stale-head']);

/** @param {unknown} error @returns {boolean} nothing came back, something between us and the server spoke in its place, or a second try failed */
const isLost = (error) => error instanceof ApiError && (error.code === 'offline' || error.status >= 500 || AFTER_ITSELF.has(error.code));

/** @param {Room} room @param {string} login @param {string} auth @returns {Promise<any>} `Keys`, null when the proof is not the account's */
async function prove(room, login, auth) {
  return room.api.signIn({ login, auth, device_label: deviceLabel() }).catch((error) => {
    if (error instanceof ApiError && error.code === 'credentials') return null;
    throw error;
  });
}

/**
 * Sends an act; a lost answer is looked for.
 * @param {Room} room @param {Act} act @param {() => Promise<any>} send
 * @returns {Promise<any>} the `Keys` of the answer @throws the error of `send` when the act did not take place
 */
export async function sendAct(room, act, send) {
  try {
    return await send();
  } catch (error) {
    if (!isLost(error)) throw error;
    const keys = await prove(room, act.login, act.next);
    if (keys === null && act.current !== null) await prove(room, act.login, act.current);
    if (keys === null) throw error;
    await expectLanded(room, act);
    return keys;
  }
}

/** The new proof opens the account: then its chain holds the link that was sent, at its place. @param {Room} room @param {Act} act */
async function expectLanded(room, { chain, after }) {
  await room.crypto.call('beginStart');
  await room.api.links(chain, after, (chunk) => room.crypto.call('readStart', { chunk }));
  if (!await room.crypto.call('landed')) throw new CryptoError('fork');
}
