/** The verbs that show a group: its frame, its people, what was shared, the words of the day. */
import { same, toHex } from '../crypto/bytes.js';
import { authorOf, openAnywhere } from '../crypto/chain.js';
import { FRAME_ID, cardId, isStanding } from '../crypto/group-ids.js';
import { FACILITATOR, GROUP, MAX_MEMBERS } from '../crypto/group-operations.js';
import { effectiveEnd } from '../crypto/group-view.js';
import { shownNames, stripName } from '../crypto/names.js';
import { wordsOfTheDay } from '../crypto/words.js';
import { plainText } from '../domain/entry.js';
import { forget } from './group-contents.js';
import { spaceOf } from './group-memory.js';
import { shown } from './group-shown.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('./group-space.js').GroupSpace} GroupSpace */
/** @typedef {import('./group-contents.js').Content} Content */
/** @typedef {import('../crypto/group-view.js').ObjectRecord} ObjectRecord */

/** The name on the card of an identity, null without one. @param {GroupSpace} space @param {Uint8Array} identity @returns {string|null} */
export function nameOf(space, identity) {
  const card = cardOf(space, identity);
  return card && stripName(card.name);
}

/** @param {GroupSpace} space @param {Uint8Array} identity @returns {import('../crypto/documents.js').Card|null} */
function cardOf({ contents, groupId }, identity) {
  const document = contents.get(toHex(cardId(groupId, identity)))?.document;
  return document?.kind === 'card' ? document : null;
}

/** @param {GroupSpace} space */
function peopleOf(space) {
  const members = [...space.state.roster.members.values()];
  const names = shownNames(members.map(({ identity, boxKey }) => ({ identity, boxKey, name: nameOf(space, identity) })));
  return members.map(({ identity, role, seq, addedBy }) => ({
    id: toHex(identity), name: nameOf(space, identity), shown: names.get(toHex(identity)) ?? null,
    role: role === FACILITATOR ? 'facilitator' : 'member', you: same(identity, space.identity),
    verifiedBy: toHex(addedBy), verifiedAt: seq, accepted: shown(cardOf(space, identity)?.accepted ?? []),
  }));
}

/** Those who left, under the name of their card, and who replaced them. @param {GroupSpace} space */
function formerOf(space) {
  return [...space.state.roster.former].map(([id, heir]) => {
    const document = [...space.contents.entries()].find(([at]) => {
      const record = space.state.objects.get(at);
      return record && isStanding(record.objectId) && toHex(record.owner) === id && !same(record.objectId, FRAME_ID);
    })?.[1].document;
    return { id, name: document?.kind === 'card' ? stripName(document.name) : null, replacedBy: heir && toHex(heir) };
  });
}

/** The last day on which an object is shown. @param {GroupSpace} space @param {ObjectRecord} record */
function endOf({ state: { objects, roster } }, record) {
  return effectiveEnd(roster.end, record, (record.parent && objects.get(toHex(record.parent))) || null);
}

/** What stands and is for this person, or should be and is broken. @param {GroupSpace} space @param {number} today @returns {[ObjectRecord, Content][]} */
function readable(space, today) {
  return [...space.state.objects].flatMap(([id, record]) => {
    const content = space.contents.get(id);
    const isShown = content && content.standing !== 'others' && !isStanding(record.objectId) && endOf(space, record) >= today;
    return isShown ? [/** @type {[ObjectRecord, Content]} */ ([record, content])] : [];
  });
}

/** What every share and answer says. @param {GroupSpace} space @param {ObjectRecord} record @param {Content} content */
function common(space, record, { standing, document }) {
  const named = document && 'named' in document ? document.named : true;
  return {
    id: toHex(record.objectId), revision: record.revision, hash: toHex(record.bodyHash), author: toHex(record.owner),
    shownAuthor: named ? nameOf(space, record.owner) : null, yours: same(record.owner, space.identity), named,
    end: endOf(space, record), seq: record.seq, broken: standing === 'broken', later: standing === 'later',
  };
}

/** @param {GroupSpace} space @param {[ObjectRecord, Content][]} all @param {ObjectRecord} record @param {Content} content */
function shareOf(space, all, record, content) {
  const document = content.document?.kind === 'share' ? content.document : null;
  const everyone = (space.state.seats.get(toHex(record.objectId))?.members ?? []).map(({ identity }) => toHex(identity));
  const readers = document?.readers?.map(toHex) ?? everyone;
  const answers = all.filter(([{ parent }]) => parent && same(parent, record.objectId));
  return {
    ...common(space, record, content), title: document?.title ?? null, body: document?.body ?? null,
    seance: document?.seance ? toHex(document.seance) : null, readers, whole: content.whole,
    contradicts: document !== null && (content.whole !== (document.readers === null) || !readers.includes(toHex(space.identity))),
    answers: answers.map(([answer, its]) => answerOf(space, record, document, answer, its)),
  };
}

