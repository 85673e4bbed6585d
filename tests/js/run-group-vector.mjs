/** @file The browser's runner of the operations of groups, ceremonies and sharing, beside those of `run-vector.mjs`. */
import { boxKeyOf } from '../../static/js/crypto/box.js';
import * as ceremony from '../../static/js/crypto/ceremony.js';
import { Facilitator, Newcomer } from '../../static/js/crypto/ceremony-sides.js';
import * as documents from '../../static/js/crypto/documents.js';
import * as epochs from '../../static/js/crypto/epochs.js';
import { CeremonyError } from '../../static/js/crypto/errors.js';
import { GroupState, audit, preview } from '../../static/js/crypto/group.js';
import * as ids from '../../static/js/crypto/group-ids.js';
import { fromValue, toValue } from '../../static/js/crypto/group-operations.js';
import { effectiveEnd } from '../../static/js/crypto/group-view.js';
import { checkJoined } from '../../static/js/crypto/joining.js';
import * as memory from '../../static/js/crypto/memory.js';
import * as names from '../../static/js/crypto/names.js';
import * as sharing from '../../static/js/crypto/sharing.js';
import * as templates from '../../static/js/crypto/templates.js';
import { identityOf } from '../../static/js/crypto/signatures.js';
import { openWitness } from '../../static/js/crypto/witness.js';
import { wordsOfTheDay } from '../../static/js/crypto/words.js';
import { toHex } from '../../static/js/crypto/bytes.js';
import { readFields, readValue, writeFields, writeValue } from './notation.mjs';

function stateOf({ chainId, links }) {
  const state = new GroupState(chainId);
  for (const signed of links) state.append(signed);
  return state;
}

function verifyGroup(input) {
  const state = stateOf(input);
  return { seq: state.nextSeq - 1, head: state.head, state: state.toBytes(), stateHash: state.stateHash() };
}

function previewOf(input) {
  const state = stateOf(input);
  const before = input.operations.map((value) => fromValue(readValue(value)));
  const { epoch, members, standing } = preview(state, state.chainId, state.nextSeq, input.author, before);
  return {
    epoch, members: members.map(({ identity, boxKey }) => writeFields({ identity, boxKey })),
    standing: standing.map(({ objectId, revision }) => writeFields({ objectId, revision })),
  };
}

function auditOf(input) {
  const pins = input.pins.map(readFields).map(({ identity, transcript }) => [identity, transcript]);
  return { findings: audit(stateOf(input), input.epochKey, pins).sort() };
}

function openStanding({ groupId, rotate, epochKey, wanted, wraps }) {
  const opened = epochs.openStanding(groupId, fromValue(readValue(rotate)), epochKey, wanted.map(readFields), wraps.map(readFields));
  return { keys: opened.map(({ objectId, key }) => writeFields({ objectId, contentKey: key })) };
}

function openLetter({ secret, groupId, letter }) {
  const { createHash, title, facilitators, clauses, charter } = ceremony.openLetter(secret, groupId, letter);
  return { letter: writeValue({ create_hash: createHash, title, facilitators, clauses, charter }) };
}

function transcriptOf({ groupId, createHash, secret, offer, reveal }) {
  const { nonce, claim } = ceremony.revealFromBytes(reveal);
  const transcript = ceremony.transcriptOf({ groupId, createHash, secret }, ceremony.offerFromBytes(offer), nonce, claim);
  return {
    transcript, facilitatorDigits: ceremony.digitsOf(transcript, 'facilitator'),
    newcomerDigits: ceremony.digitsOf(transcript, 'newcomer'), qrText: ceremony.qrTextOf(transcript),
  };
}

/** Do the steps in turn and return what each verb gave; a step marked as refused must be, and the walk goes on. */
function walk({ steps }, verbs) {
  const gave = {};
  for (const { step, refused, ...given } of steps.map(readFields)) {
    if (!refused) gave[step] = verbs[step](given);
    else assertRefused(() => verbs[step](given));
  }
  return gave;
}

function assertRefused(act) {
  try {
    act();
  } catch (error) {
    if (error instanceof CeremonyError) return;
    throw error;
  }
  throw new Error('a step that had to be refused');
}

function heldBy({ groupId, createHash, secret, seed, boxSecret, name, nonce, steps }) {
  const claim = { identity: identityOf(seed), boxKey: boxKeyOf(boxSecret), name };
  const side = new Newcomer({ groupId, createHash, secret }, claim, nonce);
  const gave = walk({ steps }, {
    reveal: ({ message }) => side.reveal(message),
    digits: ({ typed }) => side.typeDigits(typed),
    qr: ({ text }) => side.readQr(text),
    sign: () => side.sign(seed),
  });
  return { side, gave };
}

const shownBy = (side) => (side.isSettled ? { transcript: side.transcript, digits: side.digits } : {});
const bytesOrNull = (name, bytes) => (bytes ? { [name]: bytes } : { [name]: null });

function newcomer(input) {
  const { side, gave } = heldBy(input);
  return { commitment: side.commit(), ...shownBy(side), ...bytesOrNull('reveal', gave.reveal), ...bytesOrNull('signature', gave.sign) };
}

function facilitator({ groupId, createHash, secret, identity, boxKey, name, seq, head, role, replaces, nonce, steps }) {
  const side = new Facilitator({ groupId, createHash, secret }, { identity, boxKey, name }, { seq, head, role, replaces }, nonce);
  const gave = walk({ steps }, {
    answer: ({ message }) => side.answer(message),
    learn: ({ message }) => side.learn(message),
    digits: ({ typed }) => side.typeDigits(typed),
    qr: ({ text }) => side.readQr(text),
    receive: ({ message }) => side.receive(message),
    add: () => writeValue(toValue(side.add())),
  });
  return { ...shownBy(side), ...bytesOrNull('offer', gave.answer), add: gave.add ?? null };
}

