/** The verbs of the way out of a `fork`: joining two histories (`docs/spec/chain.md` §7). */
import { same, toHex } from '../crypto/bytes.js';
import { ChainError, ForkError, RollbackError } from '../crypto/errors.js';
import { FrameDecoder } from '../crypto/frames.js';
import { checkAccess } from './access.js';
import { changesKeys, frameOf, linkOf } from './branches.js';
import { snapshotOf } from './local.js';
import { Vault } from './vault.js';
import { sealDraft } from './writing.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('../crypto/frames.js').ObjectFrame} ObjectFrame */
/** @typedef {import('../store/device.js').LinkRow} LinkRow */
/** @typedef {import('../store/device.js').ObjectRow} ObjectRow */
/**
 * @typedef {object} Join Two branches being joined.
 * @property {Vault} theirs the server's branch, which is followed from now on
 * @property {import('../crypto/vault-state.js').VaultState} common after the last link of both
 * @property {any} step from the first link of the server's branch
 * @property {FrameDecoder} decoder
 * @property {Map<string, ObjectFrame>} texts of the server's branch, changed there and erased here
 */

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
 * Follows the server's branch beside this device's own.
 * @param {Keeper} keeper @param {{links: LinkRow[]}} args all those kept on this device
 * @returns {null|{wanted: Uint8Array[]}} null when this device changed keys since, or knows no link in common; `wanted` are the hashes of
 *   the texts that this device erased and the other branch changed
 */
function beginJoin(keeper, { links: kept }) {
  const { vault, links } = theirBranch(keeper);
  const parted = kept.findIndex(({ seq, signed }) => !links[seq] || !same(links[seq], signed));
  if (parted < 0) throw new ForkError('the other history holds this one');
  const own = kept.slice(parted);
  if (own[0].seq > 0 && parted === 0) return null;
  if (own.some(({ signed }) => changesKeys(linkOf(keeper, signed)))) return null;
  const before = vault.followAll(links.slice(0, own[0].seq));
  const common = vault.state.copy();
  const { changed: _, ...after } = vault.followAll(links.slice(own[0].seq));
  if (vault.state.standing.epoch < keeper.vault.state.standing.epoch) throw new RollbackError('a branch of an earlier epoch');
  checkAccess(keeper.account, vault.state);
  const step = { ...after, links: [...before.links, ...after.links] };
  keeper.join = { theirs: vault, common, step, decoder: new FrameDecoder(), texts: new Map() };
  const erased = erasedHere(keeper).filter((id) => vault.state.revisionOf(id) !== common.revisionOf(id));
  return { wanted: erased.map((id) => /** @type {Uint8Array} */ (vault.state.objects.get(id)?.bodyHash)) };
}

/** What this device erased and the other branch did not. @param {Keeper} keeper @returns {string[]} */
const erasedHere = ({ vault, join: { theirs } }) => [...vault.state.tombstones].filter((id) => theirs.state.objects.has(id));

/** The texts that `beginJoin` wants. @param {Keeper} keeper @param {{chunk: Uint8Array}} args */
function readJoin({ join: { decoder, texts } }, { chunk }) {
  for (const frame of decoder.feed(chunk)) if (frame.type === 'object') texts.set(toHex(frame.objectId), frame);
}

/** @param {Keeper} keeper @param {import('./writing.js').Draft & {object_id: string|null}} draft @param {number} base */
function draftOver(keeper, draft, base) {
  const { summary: _, ...sealed } = sealDraft(keeper, { record_id: null, ...draft });
  return { ...sealed, base, stamp: sealed.record_id.slice(0, 16), sent: null };
}

/** What this device changed since the last common link, as writes over the server's branch. @param {Keeper} keeper @param {ObjectRow[]} rows */
function changes(keeper, rows) {
  const { vault, join: { theirs, common } } = keeper;
  return rows.flatMap((row) => {
    const id = row.object_id;
    const ours = vault.state.objects.get(id);
    const their = theirs.state.objects.get(id);
    if (!ours || ours.revision !== row.revision || ours.revision === common.revisionOf(id)) return [];
    if (their && same(their.bodyHash, ours.bodyHash)) return [];
    const draft = { act: /** @type {const} */ ('put'), doc: vault.openText(frameOf(row), 'device'), end: ours.end };
    // erased there and changed here: the words come back under a new id
    if (theirs.state.tombstones.has(id)) return [draftOver(keeper, { object_id: null, ...draft }, 0)];
    // written over a revision the other branch replaced too: the push will keep both
    const base = their && their.revision >= ours.revision ? ours.revision - 1 : their?.revision ?? 0;
    return [draftOver(keeper, { object_id: id, ...draft }, base)];
  });
}

/** What this device erased is erased there too; what the other branch changed meanwhile comes back under a new id. @param {Keeper} keeper */
function erasures(keeper) {
  const { join: { theirs, common, texts } } = keeper;
  return erasedHere(keeper).flatMap((id) => {
    const revision = theirs.state.revisionOf(id);
    const erasure = draftOver(keeper, { object_id: id, act: 'tombstone', doc: null, end: null }, revision);
    if (revision === common.revisionOf(id)) return [erasure];
    const text = texts.get(id);
    // words that the server does not give are not erased
    if (!text) return [];
    const draft = { act: /** @type {const} */ ('put'), doc: theirs.openText(text, 'server'), end: theirs.state.objects.get(id)?.end ?? null };
    return [draftOver(keeper, { object_id: null, ...draft }, 0), erasure];
  });
}

/**
 * What the device is to store: the server's branch, and over it what this device wrote apart.
 * @param {Keeper} keeper @param {{rows: ObjectRow[]}} args
 */
function endJoin(keeper, { rows }) {
  const { account, vault: ours, join: { theirs, step } } = keeper;
  const drafts = [...changes(keeper, rows), ...erasures(keeper)];
  theirs.leftBehind = ours.state.head;
  for (const [id, summary] of ours.summariesNow()) {
    const their = theirs.state.objects.get(id);
    if (!their) continue;
    theirs.summaries.set(id, summary);
    if (!same(their.bodyHash, /** @type {Uint8Array} */ (ours.state.objects.get(id)?.bodyHash))) theirs.outdated.add(id);
  }
  return { step, drafts, entries: theirs.list(), snapshot: snapshotOf(account, theirs) };
}

/** The device stored it. @param {Keeper} keeper */
function commitJoin(keeper) {
  keeper.openVault = keeper.join.theirs;
}

export const joinVerbs = { beginJoin, readJoin, endJoin, commitJoin };
