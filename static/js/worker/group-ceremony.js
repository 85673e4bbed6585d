/** The verbs about invitations and about the ceremony that makes a person known to a group (`docs/spec/ceremony.md`). */
import { fromHex, toHex } from '../crypto/bytes.js';
import { generateSecret, invitationId as idOf, openLetter, sealLetter } from '../crypto/ceremony.js';
import { Facilitator, Newcomer } from '../crypto/ceremony-sides.js';
import { CeremonyError, EncodingError, ReculError, assert } from '../crypto/errors.js';
import { FRAME_ID } from '../crypto/group-ids.js';
import { facilitatorsOf } from '../crypto/group-view.js';
import { checkJoined } from '../crypto/joining.js';
import { fromBase64, toBase64 } from './base64.js';
import { changeMemory, spaceOf, toBase64Url } from './group-memory.js';
import { nameOf } from './group-viewing.js';
import { shown } from './group-shown.js';
import { addRotation, beginLink, sealLink } from './group-writing.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('../crypto/ceremony.js').Letter} Letter */
/** @typedef {import('../crypto/memory.js').Invitation} Invitation */
/** @typedef {import('../crypto/memory.js').Dropped} Dropped */
/** @typedef {{side: Facilitator|Newcomer, group_id: string, joined: boolean, failed: boolean}} Held a ceremony that this page holds */
/** @typedef {{invitation_id: string}} Which */
/** @typedef {{step: number, message: string}} Message `message` in base64 */

/** @param {string} secret base64url, as an address carries it @returns {Uint8Array} */
function secretOf(secret) {
  const plain = secret.replaceAll('-', '+').replaceAll('_', '/');
  return fromBase64(plain.padEnd(Math.ceil(plain.length / 4) * 4, '='), 16);
}

/** @param {Keeper} _ @param {{secret: string}} args */
const invitationId = (_, { secret }) => toHex(idOf(secretOf(secret)));

/** What a newcomer reads before accepting. @param {import('./group-space.js').GroupSpace} space @returns {Letter} */
function letterOf(space) {
  const frame = space.contents.get(toHex(FRAME_ID))?.document;
  const createHash = space.state.headAt(0);
  if (frame?.kind !== 'frame' || !createHash) throw new EncodingError('a group whose frame did not open');
  const facilitators = facilitatorsOf(space.state.roster).map(({ identity }) => nameOf(space, identity) ?? '');
  return { createHash, title: frame.title, facilitators, clauses: frame.clauses, charter: frame.charter };
}

/** @param {Keeper} keeper @param {{group_id: string, count: number, role: number, last_day: number, replaces: string|null}} args */
function newInvitations(keeper, { group_id, count, role, last_day, replaces }) {
  const space = spaceOf(keeper, group_id);
  space.checkMember();
  const letter = letterOf(space);
  const secrets = Array.from({ length: count }, generateSecret);
  const made = secrets.map((secret) => /** @type {Invitation} */ ([secret, role, last_day, replaces && fromHex(replaces)]));
  changeMemory(keeper, group_id, { invitations: [...space.memory?.invitations ?? [], ...made] });
  return secrets.map((secret) => ({
    secret: toBase64Url(secret), invitation_id: toHex(idOf(secret)), role, last_day, letter: toBase64(sealLetter(secret, space.groupId, letter)),
  }));
}

/** Forgets invitations that were revoked or used. @param {Keeper} keeper @param {{group_id: string, invitation_ids: string[]}} args */
function dropInvitations(keeper, { group_id, invitation_ids }) {
  const { memory } = spaceOf(keeper, group_id);
  if (memory === null) return;
  const isOver = (/** @type {Invitation} */ [secret]) => invitation_ids.includes(toHex(idOf(secret)));
  const gone = memory.invitations.filter(isOver).map(([secret, , lastDay]) => /** @type {Dropped} */ ([idOf(secret), lastDay]));
  changeMemory(keeper, group_id, { invitations: memory.invitations.filter((each) => !isOver(each)), dropped: [...memory.dropped, ...gone] });
}

