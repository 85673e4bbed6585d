/** The end of a ceremony: the link that makes a newcomer a member, and what the newcomer holds it against. */

import { follow } from '../../sync/groups-pull.js';
import { today } from './circle.js';
import { base64Of, nameAlike } from './founding.js';
import { consume, dropPlace, rememberNow } from './inviting.js';
import { rememberGroup } from './memory.js';

/** @typedef {import('./circle.js').Circle} Circle */
/** @typedef {import('../../worker/group-places.js').Place} Place */

/** The facilitator's: the link, then its memory, then the end of the invitation. @param {Circle} circle @param {string} id @param {string} invitation_id */
export async function linkNewcomer(circle, id, invitation_id) {
  await circle.act(id, () => circle.crypto.call('prepareAdd', { group_id: id, invitation_id }));
  await consume(circle, id, invitation_id);
}

/** The chain from its first link, held against what was agreed. @param {Circle} circle @param {Place} place @returns {Promise<import('../../sync/groups-pull.js').Followed>} */
async function believe(circle, { group_id, invitation_id }) {
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
  return group;
}

/** Their card, with what they accepted. @param {Circle} circle @param {Place} place */
const prepareCard = ({ crypto }, { group_id, name, accepted, charter }) => () => crypto.call('prepareStanding', {
  group_id, frame: null, card: { name, accepted: accepted.map((clause) => [clause, charter, today()]) },
});

/** The newcomer's: the chain from its first link, then the pin, then their card. @param {Circle} circle @param {Place} place */
export async function joinAsNewcomer(circle, place) {
  const { group_id, invitation_id, title } = place;
  await circle.exclusive(() => believe(circle, place));
  await rememberNow(circle, group_id);
  await circle.act(group_id, prepareCard(circle, place));
  await nameAlike(circle, group_id, title);
  await dropPlace(circle, invitation_id);
}

/** What was agreed is on this device before the signature leaves it. @param {Circle} circle @param {Place} place */
export async function keepAgreed({ crypto, store }, place) {
  await store.keepPlace(await crypto.call('sealPlace', { place }));
}

/** Finishes what was signed here before the page closed, once the server says that the person joined; a part of an exchange. @param {Circle} circle @param {Place} place */
export async function finishJoining(circle, place) {
  const { invitation_id, group_id, title, agreed } = place;
  const row = (await circle.store.places()).find(({ record_id }) => record_id === invitation_id);
  if (!agreed || !row || circle.ceremonies.has(invitation_id) || !await isJoined(circle, invitation_id)) return;
  await circle.crypto.call('resumeJoining', { row });
  const group = await believe(circle, place);
  await rememberGroup(circle, group_id);
  await circle.append(group_id, group, prepareCard(circle, place));
  await nameAlike(circle, group_id, title);
  await circle.crypto.call('stopCeremony', { invitation_id });
  await dropPlace(circle, invitation_id);
}

/** Once joined, the server keeps no message of the ceremony. @param {Circle} circle @param {string} invitationId */
async function isJoined({ api }, invitationId) {
  const { attempt, messages, failed_at } = await api.hear(base64Of(invitationId));
  return attempt > 0 && messages.length === 0 && failed_at === null;
}
