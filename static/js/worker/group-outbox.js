/** The verbs about shares, answers and erasures that wait on this device, sealed under the account key. */
import { fromHex, toHex } from '../crypto/bytes.js';
import { decode, encode } from '../crypto/encoding.js';
import { SealedError } from '../crypto/errors.js';
import { openLocal, sealLocal } from '../crypto/keys.js';
import { ID_SIZE, randomBytes } from '../crypto/primitives.js';
import { spaceOf } from './group-memory.js';
import { meant } from './group-shown.js';
import { GroupRefusal } from './group-space.js';
import { newShareId, preparePutsOf } from './group-writing.js';
import { accountKeyOf } from './keeper.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('./group-space.js').GroupSpace} GroupSpace */
/** @typedef {{record_id: string, group_id: string, object_id: string, epoch: number, sealed: Uint8Array}} ShareRow an outbox record */
/**
 * @typedef {object} ShareDraft What such a record seals.
 * @property {string} object_id
 * @property {'put'|'tombstone'} act
 * @property {string|null} parent the share that an answer answers
 * @property {number|null} end a day
 * @property {string[]|null} readers identities, null for the whole group
 * @property {any} document null for a tombstone
 * @property {string[]} people the members when it was written
 * @property {number} group_end the group's end then
 */

/** @param {GroupSpace} space @returns {{people: string[], group_end: number}} */
function situation({ state: { roster } }) {
  return { people: [...roster.members.keys()].sort(), group_end: roster.end };
}

/** Whether people or end are others than when a share was written. @param {GroupSpace|undefined} space @param {ShareDraft} draft */
function isChanged(space, draft) {
  if (!space || draft.act === 'tombstone') return false;
  const { people, group_end } = situation(space);
  return people.join() !== draft.people.join() || group_end !== draft.group_end;
}

/**
 * Seals a write for the outbox of shares; sealing it again with its ids is the yes to the question `group-changed`.
 * @param {Keeper} keeper
 * @param {{group_id: string, record_id: string|null, object_id: string|null} & Omit<ShareDraft, 'object_id'|'people'|'group_end'>} args null ids are made here
 * @returns {ShareRow}
 */
function sealShare(keeper, { group_id, record_id, object_id, act, parent, end, readers, document }) {
  const { account } = keeper;
  const record = record_id === null ? randomBytes(ID_SIZE) : fromHex(record_id);
  const id = object_id ?? newShareId();
  if (act === 'put') meant(document);
  const draft = { object_id: id, act, parent, end, readers, document: act === 'put' ? document : null, ...situation(spaceOf(keeper, group_id)) };
  const sealed = sealLocal(account.accountKey, account.vaultId, record, account.epoch, encode(draft));
  return { record_id: toHex(record), group_id, object_id: id, epoch: account.epoch, sealed };
}

/** @param {Keeper} keeper @param {ShareRow} row @returns {ShareDraft} */
function openShare({ account }, row) {
  const key = accountKeyOf(account, row.epoch);
  if (!key) throw new SealedError();
  return /** @type {any} */ (decode(openLocal(key, account.vaultId, fromHex(row.record_id), row.epoch, row.sealed)));
}

/** What waits on this device. @param {Keeper} keeper @param {{rows: ShareRow[]}} args */
function openShares(keeper, { rows }) {
  return rows.map((row) => {
    const { people: _, group_end: __, ...draft } = openShare(keeper, row);
    const changed = isChanged(keeper.groups.get(row.group_id), openShare(keeper, row));
    return { record_id: row.record_id, group_id: row.group_id, ...draft, changed };
  });
}

/** Where records stand against the chain: still to be sent, or there already. @param {Keeper} keeper @param {{group_id: string, rows: ShareRow[]}} args */
function preparePuts(keeper, { group_id, rows }) {
  const space = spaceOf(keeper, group_id);
  const drafts = rows.map((row) => openShare(keeper, row));
  if (drafts.some((draft) => isChanged(space, draft))) throw new GroupRefusal('group-changed');
  return preparePutsOf(keeper, space, drafts);
}

export const groupOutboxVerbs = { sealShare, openShares, preparePuts };
