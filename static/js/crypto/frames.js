/** @file The sequence of frames that the data plane moves (`docs/spec/frames.md`). */
import { MAX_INTEGER, join, joinAll, readU32, readU64, u32, u64 } from './bytes.js';
import { FramesError, assert } from './errors.js';

/**
 * @typedef {{type: 'link', signed: Uint8Array}} LinkFrame a signed link, not yet verified
 * @typedef {{type: 'object', objectId: Uint8Array, revision: number, epoch: number, wrap: Uint8Array, body: Uint8Array}}
 *   ObjectFrame a sealed body with its wrap; id, revision and epoch are claims until a verified link names the body's hash
 * @typedef {{type: 'wrap', objectId: Uint8Array, revision: number, epoch: number, wrap: Uint8Array}} WrapFrame
 * @typedef {{type: 'missing', objectId: Uint8Array, revision: number}} MissingFrame asked for, no longer stored
 * @typedef {{type: 'shared', objectId: Uint8Array, revision: number, epoch: number, boxes: Uint8Array, body: Uint8Array}}
 *   SharedFrame a group's object with its boxes: a wrap, then one seat for each member (`docs/spec/sharing.md` §2)
 * @typedef {{type: 'box', identity: Uint8Array, epoch: number, box: Uint8Array}} BoxFrame the box of an epoch key for a member
 * @typedef {{type: 'standing', objectId: Uint8Array, revision: number, epoch: number, wrap: Uint8Array}} StandingFrame
 *   the content key of a standing object, wrapped again under an epoch (`docs/spec/group.md` §4)
 * @typedef {LinkFrame | ObjectFrame | WrapFrame | MissingFrame | SharedFrame | BoxFrame | StandingFrame} Frame
 */

export const MAX_PAYLOAD = 24 * 1024 * 1024;
export const WRAP_SIZE = 104;
export const BOX_SIZE = 136;
export const MAX_SEATS = 15;
const HEAD_SIZE = 5;
const END = 5;
const CODES = { link: 1, object: 2, wrap: 3, missing: 4, shared: 6, box: 7, standing: 8 };
const SEATS_END = 34;

/** @param {Frame} frame @returns {Uint8Array} its bytes; `FramesError` over 24 MiB */
export function encodeFrame(frame) {
  const payload = payloadOf(frame);
  if (payload.length > MAX_PAYLOAD) throw new FramesError('a payload over 24 MiB');
  return join(Uint8Array.of(CODES[frame.type]), u32(payload.length), payload);
}

/** @param {number} count of the frames before it @returns {Uint8Array} the end frame */
export function encodeEnd(count) {
  return join(Uint8Array.of(END), u32(4), u32(count));
}

/** @param {Frame[]} frames @returns {Uint8Array} the whole sequence, end frame included */
export function encodeFrames(frames) {
  return joinAll([...frames.map(encodeFrame), encodeEnd(frames.length)]);
}

/** @param {Uint8Array} encoded a whole sequence @returns {Frame[]} `FramesError` when it is cut or malformed */
export function decodeFrames(encoded) {
  const decoder = new FrameDecoder();
  const frames = decoder.feed(encoded);
  decoder.finish();
  return frames;
}

/** A strict reader of one sequence, fed as bytes arrive. */
export class FrameDecoder {
  /** @type {Uint8Array} */
  #buffer = new Uint8Array(0);

  /** Chunks not joined to the buffer yet. @type {Uint8Array[]} */
  #waiting = [];

  #waitingSize = 0;

  /** The size of the buffer that lets the reader go further. */
  #needed = 1;

  #count = 0;

  #ended = false;

  /** @param {Uint8Array} chunk @returns {Frame[]} the frames it completes; `FramesError` at the first byte that cannot be right */
  feed(chunk) {
    this.#waiting.push(chunk);
    this.#waitingSize += chunk.length;
    // joining at every chunk would copy a large frame as many times as it has chunks
    if (this.#buffer.length + this.#waitingSize < this.#needed) return [];
    this.#buffer = joinAll([this.#buffer, ...this.#waiting]);
    this.#waiting = [];
    this.#waitingSize = 0;
    return this.#read();
  }

  /** @returns {Frame[]} the whole frames of the buffer, which keeps the rest */
  #read() {
    const frames = [];
    let start = 0;
    for (let end = this.#frameEnd(start); end !== null; end = this.#frameEnd(start)) {
      const payload = this.#buffer.slice(start + HEAD_SIZE, end);
      const code = this.#buffer[start];
      start = end;
      if (code === END) this.#close(payload);
      else frames.push(PARSERS[code](payload));
      this.#count += code === END ? 0 : 1;
    }
    this.#buffer = this.#buffer.slice(start);
    return frames;
  }

