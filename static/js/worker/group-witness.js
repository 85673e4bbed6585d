/** What a person's own posts in a group witness of their vault (`docs/spec/sharing.md` §5). */
import { same, toHex } from '../crypto/bytes.js';
import { headOf } from '../crypto/chain.js';
import { ForkError, RollbackError, SealedError } from '../crypto/errors.js';
import { openWitness } from '../crypto/witness.js';
import { linkOf } from './branches.js';
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

/** One's own posts that opened, with what each witnesses. @param {Keeper} keeper @param {string} group_id @returns {{post: string, seq: number, head: string}[]} */
function witnessesIn(keeper, group_id) {
  const space = spaceOf(keeper, group_id);
  return [...space.contents].flatMap(([id, { revision, witness }]) => {
    const mine = same(space.state.objects.get(id)?.author ?? new Uint8Array(0), space.identity);
    const mark = mine && witness && markIn(keeper.account, space.groupId, witness);
    return mark ? [{ post: `${id} ${revision}`, seq: mark.seq, head: toHex(mark.head) }] : [];
  });
}

/**
 * The posts that the vault was not held against on this page. Their witnesses are judged only by a vault read after the group.
 * @param {Keeper} keeper @param {{group_id: string}} args @returns {{post: string, seq: number}[]}
 */
function witnesses(keeper, { group_id }) {
  const { held } = spaceOf(keeper, group_id);
  return witnessesIn(keeper, group_id).filter(({ post }) => !held.has(post)).map(({ post, seq }) => ({ post, seq }));
}

/** The place of the last fork that its owner acknowledged, -1 without any. @param {Keeper} keeper @param {Uint8Array[]} links */
function acknowledged(keeper, links) {
  const found = links.map((signed) => linkOf(keeper, signed)).filter(({ operations }) => operations.some(({ name }) => name === 'reconcile'));
  return found.at(-1)?.seq ?? -1;
}

/**
 * Holds the vault against the witnesses of one's own posts; it counts as evidence once the words of the day were found equal.
 * @param {Keeper} keeper
 * @param {{group_id: string, links: {seq: number, signed: Uint8Array}[], settled?: string[]}} args links of the vault kept on this device, from the
 *   lowest place asked about; posts that the person answered for
 * @returns {number} how many witnesses agreed @throws {RollbackError|ForkError}
 */
function checkWitnesses(keeper, { group_id, links, settled = [] }) {
  const space = spaceOf(keeper, group_id);
  const judged = witnessesIn(keeper, group_id).filter(({ post }) => !settled.includes(post));
  const heads = new Map(links.map(({ seq, signed }) => [seq, toHex(headOf(signed))]));
  const differs = judged.filter(({ seq, head }) => heads.has(seq) && heads.get(seq) !== head);
  if (judged.some(({ seq }) => seq > keeper.vault.mark.seq)) throw new RollbackError('a vault below what its owner witnessed');
  const known = differs.length > 0 ? acknowledged(keeper, links.map(({ signed }) => signed)) : -1;
  if (differs.some(({ seq }) => seq > known)) throw new ForkError('another history than the one its owner witnessed');
  space.held = new Set([...judged.map(({ post }) => post), ...settled]);
  return judged.length;
}

export const groupWitnessVerbs = { witnesses, checkWitnesses };
