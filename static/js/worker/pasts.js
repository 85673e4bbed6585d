/** The verbs about what can be taken back in a text after the page was loaded again: sealed on this device, and nowhere else. */
import { fromHex } from '../crypto/bytes.js';
import { decode, encode } from '../crypto/encoding.js';
import { SealedError } from '../crypto/errors.js';
import { openLocal, sealLocal } from '../crypto/keys.js';
import { mapOf, textOf } from '../crypto/shapes.js';
import { accountKeyOf } from './keeper.js';
import { openKept } from './damage.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {{record_id: string, epoch: number, sealed: Uint8Array}} PastRow under the id of its text */

/** @param {Keeper} keeper @param {{object_id: string, past: string}} args @returns {PastRow} */
function sealPast({ account }, { object_id, past }) {
  const { accountKey, vaultId, epoch } = account;
  return { record_id: object_id, epoch, sealed: sealLocal(accountKey, vaultId, fromHex(object_id), epoch, encode({ past })) };
}

/** @param {Keeper} keeper @param {{row: PastRow}} args @returns {string} @throws {import('./damage.js').DamageError} */
function openPast({ account }, { row: { record_id, epoch, sealed } }) {
  const key = accountKeyOf(account, epoch);
  if (!key) throw new SealedError();
  return textOf(mapOf(decode(openKept(() => openLocal(key, account.vaultId, fromHex(record_id), epoch, sealed))), 'past').past);
}

export const pastVerbs = { sealPast, openPast };
