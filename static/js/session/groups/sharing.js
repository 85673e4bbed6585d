/** Shares and answers: sealed in the outbox of this device first, sent when the group is as it was when they were written. */

import { isEndPossible } from '../../domain/ends.js';
import { entryFromText, plainText } from '../../domain/entry.js';
import { dayText } from '../../domain/dates.js';
import { RefusalError } from '../refusal.js';
import { today } from './circle.js';
import { shownGroup } from './founding.js';

/** @typedef {import('./circle.js').Circle} Circle */
/** @typedef {import('./shapes.js').Share} Share */
/** @typedef {import('./shapes.js').Answer} Answer */
/** @typedef {{object_id: string|null, act: 'put'|'tombstone', parent: string|null, end: number|null, readers: string[]|null, document: any}} Write */
/** @typedef {{title: string, body: any, seance: string|null, end: number, readers: string[]|null, named: boolean}} ShareIn */
/** @typedef {{form: 'question'|'resonance', text: string, passage: {start: number, end: number}|null, named: boolean}} AnswerIn */

/** Only what stands and can be read. @param {Circle} circle @param {string} group @param {string} id @returns {Share|Answer} */
function written(circle, group, id) {
  const { shares } = shownGroup(circle, group);
  const found = shares.find((share) => share.id === id) ?? shares.flatMap(({ answers }) => answers).find((answer) => answer.id === id);
  if (!found) throw new RefusalError('not-found');
  return found;
}

/** @param {Circle} circle @param {string} group @param {string} id @returns {Share} */
function shareOf(circle, group, id) {
  const share = shownGroup(circle, group).shares.find((each) => each.id === id);
  if (!share || share.broken || share.later) throw new RefusalError('not-found');
  return share;
}

/** @param {Circle} circle @param {string} group @param {number} end */
function expectEnd(circle, group, end) {
  if (!isEndPossible(end, today(), shownGroup(circle, group).end)) throw new RefusalError('refused-act');
}

/** The record of an object that waits here, when there is one. @param {Circle} circle @param {string} group @param {string|null} object_id */
async function waitingFor({ store }, group, object_id) {
  return (await store.outbox(group)).find((row) => row.object_id === object_id && !row.sent) ?? null;
}

/** Seals a write on this device, over the one that waits for the same object, and lets it go. @param {Circle} circle @param {string} group @param {Write} write @returns {Promise<string>} the object's id */
async function put(circle, group, write) {
  await circle.expect(group);
  const waiting = await waitingFor(circle, group, write.object_id);
  // over what the person had before them when they began
  const base = waiting?.base ?? (write.object_id ? written(circle, group, write.object_id).revision : 0);
  const sealed = await seal(circle, group, { record_id: waiting?.record_id ?? null, ...write });
  await circle.store.keep({ ...sealed, base, made: waiting?.made ?? Date.now(), sent: false });
  await circle.refresh(group);
  circle.wrote();
  return sealed.object_id;
}

/** Sealed for the people that the person sees, and not in the middle of links being read. @param {Circle} circle @param {string} group_id @param {object} write */
function seal(circle, group_id, write) {
  const sealing = () => circle.crypto.call('sealShare', { group_id, ...write });
  return circle.followed.get(group_id)?.reading ? circle.exclusive(sealing) : sealing();
}

/** Its author reads it too. @param {Circle} circle @param {string} group @param {string[]|null} readers @returns {string[]|null} @throws {RefusalError} when one of them is no member */
function withMe(circle, group, readers) {
  if (readers === null) return null;
  const { you, people } = shownGroup(circle, group);
  const members = new Set(people.map((person) => person.id));
  const all = [...new Set([...readers, ...you ? [you] : []])];
  if (!all.every((each) => members.has(each))) throw new RefusalError('not-member');
  return all;
}

/** @param {Circle} circle @param {string} group @param {ShareIn} share @returns {Promise<string>} its id */
export async function share(circle, group, { title, body, seance, end, named, ...chosen }) {
  expectEnd(circle, group, end);
  const readers = withMe(circle, group, chosen.readers);
  const document = { kind: 'share', seance, body, title, readers, named };
  return put(circle, group, { object_id: null, act: 'put', parent: null, end, readers, document });
}

/** Another version for the same readers, or with a nearer end. @param {Circle} circle @param {string} group @param {string} id @param {{title?: string, body?: any, end?: number, named?: boolean}} changes */
export async function revise(circle, group, id, changes) {
  const { title, body, seance, end, named, readers: theirs, whole } = { ...shareOf(circle, group, id), ...changes };
  expectEnd(circle, group, end);
  const people = new Set(shownGroup(circle, group).people.map((person) => person.id));
  // a revision has the same readers, without those who left
  const readers = whole ? null : theirs.filter((each) => people.has(each));
  const document = { kind: 'share', seance, body, title, readers, named };
  await put(circle, group, { object_id: id, act: 'put', parent: null, end, readers, document });
}

