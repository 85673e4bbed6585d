/** @file Where an author's own vault stood when they posted, for them alone (`docs/spec/sharing.md` §5). */
import { MAX_INTEGER, join, readU64, u64 } from './bytes.js';
import { Context, WITNESS, openVerified, seal } from './envelope.js';
import { SealedError } from './errors.js';
import { DERIVE_WITNESS } from './labels.js';
import { derive } from './primitives.js';

export const WITNESS_SIZE = 112;
const PLAIN_SIZE = 40;
const NOTHING = new Uint8Array(0);

/** @param {Uint8Array} accountKey @param {Uint8Array} vaultId @param {Uint8Array} groupId @param {import('./chain.js').Mark} mark
 * @returns {Uint8Array} the 112-byte witness of a mark of one's own vault */
export function sealWitness(accountKey, vaultId, groupId, { seq, head }) {
  return seal(keyOf(accountKey), contextOf(vaultId, groupId), join(u64(seq), head));
}

/** @param {Uint8Array} accountKey under which it was made @param {Uint8Array} vaultId @param {Uint8Array} groupId @param {Uint8Array} witness
 * @returns {import('./chain.js').Mark} `SealedError` for every failure */
export function openWitness(accountKey, vaultId, groupId, witness) {
  const opened = openVerified(keyOf(accountKey), contextOf(vaultId, groupId), witness);
  if (opened.length !== PLAIN_SIZE || readU64(opened, 0) > MAX_INTEGER) throw new SealedError();
  return { seq: readU64(opened, 0), head: opened.slice(8) };
}

/** @param {Uint8Array} accountKey */
function keyOf(accountKey) {
  return derive(accountKey, DERIVE_WITNESS, NOTHING);
}

/** @param {Uint8Array} vaultId @param {Uint8Array} groupId */
function contextOf(vaultId, groupId) {
  return new Context(WITNESS, vaultId, groupId, 0, 0);
}