  /** Throw `FramesError` unless the sequence has ended. */
  finish() {
    if (!this.#ended) throw new FramesError('the sequence is cut');
  }

  /** @param {number} start @returns {number | null} where the frame ends, or null while it is not whole */
  #frameEnd(start) {
    const available = this.#buffer.length - start;
    this.#needed = available + 1;
    if (available === 0) return null;
    if (this.#ended) throw new FramesError('bytes after the end frame');
    const code = this.#buffer[start];
    if (code < CODES.link || code > CODES.standing) throw new FramesError('an unknown type of frame');
    if (available < HEAD_SIZE) return null;
    const length = readU32(this.#buffer, start + 1);
    if (length > MAX_PAYLOAD) throw new FramesError('a payload over 24 MiB');
    this.#needed = HEAD_SIZE + length;
    return available >= this.#needed ? start + this.#needed : null;
  }

  /** @param {Uint8Array} payload of the end frame */
  #close(payload) {
    if (payload.length !== 4 || readU32(payload, 0) !== this.#count) {
      throw new FramesError('an end frame with another count');
    }
    this.#ended = true;
  }
}

/** @param {Frame} frame @returns {Uint8Array} */
function payloadOf(frame) {
  switch (frame.type) {
    case 'link': return frame.signed;
    case 'object': return join(...reference(frame), u64Of(frame.epoch), wrapOf(frame), frame.body);
    case 'wrap':
    case 'standing': return join(...reference(frame), u64Of(frame.epoch), wrapOf(frame));
    case 'shared': return join(...reference(frame), u64Of(frame.epoch), seatsOf(frame), frame.boxes, frame.body);
    case 'box': return boxPayload(frame);
    default: return join(...reference(frame));
  }
}

/** @param {{objectId: Uint8Array, revision: number}} frame */
function reference({ objectId, revision }) {
  assert(objectId.length === 16, 'an object id has 16 bytes');
  return [objectId, u64Of(revision)];
}

/** @param {{wrap: Uint8Array}} frame */
function wrapOf({ wrap }) {
  assert(wrap.length === WRAP_SIZE, 'a wrap has 104 bytes');
  return wrap;
}

/** @param {SharedFrame} frame @returns {Uint8Array} how many seats its boxes have, a u16 */
function seatsOf({ boxes }) {
  const seats = (boxes.length - WRAP_SIZE) / BOX_SIZE;
  assert(Number.isInteger(seats) && seats >= 1 && seats <= MAX_SEATS, 'boxes are a wrap and 1 to 15 seats');
  return Uint8Array.of(0, seats);
}

/** @param {BoxFrame} frame */
function boxPayload({ identity, epoch, box }) {
  assert(identity.length === 32 && box.length === BOX_SIZE, 'an identity has 32 bytes and a box 136');
  return join(identity, u64Of(epoch), box);
}

/** @param {number} number */
function u64Of(number) {
  if (!Number.isSafeInteger(number) || number < 0) throw new FramesError('a number outside 0 … 2^53 − 1');
  return u64(number);
}

/** @param {Uint8Array} payload @param {number} at */
function numberAt(payload, at) {
  const number = readU64(payload, at);
  if (number > MAX_INTEGER) throw new FramesError('a number over 2^53 − 1');
  return number;
}

/** @param {Uint8Array} payload @returns {ObjectFrame} */
function parseObject(payload) {
  if (payload.length < 136) throw new FramesError('an object frame shorter than its fields');
  return { ...sealedFields(payload), type: 'object', wrap: payload.subarray(32, 136), body: payload.subarray(136) };
}

/** @template {'wrap' | 'standing'} Type @param {Type} type @param {Uint8Array} payload */
function parseWrapped(type, payload) {
  if (payload.length !== 136) throw new FramesError('a wrap or standing frame has 136 bytes');
  return { ...sealedFields(payload), type, wrap: payload.subarray(32) };
}

/** @param {Uint8Array} payload @returns {SharedFrame} */
function parseShared(payload) {
  const seats = payload[32] << 8 | payload[33];
  const boxesEnd = SEATS_END + WRAP_SIZE + BOX_SIZE * seats;
  if (seats < 1 || seats > MAX_SEATS || payload.length < boxesEnd) throw new FramesError('a shared frame of another shape');
  return { ...sealedFields(payload), type: 'shared', boxes: payload.subarray(SEATS_END, boxesEnd), body: payload.subarray(boxesEnd) };
}

/** @param {Uint8Array} payload @returns {BoxFrame} */
function parseBox(payload) {
  if (payload.length !== 176) throw new FramesError('a box frame has 176 bytes');
  return { type: 'box', identity: payload.subarray(0, 32), epoch: numberAt(payload, 32), box: payload.subarray(40) };
}

/** @param {Uint8Array} payload */
function sealedFields(payload) {
  return { objectId: payload.subarray(0, 16), revision: numberAt(payload, 16), epoch: numberAt(payload, 24) };
}

/** @param {Uint8Array} payload @returns {MissingFrame} */
function parseMissing(payload) {
  if (payload.length !== 24) throw new FramesError('a missing frame has 24 bytes');
  return { type: 'missing', objectId: payload.subarray(0, 16), revision: numberAt(payload, 16) };
}

/** @type {Record<number, (payload: Uint8Array) => Frame>} */
const PARSERS = {
  [CODES.link]: (signed) => ({ type: 'link', signed }),
  [CODES.object]: parseObject,
  [CODES.wrap]: (payload) => parseWrapped('wrap', payload),
  [CODES.missing]: parseMissing,
  [CODES.shared]: parseShared,
  [CODES.box]: parseBox,
  [CODES.standing]: (payload) => parseWrapped('standing', payload),
};
