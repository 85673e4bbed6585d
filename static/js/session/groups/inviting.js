/** Invitations: offered by facilitators, read and taken by newcomers. The secret never leaves in a request. */

import { RefusalError } from '../refusal.js';
import { today } from './circle.js';
import { base64Of, shownGroup } from './founding.js';
import { rememberGroup } from './memory.js';
import { hexOf } from '../../sync/groups-pull.js';

/** @typedef {import('./circle.js').Circle} Circle */
/** @typedef {import('../../worker/group-places.js').Place} Place */
/** @typedef {{invitation_id: string, secret: string, role: number, last_day: number, letter: string}} Made */

const ROLES = { member: 0, facilitator: 1 };
const STANDING = new Set(['open', 'taken']);

/** @param {string} secret base64url @returns {string} */
const addressOf = (secret) => `${location.origin}/carnet/rejoindre#${secret}`;

/** What the vault has to remember is on the server before anybody is shown anything. @param {Circle} circle @param {string} id */
export async function rememberNow(circle, id) {
  await rememberGroup(circle, id);
  await circle.room.sync?.flush();
}

/**
 * Offers places.
 * @param {Circle} circle @param {string} id @param {{count: number, role: 'member'|'facilitator', lastDay: number, replaces?: string|null}} offer
 * @returns {Promise<{address: string, invitationId: string, lastDay: number}[]>}
 */
export async function invite(circle, id, { count, role, lastDay, replaces = null }) {
  await circle.expect(id);
  if (count > shownGroup(circle, id).places) throw new RefusalError('group-full');
  const asked = { group_id: id, count, role: ROLES[role], last_day: lastDay, replaces };
  /** @type {Made[]} */
  const made = await circle.crypto.call('newInvitations', asked);
  await circle.api.invite(id, made.map(({ secret: _, ...offered }) => ({ ...offered, invitation_id: base64Of(offered.invitation_id) })))
    .catch(async (error) => { await forget(circle, id, made.map(({ invitation_id }) => invitation_id)); throw error; });
  await rememberNow(circle, id);
  return made.map(({ secret, invitation_id, last_day }) => ({ address: addressOf(secret), invitationId: invitation_id, lastDay: last_day }));
}

/** @param {Circle} circle @param {string} id @param {string[]} invitation_ids */
async function forget(circle, id, invitation_ids) {
  await circle.crypto.call('dropInvitations', { group_id: id, invitation_ids });
  await rememberGroup(circle, id);
}

/** Those of the group; an address only for those whose secret this vault has. @param {Circle} circle @param {string} id */
export async function invitations(circle, id) {
  await circle.expect(id);
  const [listed, secrets] = [await circle.api.invitations(id), new Map((await secretsOf(circle)).map(({ invitation_id, secret }) => [invitation_id, secret]))];
  return listed.map(({ invitation_id, role, last_day, state, mine }) => {
    const invitationId = hexOf(invitation_id);
    // a vault of another device may still remember the secret of one that is over
    const secret = STANDING.has(state) ? secrets.get(invitationId) : undefined;
    return { invitationId, role: role === ROLES.facilitator ? 'facilitator' : 'member', lastDay: last_day, state, mine, address: secret ? addressOf(secret) : null };
  });
}

/** @param {Circle} circle @returns {Promise<{group_id: string, invitation_id: string, secret: string}[]>} */
async function secretsOf(circle) {
  const memories = await circle.crypto.call('groupMemories');
  return memories.flatMap((/** @type {any} */ { group_id, invitations: kept }) => kept.map((/** @type {any} */ each) => ({ group_id, ...each })));
}

/** The group of an invitation that this vault offered, null for another's. @param {Circle} circle @param {string} invitationId @returns {Promise<string|null>} */
export async function groupOfInvitation(circle, invitationId) {
  return (await secretsOf(circle)).find(({ invitation_id }) => invitation_id === invitationId)?.group_id ?? null;
}

/** @param {Circle} circle @param {string} id @param {string} invitationId */
export async function revoke(circle, id, invitationId) {
  await circle.expect(id);
  await circle.api.revoke(id, invitationId);
  await forget(circle, id, [invitationId]);
}

/** An invitation that was used. @param {Circle} circle @param {string} id @param {string} invitationId */
export async function consume(circle, id, invitationId) {
  await forget(circle, id, [invitationId]);
  await circle.room.sync?.flush();
}

/** @param {Circle} circle @param {string} secret */
async function fetchLetter({ api, crypto }, secret) {
  const invitation_id = await crypto.call('invitationId', { secret });
  const { chain_id, letter, last_day } = await api.letter(base64Of(invitation_id));
  const group_id = hexOf(chain_id);
  return { invitation_id, group_id, letter, last_day, read: await crypto.call('readLetter', { secret, group_id, letter }) };
}

/** What a newcomer reads before accepting; no notebook is needed. @param {Circle} circle @param {string} secret */
export async function readLetter(circle, secret) {
  const { read, last_day } = await fetchLetter(circle, secret);
  return { ...read, lastDay: last_day };
}

/** The place is mine, and waits for the ceremony. @param {Circle} circle @param {string} secret @param {{name: string, accepted: string[]}} mine @returns {Promise<string>} its id */
export async function takeInvitation(circle, secret, { name, accepted }) {
  circle.room.expectOpen();
  circle.room.expectAccepted();
  const { invitation_id, group_id, letter, last_day, read } = await fetchLetter(circle, secret);
  const place = { invitation_id, secret, group_id, letter, title: read.title, name, accepted, charter: read.charter, last_day };
  await circle.store.keepPlace(await circle.crypto.call('sealPlace', { place }));
  await circle.api.take(base64Of(invitation_id)).catch(async (error) => { await circle.store.dropPlace(invitation_id); throw error; });
  await showPlaces(circle);
  return invitation_id;
}

/** Shows the places that were taken here and wait for a ceremony. @param {Circle} circle */
export async function showPlaces(circle) {
  /** @type {Place[]} */
  const places = await circle.crypto.call('openPlaces', { rows: await circle.store.places() });
  for (const { invitation_id, last_day } of places) if (last_day < today()) await circle.store.dropPlace(invitation_id);
  const before = circle.places.size;
  circle.places = new Map(places.filter(({ last_day }) => last_day >= today()).map((place) => [place.invitation_id, place]));
  if (before + circle.places.size > 0) circle.tell();
}

/** @param {Circle} circle @param {string} invitationId */
export async function dropPlace(circle, invitationId) {
  await circle.store.dropPlace(invitationId);
  await showPlaces(circle);
}

/** @param {Circle} circle @param {string} invitationId @returns {Place} */
export function placeOf({ places }, invitationId) {
  const place = places.get(invitationId);
  if (!place) throw new RefusalError('not-found');
  return place;
}
