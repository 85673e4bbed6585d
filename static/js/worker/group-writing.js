/** The verbs that make what is sent to a group: one link at a time, judged here before it leaves. */
import { fromHex, toHex } from '../crypto/bytes.js';
import { NO_HEAD, signLink } from '../crypto/chain.js';
import { toBytes } from '../crypto/documents.js';
import { generateEpochKey, makeRotation } from '../crypto/epochs.js';
import { SealedError } from '../crypto/errors.js';
import { encodeFrames } from '../crypto/frames.js';
import { FRAME_ID, boxesHash, cardId, isStanding } from '../crypto/group-ids.js';
import { FACILITATOR, GROUP } from '../crypto/group-operations.js';
import { preview } from '../crypto/group-policy.js';
import { membersOf } from '../crypto/group-view.js';
import { bodyHash } from '../crypto/objects.js';
import { ID_SIZE, KEY_SIZE, randomBytes } from '../crypto/primitives.js';
import { sealBoxes, sealPost } from '../crypto/sharing.js';
import { sealWitness } from '../crypto/witness.js';
import { spaceOf } from './group-memory.js';
import { meant } from './group-shown.js';
import { GroupRefusal, GroupSpace } from './group-space.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('../crypto/frames.js').Frame} Frame */
/** @typedef {import('../crypto/group-operations.js').GroupOperation} GroupOperation */
/** @typedef {{group_id: string}} Which */
/**
 * @typedef {object} Writing A link in the making.
 * @property {GroupSpace} space
 * @property {GroupOperation[]} operations
 * @property {Frame[]} frames what is sent with it
 * @property {Map<number, Uint8Array>} keys of the epochs it opens
 */
/** @typedef {{objectId: Uint8Array, parent: Uint8Array|null, end: number|null, readers: Uint8Array[]|null, document: import('../crypto/documents.js').Document}} Draft */
/** @typedef {{group_id: string, frames: Uint8Array, head: string, after: number, count: number}} Append */

/** @param {GroupSpace} space @returns {Writing} */
export const beginLink = (space) => ({ space, operations: [], frames: [], keys: new Map() });

/** A new key for the members after the operations so far, with its boxes and the standing objects wrapped again. @param {Writing} writing */
export function addRotation({ space, operations, frames, keys }) {
  const { groupId, identity, state } = space;
  const { epoch, members, standing } = preview(state, groupId, state.nextSeq, identity, operations);
  const wanted = standing.map(({ objectId, revision }) => ({ objectId, revision, key: standingKeyOf(space, objectId, revision) }));
  const key = generateEpochKey();
  const sealed = makeRotation(groupId, epoch, members, key, wanted);
  operations.push(sealed.operation);
  keys.set(epoch, key);
  frames.push(...sealed.boxes.map(({ identity: theirs, box }) => ({ type: /** @type {const} */ ('box'), identity: theirs, epoch, box })));
  frames.push(...sealed.standing.map((each) => ({ type: /** @type {const} */ ('standing'), ...each, epoch })));
}

/** @param {GroupSpace} space @param {Uint8Array} objectId @param {number} revision @returns {Uint8Array|null} null for one that is lost */
function standingKeyOf({ standingKeys, membership }, objectId, revision) {
  const key = standingKeys.get(`${toHex(objectId)} ${revision}`) ?? null;
  // somebody else, who could open it, or a facilitator is the one to make the next key
  if (!key && membership?.role !== FACILITATOR) throw new GroupRefusal('bad-key');
  return key;
}

/** @param {Keeper} keeper @param {Writing} writing @param {Draft} draft */
function addPut({ account, vault }, { space, operations, frames, keys }, { objectId, parent, end, readers, document }) {
  const { groupId, identity, state } = space;
  const epoch = state.roster.epoch + keys.size;
  const epochKey = keys.get(epoch) ?? space.keys.get(epoch);
  if (!epochKey) throw new SealedError();
  const revision = (state.objects.get(toHex(objectId))?.revision ?? 0) + 1;
  const place = { groupId, objectId, revision, epoch };
  const witness = sealWitness(account.accountKey, account.vaultId, groupId, { seq: vault.state.nextSeq - 1, head: vault.state.head });
  const key = randomBytes(KEY_SIZE);
  const body = sealPost(key, place, { author: identity, witness, document: toBytes(document) });
  const boxes = sealBoxes(epochKey, place, key, membersOf(state.roster), readers && [...readers, identity]);
  operations.push({
    name: 'put', objectId, revision, bodyHash: bodyHash(body), size: body.length, boxesHash: boxesHash(boxes), parent, end,
  });
  frames.push({ type: 'shared', objectId, revision, epoch, boxes, body });
}

/** Signs the link over what was prepared, once this state accepts it. @param {Writing} writing @param {import('../crypto/group.js').Pin[]} [pins] @returns {Append} */
export function sealLink({ space, operations, frames, keys }, pins = []) {
  const { account, groupId, state } = space;
  const link = signLink(account.keyring.signSeed, groupId, state.nextSeq, state.head, operations, GROUP);
  state.copy().append(link);
  space.pending = { link, keys, pins };
  const [after, head] = [state.nextSeq - 1, state.nextSeq === 0 ? NO_HEAD : state.head];
  return {
    group_id: toHex(groupId), frames: encodeFrames([...frames, { type: 'link', signed: link }]), head: `${after}:${toHex(head)}`, after,
    count: frames.filter(({ type }) => type === 'shared').length,
  };
}