/** @param {string} secret @param {string} group_id @param {string} letter base64 */
const letterIn = (secret, group_id, letter) => openLetter(secretOf(secret), fromHex(group_id), fromBase64(letter));

/** Reads a letter, without an account. @param {Keeper} _ @param {{secret: string, group_id: string, letter: string}} args */
function readLetter(_, { secret, group_id, letter }) {
  const { createHash: __, ...read } = letterIn(secret, group_id, letter);
  return shown(read);
}

/** @param {Keeper} keeper @param {{group_id: string, invitation_id: string, name: string}} args */
function beginFacilitating(keeper, { group_id, invitation_id, name }) {
  const space = spaceOf(keeper, group_id);
  space.checkSending();
  const invitation = space.memory?.invitations.find(([secret]) => toHex(idOf(secret)) === invitation_id);
  const createHash = space.state.headAt(0);
  if (!invitation || !createHash) throw new CeremonyError('an invitation made by somebody else');
  const [secret, role, , replaces] = invitation;
  const { identity, boxKey } = space.account.keyring;
  const terms = { seq: space.state.nextSeq - 1, head: space.state.head, role, replaces };
  const side = new Facilitator({ groupId: space.groupId, createHash, secret }, { identity, boxKey, name }, terms);
  return hold(keeper, invitation_id, { side, group_id, joined: false, failed: false });
}

/** @typedef {{secret: string, group_id: string, letter: string, name: string}} Invited */

/** The newcomer's side; a `nonce` is that of a ceremony taken up again. @param {Keeper} keeper @param {Invited & {nonce?: Uint8Array}} args */
export function newcomerOf({ account: { keyring: { identity, boxKey } } }, { secret, group_id, letter, name, nonce }) {
  const { createHash } = letterIn(secret, group_id, letter);
  return new Newcomer({ groupId: fromHex(group_id), createHash, secret: secretOf(secret) }, { identity, boxKey, name }, nonce);
}

/** @param {Keeper} keeper @param {Invited} args */
function beginJoining(keeper, { secret, group_id, letter, name }) {
  const side = newcomerOf(keeper, { secret, group_id, letter, name });
  const { view } = hold(keeper, toHex(idOf(secretOf(secret))), { side, group_id, joined: false, failed: false });
  return { send: { step: 1, message: toBase64(side.commit()) }, view };
}

/** @param {Keeper} keeper @param {string} invitation_id @param {Held} held */
function hold(keeper, invitation_id, held) {
  keeper.ceremonies.set(invitation_id, held);
  return { send: null, view: viewOf(held) };
}

/** @param {Keeper} keeper @param {string} invitation_id @returns {Held} */
function heldIn({ ceremonies }, invitation_id) {
  const held = ceremonies.get(invitation_id);
  if (!held) throw new CeremonyError('no ceremony is held here');
  return held;
}

/** What each side does with each message. @param {Facilitator|Newcomer} side @param {number} step @param {Uint8Array} message @returns {[number, Uint8Array]|null} what to send */
function hear(side, step, message) {
  if (side instanceof Newcomer && step === 2) return [3, side.reveal(message)];
  if (side instanceof Facilitator && step === 1) return [2, side.answer(message)];
  if (side instanceof Facilitator && step === 3) side.learn(message);
  else if (side instanceof Facilitator && step === 5) side.receive(message);
  else throw new CeremonyError('a message of another step');
  return null;
}

/** Does one step; a refusal ends the attempt. @param {Keeper} keeper @param {string} invitation_id @param {(side: Facilitator|Newcomer) => [number, Uint8Array]|null} act */
function advance(keeper, invitation_id, act) {
  const held = heldIn(keeper, invitation_id);
  try {
    const sent = act(held.side);
    return { send: sent && { step: sent[0], message: toBase64(sent[1]) }, view: viewOf(held) };
  } catch (error) {
    if (error instanceof ReculError) held.failed = true;
    throw error;
  }
}

