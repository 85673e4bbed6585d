/** Making a space: the keys exist in the worker alone, and nothing is sent before the fiche was read back. */

import { CryptoError } from '../worker/client.js';
import { acceptState } from './arriving.js';
import { deviceLabel } from './label.js';
import { keepAccount } from './opening.js';
import { RefusalError } from './refusal.js';
import { hex } from './room.js';
import { rateChosen } from './strength.js';
import { sendAct } from './unanswered.js';

/** @typedef {import('./room.js').Room} Room */

/** A generated passphrase. @param {Room} room @param {Set<string>} suggested @returns {Promise<string>} */
export async function suggestPassphrase(room, suggested) {
  const passphrase = await room.crypto.call('suggestPassphrase');
  suggested.add(passphrase);
  return passphrase;
}

/**
 * Refuses a chosen passphrase that is too easy, on every path where one is set (`docs/spec/password.md` §2).
 * @param {Set<string>} suggested @param {string} passphrase @param {string} login @throws {RefusalError} `password`
 */
export async function expectStrong(suggested, passphrase, login) {
  if (suggested.has(passphrase)) return;
  const { enough } = await rateChosen(passphrase, login);
  if (!enough) throw new RefusalError('password');
}

/** Stretches a passphrase being set, under a fresh salt. @param {Room} room @param {string} passphrase @param {string} login */
export async function deriveNext(room, passphrase, login) {
  const { kdf_id, salt } = await room.crypto.call('newDerivation');
  await room.crypto.derive('next', { passphrase, login, kdf_id, salt, least_kdf_id: kdf_id });
}

/** @param {Room} room @param {Set<string>} suggested @param {{login: string, passphrase: string}} chosen @returns {Promise<{words: string[]}>} */
export async function prepareSpace(room, suggested, { login, passphrase }) {
  if (room.noStorage) throw new RefusalError('no-storage');
  if (room.account) throw new RefusalError('closed');
  const normal = await room.crypto.call('normaliseLogin', { login }).catch((error) => {
    throw error instanceof CryptoError && error.code === 'password' ? new RefusalError('login-invalid') : error;
  });
  await expectStrong(suggested, passphrase, normal);
  await deriveNext(room, passphrase, normal);
  const { words, registration } = await room.crypto.call('prepareSpace');
  room.prepared = { registration };
  return { words };
}

/** @param {Room} room */
export async function createSpace(room) {
  const { registration } = room.prepared ?? {};
  if (!registration) throw new RefusalError('absent');
  const { login, auth, vault_id } = registration;
  const chain = hex(Uint8Array.from(atob(vault_id), (character) => character.charCodeAt(0)));
  await sendAct(room, { login, chain, after: -1, next: auth, current: null }, () => (
    room.api.createAccount({ ...registration, device_label: deviceLabel() })));
  room.prepared = null;
  const { account, step } = await room.crypto.call('confirmSpace');
  const { changed: _, ...stored } = step;
  await acceptState(room);
  await room.device.replaceChain({ ...stored, mark: { ...stored.mark, texts: stored.mark.seq } });
  await keepAccount(room, account);
}
