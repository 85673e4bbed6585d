/** The two ways out of an alarm, each a person's act: give back what the server lost, or join two histories. */

import { beginExclusive } from '../sync/loop.js';
import { storeStep } from '../sync/pull.js';
import { push } from '../sync/push.js';
import { carrierOf } from './exchange.js';
import { joined } from './files.js';
import { showOutbox } from './opening.js';
import { RefusalError } from './refusal.js';

/** @typedef {import('./room.js').Room} Room */

/** The alarm is settled: what was stopped goes on. @param {Room} room */
export function settle(room) {
  room.alarm = null;
  room.dispatchEvent(new CustomEvent('alarm-raised'));
  room.sync?.send({ type: 'settled' });
}

/** The checkpoint that went with the last link is this device's too. @param {Room} room */
async function settleFresh(room) {
  const [before, { step }] = await Promise.all([room.device.mark(), room.crypto.call('stepOfAppend')]);
  const texts = before && before.texts < before.seq ? before.texts : step.mark.seq;
  await storeStep(carrierOf(room), { ...step, mark: { ...step.mark, texts } }, 'dropAppend');
  await room.crypto.call('commitAppend');
}

/** After a `rollback`: the links and texts this device kept are appended again, unchanged. @param {Room} room */
export async function giveBack(room) {
  if (room.alarm?.code !== 'rollback' || room.alarm.detail || room.phase !== 'open') throw new RefusalError('closed');
  room.api.resume();
  await beginExclusive(async () => {
    const theirs = await room.api.head(room.chain, null);
    if (!theirs) throw new RefusalError('not-found');
    const links = await room.device.links(theirs.seq);
    const rows = await room.device.objects();
    const known = await room.device.link(theirs.seq);
    const mark = { seq: theirs.seq, head: theirs.head };
    const { requests, fresh, whole } = await room.crypto.call('giveBack', { theirs: mark, known: known?.signed ?? null, links, rows });
    for (const { frames, head } of requests) await room.api.append(room.chain, frames, head);
    if (fresh) await settleFresh(room);
    if (!whole) throw new RefusalError('export-only');
    await showOutbox(room);
  }).catch((error) => { room.api.halt(); throw error; });
  settle(room);
}

/** After a `fork`: the server's history is followed, and what differs here is written again over it. @param {Room} room */
export async function reconcile(room) {
  if (room.alarm?.code !== 'fork' || room.alarm.detail || room.phase !== 'open') throw new RefusalError('closed');
  room.api.resume();
  await beginExclusive(async () => {
    await room.crypto.call('beginStart');
    await room.api.links(room.chain, -1, (chunk) => room.crypto.call('readStart', { chunk }));
    const rows = await room.device.objects();
    const links = await room.device.links(-1);
    const begun = await room.crypto.call('beginJoin', { links });
    if (!begun) throw new RefusalError('export-only');
    if (begun.wanted.length > 0) {
      await room.api.fetchObjects(room.chain, joined(begun.wanted), (chunk) => room.crypto.call('readJoin', { chunk }));
    }
    const branch = await room.crypto.call('endJoin', { rows });
    const drafts = branch.drafts.map((/** @type {object} */ row) => ({ ...row, made: Date.now() }));
    await room.device.replaceChain({ ...branch.step, mark: { ...branch.step.mark, texts: -1 } }, { drafts, snapshot: branch.snapshot });
    await room.crypto.call('commitJoin');
    room.book.clear();
    for (const info of branch.entries) room.book.confirm(info);
    await showOutbox(room);
    // the link that acknowledges the other branch is owed even when nothing differs
    await push(carrierOf(room));
  }).catch((error) => { room.api.halt(); throw error; });
  settle(room);
}