/** @param {Circle} circle @param {string} group @param {string} id the share that is answered @param {AnswerIn} answer @returns {Promise<string>} its id */
export async function answer(circle, group, id, { form, text, passage, named }) {
  const target = shareOf(circle, group, id);
  if (target.saved !== 'server' || !target.hash) throw new RefusalError('not-found');
  const document = { kind: 'answer', form, text, passage: passage && [target.hash, passage.start, passage.end], named };
  // an answer is for those who read what it answers
  const readers = target.whole ? null : target.readers;
  return put(circle, group, { object_id: null, act: 'put', parent: id, end: target.end, readers, document });
}

/** A last revision that hides who wrote it. @param {Circle} circle @param {string} group @param {string} id of a share or an answer */
export async function unname(circle, group, id) {
  const target = shownGroup(circle, group).shares.find(({ answers }) => answers.some((each) => each.id === id));
  if (!target) { await revise(circle, group, id, { named: false }); return; }
  const { form, text, passage, end } = /** @type {Answer} */ (target.answers.find((each) => each.id === id));
  // a passage that changed points at nothing any more
  const points = typeof passage === 'object' && passage !== null ? [target.hash, passage.start, passage.end] : null;
  const document = { kind: 'answer', form, text, passage: points, named: false };
  await put(circle, group, { object_id: id, act: 'put', parent: target.id, end, readers: target.whole ? null : target.readers, document });
}

/** Takes a share or an answer back: from this device alone when it never left. @param {Circle} circle @param {string} group @param {string} id */
export async function withdraw(circle, group, id) {
  const { revision } = written(circle, group, id);
  const waiting = await waitingFor(circle, group, id);
  if (revision > 0) await put(circle, group, { object_id: id, act: 'tombstone', parent: null, end: null, readers: null, document: null });
  else if (waiting) await drop(circle, group, waiting.record_id);
  else throw new RefusalError('not-found');
}

/** The writes of this device about one object, opened. @param {Circle} circle @param {string} group @param {string} id */
async function draftOf({ store, crypto }, group, id) {
  const row = (await store.outbox(group)).find(({ object_id }) => object_id === id);
  if (!row) throw new RefusalError('not-found');
  const [draft] = await crypto.call('openShares', { rows: [row] });
  return { row, draft };
}

/** The person looked again at who can read: it leaves for the group as it is now. @param {Circle} circle @param {string} group @param {string} id */
export async function confirmShare(circle, group, id) {
  await circle.expect(group);
  const { row, draft } = await draftOf(circle, group, id);
  const { act, parent, document, revision: base } = draft;
  // what was withdrawn elsewhere comes back under another id
  const object_id = base === 0 && row.base > 0 ? null : draft.object_id;
  const { people: now, end: last } = shownGroup(circle, group);
  const members = new Set(now.map((person) => person.id));
  // nobody who is no member is among the readers, and nothing outlives its group
  const readers = draft.readers && draft.readers.filter((/** @type {string} */ each) => members.has(each));
  const end = draft.end === null ? null : Math.min(draft.end, last);
  const revised = document.kind === 'share' ? { ...document, readers } : document;
  const asked = { group_id: group, record_id: row.record_id, object_id, act, parent, end, readers, document: revised };
  await circle.store.keep({ ...row, ...await seal(circle, group, asked), base });
  await circle.refresh(group);
  circle.wrote();
}

/** It will not leave. @param {Circle} circle @param {string} group @param {string} id */
export async function dropShare(circle, group, id) {
  const { row } = await draftOf(circle, group, id);
  await drop(circle, group, row.record_id);
}

/** @param {Circle} circle @param {string} group @param {string} record */
async function drop(circle, group, record) {
  await circle.store.drop([record]);
  circle.asked.delete(record);
  await circle.refresh(group);
}

/** Who can read it, as its author and the chain say. @param {Circle} circle @param {string} group @param {string} id */
export async function readersOf(circle, group, id) {
  const { people } = shownGroup(circle, group);
  const { readers } = shareOf(circle, group, id);
  return people.filter((person) => readers.includes(person.id)).map(({ shown, name, you }) => ({ name: shown ?? name, verified: true, you }));
}

/** What I shared, as texts of my own notebook. @param {Circle} circle @param {string} group @returns {import('../../domain/entry.js').EntryDocument[]} */
export function exportShared(circle, group) {
  const now = Math.floor(Date.now() / 1000);
  return shownGroup(circle, group).shares.filter(({ yours, broken, later }) => yours && !broken && !later).map(({ title, body, day }) => (
    { ...entryFromText(plainText(body), dayText(day), now), title: title ?? '', body }));
}
