/** The verbs that follow what the server shows of a group: links, epochs, shared objects. */
import { fromHex, join, same, toHex } from '../crypto/bytes.js';
import { FramesError, ReculError } from '../crypto/errors.js';
import { FrameDecoder, decodeFrames, encodeEnd, encodeFrame } from '../crypto/frames.js';
import { effectiveEnd } from '../crypto/group-view.js';
import { forget, keepShared, openContents } from './group-contents.js';
import { recall, spaceOf } from './group-memory.js';
import { GroupSpace } from './group-space.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('../crypto/frames.js').Frame} Frame */
/** @typedef {{object_id: string, revision: number, frame: Uint8Array}} SharedRow */
/** @typedef {{group_id: string}} Which */

/** @param {Uint8Array} frame one, without the end of a sequence @returns {Frame} */
function frameOf(frame) {
  const frames = decodeFrames(join(frame, encodeEnd(1)));
  return frames[0];
}

/**
 * Opens a group that this device kept, or one it sees for the first time.
 * @param {Keeper} keeper
 * @param {Which & {links: Uint8Array[], boxes: Uint8Array[], standing: Uint8Array[], rows: SharedRow[]}} args
 * @returns {{seq: number, head: string}|null} null before link 0
 */
function openGroup(keeper, { group_id, links, boxes, standing, rows }) {
  const space = new GroupSpace(keeper.account, fromHex(group_id));
  recall(keeper, space);
  for (const signed of links) space.follow(signed);
  space.adoptOwn();
  keeper.groups.set(group_id, space);
  takeEpochs(space, [...boxes, ...standing].map(frameOf));
  for (const { frame } of rows) takeShared(space, frameOf(frame));
  openContents(space);
  return markOf(space);
}

/** @param {GroupSpace} space */
function markOf({ state }) {
  return state.nextSeq === 0 ? null : { seq: state.nextSeq - 1, head: toHex(state.head) };
}

/** @param {Keeper} keeper @param {Which & {theirs: {seq: number, head: string}}} args */
function judgeGroupHead(keeper, { group_id, theirs }) {
  spaceOf(keeper, group_id).judgeHead({ seq: theirs.seq, head: fromHex(theirs.head) });
}

/** @param {Keeper} keeper @param {Which} args */
function beginGroupLinks(keeper, { group_id }) {
  const space = spaceOf(keeper, group_id);
  recall(keeper, space);
  space.decoder = new FrameDecoder();
  space.before = { state: space.state.copy(), count: space.links.length };
}

/** @param {Keeper} keeper @param {Which & {chunk: Uint8Array}} args */
function readGroupLinks(keeper, { group_id, chunk }) {
  const space = spaceOf(keeper, group_id);
  for (const frame of space.decoder.feed(chunk)) {
    if (frame.type !== 'link') throw new FramesError('a link was expected');
    space.follow(frame.signed);
  }
}

/** What the links changed, once they are all here. @param {Keeper} keeper @param {Which & {today: number}} args */
function endGroupLinks(keeper, { group_id, today }) {
  const space = spaceOf(keeper, group_id);
  space.decoder.finish();
  space.checkMemory();
  space.adoptOwn();
  const first = space.before?.count ?? 0;
  const links = space.links.slice(first).map((signed, at) => ({ seq: first + at, signed }));
  const landed = space.pending !== null && links.some(({ signed }) => same(signed, /** @type {any} */ (space.pending).link));
  if (space.pending && landed) space.land(space.pending);
  const removed = [...space.frames.keys()].filter((id) => !space.state.objects.has(id));
  const rotated = [...space.state.rotations.values()].some(({ seq }) => seq >= first);
  for (const id of removed) forget(space, id);
  openContents(space);
  space.before = null;
  return { links, ...markOf(space), changed: lacking(space, today), removed, rotated, landed, remember: space.remember };
}

/** Takes back links that the device could not store, or that do not belong here. @param {Keeper} keeper @param {Which} args */
function dropGroupLinks(keeper, { group_id }) {
  const space = spaceOf(keeper, group_id);
  if (space.before === null) return;
  space.state = space.before.state;
  space.links.length = space.before.count;
  space.before = null;
}

