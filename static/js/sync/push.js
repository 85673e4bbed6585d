/**
 * Sending what the outbox holds. A record leaves the outbox when its body was read back by its hash, never before.
 */

import { StaleHeadError } from '../net/api.js';
import { CryptoError } from '../worker/client.js';
import { firstBatch } from './batch.js';
import { catchUp, pull, pullAnswer, storeStep } from './pull.js';

/** @typedef {import('./pull.js').Carrier} Carrier */
/** @typedef {import('../store/device.js').OutboxRow} OutboxRow */

/** A record the server accepted but does not give back; it stays in the outbox. */
export class UnreadableError extends Error {
  constructor() {
    super('server');
    this.name = 'UnreadableError';
    this.code = 'server';
  }
}

/**
 * Sends one prepared append and reads its link and every body back.
 * @param {Carrier} carrier
 * @param {{frames: Uint8Array, head: string, after: number, hashes: Uint8Array, count: number}} append
 * @returns {Promise<number>} how many bodies came back right
 */
async function sendAndReadBack({ api, crypto, chain }, append) {
  await api.append(chain, append.frames, append.head);
  await crypto.call('beginReadBack');
  await api.links(chain, append.after, (chunk) => crypto.call('readBack', { chunk }));
  if (!(await crypto.call('endReadBack')).linked) throw new UnreadableError();
  if (append.count === 0) return 0;
  await crypto.call('beginReadBack');
  await api.fetchObjects(chain, append.hashes, (chunk) => crypto.call('readBack', { chunk }));
  return (await crypto.call('endReadBack')).confirmed;
}

/**
 * Appends what the worker prepared, and stores the step once it is confirmed.
 * @param {Carrier} carrier @param {any} append as `prepareAppend` and `prepareCheckpoint` give it
 */
async function commit(carrier, append) {
  const { device, crypto, tell } = carrier;
  const before = await device.mark();
  let confirmed = 0;
  try {
    confirmed = await sendAndReadBack(carrier, append);
  } catch (error) {
    await crypto.call('dropAppend');
    throw error;
  }
  if (confirmed < append.count) {
    await crypto.call('dropAppend');
    throw new UnreadableError();
  }
  const { step, entries } = await crypto.call('stepOfAppend');
  const whole = before === null || before.texts === before.seq;
  const mark = { ...step.mark, texts: whole ? step.mark.seq : before.texts };
  await storeStep(carrier, { ...step, mark }, 'dropAppend');
  await crypto.call('commitAppend');
  tell({ entries, removed: step.removed, rekeyed: false });
}

/**
 * A record whose link is in the chain although the answer was lost: it leaves the outbox only if its text came back with the pull.
 * @param {import('../store/device.js').Device} device @param {{record_id: string, object_id: string, stamp: string, revision: number}} landed
 */
async function settle(device, landed) {
  const held = (await device.object(landed.object_id))?.revision === landed.revision;
  await device.land([{ ...landed, stamp: held ? landed.stamp : '' }]);
}

/**
 * Settles what the chain already holds (a lost answer), and makes a second text of what was written over an older revision.
 * @param {Carrier} carrier @param {OutboxRow[]} rows @returns {Promise<OutboxRow[]>} what is to be sent
 */
async function examine({ device, crypto, tell }, rows) {
  const { ready, landed, split } = await crypto.call('examine', { rows });
  for (const each of landed) await settle(device, each);
  for (const each of split) await device.replaceOutbox(each.record_id, each.copy ? [each.copy] : []);
  if (split.length > 0) tell({ entries: [], removed: [], rekeyed: false, split });
  const copies = split.map((/** @type {{copy: OutboxRow|null}} */ { copy }) => copy).filter(Boolean);
  return [...rows.filter(({ record_id }) => ready.includes(record_id)), ...copies];
}

/**
 * The links that won the race. Without any, the server says where it stands and is judged: nothing is tried again (`docs/spec/chain.md` §7).
 * @param {Carrier} carrier @param {Uint8Array} links
 */
async function followWinner(carrier, links) {
  const { seq } = await carrier.crypto.call('mark');
  await pullAnswer(carrier, links);
  if ((await carrier.crypto.call('mark')).seq > seq) return;
  await pull(carrier);
  if ((await carrier.crypto.call('mark')).seq === seq) throw new CryptoError('rollback');
}

/**
 * One push. Throws `StaleHeadError` after having followed the links that won the race.
 * @param {Carrier} carrier @returns {Promise<number>} how many records are left in the outbox
 */
export async function push(carrier) {
  const { device, crypto } = carrier;
  await catchUp(carrier);
  // nothing is sealed under a key that another device replaced; the notebook is closing
  if (await crypto.call('isRekeyed')) throw new CryptoError('closed');
  const rows = firstBatch(await device.outbox());
  const ready = await examine(carrier, rows);
  try {
    if (ready.length > 0 || await crypto.call('owesReconcile')) {
      const append = await crypto.call('prepareAppend', { rows: ready });
      await device.markSent(append.sent);
      await commit(carrier, append);
    }
    const checkpoint = await crypto.call('prepareCheckpoint');
    if (checkpoint) await commit(carrier, checkpoint);
  } catch (error) {
    if (error instanceof StaleHeadError) await followWinner(carrier, error.links);
    throw error;
  }
  return (await device.outbox()).length;
}
