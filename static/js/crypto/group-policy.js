/** @file What may be done in a group chain, judged at its place on public bytes alone (`docs/spec/group.md` §2, §3). */
import { join, same, toHex } from './bytes.js';
import { NO_HEAD } from './chain.js';
import { ChainError, assert } from './errors.js';
import { FRAME_ID, cardId, isStanding } from './group-ids.js';
import { FACILITATOR, MAX_MEMBERS, MEMBER } from './group-operations.js';
import { facilitatorsOf, membersOf, wrappedAgain } from './group-view.js';
import { SIGN_JOIN } from './labels.js';
import { verify } from './signatures.js';

/**
 * @typedef {import('./group-view.js').GroupOperation} GroupOperation
 * @typedef {import('./group-view.js').Put} Put
 * @typedef {import('./group-view.js').Rotate} Rotate
 * @typedef {import('./group-view.js').GroupLink} GroupLink
 * @typedef {import('./group-view.js').Member} Member
 * @typedef {import('./group-view.js').Proposal} Proposal
 * @typedef {import('./group-view.js').Roster} Roster
 * @typedef {import('./group-view.js').ObjectRecord} ObjectRecord
 * @typedef {import('./group-view.js').Preview} Preview
 * @typedef {import('./group-view.js').Changes} Changes
 * @typedef {import('./group-view.js').GroupView} GroupView
 * @typedef {{view: GroupView, link: GroupLink, changes: Changes}} Verdict
 */

const LEAST_ENDORSERS = 3;
const OF_FACILITATORS = new Set(['add', 'remove', 'role', 'anchor', 'checkpoint', 'close']);

/** What a verified link does. Nothing is changed in `view`: a link is applied whole or not at all.
 * @param {GroupView} view @param {GroupLink} link
 * @returns {Changes} `ChainError` when it breaks a rule, `SignatureError` for a newcomer's bad signature */
export function judge(view, link) {
  checkAuthor(view.roster, link.seq, link.author);
  checkPlaces(link);
  return judgeEach(view, link).changes;
}

/** What a `rotate` must be for, after the operations `before` it in a link to come.
 * @param {GroupView} view @param {Uint8Array} chainId @param {number} seq @param {Uint8Array} author @param {GroupOperation[]} before
 * @returns {Preview} throws as `judge` does */
export function preview(view, chainId, seq, author, before) {
  checkAuthor(view.roster, seq, author);
  const verdict = judgeEach(view, { author, chainId, seq, prev: NO_HEAD, operations: before, head: NO_HEAD });
  const { roster } = verdict.changes;
  return { epoch: roster.epoch + 1, members: membersOf(roster), standing: wrappedAgain(roster, objectsWhere(verdict, () => true)) };
}

/** @param {GroupView} view @param {GroupLink} link @returns {Verdict} */
function judgeEach(view, link) {
  /** @type {Verdict} */
  const verdict = { view, link, changes: { roster: view.roster, objects: new Map(), tombstones: new Set(), placed: [], rotation: null } };
  for (const operation of link.operations) {
    if (OF_FACILITATORS.has(operation.name) && !authorLeads(verdict)) throw new ChainError('an act of facilitators');
    RULES[operation.name](verdict, operation);
  }
  return verdict;
}

/** Throw `ChainError` unless an identity may write the link at `seq`. @param {Roster} roster @param {number} seq @param {Uint8Array} author */
export function checkAuthor(roster, seq, author) {
  if (seq > 0 && !roster.members.has(toHex(author))) throw new ChainError('an author who is no member');
}

/** @param {Uint8Array} groupId @param {Uint8Array} transcript @param {Uint8Array} boxKey @param {number} role
 * @returns {Uint8Array} what a newcomer signs (`docs/spec/ceremony.md` §4) */
export function joinMessage(groupId, transcript, boxKey, role) {
  return join(groupId, transcript, boxKey, Uint8Array.of(role));
}

/** @param {Verdict} verdict @returns {boolean} */
function authorLeads({ link, changes }) {
  return changes.roster.members.get(toHex(link.author))?.role === FACILITATOR;
}

/** @param {Verdict} verdict @param {Partial<Roster>} changed */
function change({ changes }, changed) {
  changes.roster = { ...changes.roster, ...changed };
}

/** @param {Verdict} verdict @param {Uint8Array} objectId @returns {ObjectRecord | null} */
function objectOf({ view, changes }, objectId) {
  const id = toHex(objectId);
  if (changes.tombstones.has(id)) return null;
  return changes.objects.get(id) ?? view.objects.get(id) ?? null;
}