/** The current versions that did not come, and whose end has not passed. @param {GroupSpace} space @param {number} today @returns {{object_id: string, hash: Uint8Array}[]} */
function lacking({ frames, state: { objects, roster } }, today) {
  const stands = (/** @type {import('../crypto/group-view.js').ObjectRecord} */ record) => {
    const parent = record.parent && objects.get(toHex(record.parent));
    return effectiveEnd(roster.end, record, parent || null) >= today;
  };
  return [...objects].filter(([id, record]) => frames.get(id)?.revision !== record.revision && stands(record))
    .map(([id, { bodyHash: hash }]) => ({ object_id: id, hash }));
}

/** @param {Keeper} keeper @param {Which & {today: number}} args */
const hashesOf = (keeper, { group_id, today }) => lacking(spaceOf(keeper, group_id), today);

/** The place after which this device asks for epochs: before the first it has no key of. @param {Keeper} keeper @param {Which} args @returns {number} */
function epochsAfter(keeper, { group_id }) {
  const { keys, membership, state } = spaceOf(keeper, group_id);
  const since = membership?.seq ?? 0;
  const lacked = [...state.rotations.values()].filter(({ epoch, seq }) => seq >= since && !keys.has(epoch)).map(({ seq }) => seq);
  return Math.min(...lacked, state.rotation?.seq ?? 0) - (lacked.length > 0 ? 1 : 0);
}

/** @param {Keeper} keeper @param {Which} args */
function beginFrames(keeper, { group_id }) {
  spaceOf(keeper, group_id).decoder = new FrameDecoder();
  spaceOf(keeper, group_id).came = [];
}

/** @param {Keeper} keeper @param {Which & {chunk: Uint8Array}} args */
function readEpochs(keeper, { group_id, chunk }) {
  const space = spaceOf(keeper, group_id);
  const frames = space.decoder.feed(chunk);
  if (frames.some(({ type }) => type !== 'box' && type !== 'standing')) throw new FramesError('a box or a wrap was expected');
  space.came.push(...frames);
}

/** What epochs came to. @param {Keeper} keeper @param {Which} args */
function endEpochs(keeper, { group_id }) {
  const space = spaceOf(keeper, group_id);
  space.decoder.finish();
  takeEpochs(space, space.came);
  openContents(space);
  const kept = (/** @type {string} */ type) => space.came.filter((frame) => frame.type === type).map(encodeFrame);
  return { boxes: kept('box'), standing: kept('standing'), findings: space.findings(), remember: space.remember };
}

/** A box or wraps that are false leave the key missing, which the audit says. @param {GroupSpace} space @param {Frame[]} frames */
function takeEpochs(space, frames) {
  for (const frame of frames) {
    if (frame.type === 'box' && same(frame.identity, space.identity)) orLeft(() => space.receiveBox(frame.epoch, frame.box));
  }
  const { epoch } = space.state.roster;
  const wraps = frames.filter((frame) => frame.type === 'standing').filter((frame) => frame.epoch === epoch);
  space.takeWraps(wraps);
}

/** @param {() => void} take */
function orLeft(take) {
  try {
    take();
  } catch (error) {
    if (!(error instanceof ReculError)) throw error;
  }
}

/** @param {GroupSpace} space @param {Frame} frame @returns {SharedRow|null} */
function takeShared(space, frame) {
  if (frame.type === 'missing') return null;
  if (frame.type !== 'shared') throw new FramesError('a shared object was expected');
  const row = { object_id: toHex(frame.objectId), revision: frame.revision, frame: encodeFrame(frame) };
  return keepShared(space, frame) ? row : null;
}

/** @param {Keeper} keeper @param {Which & {chunk: Uint8Array}} args @returns {{rows: SharedRow[]}} */
function readShared(keeper, { group_id, chunk }) {
  const space = spaceOf(keeper, group_id);
  const rows = space.decoder.feed(chunk).map((frame) => takeShared(space, frame)).filter((row) => row !== null);
  openContents(space);
  return { rows };
}

/** @param {Keeper} keeper @param {Which} args */
function endShared(keeper, { group_id }) {
  spaceOf(keeper, group_id).decoder.finish();
}

export const groupReadingVerbs = {
  openGroup, judgeGroupHead, beginGroupLinks, readGroupLinks, endGroupLinks, dropGroupLinks, hashesOf, epochsAfter,
  beginEpochs: beginFrames, readEpochs, endEpochs, beginShared: beginFrames, readShared, endShared,
};
