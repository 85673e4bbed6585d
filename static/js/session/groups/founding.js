/** A group's beginning, its frame, its charter, its public page. */

import { RefusalError } from '../refusal.js';
import { hex } from '../room.js';
import { today } from './circle.js';
import { rememberGroup } from './memory.js';
import { follow } from '../../sync/groups-pull.js';

/** @typedef {import('./circle.js').Circle} Circle */
/** @typedef {{id?: string, text: string}} ClauseIn */
/** @typedef {{id?: string, day: number, starts: string, ends: string, place: string}} SeanceIn */
/** @typedef {{title: string, form: string, colour: number, rhythm: string, planned: number, windows: string, clauses: ClauseIn[], seances: SeanceIn[]}} FrameIn */

const CLAUSE_ID = 8;
const SEANCE_ID = 16;

/** @template {{id?: string}} T @param {T[]} items @param {number} size @returns {(T & {id: string})[]} */
const withIds = (items, size) => items.map((item) => ({ ...item, id: item.id ?? hex(crypto.getRandomValues(new Uint8Array(size))) }));

/** @param {string} id hexadecimal @returns {string} base64 */
export const base64Of = (id) => btoa(id.replace(/../g, (pair) => String.fromCharCode(parseInt(pair, 16))));

/** The frame as it is sealed. @param {FrameIn & {charter: number}} frame */
function frameOf({ title, form, colour, rhythm, planned, windows, clauses, charter, seances }) {
  return {
    title, form, colour, rhythm, planned, windows, charter,
    clauses: withIds(clauses, CLAUSE_ID).map(({ id, text }) => ({ id, text })),
    seances: withIds(seances, SEANCE_ID).map(({ id, day, starts, ends, place }) => ({ id, day, starts, ends, place })),
  };
}

/** @param {{id: string}[]} clauses @param {number} charter */
const acceptAll = (clauses, charter) => clauses.map(({ id }) => [id, charter, today()]);

/** The days of the séances, for reminders: places and hours stay sealed. @param {Circle} circle @param {string} id @param {{id: string, day: number}[]} seances */
async function plan(circle, id, seances) {
  await circle.api.plan(id, seances.map((seance) => ({ seance_id: base64Of(seance.id), day: seance.day })));
}

/** Begins a group: nothing is shared with anyone yet. @param {Circle} circle @param {FrameIn & {end: number, name: string}} chosen @returns {Promise<string>} its id */
export async function create(circle, { end, name, ...chosen }) {
  const { crypto, room } = circle;
  room.expectOpen();
  room.expectAccepted();
  const frame = frameOf({ ...chosen, charter: 1 });
  const id = await circle.exclusive(async () => {
    const { group_id, frames } = await crypto.call('prepareGroup', { end });
    await room.api.createGroup(frames);
    const group = { id: group_id, mark: null, reading: false, compared: false, lacking: [], disputed: 0 };
    circle.followed.set(group_id, group);
    if (!(await follow(circle.carrier, group)).landed) throw new RefusalError('server');
    return group_id;
  });
  const card = { name, accepted: acceptAll(frame.clauses, 1) };
  await circle.act(id, () => crypto.call('prepareStanding', { group_id: id, frame, card }));
  await nameAlike(circle, id, frame.title);
  if (frame.seances.length > 0) await plan(circle, id, frame.seances);
  return id;
}

/** The vault remembers the title, for the day the group is over. @param {Circle} circle @param {string} id @param {string} title */
export async function nameAlike(circle, id, title) {
  await circle.crypto.call('nameGroup', { group_id: id, name: title });
  await rememberGroup(circle, id);
}

/** @param {Circle} circle @param {string} id @returns {import('./shapes.js').Group} */
export function shownGroup({ list }, id) {
  const group = list.get(id);
  if (!group) throw new RefusalError('not-found');
  return group;
}

/** Changes the frame; a clause that changed makes another version of the charter, which each accepts again. @param {Circle} circle @param {string} id @param {Partial<FrameIn>} changes */
export async function editFrame(circle, id, changes) {
  const group = shownGroup(circle, id);
  if (group.title === null) throw new RefusalError('bad-key');
  const texts = (/** @type {ClauseIn[]} */ clauses) => clauses.map((clause) => clause.text).join('\n\n');
  const changed = changes.clauses !== undefined && texts(changes.clauses) !== texts(group.clauses);
  const frame = frameOf({ ...group, title: group.title, ...changes, charter: group.charter + Number(changed) });
  await circle.act(id, () => circle.crypto.call('prepareStanding', { group_id: id, frame, card: null }));
  if (changes.seances) await plan(circle, id, frame.seances);
  if (changes.title) await nameAlike(circle, id, changes.title);
}

/** My card: the name the group knows me by, and the clauses I accept. @param {Circle} circle @param {string} id @param {string[]} accepted ids of clauses @param {string} name */
export async function acceptCharter(circle, id, accepted, name) {
  const { charter } = shownGroup(circle, id);
  const card = { name, accepted: accepted.map((clause) => [clause, charter, today()]) };
  await circle.act(id, () => circle.crypto.call('prepareStanding', { group_id: id, frame: null, card }));
}

/** @param {Circle} circle @param {string} id */
export async function presentation(circle, id) {
  await circle.expect(id);
  return shownPage(await circle.api.presentation(id));
}

/** @param {Circle} circle @param {string} id @param {{html: string, open: boolean}} page */
export async function savePresentation(circle, id, page) {
  await circle.expect(id);
  return shownPage(await circle.api.present(id, page));
}

/** @param {{html: string, open: boolean, address: string|null}} page */
function shownPage({ html, open, address }) {
  const hexadecimal = address && Array.from(atob(address), (character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return { html, open, address: hexadecimal && `${location.origin}/g/${hexadecimal}` };
}
