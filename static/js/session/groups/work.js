/** What the effects of the sync machine do for groups: each is followed and served for itself, and one that is wrong never stops the others. */

import { ApiError } from '../../net/api.js';
import { pushShares } from '../../sync/groups-push.js';
import { today } from './circle.js';
import { showPlaces } from './inviting.js';
import { finishJoining } from './joining.js';
import { holdWitnesses } from './witnesses.js';

/** @typedef {import('./circle.js').Circle} Circle */
/** @typedef {import('../../store/groups.js').ShareRow} ShareRow */

/** Codes that are about the server and not about one group: everything waits. */
const EVERYWHERE = new Set(['offline', 'session', 'slow-down', 'server', 'halted', 'closed', 'maintenance', 'no-space', 'evicted', 'no-storage']);

/** States of groups that were just read to the end. */
const FOLLOWED = new Set(['ready', 'loading', 'due']);

/** Does something for one group; only what concerns them all goes further. @param {() => Promise<void>} work @param {(code: string) => Promise<void>} refused */
async function alone(work, refused) {
  try {
    await work();
  } catch (error) {
    const { code } = /** @type {{code?: string}} */ (error);
    if (code === undefined || EVERYWHERE.has(code)) throw error;
    await refused(code);
  }
}

/** @param {Circle} circle @param {string} id @param {string} code */
async function refuse(circle, id, code) {
  const { leaving } = await circle.store.group(id);
  // the answer to a leave was lost: the server shows nothing to someone who left
  if (code === 'not-found' && leaving) { await circle.end(id, 'left', today()); return; }
  circle.troubles.set(id, code === 'not-found' ? 'not-member' : code);
}

/** @param {Circle} circle @param {string} id */
async function pullOne(circle, id) {
  await alone(() => circle.follow(id), (code) => refuse(circle, id, code));
  await circle.refresh(id);
  const group = circle.list.get(id);
  if (group && group.seq >= 0 && group.end < today()) await circle.end(id, 'closed', group.end);
  else if (group?.trouble === 'bad-key') await dispute(circle, id);
  else if (group?.state === 'ready') await writeCheckpoint(circle, id);
}

/** A facilitator's device writes the hash of what it computed, so that whoever computed otherwise finds out. @param {Circle} circle @param {string} id */
async function writeCheckpoint(circle, id) {
  const [group, { crypto }] = [circle.followed.get(id), circle];
  const owes = () => crypto.call('owesCheckpoint', { group_id: id });
  if (!group || !await owes()) return;
  const prepare = async () => {
    // another facilitator was first
    if (!await owes()) throw new ApiError('refused-act');
    return crypto.call('prepareAct', { group_id: id, act: { name: 'checkpoint' } });
  };
  await alone(() => circle.append(id, group, prepare), async () => undefined);
  await circle.refresh(id);
}

/** A key that did not come is said in the chain, once; whoever writes next makes another. @param {Circle} circle @param {string} id */
async function dispute(circle, id) {
  const [group, epoch] = [circle.followed.get(id), circle.list.get(id)?.epoch ?? 0];
  if (!group || group.disputed === epoch) return;
  group.disputed = epoch;
  await alone(() => circle.append(id, group, () => circle.crypto.call('prepareAct', { group_id: id, act: { name: 'dispute' } })), async () => undefined);
  await circle.refresh(id);
}

/** @param {Circle} circle @returns {Promise<number>} */
async function pull(circle) {
  await showPlaces(circle);
  // refused or not there yet: the place stays, and the next reading tries again
  for (const place of circle.places.values()) await alone(() => finishJoining(circle, place), async () => undefined);
  const memories = await circle.memories();
  // joined again on another device
  for (const { group_id, left } of memories) if (left === null) await circle.reopen(group_id);
  for (const { group_id, left } of memories) if (left === null && !circle.list.has(group_id)) await showKept(circle, group_id);
  for (const { group_id, left } of memories) {
    if (left === null) await pullOne(circle, group_id);
    else await showEnded(circle, group_id);
  }
  for (const [id, { state }] of circle.list) if (FOLLOWED.has(state)) await holdWitnesses(circle, id);
  return 0;
}

/** What the device has is shown before anything is asked of the network. @param {Circle} circle @param {string} id */
async function showKept(circle, id) {
  await alone(async () => { await circle.guard(id, () => circle.open(id)); }, (code) => refuse(circle, id, code));
  await circle.refresh(id);
}

/** It was left on another device. @param {Circle} circle @param {string} id */
async function showEnded(circle, id) {
  const { ended } = await circle.store.group(id);
  if (!ended) await circle.store.end(id, 'left');
  if (circle.followed.delete(id)) await circle.crypto.call('forgetGroup', { group_id: id });
  if (!circle.list.has(id) || !ended) await circle.refresh(id);
}

/** What may leave now, by group: nothing that a question is asked about, nothing of a group that stopped. @param {Circle} circle @returns {Promise<Map<string, ShareRow[]>>} */
async function ready(circle) {
  const may = (/** @type {ShareRow} */ { record_id, group_id }) => {
    const group = circle.list.get(group_id);
    return (group?.state === 'ready' || group?.state === 'due') && !circle.asked.has(record_id) && !circle.refused.has(record_id);
  };
  return Map.groupBy((await circle.store.outbox()).filter(may), ({ group_id }) => group_id);
}

/** @param {Circle} circle @returns {Promise<number>} */
async function unsent(circle) {
  return [...(await ready(circle)).values()].reduce((count, rows) => count + rows.length, 0);
}

/** A write that is refused never keeps the others back. @param {Circle} circle @param {string} id @param {ShareRow[]} rows @returns {Promise<void>} */
async function pushSome(circle, id, rows) {
  const group = await circle.open(id);
  await alone(() => circle.guard(id, () => pushShares(circle.carrier, group, rows)), async (code) => {
    // a question is asked when the group is shown again; another refusal is tried at the next reading
    if (code === 'group-changed' || code === 'share-changed') return;
    if (rows.length === 1) circle.refused.set(rows[0].record_id, code);
    else for (const row of rows) await pushSome(circle, id, [row]);
  });
}

/** @param {Circle} circle @returns {Promise<number>} */
async function push(circle) {
  for (const [id, rows] of await ready(circle)) {
    await pushSome(circle, id, rows);
    await circle.refresh(id);
  }
  return unsent(circle);
}

/** @param {Circle} circle @returns {import('../../sync/loop.js').Work} */
export function groupsWork(circle) {
  return {
    pull: () => { circle.refused.clear(); return pull(circle); },
    push: () => push(circle),
    unsent: () => unsent(circle),
    settle: async () => undefined,
    halt: () => undefined,
  };
}
