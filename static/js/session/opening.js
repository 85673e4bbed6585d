/** Opening the notebook: of this device with or without network, for the first time, or after another device changed the keys. */

import { localDay } from '../domain/dates.js';
import { ApiError } from '../net/api.js';
import { beginExclusive } from '../sync/loop.js';
import { pullStart, pull, pullRecent } from '../sync/pull.js';
import { CryptoError } from '../worker/client.js';
import { awaitYes, showState } from './arriving.js';
import { carrierOf } from './exchange.js';
import { deviceLabel } from './label.js';
import { openTexts, openTextsLater, takeSnapshot } from './texts-here.js';
import { RefusalError } from './refusal.js';

/** @typedef {import('./room.js').Room} Room */
/** @typedef {import('../store/device.js').AccountRow} AccountRow */

/** @param {unknown} error @param {string} code */
const isCode = (error, code) => (error instanceof CryptoError || error instanceof ApiError) && error.code === code;

/**
 * Stretches a passphrase under what this device pinned.
 * @param {Room} room @param {string} passphrase @param {{login: string, kdf_id: number, salt: Uint8Array}} pin
 * @returns {Promise<string>} `auth`
 */
export function deriveCurrent(room, passphrase, { login, kdf_id, salt }) {
  const least_kdf_id = room.account?.kdf_id ?? 1;
  return room.crypto.derive('current', { passphrase, login, kdf_id, salt, least_kdf_id });
}

/** The passphrase typed again before a grave act. @param {Room} room @param {string} passphrase @returns {Promise<string>} `auth` */
export async function proveSecret(room, passphrase) {
  if (!room.account) throw new RefusalError('absent');
  await deriveCurrent(room, passphrase, room.account);
  return room.crypto.call('prove').catch((error) => { throw isCode(error, 'sealed') ? new RefusalError('wrong-secret') : error; });
}

/** What the server holds for a login. @param {Room} room @param {string} login @returns {Promise<{login: string, kdf_id: number, salt: Uint8Array}>} */
async function prelogin(room, login) {
  const { kdf_id, salt } = await room.api.prelogin(login);
  return { login, kdf_id, salt: Uint8Array.from(atob(salt), (character) => character.charCodeAt(0)) };
}

/** @param {Uint8Array} left @param {Uint8Array} right */
const sameBytes = (left, right) => left.length === right.length && left.every((byte, at) => byte === right[at]);

/**
 * Opens the account of this device with the slot it holds.
 * @param {Room} room @param {AccountRow} row @param {string} passphrase
 * @returns {Promise<boolean>} false when the passphrase does not open that slot
 */
async function openWithDevice(room, row, passphrase) {
  room.auth = await deriveCurrent(room, passphrase, row);
  try {
    await room.crypto.call('openLocal', { account: row });
    return true;
  } catch (error) {
    if (isCode(error, 'sealed')) return false;
    throw error;
  }
}

/**
 * The passphrase was changed on another device, or it is wrong: only the server can tell.
 * @param {Room} room @param {AccountRow} row @param {string} passphrase @returns {Promise<AccountRow>}
 */
async function openWithServer(room, row, passphrase) {
  const pin = await prelogin(room, row.login).catch((error) => { throw isCode(error, 'offline') ? new RefusalError('wrong-secret') : error; });
  if (sameBytes(pin.salt, row.salt) && pin.kdf_id === row.kdf_id) throw new RefusalError('wrong-secret');
  const { keys, auth } = await proveToServer(room, passphrase, pin);
  room.auth = auth;
  return room.crypto.call('openKeys', { keys, pinned: row });
}

/** @param {Room} room @param {string} passphrase @param {{login: string, kdf_id: number, salt: Uint8Array}} pin */
async function proveToServer(room, passphrase, pin) {
  const auth = await deriveCurrent(room, passphrase, pin);
  const keys = await room.api.signIn({ login: pin.login, auth, device_label: deviceLabel() })
    .catch((error) => { throw isCode(error, 'credentials') ? new RefusalError('wrong-secret') : error; });
  return { keys, auth };
}

/**
 * Opens what this device keeps: the snapshot and the links since, or, when its list is damaged, every link verified again.
 * @param {Room} room @param {boolean} listed @returns {Promise<any>} null when neither is here whole
 */
async function openHere({ device, crypto }, listed) {
  const { snapshot, mark, links } = await device.standing();
  if (!mark) throw new RefusalError('evicted');
  const openFrom = (/** @type {object|null} */ from, /** @type {import('../store/device.js').LinkRow[]} */ since) => (
    crypto.call('openDevice', { snapshot: from, links: since.map(({ signed }) => signed), mark, listed })
  );
  const opened = snapshot && await openFrom(snapshot, links);
  if (opened) return { ...opened, snapshot };
  const all = (await device.links(-1)).filter(({ seq }) => seq <= mark.seq);
  return all[0]?.seq === 0 ? { ...await openFrom(null, all), snapshot: null } : null;
}

