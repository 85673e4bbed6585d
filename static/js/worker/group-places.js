/** The verbs about invitations that a newcomer took on this device: sealed here until the ceremony is over. */
import { fromHex } from '../crypto/bytes.js';
import { decode, encode } from '../crypto/encoding.js';
import { SealedError } from '../crypto/errors.js';
import { openLocal, sealLocal } from '../crypto/keys.js';
import { accountKeyOf } from './keeper.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/**
 * @typedef {object} Place What a newcomer took.
 * @property {string} invitation_id
 * @property {string} secret base64url
 * @property {string} group_id
 * @property {string} letter base64
 * @property {string} title
 * @property {string} name the one they chose
 * @property {string[]} accepted ids of clauses
 * @property {number} charter
 * @property {number} last_day
 */
/** @typedef {{record_id: string, epoch: number, sealed: Uint8Array}} PlaceRow */

/** @param {Keeper} keeper @param {{place: Place}} args @returns {PlaceRow} */
function sealPlace({ account }, { place }) {
  const { accountKey, vaultId, epoch } = account;
  const sealed = sealLocal(accountKey, vaultId, fromHex(place.invitation_id), epoch, encode(place));
  return { record_id: place.invitation_id, epoch, sealed };
}

/** @param {Keeper} keeper @param {{rows: PlaceRow[]}} args @returns {Place[]} */
function openPlaces({ account }, { rows }) {
  return rows.map(({ record_id, epoch, sealed }) => {
    const key = accountKeyOf(account, epoch);
    if (!key) throw new SealedError();
    return /** @type {any} */ (decode(openLocal(key, account.vaultId, fromHex(record_id), epoch, sealed)));
  });
}

export const groupPlaceVerbs = { sealPlace, openPlaces };
