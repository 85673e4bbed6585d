/** My security: the passphrase, the fiche, a compromise, the sessions, what the server holds, the end of the account. */

import { beginExclusive } from '../sync/loop.js';
import { pull } from '../sync/pull.js';
import { carrierOf } from './exchange.js';
import { deviceLabel } from './label.js';
import { deriveNext, expectStrong } from './making.js';
import { keptHere, openDeviceVault, openFromServer, openLocalWrites, proveSecret } from './opening.js';
import { RefusalError } from './refusal.js';
import { sendAct } from './unanswered.js';
import { CryptoError } from '../worker/client.js';

/** @typedef {import('./room.js').Room} Room */

/** A key of a version that does not open is no wrong passphrase. @param {unknown} error @returns {never} */
function refuseWrap(error) {
  if (error instanceof CryptoError && error.code === 'sealed') throw new RefusalError('sealed-wrap');
  throw error;
}

/**
 * Stores what an accepted act changed. A device that cannot store it closes: the new passphrase opens it again, with what the server holds.
 * @param {Room} room @param {object} keys the answer to it
 */
async function confirmAccess(room, keys) {
  const { step, ...renewed } = await room.crypto.call('confirmAccess', { keys, ...await keptHere(room) });
  // after a recovery the texts are still on the server: the act itself brings none
  const before = await room.device.mark();
  const whole = before === null || before.texts === before.seq;
  await room.device.renew(renewed, { ...step, mark: { ...step.mark, texts: whole ? step.mark.seq : before.texts } }).catch((error) => {
    room.dispatchEvent(new CustomEvent('rekeyed'));
    throw error;
  });
  await room.crypto.call('commitAccess');
  room.account = renewed.account;
}

/** What is needed to find an act again when its answer is lost. @param {Room} room @param {{next: string, current: string|null}} proofs */
async function actOf(room, proofs) {
  const { seq } = await room.crypto.call('mark');
  const { login } = /** @type {import('../store/device.js').AccountRow} */ (room.account);
  return { login, chain: room.chain, after: seq, ...proofs };
}

/** Another passphrase for the same keys. @param {Room} room @param {Set<string>} suggested @param {{current: string, next: string}} secrets */
export async function changePassphrase(room, suggested, { current, next }) {
  room.expectOpen();
  room.expectAccepted();
  const { login } = /** @type {import('../store/device.js').AccountRow} */ (room.account);
  await expectStrong(suggested, next, login);
  await room.sync?.flush();
  await beginExclusive(async () => {
    await pull(carrierOf(room));
    const proof = await proveSecret(room, current);
    await deriveNext(room, next, login);
    const change = await room.crypto.call('prepareSlots', { proof });
    const act = await actOf(room, { next: change.new_auth, current: proof });
    await confirmAccess(room, await sendAct(room, act, () => room.api.changePassphrase(change)));
  });
}

/**
 * Reads every wrap and prepares new ones.
 * @param {Room} room @param {{proof: string|null, compromised: boolean, loseVersions?: boolean}} act `loseVersions` is the person's yes
 * @returns {Promise<{words: string[]}>} @throws {RefusalError} `lost-versions`, naming the texts whose earlier versions did not come; `sealed-wrap`
 */
async function prepareAct(room, { proof, compromised, loseVersions = false }) {
  await room.crypto.call('beginWraps');
  await room.api.wraps(room.chain, (chunk) => room.crypto.call('readWraps', { chunk }));
  const lost = await room.crypto.call('examineWraps');
  if (lost.length > 0 && !loseVersions) throw new RefusalError('lost-versions', { texts: lost });
  const asked = { proof, compromised, lose_versions: loseVersions };
  const { words, frames, keys } = await room.crypto.call('prepareRekey', asked).catch(refuseWrap);
  room.prepared = { frames, keys };
  return { words };
}

/** @param {Room} room @param {Set<string>} suggested @param {{current: string, next: string, compromised: boolean, loseVersions?: boolean}} act */
export async function prepareRekey(room, suggested, { current, next, ...act }) {
  room.expectOpen();
  room.expectAccepted();
  const { login } = /** @type {import('../store/device.js').AccountRow} */ (room.account);
  await expectStrong(suggested, next, login);
  await room.sync?.flush();
  return beginExclusive(async () => {
    await pull(carrierOf(room));
    const proof = await proveSecret(room, current);
    await deriveNext(room, next, login);
    return prepareAct(room, { proof, ...act });
  });
}

/** Sends the prepared act. @param {Room} room */
export async function finishRekey(room) {
  room.expectAccepted();
  const { frames, keys } = room.prepared ?? {};
  if (!frames) throw new RefusalError('closed');
  const { new_auth, proof } = JSON.parse(atob(keys));
  await beginExclusive(async () => {
    const act = await actOf(room, { next: new_auth, current: proof });
    await confirmAccess(room, await sendAct(room, act, () => room.api.rekey(frames, keys)));
  });
  room.prepared = null;
}

/**
 * The twelve words instead of the passphrase: proves before it receives, and prepares new keys.
 * @param {Room} room @param {Set<string>} suggested @param {{login: string, words: string, passphrase: string, loseVersions?: boolean}} secret
 */
export async function recover(room, suggested, { login, words, passphrase, loseVersions }) {
  if (room.noStorage) throw new RefusalError('no-storage');
  const normal = await room.crypto.call('normaliseLogin', { login }).catch(() => { throw new RefusalError('login-invalid'); });
  // another person's notebook is on this device: its links and its unsent words stay
  room.account = await room.device.account();
  if (room.account && room.account.login !== normal) throw new RefusalError('closed');
  await expectStrong(suggested, passphrase, normal);
  const recovery_auth = await room.crypto.call('recoveryProof', { login: normal, words });
  const keys = await room.api.recover({ login: normal, recovery_auth, device_label: deviceLabel() });
  const pinned = room.account;
  const account = await room.crypto.call('openRecovered', { keys, pinned });
  room.account = account;
  if (pinned && await room.device.snapshot()) {
    await openDeviceVault(room, false);
    await beginExclusive(() => pull(carrierOf(room)));
    await room.crypto.call('checkListed');
  } else await openFromServer(room, account);
  await deriveNext(room, passphrase, normal);
  return prepareAct(room, { proof: null, compromised: false, loseVersions });
}

/** Sends the prepared recovery; the notebook opens. @param {Room} room */
export async function finishRecovery(room) {
  await finishRekey(room);
  await openLocalWrites(room);
}

/** @param {Room} room */
export const sessions = async (room) => (await room.api.sessions()).sessions;

/** Every stored row about the person, as the server holds it. @param {Room} room */
export const rows = async (room) => (await room.api.rows()).tables;

/** Erases everything the server holds. @param {Room} room @param {string} passphrase @returns {Promise<Record<string, number>>} rows erased */
export async function eraseAccount(room, passphrase) {
  room.expectOpen();
  const auth = await proveSecret(room, passphrase);
  room.sync?.stop();
  return room.api.deleteAccount(auth).catch((error) => {
    // the account is still there, and so is what waits to be sent
    room.sync?.start();
    throw error;
  });
}

/**
 * Reads the words of a fiche as they are typed.
 * @param {Room} room @param {string} text
 * @returns {Promise<{ok: boolean, position?: number, completed: string[]}>}
 */
export async function checkWords(room, text) {
  const { completed, position } = await room.crypto.call('completeWords', { text });
  if (position !== null) return { ok: false, position, completed };
  const ok = await room.crypto.call('readWords', { text }).then(() => true, (error) => {
    if (error instanceof CryptoError && error.code === 'phrase') return false;
    throw error;
  });
  return { ok, completed };
}