/** A device that began at a checkpoint cannot verify what came before it: the server shows it again, and is held to the mark. @param {Room} room */
async function openAgainFromServer(room) {
  await beginExclusive(() => pullStart(carrierOf(room)));
  room.held = true;
  await takeSnapshot(room);
}

/**
 * The vault kept on this device. What the sealed list does not say is opened before it returns.
 * @param {Room} room @param {boolean} listed whether the account's keys are those the links on this device list
 * @returns {Promise<string[]>} texts that are listed, to be opened later
 */
export async function openDeviceVault(room, listed) {
  const opened = await openHere(room, listed);
  if (opened === null) { await openAgainFromServer(room); return []; }
  if (opened.replaced) throw new RefusalError('replaced');
  room.held = true;
  room.snapshot = opened.snapshot && { seq: opened.snapshot.seq, lacking: opened.snapshot.lacking };
  for (const info of opened.entries) room.book.confirm(info);
  await openTexts(room, opened.first);
  return opened.later;
}

/** What waits on this device is shown again; what was written while closed joins it. @param {Room} room */
export async function openLocalWrites(room) {
  const { device, crypto } = room;
  const notes = await device.sas();
  const lived = notes.map(({ made }) => localDay(new Date(made)));
  for (const sealed of await crypto.call('emptySas', { rows: notes, lived })) {
    const { sas_id, summary: _, ...fields } = sealed;
    const stamp = fields.record_id.slice(0, 16);
    await device.settleSas(sas_id, { ...fields, base: 0, stamp, made: Date.now(), sent: null });
  }
  await showOutbox(room);
}

/** @param {Room} room */
export async function showOutbox(room) {
  const drafts = await room.crypto.call('openOutbox', { rows: await room.device.outbox() });
  for (const { row, ...draft } of drafts) {
    const shown = room.book.draft(row.object_id);
    // of two records for one text, the first is the text's; the other becomes a second text at the next sending
    if (!shown || shown.row.record_id === row.record_id) room.book.write(row.object_id, { row, ...draft });
  }
}

/** @param {Room} room @param {string} passphrase */
export async function unlock(room, passphrase) {
  // another tab may have changed the passphrase since this one was loaded
  const row = await room.device.account();
  room.account = row;
  if (!row) throw new RefusalError('absent');
  room.showProgress({ step: 'deriving', done: 0, total: 0 });
  /** @type {string[]} */
  let later;
  if (await openWithDevice(room, row, passphrase)) {
    room.showProgress({ step: 'verifying', done: 0, total: 0 });
    later = await openDeviceVault(room, true);
  } else {
    const renewed = await openWithServer(room, row, passphrase);
    room.showProgress({ step: 'verifying', done: 0, total: 0 });
    later = await openDeviceVault(room, false);
    await beginExclusive(() => pull(carrierOf(room)));
    await room.crypto.call('checkListed');
    await renewAccount(room, renewed);
  }
  await openLocalWrites(room);
  await showState(room);
  void openTextsLater(room, later);
}

/** @param {Room} room @param {AccountRow} account */
export async function keepAccount(room, account) {
  room.account = account;
  await room.device.saveAccount(account);
  await takeSnapshot(room);
}

/** What this device keeps. @param {Room} room @returns {Promise<import('../worker/resealing.js').Kept>} */
export async function keptHere({ device }) {
  const [rows, records] = await Promise.all([device.objects(), device.records()]);
  return { rows, records };
}

/** Another device changed what opens the account: what is kept here is sealed under its key from now on. @param {Room} room @param {AccountRow} account */
async function renewAccount(room, account) {
  await beginExclusive(async () => {
    const again = await room.crypto.call('sealAgain', await keptHere(room));
    await room.device.renew({ account, ...again }, null);
  });
  room.account = account;
}

/** The first opening on this device: the list first, from the last checkpoint. @param {Room} room @param {{login: string, passphrase: string}} secret */
export async function signIn(room, { login, passphrase }) {
  if (room.noStorage) throw new RefusalError('no-storage');
  // a recovery that was left halfway wrote nothing on the device
  room.account = await room.device.account();
  if (room.account) throw new RefusalError('closed');
  const normal = await room.crypto.call('normaliseLogin', { login }).catch(() => { throw new RefusalError('login-invalid'); });
  room.showProgress({ step: 'deriving', done: 0, total: 0 });
  const { keys, auth } = await proveToServer(room, passphrase, await prelogin(room, normal));
  room.auth = auth;
  const account = await room.crypto.call('openKeys', { keys, pinned: null });
  await openFromServer(room, account);
  await keepAccount(room, account);
}

/** Reads the vault that the server shows to a device without memory. @param {Room} room @param {AccountRow} account */
export async function openFromServer(room, account) {
  room.showProgress({ step: 'verifying', done: 0, total: 0 });
  room.account = account;
  try {
    await awaitYes(room);
    const start = await pullStart(carrierOf(room));
    await pullRecent(carrierOf(room), start);
    await showState(room);
  } catch (error) {
    room.account = null;
    throw error;
  }
}