function checkJoinedBy(input) {
  const state = checkJoined(heldBy(input).side, input.links);
  return { seq: state.nextSeq - 1, head: state.head };
}

function openShared({ groupId, objectId, revision, epoch, author, members, identity, boxSecret, epochKey, boxes, body }) {
  const place = { groupId, objectId, revision, epoch };
  const post = sharing.openShared(place, author, members, { identity, boxSecret, epochKey }, boxes, body);
  return post === null ? { readable: false } : { readable: true, witness: post.witness, document: post.document };
}

function shownNames({ people }) {
  const read = people.map(readFields);
  const shown = names.shownNames(read);
  return { shown: read.map(({ identity }) => shown.get(toHex(identity))) };
}

function witnessOf({ accountKey, vaultId, groupId, witness }) {
  return { mark: writeFields(openWitness(accountKey, vaultId, groupId, witness)) };
}

function mergeMemories({ one, other }) {
  return { merged: memory.memoryToBytes(memory.merge(memory.memoryFromBytes(one), memory.memoryFromBytes(other))) };
}

function mergeAliases({ one, other }) {
  return { merged: memory.aliasesToBytes(memory.mergeAliases(memory.aliasesFromBytes(one), memory.aliasesFromBytes(other))) };
}

function claimOf({ nonce, identity, boxKey, name }) {
  const claim = ceremony.claimToBytes({ identity, boxKey, name });
  return { commitment: ceremony.commitmentOf(nonce, claim), claim };
}

export const GROUP_OPERATIONS = {
  'group.verify': verifyGroup,
  'group.preview': previewOf,
  'group.audit': auditOf,
  'group.ids': ({ groupId, identity, boxKey }) => ({ cardId: ids.cardId(groupId, identity), memberId: ids.memberId(identity, boxKey) }),
  'group.key_check': ({ groupId, epoch, epochKey }) => (
    { keyCheck: ids.keyCheck(groupId, epoch, epochKey), groupKey: epochs.groupKey(epochKey) }),
  'group.hashes': ({ box, boxes, wraps }) => (
    { boxHash: ids.boxHash(box), boxesHash: ids.boxesHash(boxes), standingHash: ids.standingHash(wraps.map(readFields)) }),
  'group.open_epoch': ({ groupId, rotate, identity, boxSecret, box }) => (
    { epochKey: epochs.openEpoch(groupId, fromValue(readValue(rotate)), identity, boxSecret, box) }),
  'group.open_standing': openStanding,
  'ceremony.invitation': ({ secret, groupId }) => (
    { invitationId: ceremony.invitationId(secret), invitationProof: ceremony.invitationProof(secret, groupId) }),
  'ceremony.open_letter': openLetter,
  'ceremony.commitment': claimOf,
  'ceremony.transcript': transcriptOf,
  'ceremony.same_digits': ({ typed, digits }) => ({ same: ceremony.sameDigits(typed, digits) }),
  'ceremony.may_begin': ({ failedAt, now }) => ({ allowed: ceremony.mayBegin(failedAt, now) }),
  'ceremony.newcomer': newcomer,
  'ceremony.facilitator': facilitator,
  'ceremony.check_joined': checkJoinedBy,
  'ceremony.words': ({ groupId, head }) => ({ words: wordsOfTheDay(groupId, head) }),
  'sharing.open': openShared,
  'sharing.open_wrap': ({ epochKey, groupId, objectId, revision, epoch, wrap }) => (
    { contentKey: epochs.openWrap(epochKey, groupId, { objectId, revision }, epoch, wrap) }),
  'sharing.open_seat': ({ boxSecret, groupId, objectId, revision, epoch, seat }) => (
    { contentKey: sharing.openSeat(boxSecret, { groupId, objectId, revision, epoch }, seat) }),
  'sharing.read_document': ({ document }) => ({ value: writeValue(documents.fromBytes(document)) }),
  'sharing.check_name': ({ name }) => ({ name: names.checkName(name) }),
  'sharing.skeleton': ({ name }) => ({ stripped: names.stripName(name), skeleton: names.skeletonOf(names.stripName(name)) }),
  'sharing.shown_names': shownNames,
  'sharing.open_witness': witnessOf,
  'sharing.end': ({ groupEnd, end, parentEnd }) => (
    { end: effectiveEnd(groupEnd, { end }, parentEnd === null ? null : { end: parentEnd }) }),
  'sharing.memory_ids': ({ groupId }) => ({ memoryId: memory.memoryId(groupId), aliasesId: memory.aliasesId() }),
  'sharing.read_memory': ({ memory: encoded }) => ({ memory: memory.memoryToBytes(memory.memoryFromBytes(encoded)) }),
  'sharing.merge_memories': mergeMemories,
  'sharing.read_aliases': ({ aliases }) => ({ pairs: memory.aliasesFromBytes(aliases) }),
  'sharing.merge_aliases': mergeAliases,
  'sharing.templates_id': () => ({ templatesId: templates.templatesId() }),
  'sharing.read_templates': ({ templates: encoded }) => ({ templates: templates.templatesToBytes(templates.templatesFromBytes(encoded)) }),
  'sharing.merge_templates': ({ one, other }) => (
    { merged: templates.templatesToBytes(templates.mergeTemplates(templates.templatesFromBytes(one), templates.templatesFromBytes(other))) }),
};