/** @param {GroupSpace} space @param {ObjectRecord} target @param {import('../crypto/documents.js').Share|null} share @param {ObjectRecord} record @param {Content} content */
function answerOf(space, target, share, record, content) {
  const document = content.document?.kind === 'answer' ? content.document : null;
  return {
    ...common(space, record, content), form: document?.form ?? null, text: document?.text ?? null,
    passage: document?.passage ? passageIn(target, share, document.passage) : null,
  };
}

/** A passage is shown only in the text it was taken from. @param {ObjectRecord} target @param {import('../crypto/documents.js').Share|null} share @param {import('../crypto/documents.js').Passage} passage */
function passageIn({ bodyHash }, share, [hash, start, end]) {
  const stands = share !== null && same(hash, bodyHash) && end <= plainText(/** @type {any} */ (share.body)).length;
  return stands ? { start, end } : 'changed';
}

/** The end that was announced since the group began, null while it is the first. @param {GroupSpace} space */
function closingOf({ groupId, links: [first], state: { roster } }) {
  const [create] = openAnywhere(first, groupId, authorOf(first), GROUP).operations;
  return 'end' in create && create.end !== roster.end ? roster.end : null;
}

/** @param {GroupSpace} space */
function proposalsOf({ state: { roster } }) {
  const needed = Math.max(3, Math.floor((roster.members.size - 1) / 2) + 1);
  return [...roster.proposals.values()].map(({ head, change, identity, endorsers }) => (
    { id: toHex(head), change, target: toHex(identity), endorsers: endorsers.map(toHex), needed }));
}

/** Whether one's own card accepts this version of each clause. @param {GroupSpace} space @param {any} frame */
function hasAccepted(space, frame) {
  const accepted = cardOf(space, space.identity)?.accepted ?? [];
  return frame.clauses.every((/** @type {any} */ { id }) => accepted.some(([clause, charter]) => same(clause, id) && charter === frame.charter));
}

/** @param {Keeper} keeper @param {{group_id: string, today: number}} args */
function viewGroup(keeper, { group_id, today }) {
  const space = spaceOf(keeper, group_id);
  const { roster, nextSeq } = space.state;
  if (nextSeq === 0) return null;
  const content = space.contents.get(toHex(FRAME_ID));
  const frame = content?.document?.kind === 'frame' ? content.document : null;
  const all = readable(space, today);
  const expired = [...space.state.objects].filter(([, record]) => endOf(space, record) < today).map(([id]) => id);
  for (const id of expired) forget(space, id);
  return {
    id: group_id, seq: nextSeq - 1, epoch: roster.epoch, due: roster.due, end: roster.end, closing: closingOf(space), ended: roster.end < today,
    verified: space.memory !== null, member: space.membership !== null, findings: space.findings(),
    role: space.membership?.role === FACILITATOR ? 'facilitator' : 'member', you: toHex(space.identity),
    name: space.memory?.name ?? '', left: space.memory?.left?.[0] ?? null, frame: shown(frame), later: content?.standing === 'later', lost: content?.standing === 'broken',
    people: peopleOf(space), places: MAX_MEMBERS - roster.members.size, former: formerOf(space), accepted: frame !== null && hasAccepted(space, frame),
    shares: all.filter(([{ parent }]) => parent === null).map(([record, its]) => shareOf(space, all, record, its)),
    proposals: proposalsOf(space), anchor: roster.anchor && { seance: toHex(roster.anchor.seanceId), seq: roster.anchor.seq }, expired,
  };
}

/** The words to read aloud. @param {Keeper} keeper @param {{group_id: string, seq: number}} args `seq` is that of the newest link known for a day */
function groupWords(keeper, { group_id, seq }) {
  const { groupId, state } = spaceOf(keeper, group_id);
  const { anchor } = state.roster;
  const position = anchor ? anchor.seq : Math.min(seq, state.nextSeq - 1);
  const head = state.headAt(position);
  if (!head) return null;
  return { words: wordsOfTheDay(groupId, head), position, anchored: anchor !== null, seance: anchor && toHex(anchor.seanceId) };
}

export const groupViewingVerbs = { viewGroup, groupWords };
