/** The words of the day: read aloud by everyone, they say that all see the same group. */

import { RefusalError } from '../refusal.js';
import { shownGroup } from './founding.js';

/** @typedef {import('./circle.js').Circle} Circle */

/** @param {Circle} circle @param {string} id */
export async function words(circle, id) {
  const { words: { late }, state } = shownGroup(circle, id);
  if (state === 'left' || state === 'closed') throw new RefusalError('not-member');
  await circle.open(id);
  const seq = await circle.knownForADay(id);
  return { ...await circle.crypto.call('groupWords', { group_id: id, seq }), late };
}

/** A facilitator opens a séance: its place of the chain gives the words. @param {Circle} circle @param {string} id @param {string} seance */
export async function anchor(circle, id, seance) {
  if (!shownGroup(circle, id).seances.some((each) => each.id === seance)) throw new RefusalError('not-found');
  await circle.act(id, () => circle.crypto.call('prepareAct', { group_id: id, act: { name: 'anchor', seance_id: seance } }));
}

/** Nothing more leaves this device for the group. @param {Circle} circle @param {string} id */
export async function wordsDiffer(circle, id) {
  shownGroup(circle, id);
  await circle.freeze(id, 'words');
}

/** The words were the same: the chain is read again, and judged again. @param {Circle} circle @param {string} id */
export async function wordsAgree(circle, id) {
  shownGroup(circle, id);
  await circle.exclusive(async () => {
    await circle.store.change(id, { frozen: null });
    circle.followed.delete(id);
    await circle.open(id);
  });
  await circle.refresh(id);
  await circle.flush();
}
