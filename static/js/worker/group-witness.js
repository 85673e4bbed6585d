/** What a person's own posts in a group witness of their vault (`docs/spec/sharing.md` §5). */
import { same, toHex } from '../crypto/bytes.js';
import { headOf } from '../crypto/chain.js';
import { ForkError, RollbackError, SealedError } from '../crypto/errors.js';
import { openWitness } from '../crypto/witness.js';
import { spaceOf } from './group-memory.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('../crypto/chain.js').Mark} Mark */

/** A witness opens with the account key of its time. @param {import('./keeper.js').Account} account @param {Uint8Array} groupId @param {Uint8Array} witness @returns {Mark|null} null for one that no key of this person opens */
function markIn({ accountKey, keyring, vaultId }, groupId, witness) {
  for (const key of [accountKey, ...keyring.past]) {
    try {
      return openWitness(key, vaultId, groupId, witness);
    } catch (error) {
      if (!(error instanceof SealedError)) throw error;
    }
  }
  return null;
}

/**
 * Holds the vault against the witnesses of one's own posts; it counts as evidence once the words of the day were found equal.
 * @param {Keeper} keeper @param {{group_id: string, links: {seq: number, signed: Uint8Array}[]}} args those of the vault kept on this device
 * @returns {number} how many witnesses agreed @throws {RollbackError|ForkError}
 */
function checkWitnesses(keeper, { group_id, links }) {
  const { account, vault } = keeper;
  const space = spaceOf(keeper, group_id);
  const own = [...space.contents].filter(([id]) => same(space.state.objects.get(id)?.author ?? new Uint8Array(0), space.identity));
  const marks = own.map(([, { witness }]) => witness && markIn(account, space.groupId, witness)).filter((mark) => mark !== null);
  const heads = new Map(links.map(({ seq, signed }) => [seq, toHex(headOf(signed))]));
  for (const { seq, head } of marks) {
    if (seq > vault.mark.seq) throw new RollbackError('a vault below what its owner witnessed');
    if ((heads.get(seq) ?? toHex(head)) !== toHex(head)) throw new ForkError('another history than the one its owner witnessed');
  }
  return marks.length;
}

export const groupWitnessVerbs = { checkWitnesses };
