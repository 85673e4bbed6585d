/** The end of a ceremony: the link that makes a newcomer a member, and what the newcomer holds it against. */

import { follow } from '../../sync/groups-pull.js';
import { today } from './circle.js';
import { nameAlike } from './founding.js';
import { consume, dropPlace, rememberNow } from './inviting.js';

/** @typedef {import('./circle.js').Circle} Circle */
/** @typedef {import('../../worker/group-places.js').Place} Place */

/** The facilitator's: the link, then its memory, then the end of the invitation. @param {Circle} circle @param {string} id @param {string} invitation_id */
export async function linkNewcomer(circle, id, invitation_id) {
  await circle.act(id, () => circle.crypto.call('prepareAdd', { group_id: id, invitation_id }));
  await consume(circle, id, invitation_id);
}

/** The newcomer's: the chain from its first link, then the pin, then their card. @param {Circle} circle @param {Place} place */
export async function joinAsNewcomer(circle, { group_id, invitation_id, title, name, accepted, charter }) {
  await circle.exclusive(async () => {
    const group = await circle.open(group_id);
    try {
      await follow(circle.carrier, group);
      await circle.crypto.call('confirmJoin', { invitation_id });
      await circle.reopen(group_id);
    } catch (error) {
      // a chain that is not the one agreed is no group of this person
      circle.followed.delete(group_id);
      await circle.crypto.call('forgetGroup', { group_id });
      throw error;
    }
  });
  await rememberNow(circle, group_id);
  await dropPlace(circle, invitation_id);
  const card = { name, accepted: accepted.map((clause) => [clause, charter, today()]) };
  await circle.act(group_id, () => circle.crypto.call('prepareStanding', { group_id, frame: null, card }));
  await nameAlike(circle, group_id, title);
}
