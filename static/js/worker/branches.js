/** The verbs of the two ways out of an alarm: giving back what a server lost, joining two histories (`docs/spec/chain.md` §7). */
import { same, toHex } from '../crypto/bytes.js';
import { authorOf, headOf, openAnywhere } from '../crypto/chain.js';
import { ChainError, ForkError, RollbackError } from '../crypto/errors.js';
import { FrameDecoder, encodeFrames } from '../crypto/frames.js';
import { bodyHash } from '../crypto/objects.js';
import { checkAccess } from './access.js';
import { fromBase64 } from './base64.js';
import { Vault } from './vault.js';
import { sealDraft } from './writing.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('../crypto/vault-state.js').VaultState} VaultState */
/** @typedef {import('../crypto/frames.js').ObjectFrame} ObjectFrame */
/** @typedef {import('../store/device.js').LinkRow} LinkRow */
/** @typedef {import('../store/device.js').ObjectRow} ObjectRow */

/** @param {ObjectRow} row @returns {ObjectFrame} */
const frameOf = ({ frame }) => /** @type {ObjectFrame} */ (new FrameDecoder().feed(frame)[0]);

/** The operations of a link that this device verified before. @param {Keeper} keeper @param {Uint8Array} signed */
const linkOf = ({ account }, signed) => openAnywhere(signed, account.vaultId, authorOf(signed));

/** Whether a link changes what opens the account: it is never given back nor left behind. @param {import('../crypto/chain.js').Link} link */
const changesKeys = ({ operations }) => operations.some(({ name }) => name === 'slots' || name === 'rekey');

/** Whether every body that a link names is among those kept. @param {import('../crypto/chain.js').Link} link @param {Set<string>} kept */
const isWhole = ({ operations }, kept) => operations.every((operation) => (
  !('bodyHash' in operation) || kept.has(toHex(operation.bodyHash))));

/**
 * The links and the texts kept on this device, to append unchanged after the server's head, as far as they go without a change of keys
 * or a body that is not here.
 * @param {Keeper} keeper
 * @param {{theirs: {seq: number, head: string}, known: Uint8Array|null, links: LinkRow[], rows: ObjectRow[]}} args `known` is this device's link at their place
 * @returns {{frames: Uint8Array|null, head: string, whole: boolean}} `whole` is false when some of it cannot be given back
 */
function giveBack(keeper, { theirs, known, links, rows }) {
  if (links.length === 0 || links[0].seq !== theirs.seq + 1) throw new RollbackError('this device does not hold those links');
  const head = fromBase64(theirs.head, 32);
  if (!same(linkOf(keeper, links[0].signed).prev, head) || (known && !same(headOf(known), head))) throw new ForkError('another history');
  const bodies = rows.map(frameOf);
  const kept = new Set(bodies.map(({ body }) => toHex(bodyHash(body))));
  const opened = links.map(({ signed }) => linkOf(keeper, signed));
  const stop = opened.findIndex((link) => changesKeys(link) || !isWhole(link, kept));
  const given = stop < 0 ? links : links.slice(0, stop);
  const named = new Set(opened.slice(0, given.length).flatMap(({ operations }) => operations)
    .flatMap((operation) => ('bodyHash' in operation ? [toHex(operation.bodyHash)] : [])));
  const objects = bodies.filter(({ body }) => named.has(toHex(bodyHash(body))));
  const frames = [...objects, ...given.map(({ signed }) => ({ type: /** @type {const} */ ('link'), signed }))];
  return { frames: given.length > 0 ? encodeFrames(frames) : null, head: `${theirs.seq}:${toHex(head)}`, whole: stop < 0 };
}

/** The server's whole history, verified from the first link. @param {Keeper} keeper @returns {{vault: Vault, links: Uint8Array[]}} */
function theirBranch({ account, reading }) {
  reading.decoder.finish();
  const links = reading.frames.map((frame) => {
    if (frame.type !== 'link') throw new ChainError('a link was expected');
    return frame.signed;
  });
  if (links.length === 0) throw new RollbackError('nothing where a vault was expected');
  return { vault: Vault.fromFirst(account, links[0]), links };
}

/**
 * What this device's branch changed since the last common link, as writes over the server's branch.
 * @param {Keeper} keeper @param {VaultState} common @param {Vault} theirs @param {ObjectRow[]} rows
 */
function differences(keeper, common, theirs, rows) {
  const { vault } = keeper;
  const drafts = [];
  for (const row of rows) {
    const ours = vault.state.objects.get(row.object_id);
    const their = theirs.state.objects.get(row.object_id);
    if (!ours || ours.revision !== row.revision || ours.revision === common.revisionOf(row.object_id)) continue;
    if (their && same(their.bodyHash, ours.bodyHash)) continue;
    const doc = vault.openText(frameOf(row), 'device');
    const { summary: _, ...sealed } = sealDraft(keeper, { record_id: null, object_id: row.object_id, act: 'put', doc, end: ours.end });
    // written over a revision the other branch replaced too: the push will keep both
    const base = their && their.revision >= ours.revision ? ours.revision - 1 : their?.revision ?? 0;
    drafts.push({ ...sealed, base, stamp: sealed.record_id.slice(0, 16), sent: null });
  }
  return [...drafts, ...erasures(keeper, common, theirs)];
}

/** What this device erased and the other branch left as it was is erased there too. @param {Keeper} keeper @param {VaultState} common @param {Vault} theirs */
function erasures(keeper, common, theirs) {
  const unchanged = [...keeper.vault.state.tombstones].filter((id) => {
    const their = theirs.state.objects.get(id);
    return their !== undefined && their.revision === common.revisionOf(id);
  });
  return unchanged.map((object_id) => {
    const { summary: _, ...sealed } = sealDraft(keeper, { record_id: null, object_id, act: 'tombstone', doc: null, end: null });
    return { ...sealed, base: theirs.state.revisionOf(object_id), stamp: sealed.record_id.slice(0, 16), sent: null };
  });
}

/**
 * Follows the server's branch from now on; what this device wrote apart is written again over it.
 * @param {Keeper} keeper @param {{rows: ObjectRow[], links: LinkRow[]}} args `links` are all those kept on this device
 * @returns {null|{step: any, drafts: any[], entries: any[]}} null when this device changed keys since, or knows no link in common
 */
function joinBranches(keeper, { rows, links: kept }) {
  const { account, vault: ours } = keeper;
  const { vault, links } = theirBranch(keeper);
  const parted = kept.findIndex(({ seq, signed }) => !links[seq] || !same(links[seq], signed));
  if (parted < 0) throw new ForkError('the other history holds this one');
  const own = kept.slice(parted);
  if (own[0].seq > 0 && parted === 0) return null;
  if (own.some(({ signed }) => changesKeys(linkOf(keeper, signed)))) return null;
  const before = vault.followAll(links.slice(0, own[0].seq));
  const common = vault.state.copy();
  const after = vault.followAll(links.slice(own[0].seq));
  if (vault.state.standing.epoch < ours.state.standing.epoch) throw new RollbackError('a branch of an earlier epoch');
  checkAccess(account, vault.state);
  const drafts = differences(keeper, common, vault, rows);
  vault.leftBehind = ours.state.head;
  for (const [id, summary] of ours.summaries) if (vault.state.objects.has(id)) vault.summaries.set(id, summary);
  keeper.openVault = vault;
  const { changed: _, ...step } = { ...after, links: [...before.links, ...after.links] };
  return { step, drafts, entries: vault.list() };
}

export const branchVerbs = { giveBack, joinBranches };
