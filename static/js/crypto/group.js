/** @file A group for those who hold its keys: state, epochs, and the audit before each sending (`docs/spec/group.md`). What needs no
 * key is in `group-operations.js`, `group-policy.js` and `group-state.js`. */
import { same, toHex } from './bytes.js';
import { isKeyOf } from './epochs.js';
import { assert } from './errors.js';

export { generateEpochKey, makeRotation, openEpoch, openStanding } from './epochs.js';
export { preview } from './group-policy.js';
export { GroupState } from './group-state.js';

/**
 * @typedef {[identity: Uint8Array, transcript: Uint8Array]} Pin an identity that a ceremony verified, and which one
 * @typedef {'recipients' | 'key' | 'pin'} Finding what an audit finds wrong (§6)
 */

/** What is wrong with a group. With any finding nothing is sent but `rotate`, `dispute` and `leave`; with `pin`, nothing at all.
 * @param {import('./group-state.js').GroupState} state @param {Uint8Array | null} epochKey received for the current epoch
 * @param {Pin[]} pins of one's ceremonies @returns {Finding[]} */
export function audit({ chainId, roster, rotation, verified }, epochKey, pins) {
  assert(rotation, 'a group has a key from its first link');
  /** @type {Finding[]} */
  const findings = [];
  const listed = rotation.boxes.map(({ identity }) => toHex(identity));
  if (listed.length !== roster.members.size || !listed.every((id) => roster.members.has(id))) findings.push('recipients');
  if (epochKey === null || !isKeyOf(chainId, rotation, epochKey)) findings.push('key');
  if (!pins.every((pin) => holds(verified, pin))) findings.push('pin');
  return findings;
}

/** @param {Map<string, import('./group-state.js').Joined>} verified @param {Pin} pin */
function holds(verified, [identity, transcript]) {
  const joined = verified.get(toHex(transcript));
  return joined !== undefined && (same(joined.identity, identity) || same(joined.by, identity));
}