/** @param {Keeper} keeper @param {Which & Message} args */
const hearCeremony = (keeper, { invitation_id, step, message }) => advance(keeper, invitation_id, (side) => hear(side, step, fromBase64(message)));

/** The newcomer signs as soon as the facilitator's code was right. @param {Keeper} keeper @param {Facilitator|Newcomer} side @returns {[number, Uint8Array]|null} */
const signed = ({ account }, side) => (side instanceof Newcomer ? [5, side.sign(account.keyring.signSeed)] : null);

/** @param {Keeper} keeper @param {Which & {text: string}} args */
function typeDigits(keeper, { invitation_id, text }) {
  return advance(keeper, invitation_id, (side) => {
    side.typeDigits(text);
    return signed(keeper, side);
  });
}

/** @param {Keeper} keeper @param {Which & {text: string}} args */
function readQr(keeper, { invitation_id, text }) {
  return advance(keeper, invitation_id, (side) => {
    side.readQr(text);
    return signed(keeper, side);
  });
}

/** @param {Held} held */
function viewOf({ side, joined, failed }) {
  const isNewcomer = side instanceof Newcomer;
  const theirName = (isNewcomer ? side.facilitator : side.newcomer)?.name ?? null;
  const codes = side.isSettled ? { digits: side.digits, qrText: side.qrText } : { digits: null, qrText: null };
  return { side: isNewcomer ? 'newcomer' : 'facilitator', step: stepOf(side, joined, failed), matched: side.matched, theirName, ...codes };
}

/** @param {Facilitator|Newcomer} side @param {boolean} joined @param {boolean} failed */
function stepOf(side, joined, failed) {
  if (failed || side.isOver) return 'failed';
  if (joined) return 'joined';
  if (!side.isSettled) return 'waiting';
  if (!side.matched) return 'digits';
  return side instanceof Facilitator && side.isComplete ? 'ready' : 'signing';
}

/** @param {Keeper} keeper @param {Which} args */
const viewCeremony = (keeper, { invitation_id }) => viewOf(heldIn(keeper, invitation_id));

/** The link that makes the newcomer a member. @param {Keeper} keeper @param {Which & {group_id: string}} args */
function prepareAdd(keeper, { group_id, invitation_id }) {
  const { side } = heldIn(keeper, invitation_id);
  const space = spaceOf(keeper, group_id);
  assert(side instanceof Facilitator, 'a facilitator links the newcomer');
  space.checkSending();
  const writing = beginLink(space);
  const add = side.add();
  writing.operations.push(add);
  addRotation(writing);
  return sealLink(writing, [[add.identity, add.transcript]]);
}

/** The newcomer holds the chain against what was agreed, then pins the one they spoke with. @param {Keeper} keeper @param {Which} args */
function confirmJoin(keeper, { invitation_id }) {
  const held = heldIn(keeper, invitation_id);
  const { side } = held;
  const space = spaceOf(keeper, held.group_id);
  assert(side instanceof Newcomer && side.facilitator, 'a newcomer confirms what was agreed');
  if (held.joined) return { remember: space.remember };
  checkJoined(side, space.links);
  space.vouch([side.facilitator.identity, side.transcript]);
  held.joined = true;
  return { remember: space.remember };
}

/** The facilitator's link is in the chain. @param {Keeper} keeper @param {Which} args */
function stopCeremony({ ceremonies }, { invitation_id }) {
  ceremonies.delete(invitation_id);
}

export const groupCeremonyVerbs = {
  invitationId, newInvitations, dropInvitations, readLetter, beginFacilitating, beginJoining, hearCeremony, typeDigits, readQr, viewCeremony,
  prepareAdd, confirmJoin, stopCeremony,
};
