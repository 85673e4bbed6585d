/** The verb of the way out of a `rollback`: giving back what a server lost, in requests that it can take (`docs/spec/chain.md` §7). */
import { same, toHex } from '../crypto/bytes.js';
import { headOf } from '../crypto/chain.js';
import { ForkError, RollbackError } from '../crypto/errors.js';
import { encodeFrames } from '../crypto/frames.js';
import { bodyHash } from '../crypto/objects.js';
import { utcDay } from '../domain/dates.js';
import { fromBase64 } from './base64.js';
import { changesKeys, frameOf, linkOf } from './branches.js';
import { prepare } from './writing.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('../crypto/chain.js').Link} Link */
/** @typedef {import('../crypto/operations.js').Operation} Operation */
/** @typedef {import('../crypto/frames.js').ObjectFrame} ObjectFrame */
/** @typedef {import('../store/device.js').LinkRow} LinkRow */
/** @typedef {import('../store/device.js').ObjectRow} ObjectRow */

/** Bytes of bodies in one request, which may weigh 64 MiB. */
const MOST_BYTES = 48 * 1024 * 1024;
const ERASED_AFTER_DAYS = 2;
const INDEX = 'index';

/** What an operation puts, by the object's id. @param {Operation} operation @returns {{id: string, hash: string, over: boolean}|null} */
function putBy(operation) {
  if (operation.name === 'checkpoint') return { id: INDEX, hash: toHex(operation.bodyHash), over: false };
  if (operation.name !== 'put') return null;
  const over = operation.end !== null && operation.end + ERASED_AFTER_DAYS <= utcDay(Date.now());
  return { id: toHex(operation.objectId), hash: toHex(operation.bodyHash), over };
}

/** @param {Link} link */
const putsIn = ({ operations }) => operations.map(putBy).filter((put) => put !== null);

/**
 * For each link, the place of the one that replaces the last of what it lacks.
 * @param {Link[]} links @param {Map<string, ObjectFrame>} kept bodies, by hash @param {boolean} fresh a new index comes with the last
 * @returns {number[]}
 */
function needsOf(links, kept, fresh) {
  /** @type {Map<string, number>} */
  const later = new Map(fresh ? [[INDEX, links.length - 1]] : []);
  /** @type {number[]} */
  const needs = [];
  for (let at = links.length - 1; at >= 0; at -= 1) {
    const puts = putsIn(links[at]);
    for (const operation of links[at].operations) if (operation.name === 'tombstone') later.set(toHex(operation.objectId), at);
    const lacked = puts.filter(({ hash, over }) => !over && !kept.has(hash));
    needs[at] = Math.max(0, ...lacked.map(({ id }) => later.get(id) ?? Infinity));
    for (const { id } of puts) later.set(id, at);
  }
  return needs;
}

/**
 * Where requests end, as counts of links: none is heavier than `most`, and no link of one waits for a later one. It stops where none can.
 * @param {number[]} needs @param {number[]} weights @param {number} most @returns {number[]}
 */
export function cut(needs, weights, most) {
  /** @type {number[]} */
  const ends = [];
  let [start, end, wanted, weight] = [0, 0, 0, 0];
  for (const [at, need] of needs.entries()) {
    if (end > start && weight + weights[at] > most) {
      ends.push(end);
      start = end;
      weight = weights.slice(end, at).reduce((sum, each) => sum + each, 0);
    }
    weight += weights[at];
    if (weight > most && at > start) return ends;
    wanted = Math.max(wanted, need);
    if (wanted <= at) end = at + 1;
  }
  return end > start ? [...ends, end] : ends;
}

/** @param {ObjectRow[]} rows @returns {Map<string, ObjectFrame>} by hash */
const keptIn = (rows) => new Map(rows.map(frameOf).map((frame) => [toHex(bodyHash(frame.body)), frame]));

/**
 * The links and the texts kept on this device, to append unchanged after the server's head, as far as they go without a change of keys
 * or a body that is not here. When an index is not here a checkpoint follows the last link; it is settled like any append.
 * @param {Keeper} keeper
 * @param {{theirs: {seq: number, head: string}, known: Uint8Array|null, links: LinkRow[], rows: ObjectRow[]}} args `known` is this device's link at their place
 * @returns {{requests: {frames: Uint8Array, head: string}[], fresh: boolean, whole: boolean}} `fresh`: a checkpoint waits for `stepOfAppend`;
 *   `whole` is false when some of it cannot be given back
 */
function giveBack(keeper, { theirs, known, links, rows }) {
  if (links.length === 0 || links[0].seq !== theirs.seq + 1) throw new RollbackError('this device does not hold those links');
  const head = fromBase64(theirs.head, 32);
  const opened = links.map(({ signed }) => linkOf(keeper, signed));
  if (!same(opened[0].prev, head) || (known && !same(headOf(known), head))) throw new ForkError('another history');
  const stop = opened.findIndex(changesKeys);
  const given = stop < 0 ? opened : opened.slice(0, stop);
  const kept = keptIn(rows);
  const lacksIndex = given.flatMap(putsIn).some(({ id, hash }) => id === INDEX && !kept.has(hash));
  const needs = needsOf(given, kept, stop < 0 && lacksIndex);
  const bodies = given.map((link) => putsIn(link).map(({ hash }) => kept.get(hash)).filter((frame) => frame !== undefined));
  const ends = cut(needs, bodies.map((frames) => frames.reduce((sum, { body }) => sum + body.length, 0)), MOST_BYTES);
  const whole = ends.at(-1) === links.length;
  const last = whole && lacksIndex ? freshIndex(keeper) : [];
  const requests = ends.map((end, at) => {
    const start = ends[at - 1] ?? 0;
    const signed = links.slice(start, end).map((link) => ({ type: /** @type {const} */ ('link'), signed: link.signed }));
    const frames = [...bodies.slice(start, end).flat(), ...signed, ...end === links.length ? last : []];
    return { frames: encodeFrames(inOrder(frames)), head: `${opened[start].seq - 1}:${toHex(opened[start].prev)}` };
  });
  return { requests, fresh: last.length > 0, whole };
}

/** Objects come before links. @param {import('../crypto/frames.js').Frame[]} frames */
const inOrder = (frames) => [...frames.filter(({ type }) => type === 'object'), ...frames.filter(({ type }) => type === 'link')];

/** The index of everything, and its link, prepared as any append. @param {Keeper} keeper @returns {import('../crypto/frames.js').Frame[]} */
function freshIndex(keeper) {
  const { operation, frame } = keeper.vault.checkpoint();
  prepare(keeper, [operation], [frame], []);
  return [frame, { type: 'link', signed: keeper.pending.link }];
}

export const givingVerbs = { giveBack };