/** The objects as they stand now that a test holds for. @param {Verdict} verdict @param {(record: ObjectRecord) => boolean} test @returns {ObjectRecord[]} */
function objectsWhere({ view, changes }, test) {
  const found = [...view.objects].filter(([id]) => !changes.objects.has(id) && !changes.tombstones.has(id)).map(([, record]) => record);
  return [...found, ...changes.objects.values()].filter(test);
}

/** Make someone a member, or give a member another role. @param {Verdict} verdict @param {Member} member */
function seat(verdict, member) {
  settle(verdict, { members: new Map(verdict.changes.roster.members).set(toHex(member.identity), member) });
}

/** Make a member a former one: the epoch becomes due. @param {Verdict} verdict @param {Uint8Array} identity */
function drop(verdict, identity) {
  const { members, former } = verdict.changes.roster;
  const left = new Map(members);
  left.delete(toHex(identity));
  settle(verdict, { members: left, former: new Map(former).set(toHex(identity), null), due: true });
}

/** Take changes of people, without the proposals that have nothing left to do. @param {Verdict} verdict @param {Partial<Roster>} changed */
function settle(verdict, changed) {
  change(verdict, changed);
  const { members, proposals } = verdict.changes.roster;
  const standing = [...proposals].filter(([, proposal]) => {
    const target = members.get(toHex(proposal.identity));
    return target !== undefined && (proposal.change === 'remove' || target.role === MEMBER);
  });
  change(verdict, { proposals: new Map(standing) });
}

/** @param {GroupLink} link */
function checkPlaces({ seq, operations }) {
  const names = operations.map(({ name }) => name);
  const count = (/** @type {string} */ name) => names.filter((each) => each === name).length;
  if ((seq === 0) !== names.includes('create') || (seq === 0 && names.join() !== 'create,rotate')) {
    throw new ChainError('link 0 is [create, rotate], and create stands nowhere else');
  }
  if (names.includes('checkpoint') && names.length > 1) throw new ChainError('a checkpoint is alone in its link');
  if (names.slice(0, -1).includes('leave')) throw new ChainError('a leave is the last operation of its link');
  if (count('propose') > 1 || count('rotate') > 1) throw new ChainError('a link has at most one propose and one rotate');
  const changed = Math.max(names.lastIndexOf('add'), names.lastIndexOf('remove'));
  if (changed >= 0 && names.lastIndexOf('rotate') < changed) throw new ChainError('an add or remove without a new key');
}

/** @type {Record<GroupOperation['name'], (verdict: Verdict, operation: any) => void>} */
const RULES = {
  create, put, tombstone, add, remove, role, propose, endorse, rotate, dispute, leave, anchor, checkpoint, close,
};

/** @param {Verdict} verdict @param {import('./group-operations.js').Create} operation */
function create(verdict, { boxKey, end }) {
  const { author } = verdict.link;
  const member = { identity: author, boxKey, role: FACILITATOR, seq: 0, addedBy: author };
  change(verdict, { end, due: true, members: new Map([[toHex(author), member]]) });
}

/** @param {Verdict} verdict @param {import('./group-operations.js').Add} operation */
function add(verdict, operation) {
  const { link: { author, chainId, seq }, changes: { roster } } = verdict;
  const { identity, boxKey, role: itsRole, transcript, signature, replaces } = operation;
  const id = toHex(identity);
  if (roster.members.has(id) || roster.members.size >= MAX_MEMBERS) throw new ChainError('a member already, or one too many');
  if (membersOf(roster).some((member) => same(member.boxKey, boxKey))) throw new ChainError('a box key of another member');
  if (roster.former.get(id)) throw new ChainError('an identity that was replaced');
  if (roster.transcripts.has(toHex(transcript))) throw new ChainError('a consent that let someone in before');
  const former = new Map(roster.former);
  former.delete(id);
  if (replaces && former.get(toHex(replaces)) !== null) throw new ChainError('a replaced identity that is not a former one, or was replaced before');
  verify(identity, SIGN_JOIN, joinMessage(chainId, transcript, boxKey, itsRole), signature);
  if (replaces) {
    former.set(toHex(replaces), identity);
    handOver(verdict, replaces, identity);
  }
  change(verdict, { former, transcripts: new Set(roster.transcripts).add(toHex(transcript)), due: true });
  seat(verdict, { identity, boxKey, role: itsRole, seq, addedBy: author });
}

/** @param {Verdict} verdict @param {Uint8Array} owner @param {Uint8Array} heir */
function handOver(verdict, owner, heir) {
  const theirs = objectsWhere(verdict, (record) => same(record.owner, owner) && !isStanding(record.objectId));
  for (const record of theirs) verdict.changes.objects.set(toHex(record.objectId), { ...record, owner: heir });
}

