/** @file What a newcomer requires of the chain before believing they joined (`docs/spec/ceremony.md` §4). */
import { same, toHex } from './bytes.js';
import { CeremonyError, assert } from './errors.js';
import { FACILITATOR } from './group-operations.js';
import { GroupState } from './group-state.js';

/** @typedef {import('./ceremony-sides.js').Newcomer} Newcomer */

/** The state of a group after all its links, from link 0, once they show what the ceremony agreed.
 * @param {Newcomer} newcomer @param {Uint8Array[]} links
 * @returns {GroupState} `CeremonyError` when they do not, and the errors of a chain for a link that breaks a rule */
export function checkJoined(newcomer, links) {
  const { offer, setting } = newcomer;
  assert(offer, 'a ceremony was held');
  const state = new GroupState(setting.groupId);
  let [seen, joined] = [false, false];
  for (const signed of links) {
    if (state.nextSeq === offer.terms.seq + 1) seen = leads(newcomer, state) && same(state.head, offer.terms.head);
    const link = state.append(signed);
    joined ||= seen && isOf(newcomer, link);
  }
  const first = state.headAt(0);
  if (!first || !same(first, setting.createHash) || !joined) throw new CeremonyError('another group than the one agreed');
  return state;
}

/** @param {Newcomer} newcomer @param {GroupState} state @returns {boolean} whether the one they spoke with leads the group there */
function leads({ facilitator }, { roster }) {
  assert(facilitator, 'a ceremony was held');
  const member = roster.members.get(toHex(facilitator.identity));
  return member !== undefined && member.role === FACILITATOR && same(member.boxKey, facilitator.boxKey);
}

/** @param {Newcomer} newcomer @param {import('./group-view.js').GroupLink} link @returns {boolean} whether a link is the one that was agreed */
function isOf({ claim, facilitator, offer, transcript }, { author, operations }) {
  assert(offer && facilitator, 'a ceremony was held');
  const { role, replaces } = offer.terms;
  return same(author, facilitator.identity) && operations.some((each) => (
    each.name === 'add' && same(each.identity, claim.identity) && same(each.boxKey, claim.boxKey) && each.role === role
    && same(each.transcript, transcript) && sameOrNull(each.replaces, replaces)));
}

/** @param {Uint8Array | null} left @param {Uint8Array | null} right */
function sameOrNull(left, right) {
  return left && right ? same(left, right) : left === right;
}
