/** The verbs about invitations that a newcomer took on this device: sealed here until the ceremony is over. */
import { fromHex } from '../crypto/bytes.js';
import { offerToBytes } from '../crypto/ceremony.js';
import { Newcomer } from '../crypto/ceremony-sides.js';
import { decode, encode } from '../crypto/encoding.js';
import { CeremonyError, SealedError } from '../crypto/errors.js';
import { openLocal, sealLocal } from '../crypto/keys.js';
import { newcomerOf } from './group-ceremony.js';
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
 * @property {any} [agreed] what a ceremony that was signed needs to be finished, sealed with the rest; to the page, whether there is any
 */
/** @typedef {{record_id: string, epoch: number, sealed: Uint8Array}} PlaceRow */

/** @param {Keeper} keeper @param {{place: Place}} args @returns {PlaceRow} */
function sealPlace({ account, ceremonies }, { place }) {
  const { accountKey, vaultId, epoch } = account;
  const agreed = agreedBy(ceremonies.get(place.invitation_id)?.side ?? null);
  const sealed = sealLocal(accountKey, vaultId, fromHex(place.invitation_id), epoch, encode({ ...place, agreed }));
  return { record_id: place.invitation_id, epoch, sealed };
}

/** What makes the transcript again once the digits were right. @param {import('../crypto/ceremony-sides.js').Facilitator|Newcomer|null} side */
function agreedBy(side) {
  return side instanceof Newcomer && side.matched && side.offer ? { nonce: side.nonce, offer: offerToBytes(side.offer) } : null;
}

/** @param {Keeper} keeper @param {PlaceRow} row @returns {Place} */
function openPlace({ account }, { record_id, epoch, sealed }) {
  const key = accountKeyOf(account, epoch);
  if (!key) throw new SealedError();
  return /** @type {any} */ (decode(openLocal(key, account.vaultId, fromHex(record_id), epoch, sealed)));
}

/** @param {Keeper} keeper @param {{rows: PlaceRow[]}} args @returns {Place[]} */
function openPlaces(keeper, { rows }) {
  return rows.map((row) => openPlace(keeper, row)).map((place) => ({ ...place, agreed: Boolean(place.agreed) }));
}

/** Takes up a ceremony that was signed on this device before its page closed: `confirmJoin` follows. @param {Keeper} keeper @param {{row: PlaceRow}} args */
function resumeJoining(keeper, { row }) {
  const { secret, group_id, letter, name, agreed } = openPlace(keeper, row);
  if (!agreed) throw new CeremonyError('nothing was signed here');
  const side = newcomerOf(keeper, { secret, group_id, letter, name, nonce: agreed.nonce });
  side.reveal(agreed.offer);
  keeper.ceremonies.set(row.record_id, { side, group_id, joined: false, failed: false });
}

export const groupPlaceVerbs = { sealPlace, openPlaces, resumeJoining };