/** @param {Verdict} verdict @param {import('./group-operations.js').Remove} operation */
function remove(verdict, { identity }) {
  const member = verdict.changes.roster.members.get(toHex(identity));
  if (!member || member.role === FACILITATOR) throw new ChainError('a removal of a facilitator, or of someone who is no member');
  drop(verdict, identity);
}

/** @param {Verdict} verdict @param {import('./group-operations.js').Role} operation */
function role(verdict, { identity, role: itsRole }) {
  const { roster } = verdict.changes;
  const member = roster.members.get(toHex(identity));
  if (!member || member.role === itsRole) throw new ChainError('a role of someone who is no member, or who has it');
  if (itsRole === MEMBER && (!same(identity, verdict.link.author) || facilitatorsOf(roster).length === 1)) {
    throw new ChainError("a role that is another's to lay down, or the last one");
  }
  seat(verdict, { ...member, role: itsRole });
}

/** @param {Verdict} verdict @param {import('./group-operations.js').Propose} operation */
function propose(verdict, { change: wanted, identity }) {
  const { link: { author, head }, changes: { roster } } = verdict;
  const target = roster.members.get(toHex(identity));
  if (!target || same(identity, author)) throw new ChainError('a proposal about oneself, or about someone who is no member');
  if (wanted === 'promote' && target.role === FACILITATOR) throw new ChainError('a promotion of a facilitator');
  const proposal = { head, change: wanted, identity, endorsers: [author] };
  change(verdict, { proposals: new Map(roster.proposals).set(toHex(head), proposal) });
}

/** @param {Verdict} verdict @param {import('./group-operations.js').Endorse} operation */
function endorse(verdict, { proposal: head }) {
  const { link: { author }, changes: { roster } } = verdict;
  const proposal = roster.proposals.get(toHex(head));
  if (!proposal || [proposal.identity, ...proposal.endorsers].some((each) => same(each, author))) {
    throw new ChainError('an endorsement of no proposal, of oneself, or given before');
  }
  const endorsers = [...proposal.endorsers, author];
  change(verdict, { proposals: new Map(roster.proposals).set(toHex(head), { ...proposal, endorsers }) });
  const yes = endorsers.filter((each) => roster.members.has(toHex(each))).length;
  if (yes >= LEAST_ENDORSERS && 2 * yes > roster.members.size - 1) decide(verdict, proposal);
}

/** @param {Verdict} verdict @param {Proposal} proposal */
function decide(verdict, { change: wanted, identity }) {
  const { roster } = verdict.changes;
  const target = roster.members.get(toHex(identity));
  assert(target, 'a proposal falls when its target is no member');
  if (wanted === 'promote') return seat(verdict, { ...target, role: FACILITATOR });
  if (target.role === FACILITATOR && facilitatorsOf(roster).length === 1) throw new ChainError('a removal of the only facilitator');
  return drop(verdict, identity);
}

/** @param {Verdict} verdict */
function leave(verdict) {
  const { link: { author }, changes: { roster } } = verdict;
  if (authorLeads(verdict) && facilitatorsOf(roster).length === 1 && roster.members.size > 1) {
    throw new ChainError('the only facilitator of several members leaves');
  }
  drop(verdict, author);
}

/** @param {Verdict} verdict @param {import('./group-operations.js').Dispute} operation */
function dispute(verdict, { epoch }) {
  if (epoch !== verdict.changes.roster.epoch) throw new ChainError('a dispute of another epoch');
  change(verdict, { due: true });
}

/** @param {Verdict} verdict @param {Rotate} operation */
function rotate(verdict, operation) {
  const { roster } = verdict.changes;
  if (!roster.due && !authorLeads(verdict)) throw new ChainError('a new key that is not due');
  if (operation.epoch !== roster.epoch + 1) throw new ChainError('an epoch that does not follow the current one');
  const members = membersOf(roster);
  const exactly = members.length === operation.boxes.length
    && members.every(({ identity }, at) => same(identity, operation.boxes[at].identity));
  if (!exactly) throw new ChainError('boxes for others than the members, ascending');
  change(verdict, { epoch: operation.epoch, keyCheck: operation.keyCheck, due: false });
  verdict.changes.rotation = { operation, standing: wrappedAgain(roster, objectsWhere(verdict, () => true)) };
}