/** A group of one person: a new id, its first link and its box. @param {Keeper} keeper @param {{end: number}} args */
function prepareGroup(keeper, { end }) {
  const space = new GroupSpace(keeper.account, randomBytes(ID_SIZE));
  keeper.groups.set(toHex(space.groupId), space);
  const writing = beginLink(space);
  writing.operations.push({ name: 'create', boxKey: keeper.account.keyring.boxKey, end });
  addRotation(writing);
  const { group_id, frames } = sealLink(writing);
  return { group_id, frames };
}

/** The key changes first when it is due. @param {GroupSpace} space @returns {Writing} */
export function beginPuts(space) {
  space.checkSending();
  const writing = beginLink(space);
  if (space.state.roster.due) addRotation(writing);
  return writing;
}

/** The frame, one's own card. @param {Keeper} keeper @param {Which & {frame: any, card: any}} args null for what does not change */
function prepareStanding(keeper, { group_id, frame, card }) {
  const space = spaceOf(keeper, group_id);
  const writing = beginPuts(space);
  const standing = { parent: null, end: null, readers: null };
  if (frame) addPut(keeper, writing, { ...standing, objectId: FRAME_ID, document: meant({ kind: 'frame', ...frame }) });
  if (card) addPut(keeper, writing, { ...standing, objectId: cardId(space.groupId, space.identity), document: meant({ kind: 'card', ...card }) });
  return sealLink(writing);
}

/** The acts of people about people and about the group. @type {Record<string, (writing: Writing, act: any) => void>} */
const ACTS = {
  rotate: (writing) => addRotation(writing),
  dispute: ({ operations, space }) => { operations.push({ name: 'dispute', epoch: space.state.roster.epoch }); },
  remove: (writing, { identity }) => {
    writing.operations.push({ name: 'remove', identity: fromHex(identity) });
    addRotation(writing);
  },
  role: ({ operations }, { identity, role }) => { operations.push({ name: 'role', identity: fromHex(identity), role }); },
  propose: ({ operations }, { change, identity }) => { operations.push({ name: 'propose', change, identity: fromHex(identity) }); },
  endorse: ({ operations }, { proposal }) => { operations.push({ name: 'endorse', proposal: fromHex(proposal) }); },
  leave: ({ operations }) => { operations.push({ name: 'leave' }); },
  anchor: ({ operations }, { seance_id }) => { operations.push({ name: 'anchor', seanceId: fromHex(seance_id) }); },
  close: ({ operations }, { end }) => { operations.push({ name: 'close', end }); },
  checkpoint: ({ operations, space: { state } }) => {
    operations.push({ name: 'checkpoint', number: state.roster.checkpoint + 1, stateHash: state.stateHash() });
  },
};
/** What is sent whatever the audit finds, a pin excepted (`docs/spec/group.md` §6). */
const ALWAYS = new Set(['rotate', 'dispute', 'leave']);
/** Links of a group between two checkpoints. */
const CHECKPOINT_EVERY = 64;

/** Whether a facilitator is to write the hash of the state now (`docs/spec/group.md` §5). @param {Keeper} keeper @param {Which} args @returns {boolean} */
function owesCheckpoint(keeper, { group_id }) {
  const { state, membership, checkpointSeq } = spaceOf(keeper, group_id);
  return membership?.role === FACILITATOR && state.nextSeq - 1 - checkpointSeq >= CHECKPOINT_EVERY;
}

/** @param {Keeper} keeper @param {Which & {act: {name: string}}} args */
function prepareAct(keeper, { group_id, act }) {
  const space = spaceOf(keeper, group_id);
  if (ALWAYS.has(act.name)) space.checkMember();
  else space.checkSending();
  const writing = beginLink(space);
  ACTS[act.name](writing, act);
  return sealLink(writing);
}

/** What an outbox of shares holds becomes one link. @param {Keeper} keeper @param {GroupSpace} space @param {import('./group-outbox.js').ShareDraft[]} drafts */
export function preparePutsOf(keeper, space, drafts) {
  const writing = beginPuts(space);
  for (const { act, object_id, parent, end, readers, document } of drafts) {
    const objectId = fromHex(object_id);
    if (act === 'tombstone') writing.operations.push({ name: 'tombstone', objectId });
    else addPut(keeper, writing, { objectId, parent: parent === null ? null : fromHex(parent), end, readers: readers && readers.map(fromHex), document: meant(document) });
  }
  return sealLink(writing);
}

/** An id that no standing object has. @returns {string} */
export function newShareId() {
  for (;;) {
    const id = randomBytes(ID_SIZE);
    if (!isStanding(id)) return toHex(id);
  }
}

/** @param {Keeper} keeper @param {Which} args */
function dropGroupAppend(keeper, { group_id }) {
  spaceOf(keeper, group_id).pending = null;
}

export const groupWritingVerbs = { prepareGroup, prepareStanding, owesCheckpoint, prepareAct, dropGroupAppend };
