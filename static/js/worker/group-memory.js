/** The verbs about what the vault remembers of groups, and about the alias book. */
import { toHex } from '../crypto/bytes.js';
import { invitationId } from '../crypto/ceremony.js';
import { decode, encode } from '../crypto/encoding.js';
import { aliasesFromBytes, aliasesId, aliasesToBytes, memoryFromBytes, memoryId, memoryToBytes, memoryToWrite, merge, mergeAliases } from '../crypto/memory.js';
import { ID_SIZE, randomBytes } from '../crypto/primitives.js';
import { mergeKept } from './kept.js';
import { sealDraft } from './writing.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('../crypto/memory.js').GroupMemory} GroupMemory */
/** @typedef {import('./group-space.js').GroupSpace} GroupSpace */

/** @param {Keeper} keeper @param {string} group_id @returns {GroupSpace} */
export function spaceOf(keeper, group_id) {
  const space = keeper.groups.get(group_id);
  if (!space) throw new Error(`the group ${group_id} is not open`);
  return space;
}

/** Ids of the memories that were not opened on this page: neither known texts nor lacking ones. @param {Keeper} keeper @returns {string[]} */
function memoryIds({ vault }) {
  const { state, summaries, lacking, memories } = vault;
  return [...state.objects.keys()].filter((id) => !summaries.has(id) && !lacking.has(id) && !memories.has(id));
}

/** @param {Keeper} keeper */
function groupMemories({ vault }) {
  return [...vault.memories.values()].filter(({ kind }) => kind === 'group').map((document) => {
    const { groupId, name, seq, left, invitations } = memoryFromBytes(encode(document));
    return { group_id: toHex(groupId), name, seq, left: left && left[0], invitations: invitations.map(shownInvitation) };
  });
}

/** @param {import('../crypto/memory.js').Invitation} invitation */
function shownInvitation([secret, role, last_day, replaces]) {
  return { invitation_id: toHex(invitationId(secret)), secret: toBase64Url(secret), role, last_day, replaces: replaces && toHex(replaces) };
}

/** @param {Uint8Array} secret @returns {string} as the fragment of an address */
export function toBase64Url(secret) {
  return btoa(String.fromCharCode(...secret)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** A memory as a write for the vault's outbox. @param {Keeper} keeper @param {Uint8Array} id @param {any} document */
export function outboxRow(keeper, id, document) {
  const { vault } = keeper;
  const object_id = toHex(id);
  vault.memories.set(object_id, document);
  const { record_id, epoch, sealed } = sealDraft(keeper, { record_id: null, object_id, act: 'put', doc: document, end: null });
  return { record_id, object_id, base: vault.state.revisionOf(object_id), stamp: toHex(randomBytes(ID_SIZE / 2)), epoch, sealed, sent: null };
}

/** @param {Keeper} keeper @param {{group_id: string, today: number}} args */
function sealMemory(keeper, { group_id, today }) {
  const space = spaceOf(keeper, group_id);
  if (!space.remember || space.memory === null) return null;
  const id = memoryId(space.groupId);
  const [document, known] = [decode(memoryToBytes(space.memoryNow())), keeper.vault.memories.get(toHex(id))];
  // what another device wrote since this group was opened is not overwritten
  const whole = known && known !== space.recalled ? mergeKept(document, known) : document;
  const row = outboxRow(keeper, id, decode(memoryToBytes(memoryToWrite(memoryFromBytes(encode(whole)), today))));
  recall(keeper, space);
  space.remember = false;
  return row;
}

/** Takes what the vault remembers of an open group. @param {Keeper} keeper @param {GroupSpace} space */
export function recall({ vault }, space) {
  const document = vault.memories.get(toHex(memoryId(space.groupId))) ?? null;
  if (document === null || document === space.recalled) return;
  space.recalled = document;
  const theirs = memoryFromBytes(encode(document));
  // what this page learned meanwhile is not forgotten
  space.recall(space.memory && space.remember ? merge(theirs, space.memoryNow()) : theirs);
}

/** @param {Keeper} keeper @returns {[found: string, alias: string][]} */
function aliases({ vault }) {
  const document = vault.memories.get(toHex(aliasesId()));
  return document ? aliasesFromBytes(encode(document)) : [];
}

/** @param {Keeper} keeper @param {{aliases: [found: string, alias: string][]}} args more pairs */
function sealAliases(keeper, { aliases: more }) {
  const all = mergeAliases(aliases(keeper), more);
  return outboxRow(keeper, aliasesId(), decode(aliasesToBytes(all)));
}

/** @param {Keeper} keeper @param {{group_id: string, name: string}} args */
function nameGroup(keeper, { group_id, name }) {
  changeMemory(keeper, group_id, { name });
}

/** The group was left, or ended: its keys are erased here and in the vault. @param {Keeper} keeper @param {{group_id: string, day: number}} args */
function endMemory(keeper, { group_id, day }) {
  const space = spaceOf(keeper, group_id);
  changeMemory(keeper, group_id, { left: [day, space.state.nextSeq - 1] });
  space.keys.clear();
  space.frames.clear();
  space.contents.clear();
  space.standingKeys.clear();
}

/** @param {Keeper} keeper @param {string} group_id @param {Partial<GroupMemory>} changed */
export function changeMemory(keeper, group_id, changed) {
  const space = spaceOf(keeper, group_id);
  if (space.memory === null) return;
  space.memory = { ...space.memory, ...changed };
  space.remember = true;
}

/** @param {Keeper} keeper @param {{group_id: string}} args */
function forgetGroup({ groups }, { group_id }) {
  groups.delete(group_id);
}

export const groupMemoryVerbs = { memoryIds, groupMemories, sealMemory, aliases, sealAliases, nameGroup, endMemory, forgetGroup };
