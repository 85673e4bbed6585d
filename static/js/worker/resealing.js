/** What stays on the device is sealed again under a new account key, so that nothing of it opens with the old one (`docs/spec/keys.md` §4). */
import { fromHex } from '../crypto/bytes.js';
import { SealedError } from '../crypto/errors.js';
import { encodeFrame } from '../crypto/frames.js';
import { openLocal, sealLocal } from '../crypto/keys.js';
import { openWrap, sealWrap } from '../crypto/objects.js';
import { frameOf } from './branches.js';
import { accountKeyOf } from './keeper.js';
import { snapshotOf } from './local.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('./keeper.js').Account} Account */
/** @typedef {import('../store/device.js').ObjectRow} ObjectRow */
/** @typedef {{record_id: string, epoch: number, sealed: Uint8Array}} RecordRow a local record: a write, a share that waits, an invitation taken here */
/** @typedef {RecordRow & {before: Uint8Array}} SealedAgain in the place of what is still `before` on the device */
/** @typedef {{rows: ObjectRow[], records: Record<string, RecordRow[]>}} Kept what the device holds; its records by store */

/** @param {Account} account @param {number} epoch @returns {Uint8Array} @throws {SealedError} */
function keyOf(account, epoch) {
  const key = accountKeyOf(account, epoch);
  if (!key) throw new SealedError();
  return key;
}

/** The same body; its content key wrapped again. @param {Account} account @param {ObjectRow} row @returns {ObjectRow} */
function rowAgain(account, row) {
  const frame = frameOf(row);
  const { accountKey, vaultId, epoch } = account;
  const key = openWrap(keyOf(account, frame.epoch), vaultId, frame.objectId, frame.revision, frame.epoch, frame.wrap);
  const wrap = sealWrap(accountKey, vaultId, frame.objectId, frame.revision, epoch, key);
  return { ...row, frame: encodeFrame({ ...frame, epoch, wrap }) };
}

/** @param {Account} account @param {RecordRow} row @returns {SealedAgain} */
function recordAgain(account, { record_id, epoch, sealed: before }) {
  const record = fromHex(record_id);
  const draft = openLocal(keyOf(account, epoch), account.vaultId, record, epoch, before);
  return { record_id, before, epoch: account.epoch, sealed: sealLocal(account.accountKey, account.vaultId, record, account.epoch, draft) };
}

/**
 * What the device is to store in the place of what it holds. What does not open is left as it is: it is shown as broken.
 * @param {Account} account @param {import('./vault.js').Vault} vault @param {Kept} kept
 */
export function sealedAgain(account, vault, { rows, records }) {
  const objects = rows.filter((row) => frameOf(row).epoch < account.epoch).flatMap((row) => {
    try {
      return [rowAgain(account, row)];
    } catch (error) {
      if (error instanceof SealedError) return [];
      throw error;
    }
  });
  const again = Object.entries(records).map(([name, kept]) => (
    [name, kept.filter(({ epoch }) => epoch < account.epoch).map((row) => recordAgain(account, row))]));
  return { objects, records: Object.fromEntries(again), snapshot: snapshotOf(account, vault) };
}

/** Another device made the account key: what is kept here follows. @param {Keeper} keeper @param {Kept} kept */
const sealAgain = ({ account, vault }, kept) => sealedAgain(account, vault, kept);

export const resealingVerbs = { sealAgain };
