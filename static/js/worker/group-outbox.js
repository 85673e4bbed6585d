/** The verbs about shares, answers and erasures that wait on this device, sealed under the account key. */
import { fromHex, same, toHex } from '../crypto/bytes.js';
import { toBytes } from '../crypto/documents.js';
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
/** @typedef {{record_id: string, group_id: string, object_id: string, epoch: number, sealed: Uint8Array, base?: number}} ShareRow an outbox record; `base` is the revision it was written over */
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

/** Whether the chain holds what a record says: a later revision of the same words and end, or nothing where it erases. @param {GroupSpace|undefined} space @param {ShareRow} row @param {ShareDraft} draft */
function hasLanded(space, { object_id, base = 0 }, { act, document, end }) {
  if (!space) return false;
  const [record, content] = [space.state.objects.get(object_id), space.contents.get(object_id)];
  if (act === 'tombstone') return record === undefined;
  if (!record || record.revision <= base || record.end !== end || !content?.document) return false;
  return same(toBytes(content.document), toBytes(meant(document)));
}

/** Why a write is not to leave without a word: people or end are others, or another device revised or withdrew what it revises. @param {GroupSpace|undefined} space @param {ShareRow} row @param {ShareDraft} draft @returns {'group-changed'|'share-changed'|null} */
function questionOf(space, row, draft) {
  if (!space || draft.act === 'tombstone') return null;
  const { people, group_end } = situation(space);
  if (people.join() !== draft.people.join() || group_end !== draft.group_end) return 'group-changed';
  const revision = space.state.objects.get(row.object_id)?.revision ?? 0;
  return row.base !== undefined && revision !== row.base && !hasLanded(space, row, draft) ? 'share-changed' : null;
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
    const opened = openShare(keeper, row);
    const { people: _, group_end: __, ...draft } = opened;
    const space = keeper.groups.get(row.group_id);
    const revision = space?.state.objects.get(row.object_id)?.revision ?? 0;
    return { record_id: row.record_id, group_id: row.group_id, ...draft, revision, question: questionOf(space, row, opened), landed: hasLanded(space, row, opened) };
  });
}

/** Where records stand against the chain: still to be sent, or there already. @param {Keeper} keeper @param {{group_id: string, rows: ShareRow[]}} args */
function preparePuts(keeper, { group_id, rows }) {
  const space = spaceOf(keeper, group_id);
  const drafts = rows.map((row) => openShare(keeper, row));
  const asked = drafts.map((draft, at) => questionOf(space, rows[at], draft)).find((question) => question !== null);
  if (asked) throw new GroupRefusal(asked);
  return preparePutsOf(keeper, space, drafts);
}

export const groupOutboxVerbs = { sealShare, openShares, preparePuts };
