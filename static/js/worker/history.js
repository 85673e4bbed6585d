/** The verbs about earlier versions: links are checked backwards by their hashes, versions by the hashes in the links. */
import { same, toHex } from '../crypto/bytes.js';
import { openKnown } from '../crypto/chain.js';
import { decode } from '../crypto/encoding.js';
import { ChainError, SealedError } from '../crypto/errors.js';
import { FrameDecoder } from '../crypto/frames.js';
import { bodyHash, openObject } from '../crypto/objects.js';
import { checkEntry } from '../domain/entry.js';

/** @typedef {import('./keeper.js').Keeper} Keeper */
/** @typedef {import('../crypto/operations.js').Put} Put */

/**
 * Every `put` of the last links, newest first.
 * @param {Keeper} keeper @param {Uint8Array[]} links the last is the one this device verified last
 * @returns {Put[]}
 */
export function putsOfLast({ account, vault }, links) {
  let { head } = vault.state;
  const puts = [];
  for (let before = 1; before <= links.length; before += 1) {
    const link = openKnown(links[links.length - before], account.vaultId, vault.state.nextSeq - before, head);
    puts.push(...link.operations.filter((operation) => operation.name === 'put').reverse());
    head = link.prev;
  }
  return puts;
}

/** Every `put` of the chain, newest first. @param {Keeper} keeper @param {Uint8Array[]} links all of them, from the first @returns {Put[]} */
export function putsOf(keeper, links) {
  if (links.length !== keeper.vault.state.nextSeq) throw new ChainError('links are missing');
  return putsOfLast(keeper, links);
}

/** Checks links that the server gives for a device that began at a checkpoint. @param {Keeper} keeper @param {{chunk: Uint8Array}} args @returns {Uint8Array[]} */
function readOldLinks({ reading }, { chunk }) {
  return reading.decoder.feed(chunk).map((frame) => {
    if (frame.type !== 'link') throw new ChainError('a link was expected');
    return frame.signed;
  });
}

/** The versions of a text, newest first. @param {Keeper} keeper @param {{object_id: string, links: Uint8Array[]}} args */
function versionsOf(keeper, { object_id, links }) {
  return putsOf(keeper, links).filter(({ objectId }) => toHex(objectId) === object_id)
    .map(({ revision, bodyHash: hash, end }) => ({ revision, hash, end }));
}

/**
 * Opens an earlier version out of the frames that came for its hash.
 * @param {Keeper} keeper @param {{frames: Uint8Array, object_id: string, revision: number, hash: Uint8Array}} args
 */
function openVersion({ account }, { frames, object_id, revision, hash }) {
  const decoder = new FrameDecoder();
  const [frame] = decoder.feed(frames);
  decoder.finish();
  if (frame?.type !== 'object' || toHex(frame.objectId) !== object_id || frame.revision !== revision) throw new SealedError();
  if (!same(bodyHash(frame.body), hash)) throw new ChainError('another text than the one the chain names');
  return checkEntry(decode(openObject(account.accountKey, account.vaultId, frame)));
}

/** Opens the current version of a text. @param {Keeper} keeper @param {{frame: Uint8Array}} args */
function openText({ vault }, { frame }) {
  const [object] = new FrameDecoder().feed(frame);
  if (object?.type !== 'object') throw new SealedError();
  const doc = vault.openText(object, 'device');
  vault.know(toHex(object.objectId), doc);
  return doc;
}

/** The hash under which the server gives the current version. @param {Keeper} keeper @param {{object_id: string}} args @returns {Uint8Array|null} */
function hashOf({ vault }, { object_id }) {
  return vault.state.objects.get(object_id)?.bodyHash ?? null;
}

export const historyVerbs = { readOldLinks, versionsOf, openVersion, openText, hashOf };
