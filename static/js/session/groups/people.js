/** The acts of people about people, and the ways out of a group. */

import { ApiError } from '../../net/api.js';
import { send } from '../../sync/groups-push.js';
import { follow } from '../../sync/groups-pull.js';
import { RefusalError } from '../refusal.js';
import { today } from './circle.js';
import { shownGroup } from './founding.js';
import { unname, withdraw } from './sharing.js';

/** @typedef {import('./circle.js').Circle} Circle */
/** @typedef {'withdraw'|'keep'|'unnamed'} Fate */

const ROLES = { member: 0, facilitator: 1 };

/** @param {Circle} circle @param {string} id @param {object} act */
const link = (circle, id, act) => circle.act(id, () => circle.crypto.call('prepareAct', { group_id: id, act }));

/** @param {Circle} circle @param {string} id @param {string} identity @param {'member'|'facilitator'} role */
export const setRole = (circle, id, identity, role) => link(circle, id, { name: 'role', identity, role: ROLES[role] });

/** @param {Circle} circle @param {string} id @param {string} identity */
export const remove = (circle, id, identity) => link(circle, id, { name: 'remove', identity });

/** @param {Circle} circle @param {string} id @param {'promote'|'remove'} change @param {string} identity */
export const propose = (circle, id, change, identity) => link(circle, id, { name: 'propose', change, identity });

/** @param {Circle} circle @param {string} id @param {string} proposal */
export const endorse = (circle, id, proposal) => link(circle, id, { name: 'endorse', proposal });

/** Announces the end. @param {Circle} circle @param {string} id @param {number} day */
export const close = (circle, id, day) => link(circle, id, { name: 'close', end: day });

/** Whether leaving would leave others without anyone to run the group. @param {import('./shapes.js').Group} group */
function isSoleFacilitator({ role, people, state }) {
  const facilitators = people.filter((person) => person.role === 'facilitator').length;
  return state !== 'left' && state !== 'closed' && role === 'facilitator' && facilitators === 1 && people.length > 1;
}

/** Before an account is deleted. @param {Circle} circle @throws {RefusalError} */
export function expectHandedOver({ list }) {
  if ([...list.values()].some((group) => isSoleFacilitator(group) && group.end >= today())) throw new RefusalError('sole-facilitator');
}

/**
 * Leaves a group, after what was chosen for each share.
 * @param {Circle} circle @param {string} id @param {{shares: Map<string, Fate>}} chosen `keep` for those that are not named
 */
export async function leave(circle, id, { shares }) {
  await circle.expect(id);
  if (isSoleFacilitator(shownGroup(circle, id))) throw new RefusalError('sole-facilitator');
  for (const [share, fate] of shares) {
    if (fate === 'withdraw') await withdraw(circle, id, share);
    else if (fate === 'unnamed') await unname(circle, id, share);
  }
  await circle.flush();
  // what was chosen is in the chain before the door closes
  if ([...shares.values()].some((fate) => fate !== 'keep') && (await circle.store.outbox(id)).length > 0) throw new RefusalError('offline');
  await depart(circle, id);
}

/** The last link: what follows it is not for this person, so nothing is read back. @param {Circle} circle @param {string} id */
async function depart(circle, id) {
  await circle.exclusive(async () => {
    const group = await circle.expect(id);
    await circle.guard(id, () => follow(circle.carrier, group));
    const { frames, head } = await circle.crypto.call('prepareAct', { group_id: id, act: { name: 'leave' } });
    await circle.store.change(id, { leaving: true });
    if (!await send(circle.carrier, group, frames, head)) throw new ApiError('stale-head', 409);
    await circle.end(id, 'left', today());
  });
}

/** Before new keys after a compromise: every group is left under the old ones, where others can run it. @param {Circle} circle */
export async function leaveAll(circle) {
  for (const [id, group] of [...circle.list]) {
    const stands = group.state !== 'left' && group.state !== 'closed' && group.state !== 'frozen' && group.trouble !== 'not-verified';
    if (stands && !isSoleFacilitator(group)) await depart(circle, id).catch(expectServer);
  }
}

/** A group that refuses keeps nobody from making new keys; a server that is away does. @param {any} error */
function expectServer(error) {
  if (error.code === undefined || error.code === 'offline' || error.code === 'session') throw error;
}