/** @param {Verdict} verdict @param {Put} operation */
function put(verdict, operation) {
  const { link: { author, seq }, changes: { roster, objects, placed, tombstones }, view } = verdict;
  const { objectId, revision, bodyHash, size, boxesHash, parent, end } = operation;
  const id = toHex(objectId);
  const current = objectOf(verdict, objectId);
  if (roster.due || tombstones.has(id) || view.tombstones.has(id)) {
    throw new ChainError('an object that cannot be put, or not before a new key');
  }
  if (revision !== (current?.revision ?? 0) + 1) throw new ChainError('a revision that does not follow the current one');
  if (isStanding(objectId)) checkStanding(verdict, operation);
  else checkShare(verdict, operation, current);
  const owner = current === null || isStanding(objectId) ? author : current.owner;
  objects.set(id, { objectId, owner, author, revision, bodyHash, size, boxesHash, parent, end, seq });
  placed.push({ operation, epoch: roster.epoch, members: membersOf(roster) });
  shorten(verdict, objectId, end);
}

/** @param {Verdict} verdict @param {Put} operation */
function checkStanding(verdict, { objectId, parent, end }) {
  if (parent !== null || end !== null) throw new ChainError('a standing object with a parent or an end');
  const { author, chainId } = verdict.link;
  const allowed = same(objectId, FRAME_ID) ? authorLeads(verdict) : same(objectId, cardId(chainId, author));
  if (!allowed) throw new ChainError('a frame by someone who is no facilitator, or a card of another');
}

/** @param {Verdict} verdict @param {Put} operation @param {ObjectRecord | null} current */
function checkShare(verdict, { parent, end }, current) {
  if (end === null || end > verdict.changes.roster.end) throw new ChainError('a share without end, or that outlives the group');
  if (current) {
    assert(current.end !== null, 'a share has an end');
    const kept = same(current.owner, verdict.link.author) && sameParent(current.parent, parent) && end <= current.end;
    if (!kept) throw new ChainError('a revision by another, of another parent, or with a later end');
  } else if (parent) {
    const share = isStanding(parent) ? null : objectOf(verdict, parent);
    if (!share || share.parent || share.end === null || end > share.end) throw new ChainError('an answer to no share, or that outlives it');
  }
}

/** @param {Uint8Array | null} left @param {Uint8Array | null} right */
function sameParent(left, right) {
  return left && right ? same(left, right) : left === right;
}

/** @param {Verdict} verdict @param {Uint8Array} objectId */
function answersTo({ view, changes }, objectId) {
  const isNow = (/** @type {string} */ id) => !changes.objects.has(id) && !changes.tombstones.has(id);
  const found = view.answersTo(objectId).filter((record) => isNow(toHex(record.objectId)));
  return [...found, ...[...changes.objects.values()].filter(({ parent }) => parent !== null && same(parent, objectId))];
}

/** @param {Verdict} verdict @param {Uint8Array} objectId @param {number | null} end */
function shorten(verdict, objectId, end) {
  if (end === null) return;
  for (const answer of answersTo(verdict, objectId)) {
    if (answer.end !== null && answer.end > end) verdict.changes.objects.set(toHex(answer.objectId), { ...answer, end });
  }
}

/** @param {Verdict} verdict @param {import('./group-operations.js').Tombstone} operation */
function tombstone(verdict, { objectId }) {
  const { link: { author }, changes } = verdict;
  const record = objectOf(verdict, objectId);
  if (!record || isStanding(objectId)) throw new ChainError('an end of no share');
  const parent = record.parent && objectOf(verdict, record.parent);
  const theirs = same(record.owner, author) || (parent && same(parent.owner, author));
  const orphan = authorLeads(verdict) && !changes.roster.members.has(toHex(record.owner));
  if (!theirs && !orphan) throw new ChainError("an end of what is another's");
  for (const id of [...answersTo(verdict, objectId), record].map((each) => toHex(each.objectId))) {
    changes.objects.delete(id);
    changes.tombstones.add(id);
  }
}

/** @param {Verdict} verdict @param {import('./group-operations.js').Anchor} operation */
function anchor(verdict, { seanceId }) {
  change(verdict, { anchor: { seanceId, seq: verdict.link.seq } });
}

/** @param {Verdict} verdict @param {import('./group-operations.js').Checkpoint} operation */
function checkpoint(verdict, { number, stateHash }) {
  if (number !== verdict.changes.roster.checkpoint + 1) throw new ChainError('a checkpoint number that does not follow the last one');
  if (!same(verdict.view.stateHash(), stateHash)) throw new ChainError('a checkpoint of another state');
  change(verdict, { checkpoint: number });
}

/** @param {Verdict} verdict @param {import('./group-operations.js').Close} operation */
function close(verdict, { end }) {
  change(verdict, { end });
}
